//! The modules of a crate, and the dependencies between its files.
//!
//! A name that a module only re-exports belongs to the file that defines it, so a `mod.rs` does not depend on
//! the files that it re-exports from.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Item, ItemUse, UseTree, Visibility};

use crate::sources::Source;
use crate::tokens::is_for_tests;

/// A module's path from the crate root, which is the empty path.
type ModulePath = Vec<String>;

/// The names already looked up, so that circular re-exports end.
type Visited = Vec<(ModulePath, String)>;

/// For each pair of dependent files, the names that the first uses from the second.
pub type Dependencies = BTreeMap<(String, String), BTreeSet<String>>;

/// One module, in a file of its own or inline.
#[derive(Default)]
struct Module {
    file: String,
    /// What it imports or re-exports, by local name.
    imports: BTreeMap<String, Import>,
    /// Modules that it imports with a glob.
    globs: Vec<Vec<String>>,
    /// The names of items defined here.
    items: BTreeSet<String>,
    /// Paths in its code, as written.
    paths: Vec<Vec<String>>,
}

struct Import {
    path: Vec<String>,
    re_exported: bool,
}

/// All modules of a crate.
pub struct Modules(BTreeMap<ModulePath, Module>);

impl Modules {
    /// The modules in the files of `folder`, a crate's `src`, except those compiled only for tests.
    pub fn of(folder: &str, sources: &[Source]) -> Self {
        let mut modules = Self(BTreeMap::new());
        let mut for_tests = BTreeSet::new();
        for source in sources {
            let path = module_path(folder, &source.path);
            let file = source.path.clone();
            modules.add(path, &file, source.syntax().items, &mut for_tests);
        }
        modules.0.retain(|path, _| !for_tests.iter().any(|test: &ModulePath| path.starts_with(test)));
        modules
    }

    fn add(&mut self, path: ModulePath, file: &str, items: Vec<Item>, for_tests: &mut BTreeSet<ModulePath>) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items {
            let test = crate::tokens::attributes(&item).iter().any(is_for_tests);
            match item {
                Item::Mod(inner) => {
                    let path = [&path[..], &[inner.ident.to_string()]].concat();
                    match inner.content {
                        _ if test => drop(for_tests.insert(path)),
                        Some((_, items)) => self.add(path, file, items, for_tests),
                        None => {}
                    }
                }
                _ if test => {}
                item => module.read(&item),
            }
        }
        self.0.insert(path, module);
    }

    /// The dependencies between files, by the names that they use.
    pub fn dependencies(&self) -> Dependencies {
        let mut found = Dependencies::new();
        for (at, module) in &self.0 {
            let imported = module.imports.values().filter(|import| !import.re_exported);
            let globs = module.globs.iter();
            for path in imported.map(|import| &import.path).chain(&module.paths).chain(globs) {
                let Some((file, name)) = self.resolve(at, path, &mut Vec::new()) else { continue };
                if file != module.file {
                    found.entry((module.file.clone(), file)).or_default().insert(name);
                }
            }
        }
        found
    }

    /// The item that `path` names in the module `at`, and the file that defines it. `None` for other crates
    /// and for whole modules: only the items used count.
    fn resolve(&self, at: &ModulePath, path: &[String], visited: &mut Visited) -> Option<(String, String)> {
        let mut current = at.clone();
        for (index, segment) in path.iter().enumerate() {
            match segment.as_str() {
                "crate" => current = Vec::new(),
                "self" => {}
                "super" => drop(current.pop()),
                name => {
                    let child = [&current[..], &[name.to_owned()]].concat();
                    if self.0.contains_key(&child) {
                        current = child;
                        continue;
                    }
                    return self.resolve_item(&current, &path[index..], visited);
                }
            }
        }
        None
    }

    /// Like `resolve`, for a path whose first segment is not a module of `at`.
    fn resolve_item(
        &self,
        at: &ModulePath,
        rest: &[String],
        visited: &mut Visited,
    ) -> Option<(String, String)> {
        let module = self.0.get(at)?;
        let name = &rest[0];
        if visited.contains(&(at.clone(), name.clone())) {
            return None;
        }
        visited.push((at.clone(), name.clone()));
        if module.items.contains(name) {
            return Some((module.file.clone(), name.clone()));
        }
        if let Some(import) = module.imports.get(name) {
            let path = [&import.path[..], &rest[1..]].concat();
            return self.resolve(at, &path, visited);
        }
        module.globs.iter().find_map(|glob| {
            let path = [&glob[..], rest].concat();
            self.resolve(at, &path, visited)
        })
    }
}

impl Module {
    fn read(&mut self, item: &Item) {
        if let Some(name) = defined_name(item) {
            self.items.insert(name);
        }
        let mut uses = Uses(Vec::new());
        uses.visit_item(item);
        for item in &uses.0 {
            let re_exported = !matches!(item.vis, Visibility::Inherited);
            self.import(&item.tree, &mut Vec::new(), re_exported);
        }
        let mut tokens = Vec::new();
        flatten(item.to_token_stream(), &mut tokens);
        self.paths.extend(paths(&tokens));
    }

    fn import(&mut self, tree: &UseTree, before: &mut Vec<String>, re_exported: bool) {
        let whole = |name: &syn::Ident| match name.to_string() {
            name if name == "self" => before.clone(),
            name => [&before[..], &[name]].concat(),
        };
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(&path.tree, before, re_exported);
                before.pop();
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before, re_exported))
            }
            UseTree::Glob(_) => self.globs.push(before.clone()),
            UseTree::Name(name) => {
                let path = whole(&name.ident);
                let known_as = path.last().cloned().unwrap_or_default();
                self.imports.insert(known_as, Import { path, re_exported });
            }
            UseTree::Rename(rename) => {
                let path = whole(&rename.ident);
                let known_as = match rename.rename.to_string() {
                    name if name == "_" => format!("_ {}", path.join("::")),
                    name => name,
                };
                self.imports.insert(known_as, Import { path, re_exported });
            }
        }
    }
}

/// Every `use`, also inside functions.
struct Uses(Vec<ItemUse>);

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.0.push(item.clone());
        visit::visit_item_use(self, item);
    }
}

fn defined_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// `["a", "b"]` for `crates/x/src/a/b.rs` and for `crates/x/src/a/b/mod.rs`.
fn module_path(folder: &str, file: &str) -> ModulePath {
    let inside = file.strip_prefix(folder).unwrap_or(file).trim_start_matches('/').trim_end_matches(".rs");
    let mut path: ModulePath = inside.split('/').map(str::to_owned).collect();
    if path.len() == 1 && matches!(inside, "lib" | "main") || path.last().is_some_and(|name| name == "mod") {
        path.pop();
    }
    path
}

/// The tokens in order, with brackets. A string that holds a path, as in serde attributes, gives its tokens.
fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                tokens.push("(".to_owned());
                flatten(group.stream(), tokens);
                tokens.push(")".to_owned());
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                tokens.push(if punct.spacing() == Spacing::Joint { "::" } else { ":" }.to_owned());
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = text.trim_matches('"');
                let is_path = ["crate::", "super::", "self::"].iter().any(|start| text.starts_with(start));
                match text.parse() {
                    Ok(inner) if is_path => flatten(inner, tokens),
                    _ => tokens.push("literal".to_owned()),
                }
            }
            other => tokens.push(other.to_string()),
        }
    }
}

/// The paths in a sequence of tokens: `a::b`, type names, and function calls.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "use" {
            at += tokens[at..].iter().position(|token| token == ";").unwrap_or(0) + 1;
            continue;
        }
        let first = at;
        let mut path = Vec::new();
        while at < tokens.len() && is_name(&tokens[at]) {
            path.push(tokens[at].clone());
            at += 1;
            // `::` is two tokens, the first joined to the second.
            let goes_on = tokens.get(at).is_some_and(|token| token == "::")
                && tokens.get(at + 2).is_some_and(|token| is_name(token));
            if !goes_on {
                break;
            }
            at += 2;
        }
        let Some(name) = path.first() else {
            at += 1;
            continue;
        };
        let before = first.checked_sub(1).map_or("", |before| tokens[before].as_str());
        let called = tokens.get(at).is_some_and(|token| token == "(");
        let bare = path.len() == 1;
        let is_type = name.starts_with(|first: char| first.is_uppercase());
        if before != "." && before != "fn" && (!bare || is_type || called) {
            found.push(path);
        }
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_') && token != "literal"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dependencies between the files of a made-up crate.
    fn dependencies(files: &[(&str, &str)]) -> Vec<String> {
        let source =
            |(path, text): &(&str, &str)| Source { path: format!("src/{path}"), text: (*text).to_owned() };
        let sources: Vec<Source> = files.iter().map(source).collect();
        let short = |file: &str| file.trim_start_matches("src/").to_owned();
        let found = Modules::of("src", &sources).dependencies();
        let each = found.iter().map(|((from, to), names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("{} -> {} ({})", short(from), short(to), names.join(", "))
        });
        each.collect()
    }

    #[test]
    fn imports_and_paths_are_dependencies() {
        for text in [
            "use crate::b::f;",
            "use crate::b; fn g() { b::f() }",
            "use crate::b as c; fn g() { c::f() }",
            "fn g() { crate::b::f() }",
            "fn g() { use super::b::f; f() }",
            "fn g() { html! { <p>{ super::b::f() }</p> } }",
            "#[serde(with = \"crate::b::f\")] struct X;",
        ] {
            let found =
                dependencies(&[("lib.rs", "mod a; mod b;"), ("a.rs", text), ("b.rs", "pub fn f() {}")]);
            assert_eq!(found, ["a.rs -> b.rs (f)"], "{text}");
        }
    }

    #[test]
    fn re_exported_name_belongs_to_its_defining_file() {
        let found = dependencies(&[
            ("lib.rs", "mod a; mod folder; pub use folder::X;"),
            ("a.rs", "use crate::X;"),
            ("folder/mod.rs", "mod b; mod c; pub use b::X;"),
            ("folder/b.rs", "pub struct X;"),
            ("folder/c.rs", "use super::X;"),
        ]);
        assert_eq!(found, ["a.rs -> folder/b.rs (X)", "folder/c.rs -> folder/b.rs (X)"]);
    }

    #[test]
    fn re_export_used_locally_is_a_dependency() {
        let lib = "mod a; pub use a::X; fn f(x: X) {}";
        assert_eq!(dependencies(&[("lib.rs", lib), ("a.rs", "pub struct X;")]), ["lib.rs -> a.rs (X)"]);
    }

    #[test]
    fn tests_fields_and_other_crates_are_not_dependencies() {
        let a = "use serde::f; fn g(x: Y) { x.f(1) }\n#[cfg(test)] mod tests { use crate::b::f; }\n\
            #[cfg(test)] mod trial;";
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", a),
            ("b.rs", "pub fn f() {}"),
            ("a/trial.rs", "use crate::b::f;"),
        ];
        assert!(dependencies(&files).is_empty());
    }
}
