//! Every statement of `docs/SEMANTICS.md` is tested or planned, and every cited id exists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the statements that are written as scenarios.
const SPEC: &str = "tests/spec";
const DOCUMENT: &str = "docs/SEMANTICS.md";
/// Folders whose comments cite the specification.
const SOURCES: [&str; 3] = ["crates", "web", "tests"];
/// Folders of build output.
const NOT_SOURCES: [&str; 3] = ["target", "dist", "node_modules"];

/// A statement of the specification, as far as its tests are concerned.
#[derive(Debug, Default, PartialEq, Eq)]
struct Statement {
    id: String,
    /// The paths, globs and `path::name` of its `Tests:` lines.
    tests: Vec<String>,
    /// Whether all of it is planned.
    planned: bool,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The id at the start of a text: a capital letter and a number, such as `T6`.
fn leading_id(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(|letter: char| letter.is_ascii_uppercase())?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| &text[..=length])
}

fn statements(document: &str) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    for line in document.lines() {
        if let Some(id) = line.strip_prefix("### ").and_then(leading_id) {
            statements.push(Statement { id: id.into(), ..Statement::default() });
        }
        let Some(statement) = statements.last_mut() else {
            continue;
        };
        statement.planned |= line == "Planned.";
        if let Some(tests) = line.strip_prefix("Tests: ") {
            statement.tests.extend(tests.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    statements
}

fn specified_ids() -> BTreeSet<String> {
    statements(&read(&root().join(DOCUMENT))).into_iter().map(|statement| statement.id).collect()
}

/// Whether a file name matches a pattern in which `*` stands for any text.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((prefix, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(name) = name.strip_prefix(prefix) else {
        return false;
    };
    let ends = (0..=name.len()).filter(|end| name.is_char_boundary(*end));
    ends.into_iter().any(|end| matches(rest, &name[end..]))
}

/// Every file below a folder, in order.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    let is_source = |path: &PathBuf| NOT_SOURCES.iter().all(|name| !path.ends_with(name));
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    paths.into_iter().filter(is_source).flat_map(below).collect()
}

fn rust_sources() -> BTreeMap<PathBuf, String> {
    let files = SOURCES.iter().flat_map(|folder| files_below(&root().join(folder)));
    let files = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files.map(|file| (file.clone(), read(&file))).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Why a test that the document names cannot be found; `None` if it exists.
fn missing(test: &str) -> Option<String> {
    let (path, function) = match test.split_once("::") {
        Some((path, function)) => (path, Some(function)),
        None => (test, None),
    };
    let (folder, pattern) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = root().join(folder);
    let names = fs::read_dir(&folder).into_iter().flatten().flatten();
    let files: Vec<PathBuf> =
        names.map(|entry| entry.path()).filter(|file| matches(pattern, &file_name(file))).collect();
    let Some(function) = function else {
        return files.is_empty().then(|| format!("no file matches {path}"));
    };
    let head = format!("fn {function}(");
    if files.iter().any(|file| read(file).contains(&head)) {
        return None;
    }
    let now_in = rust_sources().into_iter().find(|(_, text)| text.contains(&head));
    let hint = now_in.map(|(file, _)| format!("; it is in {}", file.display())).unwrap_or_default();
    Some(format!("there is no test {test}{hint}"))
}

fn problems_of(statement: &Statement) -> Vec<String> {
    let mut problems: Vec<String> = statement.tests.iter().filter_map(|test| missing(test)).collect();
    match (statement.tests.is_empty(), statement.planned) {
        (true, false) => problems.push("it is neither tested nor planned".into()),
        (false, true) => problems.push("it is both tested and planned; say which part is planned".into()),
        (true, true) | (false, false) => {}
    }
    problems.into_iter().map(|problem| format!("{}: {problem}", statement.id)).collect()
}

/// The ids that the comments of a source file cite, as `SEMANTICS T6`, `SEMANTICS A2, A3` or `SEMANTICS
/// A1–A3`.
fn cited(source: &str) -> Vec<String> {
    let comments = source.lines().filter_map(|line| {
        let text = line.trim_start().strip_prefix("//")?;
        Some(text.trim_start_matches(['/', '!']).trim())
    });
    let comments = comments.collect::<Vec<_>>().join(" ");
    let mut ids = Vec::new();
    for mut rest in comments.split("SEMANTICS ").skip(1) {
        while let Some(id) = leading_id(rest) {
            ids.push(id.to_owned());
            let after = &rest[id.len()..];
            let separators = [", ", "–", " and "];
            rest = separators.iter().find_map(|separator| after.strip_prefix(separator)).unwrap_or_default();
        }
    }
    ids
}

#[test]
fn every_statement_is_tested_or_planned() {
    let statements = statements(&read(&root().join(DOCUMENT)));
    assert!(statements.len() > 40, "{DOCUMENT} has {} statements", statements.len());
    let problems: Vec<String> = statements.iter().flat_map(problems_of).collect();
    assert!(problems.is_empty(), "{DOCUMENT}:\n{}", problems.join("\n"));
}

#[test]
fn statement_ids_are_unique() {
    let mut seen = BTreeSet::new();
    for statement in statements(&read(&root().join(DOCUMENT))) {
        assert!(seen.insert(statement.id.clone()), "{DOCUMENT}: {} is defined twice", statement.id);
    }
}

#[test]
fn every_cited_id_exists() {
    let ids = specified_ids();
    let mut problems = Vec::new();
    for (file, text) in rust_sources() {
        let unknown = cited(&text).into_iter().filter(|id| !ids.contains(id));
        problems.extend(unknown.map(|id| format!("{}: SEMANTICS {id}", file.display())));
    }
    assert!(problems.is_empty(), "{DOCUMENT} has no such statement:\n{}", problems.join("\n"));
}

#[test]
fn every_case_file_starts_with_a_known_id() {
    let ids = specified_ids();
    let mut count = 0;
    for file in files_below(&root().join(SPEC)) {
        let name = file_name(&file);
        if name.ends_with(".json") {
            let id = name.split('-').next().unwrap_or_default().to_uppercase();
            assert!(ids.contains(&id), "{SPEC}/{name}: {DOCUMENT} has no statement {id}");
            count += 1;
        }
    }
    assert!(count > 0, "{SPEC} has no statements");
}

#[test]
fn untested_unplanned_statement_is_reported() {
    let document = "### T1. Circular\n\nText.\n\n### T2. Star\n\nPlanned.\n\n### T3. Both\n\nPlanned.\n\nTests: `tests/specification.rs`\n";
    let problems: Vec<String> = statements(document).iter().flat_map(problems_of).collect();
    assert_eq!(
        problems,
        [
            "T1: it is neither tested nor planned",
            "T3: it is both tested and planned; say which part is planned"
        ]
    );
}

#[test]
fn missing_test_is_reported() {
    let here = "tests/specification.rs";
    assert_eq!(missing(here), None);
    assert_eq!(missing("tests/specif*.rs"), None);
    assert_eq!(missing(&format!("{here}::missing_test_is_reported")), None);
    assert!(missing("tests/no-such-*.json").is_some());
    assert!(missing(&format!("{here}::no_such_test")).is_some());
    assert!(missing("tests/no_such_folder/test.rs::test").is_some());
}

#[test]
fn cited_ids_are_found_across_comment_lines_only() {
    let source = "/// As it must be (SEMANTICS\n/// L4). Not so (SEMANTICS A2, A3).\nlet text = \"SEMANTICS Z9\";\n    // SEMANTICS C1–C3\n";
    assert_eq!(cited(source), ["L4", "A2", "A3", "C1", "C3"]);
}
