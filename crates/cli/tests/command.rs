//! The `polyleader` command as a user sees it: output, error messages and exit codes.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const CART: &str = r#"{
  "polyleader": 1,
  "title": "A cart",
  "leaders": [{ "id": "F", "name": "Frankfurt", "clock": { "offset_ms": 120 } }, { "id": "T", "name": "Tokyo" }],
  "links": { "latency": { "fixed_ms": 100 } },
  "policy": "siblings",
  "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
  "commands": [
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": ["milk"] } },
    { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": ["eggs"] } },
    { "at_ms": 300, "delete": { "client": "ana", "key": "cart" } }
  ]
}
"#;

/// A temporary folder for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let file = self.0.join(name);
        std::fs::write(&file, content).unwrap();
        file.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn run_on(input: &[u8], arguments: &[&str]) -> Output {
    let (input_end, output_end) = (Stdio::piped(), Stdio::piped());
    let mut child =
        command(arguments).stdin(input_end).stdout(output_end).stderr(Stdio::piped()).spawn().unwrap();
    // The command may stop reading before the end.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// Standard output of a successful command, with nothing on standard error.
fn stdout_of(output: &Output) -> String {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    stdout
}

/// The error message of a failed command, with nothing on standard output.
fn error_of(output: &Output, code: i32) -> String {
    let sentence = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{sentence}");
    assert_eq!(output.stdout, b"", "{sentence}");
    let sentence = sentence.strip_prefix("polyleader: ").unwrap().strip_suffix('\n').unwrap();
    assert!(!sentence.contains(char::is_control) && !sentence.contains("panicked"), "{sentence}");
    sentence.to_owned()
}

fn json_of(output: &Output) -> Value {
    serde_json::from_str(&stdout_of(output)).unwrap()
}

#[test]
fn run_prints_stores_counts_and_fingerprint() {
    let folder = Folder::new("prints");
    let text = stdout_of(&run(&["run", &folder.file("cart.json", CART)]));
    assert!(text.starts_with("A cart\nat 400 ms: at rest, and all leaders agree\n"), "{text}");
    assert!(text.contains("Frankfurt (F), clock 120 ms ahead\n"), "{text}");
    assert!(text.contains("Tokyo (T), clock accurate\n"), "{text}");
    assert!(text.contains("cart = deleted [F2 ana] | [eggs] [T1 ben]   2 siblings\n"), "{text}");
    assert!(text.contains("accepted 3, "), "{text}");
    let last = text.lines().last().unwrap();
    let fingerprint = last.strip_prefix("fingerprint ").unwrap();
    assert!(fingerprint.len() == 16 && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()), "{last}");
}

/// A scenario in which B leaves before it has sent B1 to C, and what happens then.
fn b_leaves_with_a_write_that_c_lacks(then: &str) -> String {
    let begin = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }],
        "clients": [{ "id": "b", "at": "B" }], "links": { "latency": { "fixed_ms": 10 } }, "commands": [
            { "at_ms": 0, "cut": { "from": "B", "to": "C" } },
            { "at_ms": 1, "write": { "client": "b", "key": "k", "value": "v1" } },
            { "at_ms": 20, "leave": { "leader": "B" } }"#;
    format!("{begin}{then}] }}")
}

#[test]
fn json_report_names_stranded_writes_with_their_reason() {
    let folder = Folder::new("stranded");
    let file = folder.file("stranded.json", b_leaves_with_a_write_that_c_lacks(""));
    let report = json_of(&run(&["run", "--json", &file]));
    let stranded = json!([{ "write": "B1", "missing_at": ["C"], "reason": "left", "left": "B" }]);
    assert_eq!((&report["stranded"], &report["never_arrives"]), (&stranded, &json!([])));
}

#[test]
fn write_that_leaders_gave_up_waiting_for_is_reported_and_not_stranded() {
    let folder = Folder::new("given-up");
    let purge = r#", { "at_ms": 30, "purge": { "write": "B1" } }"#;
    let file = folder.file("given-up.json", b_leaves_with_a_write_that_c_lacks(purge));
    let report = json_of(&run(&["run", "--json", &file]));
    let given_up = json!([{ "write": "B1", "missing_at": ["C"], "reason": "left", "left": "B" }]);
    assert_eq!((&report["given_up"], &report["stranded"]), (&given_up, &json!([])));
    let text = stdout_of(&run(&["run", &file]));
    assert!(text.contains("\nC gave up waiting for B1.\n"), "{text}");
}

#[test]
fn change_of_policy_that_leaves_leaders_apart_is_reported_with_its_instant() {
    let run_with = |policy_change: &str| {
        let text = format!(
            r#"{{ "polyleader": 1, "leaders": [{{ "id": "A" }}, {{ "id": "B" }}], "policy": "none",
                "links": {{ "latency": {{ "fixed_ms": 10 }} }},
                "clients": [{{ "id": "a", "at": "A" }}, {{ "id": "b", "at": "B" }}], "commands": [
                {{ "at_ms": 1, "write": {{ "client": "a", "key": "k", "value": 1 }} }},
                {{ "at_ms": 1, "write": {{ "client": "b", "key": "k", "value": 2 }} }}{policy_change}] }}"#
        );
        let report = json_of(&run_on(text.as_bytes(), &["run", "-", "--json"]));
        (report, stdout_of(&run_on(text.as_bytes(), &["run", "-"])))
    };
    let (report, text) = run_with(r#", { "at_ms": 40, "policy": "siblings" }"#);
    assert_eq!((&report["converged"], &report["policy_changed_at_ms"]), (&json!(false), &json!(40)));
    assert!(
        text.contains("\nThe leaders differ. The policy change at 40 ms left stored values as they were: "),
        "{text}"
    );
    let (report, text) = run_with("");
    assert_eq!((&report["converged"], report.get("policy_changed_at_ms")), (&json!(false), None));
    assert!(!text.contains("The policy changed"), "{text}");
}

#[test]
fn set_whose_items_were_all_removed_names_no_version() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }], "policy": { "crdt": { "type": "set" } },
        "clients": [{ "id": "a", "at": "A" }], "commands": [
            { "at_ms": 1, "add": { "client": "a", "key": "s", "item": "x" } },
            { "at_ms": 2, "remove": { "client": "a", "key": "s", "item": "x" } }] }"#;
    let text = stdout_of(&run_on(text.as_bytes(), &["run", "-"]));
    assert!(text.contains("\n  s = {}\n"), "{text}");
}

/// The events of a kind in the trace of a scenario.
fn events_of(kind: &str, scenario: &str) -> Vec<Value> {
    let report = json_of(&run_on(scenario.as_bytes(), &["run", "-", "--json", "--trace"]));
    let trace = report["trace"].as_array().unwrap().clone();
    trace.into_iter().filter(|event| event["kind"] == kind).collect()
}

#[test]
fn kinds_of_events_agree_with_the_counts_of_refused_and_unanswered_requests() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }], "policy": { "avoidance": { "homes": { "*": "A" } } },
        "clients": [{ "id": "b", "at": "B" }], "commands": [
            { "at_ms": 0, "cut": { "between": ["A", "B"] } },
            { "at_ms": 1, "write": { "client": "b", "key": "k", "value": 1 } },
            { "at_ms": 900, "leave": { "leader": "B" } },
            { "at_ms": 910, "read": { "client": "b", "key": "k" } }] }"#;
    let report = json_of(&run_on(text.as_bytes(), &["run", "-", "--json"]));
    let (refused, unanswered) = (events_of("refused", text), events_of("unanswered", text));
    assert_eq!((&report["counts"]["refused"], &report["counts"]["unanswered"]), (&json!(1), &json!(1)));
    assert_eq!((refused.len(), unanswered.len()), (1, 1));
    assert_eq!(
        (&refused[0]["reason"], &unanswered[0]["reason"]),
        (&json!("not-a-member"), &json!("no-answer"))
    );
    assert_eq!(refused[0]["event"], "b’s read of k was refused at B: it is not a member.");
    assert!(refused[0]["command"]["read"].is_object(), "{}", refused[0]);
    assert_eq!(
        unanswered[0]["event"],
        "b’s write to k at B got no answer: the key’s home A did not answer in time."
    );
}

#[test]
fn event_about_an_increment_has_no_value_and_one_about_a_delete_has_null() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }], "policy": "none",
        "clients": [{ "id": "a", "at": "A" }], "commands": [
            { "at_ms": 1, "increment": { "client": "a", "key": "n", "by": 1 } },
            { "at_ms": 2, "delete": { "client": "a", "key": "n" } }] }"#;
    let sent = events_of("sent", text);
    assert_eq!(sent[0].get("value"), None);
    assert_eq!(sent[1].get("value"), Some(&Value::Null));
}

#[test]
fn trace_distinguishes_the_order_of_a_home_from_what_a_client_had_seen() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }],
        "policy": { "avoidance": { "homes": { "*": "A" }, "otherwise": "siblings" } },
        "clients": [{ "id": "a", "at": "A" }, { "id": "c", "at": "A" }], "commands": [
            { "at_ms": 1, "write": { "client": "a", "key": "k", "value": 1 } },
            { "at_ms": 2, "write": { "client": "c", "key": "k", "value": 2 } },
            { "at_ms": 3, "write": { "client": "c", "key": "k", "value": 3 } }] }"#;
    let applied = events_of("applied", text).into_iter().filter(|event| event["leader"] == "A");
    let removed: Vec<Value> = applied.map(|event| event["removed"].clone()).collect();
    assert_eq!(removed[1], json!({ "A1": "overwritten-in-order" }));
    assert_eq!(removed[2], json!({ "A2": "superseded" }));
}

#[test]
fn purge_of_a_write_that_can_still_arrive_says_that_its_origin_is_a_member() {
    let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }, { "id": "B" }],
        "commands": [{ "at_ms": 1, "purge": { "write": "B1" } }] }"#;
    assert_eq!(events_of("ignored", text)[0]["reason"], "origin-is-member");
}

#[test]
fn json_report_has_the_documented_fields() {
    let folder = Folder::new("json");
    let report = json_of(&run(&["run", "--json", &folder.file("cart.json", CART)]));
    let fields: Vec<&String> = report.as_object().unwrap().keys().collect();
    let promised = [
        "title",
        "at_ms",
        "at_rest",
        "converged",
        "reads_agree",
        "versions_agree",
        "halted",
        "leaders",
        "counts",
        "lost",
        "stranded",
        "never_arrives",
        "violations",
        "unreachable",
        "fingerprint",
    ];
    assert_eq!(fields, promised);
    assert_eq!(report["at_ms"], 400);
    assert_eq!((&report["at_rest"], &report["converged"]), (&json!(true), &json!(true)));
    assert_eq!(
        report["leaders"][0],
        json!({
            "id": "F", "name": "Frankfurt", "up": true, "clock_offset_ms": 120,
            "store": { "cart": [
                { "dot": "F2", "value": null, "client": "ana" },
                { "dot": "T1", "value": ["eggs"], "client": "ben" },
            ] },
            "applied": { "F": 2, "T": 1 }, "applied_beyond": [],
        })
    );
    let counts = &report["counts"];
    for (name, count) in [
        ("accepted", 3),
        ("refused", 0),
        ("sent", 3),
        ("delivered", 3),
        ("dropped", 0),
        ("in_flight", 0),
        ("waiting", 0),
        ("conflicts", 2),
        ("lost", 0),
    ] {
        assert_eq!(counts[name], count, "{name}");
    }
}

/// All field names, nested ones included, except names that the scenario chooses.
fn field_names(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                match name.as_str() {
                    "store" => {
                        value.as_object().unwrap().values().for_each(|versions| field_names(versions, names))
                    }
                    "applied" | "removed" | "up_to" => {}
                    _ => field_names(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| field_names(item, names)),
        _ => {}
    }
}

#[test]
fn every_json_field_is_documented() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/COMMAND.md");
    let document = std::fs::read_to_string(document).unwrap();
    let text = CART.replace("\"siblings\"", "\"last-write-wins\"");
    let report = json_of(&run_on(text.as_bytes(), &["run", "-", "--json", "--trace", "--until", "250"]));
    let mut names = Vec::new();
    field_names(&report, &mut names);
    assert!(names.len() > 40, "{names:?}");
    for name in names {
        assert!(document.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn report_lists_lost_writes() {
    let folder = Folder::new("lost");
    let file = folder.file("cart.json", CART.replace("\"siblings\"", "\"last-write-wins\""));
    let report = json_of(&run(&["run", &file, "--json", "--until", "250"]));
    assert_eq!(
        report["lost"],
        json!([{ "dot": "T1", "key": "cart", "value": ["eggs"], "client": "ben", "cause": "discarded", "to": "F1" }])
    );
    let text = stdout_of(&run(&["run", &file, "--until", "250"]));
    assert!(
        text.contains("lost: ben’s “eggs” (T1) of cart: discarded by timestamp, to ana’s “milk”\n"),
        "{text}"
    );
}

#[test]
fn until_includes_all_events_of_its_instant() {
    let folder = Folder::new("until");
    let file = folder.file("cart.json", CART);
    for (until, events) in
        [("9.999", 0), ("10", 3), ("10ms", 3), ("10 ms", 3), ("19.9", 3), ("20", 6), ("110", 8)]
    {
        let report = json_of(&run(&["run", &file, "--until", until, "--json"]));
        assert_eq!(report["counts"]["events"], events, "{until}");
        assert_eq!(report["at_rest"], false, "{until}");
    }
    let whole = json_of(&run(&["run", &file, "--json"]));
    let later = json_of(&run(&["run", &file, "--json", "--until=1000"]));
    let earlier = json_of(&run(&["run", &file, "--json", "--until=20"]));
    assert_eq!(whole["fingerprint"], later["fingerprint"]);
    assert_ne!(whole["fingerprint"], earlier["fingerprint"]);
}

#[test]
fn trace_flag_prints_every_event() {
    let text = stdout_of(&run_on(CART.as_bytes(), &["run", "-", "--trace", "--until", "20"]));
    assert_eq!(text.lines().filter(|line| line.starts_with("         ")).count(), 6, "{text}");
    let report = json_of(&run_on(CART.as_bytes(), &["run", "-", "--trace", "--json"]));
    assert_eq!(report["trace"].as_array().unwrap().len(), report["counts"]["events"]);
}

#[test]
fn link_encode_and_decode_round_trip() {
    let folder = Folder::new("links");
    let file = folder.file("cart.json", CART);
    let link = stdout_of(&run(&["link", "encode", &file]));
    assert!(link.starts_with("#s1.") && link.ends_with('\n') && link.lines().count() == 1, "{link}");
    let link = link.trim_end();
    let address = format!("https://example.org/polyleader/{link}");
    let expected = stdout_of(&run(&["run", &file]));
    for form in [link, &link[1..], &address] {
        assert_eq!(stdout_of(&run(&["run", form])), expected);
        let scenario = stdout_of(&run(&["link", "decode", form]));
        assert_eq!(stdout_of(&run_on(scenario.as_bytes(), &["run", "-"])), expected);
        assert_eq!(stdout_of(&run_on(scenario.as_bytes(), &["link", "encode", "-"])).trim_end(), link);
    }
    assert_eq!(stdout_of(&run_on(format!("{link}\n").as_bytes(), &["run", "-"])), expected);
    assert_eq!(stdout_of(&run_on(format!("{address}\n").as_bytes(), &["run", "-"])), expected);
}

#[test]
fn link_with_wrong_fingerprint_exits_with_code_1() {
    let scenario = scenario::Scenario::from_json(CART).unwrap();
    let fingerprint = Some("0123456789abcdef".parse().unwrap());
    let link = scenario::Permalink { fingerprint, ..scenario::Permalink::of(scenario) }.encode();
    let sentence = error_of(&run(&["run", &link]), 1);
    assert!(sentence.contains("0123456789abcdef") && sentence.contains("different runs"), "{sentence}");
    assert!(
        stdout_of(&run(&["link", "decode", &link])).contains("\"A cart\""),
        "its scenario can still be decoded"
    );
}

#[test]
fn invalid_file_is_reported_in_one_sentence_with_its_position() {
    let folder = Folder::new("mistakes");
    for (from, to, sentence) in [
        (
            "\"client\": \"ana\", \"key\": \"cart\", \"value\"",
            "\"client\": \"anna\", \"key\": \"cart\", \"value\"",
            "there is no client “anna” (line 9, column 5, at commands[0])",
        ),
        (
            "\"at_ms\": 10,",
            "\"at_ms\": -10,",
            "-10 ms is out of range: from 0 to 86400000 ms (line 9, column 18, at commands[0].at_ms)",
        ),
        ("\"title\"", "\"titel\"", "unknown field `titel`… (line 3, column 9, at titel)"),
        ("}\n  ]\n}", "}\n  ]\n", "unexpected end of JSON (line 14, column 1)"),
    ] {
        let file = folder.file("cart.json", CART.replace(from, to));
        for arguments in [&["run", &file][..], &["link", "encode", &file]] {
            let found = error_of(&run(arguments), 2);
            assert!(found.starts_with(&format!("{file}: ")), "{found}");
            assert!(sentence.split('…').all(|part| found.contains(part)), "{found}");
        }
    }
    let found = error_of(&run_on(b"[]", &["run", "-"]), 2);
    assert!(found.starts_with("standard input: expected an object, found a list"), "{found}");
}

#[test]
fn unreadable_input_is_reported_with_the_reason() {
    let folder = Folder::new("unreadable");
    let name = folder.0.to_str().unwrap();
    let latin = folder.file("latin.json", b"{\"title\": \"S\xe3o Paulo\"}");
    let large = folder.file("large.json", " ".repeat(scenario::MAX_SCENARIO_BYTES + 1));
    let missing = format!("{name}/missing.json");
    let s1 = format!("{name}/s1.json");
    for (file, reason) in [
        (name, "is a folder"),
        (&latin, "not valid UTF-8"),
        (&large, "too large"),
        (&folder.file("empty.json", ""), "unexpected end of JSON (line 1, column 1)"),
        (&missing, "no such file"),
        (&s1, "no such file"),
        ("s1.json", "no such file"),
    ] {
        let sentence = error_of(&run(&["run", file]), 2);
        assert!(sentence.contains(reason) && sentence.contains(file), "{sentence}");
    }
}

#[test]
fn invalid_link_is_reported_with_the_reason() {
    let link = stdout_of(&run_on(CART.as_bytes(), &["link", "encode", "-"]));
    let link = link.trim_end();
    for (broken, reason) in [
        (&link[..link.len() - 3], "its end is missing"),
        ("#s2.AAAA", "version “s2”"),
        ("https://example.org/", "not a link"),
        ("#", "not a link"),
        ("", "not a link"),
        (&format!("#s1.{}", "A".repeat(100_000)), "damaged"),
    ] {
        let sentence = error_of(&run(&["link", "decode", broken]), 2);
        assert!(sentence.contains(reason), "{sentence}");
    }
    let long = format!("#s1.{}", "A".repeat(scenario::MAX_LINK_CHARS));
    let sentence = error_of(&run_on(long.as_bytes(), &["run", "-"]), 2);
    assert!(sentence.contains("too large"), "{sentence}");
}

#[test]
fn scenario_too_large_for_a_link_is_rejected() {
    let mut scenario = scenario::Scenario::from_json(CART).unwrap();
    let write = scenario.commands[0].clone();
    let mut state = 1u64;
    let mut noise = || {
        let letters = (0..900).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'0' + (state >> 57) as u8 % 75)
        });
        letters.filter(|c| !"\"\\".contains(*c)).collect::<String>()
    };
    for _ in 0..900 {
        let mut noisy = write.clone();
        if let replication::Command::Request(request) = &mut noisy.command {
            request.operation = replication::RequestedOperation::Put(replication::Value::text(noise()));
        }
        scenario.commands.push(noisy);
    }
    let text = scenario.to_json();
    let sentence = error_of(&run_on(text.as_bytes(), &["link", "encode", "-"]), 2);
    assert!(sentence.contains("too large for a link"), "{sentence}");
    stdout_of(&run_on(text.as_bytes(), &["run", "-"]));
}

#[test]
fn wrong_arguments_are_reported() {
    for (arguments, reason) in [
        (&["run"][..], "needs a FILE"),
        (&["walk"], "“walk”"),
        (&["run", "x", "--until", "soon"], "“soon”"),
        (&["run", "x", "--until"], "--until"),
        (&["run", "x", "--fast"], "--fast"),
        (&["run", "x", "-q"], "-q"),
        (&["link"], "link encode FILE"),
        (
            &["link", "encode", "x", "--json"],
            "--json is an option of “compare”, “run”, “latency”, “check”, “laws” and “certainty”",
        ),
    ] {
        let sentence = error_of(&run(arguments), 2);
        assert!(sentence.contains(reason), "{sentence}");
    }
    let sentence = error_of(&run(&["\u{1b}[2J\n"]), 2);
    assert!(sentence.contains("\\u{1b}[2J\\n"), "{sentence}");
}

#[cfg(unix)]
#[test]
fn non_utf8_argument_is_rejected_without_panic() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.json");
    for before in [&["run"][..], &["link", "encode"], &["run", "x", "--until"], &[]] {
        let output = command(before).arg(name).output().unwrap();
        error_of(&output, 2);
    }
}

#[test]
fn help_and_version_are_printed() {
    assert!(stdout_of(&run(&["--help"])).contains("polyleader run FILE|LINK"));
    assert_eq!(stdout_of(&run(&["run", "-h"])), stdout_of(&run(&[])));
    assert_eq!(stdout_of(&run(&["--version"])), format!("polyleader {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn control_characters_in_values_are_escaped() {
    let text = CART.replace("[\"milk\"]", "\"\\u001b[2J two\\nlines\"");
    let printed = stdout_of(&run_on(text.as_bytes(), &["run", "-", "--trace"]));
    assert!(!printed.contains('\u{1b}') && printed.contains("\\u{1b}[2J two\\nlines"), "{printed}");
}

#[cfg(unix)]
#[test]
fn closed_output_pipe_is_not_an_error() {
    let mut child = command(&["run", "-", "--trace"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(CART.as_bytes()).unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_reported_or_exits_with_code_2() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&["--help"]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("could not be written"));
    assert_eq!(command(&["walk"]).stderr(full()).status().unwrap().code(), Some(2));
}

#[test]
fn readme_example_runs_and_its_link_replays_it() {
    let readme =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")).unwrap();
    let example = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let report = json_of(&run_on(example.as_bytes(), &["run", "-", "--json"]));
    let link = stdout_of(&run_on(example.as_bytes(), &["link", "encode", "-"]));
    assert_eq!(json_of(&run(&["run", link.trim_end(), "--json"])), report);
    assert_eq!(report["converged"], true);
}

#[test]
fn specification_case_runs_as_its_scenario() {
    let case = format!(r#"{{ "says": "Carts conflict.", "scenario": {CART}, "expect": [] }}"#);
    let case = json_of(&run_on(case.as_bytes(), &["run", "-", "--json"]));
    let scenario = json_of(&run_on(CART.as_bytes(), &["run", "-", "--json"]));
    assert_eq!(case["fingerprint"], scenario["fingerprint"]);
}

#[test]
fn every_specification_case_can_be_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    assert!(files.len() > 50);
    for file in files {
        let report = run(&["run", file.to_str().unwrap()]);
        assert!(report.status.success(), "{}", file.display());
    }
}

#[test]
fn trace_has_every_event_as_an_object_next_to_its_sentence() {
    let text = r#"{"polyleader":1,"leaders":[{"id":"A","clock":{"offset_ms":5}},{"id":"B"}],"policy":"siblings",
        "clients":[{"id":"a","at":"A"}],"commands":[{"at_ms":1,"increment":{"client":"a","key":"n","by":5}},
        {"at_ms":2,"increment":{"client":"a","key":"n","by":7}},{"at_ms":300,"policy":"last-write-wins"}]}"#;
    let report = json_of(&run_on(text.as_bytes(), &["run", "-", "--trace", "--json"]));
    let trace = report["trace"].as_array().unwrap();
    let of_kind = |kind: &str| trace.iter().filter(|event| event["kind"] == kind).collect::<Vec<_>>();
    let second = of_kind("accepted")[1];
    assert_eq!(second["write"]["row"], 12);
    assert_eq!(second["write"]["context"]["up_to"]["A"], 1);
    assert_eq!((&second["at_us"], &second["clock_us"]), (&2_000.into(), &7_000.into()));
    let replaced = of_kind("applied")[1];
    assert_eq!((&replaced["kept"][0], &replaced["removed"]["A1"]), (&"A2".into(), &"superseded".into()));
    assert_eq!((&replaced["key"], &replaced["value"]), (&"n".into(), &12.into()));
    assert_eq!(of_kind("policy-changed")[0]["command"]["policy"], "last-write-wins");
    assert!(trace.iter().all(|event| event["event"].is_string() && event["kind"].is_string()));
}

#[test]
fn trace_states_the_value_that_a_read_returned() {
    let text = r#"{"polyleader":1,"leaders":[{"id":"A"}],"policy":"last-write-wins","clients":[{"id":"a","at":"A"}],
        "commands":[{"at_ms":1,"increment":{"client":"a","key":"n","by":5}},
        {"at_ms":2,"increment":{"client":"a","key":"n","by":7}},{"at_ms":3,"read":{"client":"a","key":"n"}}]}"#;
    let report = json_of(&run_on(text.as_bytes(), &["run", "-", "--trace", "--json"]));
    let read = report["trace"].as_array().unwrap().last().unwrap();
    assert_eq!((&read["kind"], &read["versions"][0]["value"]), (&"answered".into(), &12.into()));
    assert_eq!(read["event"], "a read n at A: “12”.");
}

#[test]
fn compare_prints_the_fate_of_writes_under_every_policy() {
    let text = stdout_of(&run_on(CART.as_bytes(), &["compare", "-"]));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("accepted  kept  partly  superseded  in order  lost  by timestamp"), "{text}");
    let figures = |policy: &str| -> Vec<usize> {
        let line = lines.iter().find(|line| line.starts_with(policy)).unwrap_or_else(|| panic!("{text}"));
        line[policy.len()..].split_whitespace().map_while(|number| number.parse().ok()).collect()
    };
    for policy in ["Siblings", "Last write wins, by the leader’s clock", "Merge code", "Avoidance"] {
        let row = figures(policy);
        assert_eq!(row[0], row[1] + row[3] + row[4] + row[5], "{policy}: {text}");
        assert_eq!(row[5], row[6..12].iter().sum::<usize>(), "{policy}: {text}");
    }
    assert_eq!(figures("Last write wins, by the leader’s clock")[5], 1, "{text}");
    assert!(lines.iter().skip(1).all(|line| line.ends_with("agree")), "{text}");
}

/// A run in which chance decides how often messages are lost.
const LOSSY: &str = r#"{
  "polyleader": 1, "title": "Lossy", "seed": 3, "policy": "last-write-wins",
  "leaders": [{ "id": "F" }, { "id": "T" }, { "id": "S" }],
  "links": { "latency": { "fixed_ms": 50 }, "loss_percent": 30 },
  "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
  "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
               { "at_ms": 20, "write": { "client": "ben", "key": "k", "value": 2 } }]
}"#;

#[test]
fn compare_with_seeds_prints_median_and_range_for_each_policy_and_topology() {
    let arguments =
        ["compare", "-", "--policies", "own,siblings", "--topologies", "star,all-to-all", "--seeds", "20"];
    let text = stdout_of(&run_on(LOSSY.as_bytes(), &arguments));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5, "{text}");
    assert!(lines[0].starts_with("policy ") && lines[0].ends_with("messages per write"), "{text}");
    assert!(lines.iter().skip(1).all(|line| line.contains('–')), "loss varies: {text}");

    let report = json_of(&run_on(LOSSY.as_bytes(), &[&arguments[..], &["--json"]].concat()));
    let settings = report["settings"].as_array().unwrap();
    assert_eq!(settings.len(), 4);
    let (last_write_wins, siblings) = (&settings[0]["metrics"], &settings[2]["metrics"]);
    assert_eq!(settings[0]["topology"], "Star");
    assert_eq!((&last_write_wins["lost"]["median"], &siblings["lost"]["median"]), (&json!(1), &json!(0)));
    assert_eq!(siblings["messages"]["runs"], 20);
    assert!(siblings["messages"]["least"].as_u64() < siblings["messages"]["greatest"].as_u64());
    assert_eq!(report["units"]["convergence-time"], "microseconds");
}

#[test]
fn compare_runs_a_scenario_without_randomness_once() {
    let report = json_of(&run_on(CART.as_bytes(), &["compare", "-", "--seeds", "50", "--json"]));
    let settings = report["settings"].as_array().unwrap();
    assert!(settings.iter().all(|setting| setting["metrics"]["accepted"]["runs"] == 1), "{report}");
}

#[test]
fn compare_names_what_there_is_when_a_name_is_unknown() {
    for (option, name, known) in [
        ("--policies", "newest", "unknown policy “newest”; use one of own, siblings, client-clock"),
        ("--topologies", "custom", "unknown topology “custom”; use one of own, all-to-all, circular, star"),
        ("--metrics", "fun", "unknown metric “fun”; use one of accepted, kept"),
        ("--seeds", "0", "--seeds takes a number from 1 to 100000"),
    ] {
        let output = run_on(CART.as_bytes(), &["compare", "-", option, name]);
        assert_eq!(output.status.code(), Some(2));
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(known), "{error}");
    }
}

const TOKYO: &str = r#"{
  "polyleader": 1,
  "leaders": [{ "id": "F", "place": [50.1, 8.7] }, { "id": "T", "place": [35.7, 139.7], "service": { "write_ms": 1 } }],
  "clients": [{ "id": "ana", "at": "T", "place": [35.7, 139.7] }],
  "commands": [{ "at_ms": 0, "write": { "client": "ana", "key": "k", "value": 1 } }]
}
"#;

#[test]
fn latency_compares_a_near_leader_with_a_single_one_far_away() {
    let several = stdout_of(&run_on(TOKYO.as_bytes(), &["latency", "-"]));
    assert!(several.contains("client ana: 1 of 1 served (100.00%); writes 3 ms median"), "{several}");
    assert!(several.contains("leader T: busy for 1 ms, utilisation 1.03%, 0 in its queue"), "{several}");
    let single = stdout_of(&run_on(TOKYO.as_bytes(), &["latency", "-", "--single-leader=F"]));
    assert!(single.contains("writes 190.628 ms median"), "{single}");
    let json = stdout_of(&run_on(TOKYO.as_bytes(), &["latency", "-", "--json", "--single-leader"]));
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["clients"]["ana"]["writes"]["median_ms"], json!(190.628));
    assert_eq!(report["total"]["availability_percent"], json!(100.0));
    let run = stdout_of(&run_on(TOKYO.as_bytes(), &["run", "-", "--single-leader"]));
    assert!(run.contains("forwarded 1"), "{run}");
    let sentence = error_of(&run_on(TOKYO.as_bytes(), &["run", "-", "--single-leader=X"]), 2);
    assert!(sentence.contains("there is no leader “X”"), "{sentence}");
}
