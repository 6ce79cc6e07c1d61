//! Examples, options and limits in the documents match the program.

use std::path::Path;

use lessons::{Control, Goal, Lesson, LookAt, Part, Question};
use replication::limits;
use replication::{
    Avoidance, DataType, Event, Inapplicable, LastWriteWins, LinkSettings, MergeRule, Policy, Replication,
    ScheduledCommand, Siblings, Topology, Workload,
};
use scenario::{Permalink, Scenario};

fn document(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The code blocks of one language.
fn blocks(document: &str, kind: &str) -> Vec<String> {
    let fence = format!("```{kind}\n");
    let after = document.split(&fence).skip(1);
    let blocks: Vec<String> =
        after.map(|text| text.split("```").next().unwrap_or_default().to_owned()).collect();
    assert!(!blocks.is_empty(), "there is no block of {kind}");
    blocks
}

fn scenarios(name: &str) -> Vec<Scenario> {
    let blocks = blocks(&document(name), "json");
    let read = |text: &String| Scenario::from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    blocks.iter().map(read).collect()
}

#[test]
fn documented_scenarios_run_without_ignored_commands() {
    for scenario in [scenarios("docs/SCENARIO.md"), scenarios("README.md")].concat() {
        let mut run = scenario.simulation();
        while run.step(&mut |record| assert!(!matches!(record.event, Event::Ignored(_)), "{record:?}")) {}
        assert!(run.world().is_quiescent() && run.world().versions_agree(), "{}", scenario.title);
    }
}

#[test]
fn documented_scenarios_are_in_canonical_form() {
    let written: Vec<String> = scenarios("docs/SCENARIO.md").iter().map(Scenario::to_json).collect();
    assert_eq!(written, blocks(&document("docs/SCENARIO.md"), "json"));
}

/// Every name in an event's JSON is a literal of one file, or the id of a reason why an operation does not apply.
#[test]
fn every_name_in_the_trace_is_documented() {
    let (text, source) = (document("docs/COMMAND.md"), document("crates/replication/src/event/json.rs"));
    let code = source.split("#[cfg(test)]").next().unwrap_or_default().replace("\"kebab-case\"", "");
    let is_name = |text: &&str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_'))
    };
    let names: Vec<&str> = code.lines().filter(|line| !line.contains("skip_serializing_if")).collect();
    let names = names.iter().flat_map(|line| line.split('"').skip(1).step_by(2)).filter(is_name);
    let names: Vec<&str> = names.chain(Inapplicable::ALL.map(Inapplicable::id)).collect();
    assert!(names.len() > 80 && names.contains(&"draining") && names.contains(&"already-so"), "{names:?}");
    for name in names {
        assert!(text.contains(&format!("`{name}`")), "{name} is not documented");
    }
}

#[test]
fn every_workload_field_is_documented() {
    let text = document("docs/SCENARIO.md");
    let rejected = serde_json::from_str::<Workload>(r#"{"rate": 1}"#).map(drop);
    let sentence = rejected.expect_err("there is no such field").to_string();
    let list = sentence.split_once("expected one of ").map(|(_, list)| list).unwrap_or_default();
    let fields: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert!(fields.contains(&"per_second") && fields.contains(&"zipf"), "{sentence}");
    let section = text.split_once("\n## Workload\n").map(|(_, section)| section).unwrap_or_default();
    for field in fields {
        assert!(section.contains(&format!("\n| `{field}` | ")), "{field}");
    }
}

#[test]
fn every_documented_command_is_valid() {
    for line in blocks(&document("docs/SCENARIO.md"), "commands").concat().lines() {
        let timed: ScheduledCommand =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let mut scenario = scenarios("docs/SCENARIO.md").remove(0);
        scenario.insert_command(timed.at, timed.command);
        scenario.check().unwrap_or_else(|error| panic!("{line}: {error}"));
    }
}

/// The fields that a type accepts, as its deserializer lists them.
fn fields_of<T: serde::de::DeserializeOwned>() -> Vec<String> {
    let rejected = serde_json::from_str::<T>(r#"{"no such field": 1}"#).map(drop);
    let sentence = rejected.expect_err("there is no such field").to_string();
    let list = sentence.split_once("expected ").map(|(_, list)| list).unwrap_or_default();
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_option_is_documented() {
    let text = document("docs/SCENARIO.md");
    let options = [
        fields_of::<LinkSettings>(),
        fields_of::<Replication>(),
        fields_of::<LastWriteWins>(),
        fields_of::<Siblings>(),
        fields_of::<Avoidance>(),
    ];
    assert!(options.iter().all(|fields| !fields.is_empty()));
    for option in options.concat() {
        assert!(text.contains(&format!("\n| `{option}` | ")), "{option}");
    }
    for choice in MergeRule::VARIANTS.iter().chain(DataType::VARIANTS) {
        assert!(text.contains(&format!(r#"| `"{}"` | "#, choice.id)), "{}", choice.id);
    }
}

#[test]
fn documented_lesson_can_be_followed() {
    for block in blocks(&document("docs/LESSONS.md"), "json") {
        let lesson = Lesson::from_json(&block).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(lessons::check(&lesson), []);
    }
}

#[test]
fn every_question_goal_part_and_control_of_a_lesson_is_documented() {
    let text = document("docs/LESSONS.md");
    let section = |name: &str| {
        let after = text.split_once(&format!("\n## {name}\n")).map(|(_, after)| after).unwrap_or_default();
        after.split("\n## ").next().unwrap_or_default().to_owned()
    };
    for (name, ids) in [
        ("Questions", fields_of::<Question>()),
        ("Goals", fields_of::<Goal>()),
        ("Parts", fields_of::<Part>()),
        ("Controls", fields_of::<Control>()),
    ] {
        assert!(ids.len() > 5, "{name}: {ids:?}");
        for id in ids {
            assert!(section(name).contains(&format!("\n| `{id}` | ")), "{name}: {id}");
        }
    }
    for id in fields_of::<LookAt>() {
        assert!(text.contains(&format!("`{{ \"{id}\": ")), "{id}");
    }
}

#[test]
fn every_command_policy_and_topology_is_documented() {
    let text = document("docs/SCENARIO.md");
    let rejected = serde_json::from_str::<ScheduledCommand>(r#"{"at_ms": 1, "explode": {}}"#).map(drop);
    let sentence = rejected.expect_err("there is no such command").to_string();
    let list = sentence.split_once("expected one of ").map(|(_, list)| list).unwrap_or_default();
    let commands: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert!(commands.contains(&"write") && commands.contains(&"leave"), "{sentence}");
    for command in commands {
        assert!(text.contains(&format!(r#", "{command}": "#)), "{command}");
    }
    for choice in Policy::VARIANTS.iter().chain(Topology::VARIANTS) {
        assert!(text.contains(&format!(r#"| `"{}"` | "#, choice.id)), "{}", choice.id);
    }
}

/// `86,400,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}

#[test]
fn every_documented_limit_is_the_real_one() {
    let text = document("docs/SCENARIO.md");
    for (name, most) in [
        ("leaders at one time, including those that joined", limits::MAX_LEADERS as u64),
        ("clients, including those of the workload", limits::MAX_CLIENTS as u64),
        ("commands, including those of the workload", limits::MAX_COMMANDS as u64),
        ("keys of a workload", u64::from(limits::MAX_WORKLOAD_KEYS)),
        ("operations per second of a workload client", u64::from(limits::MAX_OPERATIONS_PER_SECOND)),
        ("the exponent of Zipf’s law", u64::from(limits::MAX_ZIPF_EXPONENT)),
        ("bytes of an id", limits::MAX_ID_BYTES as u64),
        ("bytes of a key", limits::MAX_KEY_BYTES as u64),
        ("bytes of a text, a name or a title", limits::MAX_TEXT_BYTES as u64),
        ("items in a list, set or map", limits::MAX_ITEMS as u64),
        ("levels of nesting in a value", limits::MAX_VALUE_DEPTH as u64),
        ("milliseconds of a time or a duration", limits::MAX_TIME_MS),
        ("milliseconds of clock offset, either way", limits::MAX_OFFSET_MS.unsigned_abs()),
        ("parts per million of clock drift, either way", u64::from(limits::MAX_DRIFT_PPM.unsigned_abs())),
        ("percent of message loss", u64::from(limits::MAX_LOSS_PERCENT)),
        ("bytes per second of a link", limits::MAX_BYTES_PER_S),
        ("bytes of merge code", limits::MAX_SCRIPT_BYTES as u64),
        ("calls of merge code in one merge", limits::MAX_CODE_CALLS as u64),
        ("events of a run; long events count more", limits::MAX_EVENTS),
        ("bytes of a scenario", scenario::MAX_SCENARIO_BYTES as u64),
    ] {
        let row = format!("| {name} | {} |\n", grouped(most));
        assert!(text.contains(&row), "{row}");
    }
    let links = document("docs/LINKS.md");
    assert!(links.contains(&format!("{} characters", grouped(scenario::MAX_LINK_CHARS as u64))));
    assert!(links.contains(&format!("{} bytes", grouped(scenario::MAX_SCENARIO_BYTES as u64))));
}

#[test]
fn documented_link_opens_the_opening_run() {
    let link = &blocks(&document("docs/LINKS.md"), "link")[0];
    let opened = Permalink::decode(link).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.scenario, scenario::default_scenario());
    assert_eq!(opened.fingerprint, Some(opened.scenario.run().fingerprint()));
}

#[test]
fn glossary_is_generated_from_the_list_of_terms() {
    assert_eq!(document("GLOSSARY.md"), explain::glossary(), "run `cargo xtask glossary`");
}

/// Whether a path that a document names exists: from the root, or from the sources of a crate or of the page.
fn exists(path: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let crates = std::fs::read_dir(root.join("crates")).expect("there is a folder of crates");
    let sources = crates.flat_map(|entry| entry.map(|entry| entry.path().join("src")));
    let mut bases =
        sources.chain([root.clone(), root.join("web/src"), root.join("crates/replication/src/simulation")]);
    bases.any(|base| base.join(path).exists())
}

#[test]
fn files_and_folders_named_in_the_architecture_exist() {
    for name in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = document(name);
        let named = text.split('`').skip(1).step_by(2).filter(|it| !it.contains([' ', '*', '(', ':']));
        let is_path = |it: &&str| it.ends_with(".rs") || it.ends_with(".md") || it.contains('/');
        // Capital letters stand for a name to be chosen.
        let is_example =
            |it: &str| it.split(['/', '.']).any(|part| part.starts_with("NAME") || part.starts_with("ID-"));
        let paths: Vec<&str> = named.filter(is_path).filter(|it| !is_example(it)).collect();
        assert!(paths.len() > 10, "{name} names only {} paths", paths.len());
        let missing: Vec<&&str> = paths.iter().filter(|path| !exists(path)).collect();
        assert!(missing.is_empty(), "{name} names what does not exist: {missing:?}");
    }
}
