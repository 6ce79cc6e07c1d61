//! Common mistakes with the `polyleader` command, and the one-sentence error for each.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use scenario::{Permalink, Scenario};

fn run(arguments: &[impl AsRef<OsStr>]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    command.args(arguments).stdin(Stdio::null()).output().expect("it starts")
}

fn run_on(input: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // The command may stop reading before the end.
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

/// Standard output of a successful command.
#[track_caller]
fn stdout_of(output: &Output) -> String {
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

/// The error message of a failed command, without the program's name.
#[track_caller]
fn error_of(output: &Output, code: i32) -> String {
    let text = String::from_utf8(output.stderr.clone()).expect("it is text");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &b""[..]), "{text}");
    let sentence = text.strip_prefix("polyleader: ").and_then(|rest| rest.strip_suffix('\n'));
    let sentence = sentence.unwrap_or_else(|| panic!("no sentence: {text:?}"));
    assert!(!sentence.contains(char::is_control), "{text:?}");
    sentence.to_owned()
}

fn example() -> &'static str {
    scenario::example("two-carts").unwrap().json
}

/// A link to the opening run with this fingerprint.
fn link_with_fingerprint(fingerprint: &str) -> String {
    let at = replication::Micros(283_125);
    let fingerprint = Some(fingerprint.parse().expect("sixteen digits"));
    format!("#{}", Permalink { at, fingerprint, ..Permalink::of(scenario::default_scenario()) }.encode())
}

#[test]
fn every_spelling_of_help_prints_help() {
    let help = stdout_of(&run(&["--help"]));
    for arguments in
        [&["help"][..], &["help", "run"], &["help", "link", "encode"], &["run", "--help"], &["link", "-h"]]
    {
        assert_eq!(stdout_of(&run(arguments)), help, "{arguments:?}");
    }
}

#[test]
fn incomplete_arguments_say_what_is_missing() {
    for (arguments, reason) in [
        (
            &["--json"][..],
            "--json is an option of “compare”, “run”, “latency”, “check”, “laws” and “certainty”",
        ),
        (&["--until", "5"], "--until is an option of “run” and “latency”"),
        (&["run", ""], "“run” needs a FILE or a LINK"),
        (&["run", "--json"], "“run” needs a FILE or a LINK"),
        (&["run", "a.json", "b.json"], "“run” takes one FILE or LINK"),
        (&["a.json"], "unknown command “a.json”"),
        (&["link", "a.json"], "use “link encode FILE” or “link decode LINK”"),
    ] {
        let sentence = error_of(&run(arguments), 2);
        assert_eq!(sentence, format!("{reason} (see polyleader --help)"), "{arguments:?}");
    }
}

#[test]
fn long_bad_argument_gets_a_short_error() {
    for letter in ["x", "é", "🍎", "\u{1b}", "-"] {
        let long = letter.repeat(10_000);
        let name = format!("{}.json", letter.repeat(50));
        for arguments in [
            &[long.as_str()][..],
            &["run", &long],
            &["run", &name],
            &["run", &format!("#{long}")],
            &["run", &format!("s2.{long}")],
            &["run", "-", "--until", &long],
            &["run", "-", &format!("--{long}")],
            &["run", "-", &format!("--json={long}")],
            &["compare", &long],
            &["link", "encode", &long],
            &["link", "decode", &long],
            &["link", &long],
        ] {
            let sentence = error_of(&run(arguments), 2);
            assert!(sentence.chars().count() <= 300, "{arguments:?}: {sentence}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn non_utf8_file_name_is_not_reported_as_missing() {
    use std::os::unix::ffi::OsStringExt as _;
    let name = [env!("CARGO_TARGET_TMPDIR").as_bytes(), b"/caf\xe9.json"].concat();
    let name = std::ffi::OsString::from_vec(name);
    std::fs::write(&name, example()).expect("it can be written");
    let sentence = error_of(&run(&["run".into(), name.clone()]), 2);
    assert!(sentence.contains("is not valid UTF-8"), "{sentence}");
    std::fs::remove_file(&name).expect("it can be removed");
}

#[test]
fn oversized_input_is_rejected_before_its_end() {
    let endless = "x".repeat(3 << 20);
    assert!(error_of(&run_on(&endless, &["run", "-"]), 2).contains("too large: 2097152 bytes at most"));
}

#[test]
fn byte_order_mark_and_crlf_are_accepted() {
    let expected = stdout_of(&run_on(example(), &["run", "-"]));
    let marked = format!("\u{feff}{}", example().replace('\n', "\r\n"));
    assert_eq!(stdout_of(&run_on(&marked, &["run", "-"])), expected);
}

#[test]
fn non_scenario_input_gets_a_plain_error() {
    for (text, sentence) in [
        ("", "unexpected end of JSON (line 1, column 1)"),
        ("{", "unexpected end of JSON (line 1, column 1)"),
        ("// hello", "expected value (line 1, column 1)"),
        ("[]", "expected an object, found a list of 0 items (line 1, column 2)"),
        ("3", "expected an object, found the number 3 (line 1, column 1)"),
        ("{}", "missing field `polyleader` (line 1, column 2)"),
        ("{\"polyleader\": 1}", "missing field `leaders` (line 1, column 17)"),
    ] {
        let expected = format!("standard input: {sentence}");
        assert_eq!(error_of(&run_on(text, &["run", "-"]), 2), expected, "{text:?}");
    }
}

#[test]
fn wrong_type_in_scenario_gets_a_plain_error_with_its_path() {
    for (from, to, sentence) in [
        (
            "\"seed\": 7",
            "\"seed\": -7",
            "expected a whole number, 0 or greater, found the number -7 (…, at seed)",
        ),
        (
            "\"seed\": 7",
            "\"seed\": \"x\"",
            "expected a whole number, 0 or greater, found the string “x” (…, at seed)",
        ),
        (
            "[50.1, 8.7]",
            "[50.1]",
            "expected a list of 2 items, found a list of 1 item (…, at leaders[0].place)",
        ),
        (
            "[50.1, 8.7]",
            "\"here\"",
            "expected a list of 2 items, found the string “here” (…, at leaders[0].place)",
        ),
        (
            "{ \"id\": \"F\", \"name\": \"Frankfurt\"",
            "1, {",
            "expected an object, found the number 1 (…, at leaders[0])",
        ),
        ("\"name\": \"Ana\"", "\"name\": 3", "expected a string, found the number 3 (…, at clients[0].name)"),
        ("[\"milk\"]", "true", "expected a string, a whole number, a list, …, at commands[0].write.value)"),
        (
            "\"at_ms\": 10,",
            "\"at_ms\": \"10\",",
            "expected a number of milliseconds, found the string “10” (…, at commands[0].at_ms)",
        ),
        (
            "{ \"client\": \"ana\", \"key\": \"cart\", \"value\": [\"milk\"] }",
            "\"milk\"",
            "expected an object, found the string “milk” (…, at commands[0].write)",
        ),
    ] {
        assert!(example().contains(from), "{from}");
        let found = error_of(&run_on(&example().replacen(from, to, 1), &["run", "-"]), 2);
        assert!(
            found.starts_with("standard input: ") && sentence.split('…').all(|part| found.contains(part)),
            "{found}"
        );
    }
}

#[test]
fn link_of_a_newer_version_is_not_taken_for_a_file() {
    for word in [format!("s2.{}", "A".repeat(100)), "#s2.AAAA".into()] {
        let sentence = error_of(&run(&["run", &word]), 2);
        assert!(sentence.contains("has version “s2”"), "{sentence}");
    }
    assert!(error_of(&run(&["run", "s2.json"]), 2).contains("no such file"));
}

#[test]
fn reencoded_link_keeps_its_instant() {
    let fingerprint = scenario::default_scenario().run().fingerprint().to_string();
    let link = link_with_fingerprint(&fingerprint);
    assert_eq!(stdout_of(&run(&["link", "encode", &link])).trim_end(), link);
}

#[test]
fn link_with_wrong_fingerprint_is_not_reencoded() {
    let sentence = error_of(&run(&["link", "encode", &link_with_fingerprint("0123456789abcdef")]), 1);
    assert!(sentence.contains("0123456789abcdef"), "{sentence}");
}

#[test]
fn link_to_an_invalid_scenario_reports_the_error() {
    let mut scenario = scenario::default_scenario();
    scenario.clients.clear();
    let link = Permalink::of(scenario).encode();
    let sentence = error_of(&run(&["run", &link]), 2);
    assert!(sentence.ends_with("there is no client “ana” (at commands[0])"), "{sentence}");
}

#[test]
fn run_that_reaches_the_event_limit_prints_a_warning() {
    // Each write becomes a sibling of all earlier ones, and long lists count as several events.
    let blind =
        |at| format!(r#"{{"at_ms":{at},"write":{{"client":"a","key":"k","value":1,"context":{{}}}}}}"#);
    let commands: Vec<String> = (0..4_500).map(blind).collect();
    let text = format!(
        r#"{{"polyleader":1,"policy":"siblings","leaders":[{{"id":"A"}}],"clients":[{{"id":"a","at":"A"}}],"commands":[{}]}}"#,
        commands.join(",")
    );
    assert!(Scenario::from_json(&text).is_ok());
    let text = stdout_of(&run_on(&text, &["run", "-"]));
    assert!(text.contains("warning: the run stopped at the event limit\n"));
    assert!(text.contains(": not at rest"), "{}", text.lines().nth(1).unwrap_or_default());
    assert!(!stdout_of(&run_on(example(), &["run", "-"])).contains("warning"));
}

#[test]
fn link_of_earlier_semantics_names_what_has_changed() {
    let text = r#"{"polyleader":1,"leaders":[{"id":"A"}],"policy":"siblings","clients":[{"id":"a","at":"A"}],
        "commands":[{"at_ms":1,"increment":{"client":"a","key":"n"}}]}"#;
    let scenario = scenario::Scenario::from_json(text).unwrap();
    let fingerprint = Some("0123456789abcdef".parse().unwrap());
    let link = Permalink { fingerprint, semantics: 1, ..Permalink::of(scenario) }.encode();
    let output = run(&["run", &link]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("made with an earlier version of the simulation"), "{said}");
    assert!(said.contains("depends on what its leader holds"), "{said}");
}
