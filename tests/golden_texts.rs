//! Every folder in `golden/` keeps the trace of its run, one JSON object per event and line, and a link that opens
//! it forever.
//!
//! After an intended change, `UPDATE_GOLDEN=1 cargo test -p tests --test golden_texts` rewrites the files;
//! review their diff like code. Links are never rewritten.

use std::path::{Path, PathBuf};
use std::{env, fs};

use replication::Trace;
use scenario::{Permalink, Scenario};

/// The frozen link: once it exists, tests never rewrite it.
const LINK: &str = "link.txt";

/// Each case: its folder, scenario and trace.
fn cases() -> Vec<(PathBuf, Scenario, Trace)> {
    merge_script::install();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let entries = fs::read_dir(&golden).expect("tests/golden exists");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "tests/golden has no cases");
    folders.into_iter().map(case).collect()
}

fn case(folder: PathBuf) -> (PathBuf, Scenario, Trace) {
    let file = folder.join("scenario.json");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let trace = scenario.run();
    (folder, scenario, trace)
}

/// The first line that differs, with its number; `None` if the file has this text. Writes the file if
/// `UPDATE_GOLDEN` is set.
fn difference(folder: &Path, name: &str, now: &str) -> Option<String> {
    let file = folder.join(name);
    let released = name == LINK && file.is_file();
    if env::var_os("UPDATE_GOLDEN").is_some() && !released {
        fs::write(&file, now).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        return None;
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if kept == now {
        return None;
    }
    let (mut kept, mut now, mut line) = (kept.lines(), now.lines(), 0);
    loop {
        line += 1;
        let (before, after) = (kept.next(), now.next());
        if before != after || before.is_none() {
            let shown = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
            let (before, after) = (shown(before), shown(after));
            return Some(format!("{}:{line}\n  kept: {before}\n  now:  {after}", file.display()));
        }
    }
}

fn assert_none(differences: Vec<String>) {
    assert!(
        differences.is_empty(),
        "{}\n\nIf this change is intended: UPDATE_GOLDEN=1 cargo test -p tests --test golden_texts",
        differences.join("\n")
    );
}

#[test]
fn golden_traces_and_fingerprints_are_unchanged() {
    let mut differences = Vec::new();
    for (folder, _, trace) in cases() {
        let json = |record| serde_json::to_string(record).expect("records serialize as JSON") + "\n";
        let lines: String = trace.records.iter().map(json).collect();
        differences.extend(difference(&folder, "trace.jsonl", &lines));
        differences.extend(difference(&folder, "fingerprint.txt", &format!("{}\n", trace.fingerprint())));
    }
    assert_none(differences);
}

#[test]
fn golden_links_open_and_reencode_unchanged() {
    let mut differences = Vec::new();
    for (folder, scenario, trace) in cases() {
        let now = Permalink {
            at: trace.ends_at(),
            fingerprint: Some(trace.fingerprint()),
            ..Permalink::of(scenario.clone())
        };
        if !folder.join(LINK).is_file() {
            differences.extend(difference(&folder, LINK, &format!("#{}\n", now.encode())));
        }
        let link = fs::read_to_string(folder.join(LINK)).unwrap_or_default();
        let opened =
            Permalink::decode(&link).unwrap_or_else(|reason| panic!("{}: {reason}", folder.display()));
        // A link of an earlier release may state the fingerprint, and so the end, of the run as it was then.
        assert_eq!(opened.scenario, scenario, "{}", folder.display());
        assert_eq!(format!("#{}\n", opened.encode()), link, "{}", folder.display());
    }
    assert_none(differences);
}
