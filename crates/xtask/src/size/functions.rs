//! Which crate the code of a module comes from, by its functions' names.

use std::collections::BTreeMap;

use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Bytes of code by crate. A generic function counts for the crate that wrote it, not for the one that uses it.
pub fn code_by_crate(wasm: &[u8]) -> wasmparser::Result<BTreeMap<String, usize>> {
    let mut imported = 0;
    let mut sizes = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                sizes.push(usize::try_from(range.end - range.start).unwrap_or_default());
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    names.extend(function_names(section)?);
                }
            }
            _ => {}
        }
    }
    let mut crates = BTreeMap::new();
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).map_or_else(|| "(unnamed)".to_owned(), |name| crate_of(name));
        *crates.entry(name).or_default() += size;
    }
    Ok(crates)
}

fn function_names(section: wasmparser::NameSectionReader<'_>) -> wasmparser::Result<BTreeMap<u32, String>> {
    let mut names = BTreeMap::new();
    for part in section {
        if let Name::Function(map) = part? {
            for naming in map {
                let naming = naming?;
                names.insert(naming.index, naming.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The crate in a function's name: of the type that a trait is implemented for, or of the path.
fn crate_of(name: &str) -> String {
    let name = format!("{:#}", demangle(name));
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before_path = name.split("::").next().unwrap_or_default();
    let word = before_path.rsplit(|letter| !is_part(letter)).next().unwrap_or_default();
    match name.contains("::") && !word.is_empty() {
        true => word.to_owned(),
        false => "(unnamed)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crate_is_found_in_every_kind_of_name() {
        assert_eq!(crate_of("_ZN3web8timeline5lanes7content17hce7e1978567afa5eE"), "web");
        assert_eq!(crate_of("<web::stage::Stage as yew::functional::FunctionProvider>::run::inner"), "web");
        assert_eq!(crate_of("<&alloc::vec::Vec<u8> as core::fmt::Debug>::fmt"), "alloc");
        assert_eq!(crate_of("memcpy"), "(unnamed)");
    }

    #[test]
    fn empty_module_has_no_code() {
        assert!(code_by_crate(b"\0asm\x01\0\0\0").unwrap().is_empty());
        assert!(code_by_crate(b"not a module").is_err());
    }
}
