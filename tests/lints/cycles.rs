//! No two files or folders of a crate depend on each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::Modules;
use crate::sources::Source;

/// From one file or folder to another.
type Edge = (String, String);
/// The names through which one file or folder depends on another.
type Graph = BTreeMap<Edge, BTreeSet<String>>;

/// Each dependency in a cycle. A crate is given as the folder of its root file, with its sources.
pub fn violations(crates: &[(String, Vec<Source>)]) -> Vec<String> {
    let mut violations = Vec::new();
    for graph in crates.iter().flat_map(|(folder, sources)| graphs_by_folder(folder, sources)) {
        let cyclic = graph.iter().filter(|(edge, _)| is_in_cycle(&graph, edge));
        violations.extend(cyclic.map(|((from, to), names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("{from} -> {to} ({})", names.join(", "))
        }));
    }
    violations
}

/// For each folder of the crate, the dependencies between its files and folders. A `mod.rs` is a file of its
/// folder.
fn graphs_by_folder(folder: &str, sources: &[Source]) -> Vec<Graph> {
    let mut graphs: BTreeMap<String, Graph> = BTreeMap::new();
    for ((from, to), names) in Modules::of(folder, sources).dependencies() {
        let shared = shared_folder(&from, &to);
        let edge = (entry(&shared, &from), entry(&shared, &to));
        graphs.entry(shared).or_default().entry(edge).or_default().extend(names);
    }
    graphs.into_values().collect()
}

/// The innermost folder that holds both files, with a trailing slash.
fn shared_folder(left: &str, right: &str) -> String {
    let same = left.bytes().zip(right.bytes()).take_while(|(left, right)| left == right).count();
    left[..same].rfind('/').map_or_else(String::new, |slash| left[..=slash].to_owned())
}

/// The file or folder directly in `folder` that holds `file`.
fn entry(folder: &str, file: &str) -> String {
    let inside = &file[folder.len()..];
    format!("{folder}{}", inside.split_inclusive('/').next().unwrap_or_default())
}

/// Whether the end of a dependency leads back to its start.
fn is_in_cycle(graph: &Graph, (from, to): &Edge) -> bool {
    let mut reached = BTreeSet::from([to]);
    let mut next = vec![to];
    while let Some(at) = next.pop() {
        for (_, to) in graph.keys().filter(|(from, _)| from == at) {
            if reached.insert(to) {
                next.push(to);
            }
        }
    }
    reached.contains(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planted(files: &[(&str, &str)]) -> Vec<(String, Vec<Source>)> {
        let source =
            |(path, text): &(&str, &str)| Source { path: format!("src/{path}"), text: (*text).to_owned() };
        vec![("src".to_owned(), files.iter().map(source).collect())]
    }

    #[test]
    fn cycle_of_files_is_reported() {
        let files = planted(&[
            ("lib.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
            ("a.rs", "use crate::B; pub struct A;"),
            ("b.rs", "use crate::a::A; pub struct B;"),
        ]);
        assert_eq!(violations(&files), ["src/a.rs -> src/b.rs (B)", "src/b.rs -> src/a.rs (A)"]);
    }

    #[test]
    fn cycle_of_folders_without_a_file_cycle_is_reported() {
        let folders = planted(&[
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "pub mod one; mod two; pub struct A;"),
            ("a/one.rs", "pub fn f() {}"),
            ("a/two.rs", "use crate::b::B;"),
            ("b/mod.rs", "mod three; pub struct B;"),
            ("b/three.rs", "use crate::a::one::f;"),
        ]);
        assert_eq!(violations(&folders), ["src/a/ -> src/b/ (B)", "src/b/ -> src/a/ (f)"]);
    }

    #[test]
    fn cycle_between_folder_and_its_file_is_reported() {
        let folder = planted(&[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod b; pub struct A; fn f(b: b::B) {}"),
            ("a/b.rs", "use super::A; pub struct B;"),
        ]);
        assert_eq!(violations(&folder).len(), 2);
    }

    #[test]
    fn layered_files_are_accepted() {
        let layers = planted(&[
            ("lib.rs", "mod a; mod b; pub use a::A; fn f() { b::f() }"),
            ("a.rs", "pub struct A;"),
            ("b.rs", "use crate::A; pub fn f() {}"),
        ]);
        assert!(violations(&layers).is_empty());
    }
}
