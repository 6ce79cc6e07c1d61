//! `polyleader check` as a user sees it: verdicts, witnesses and exit codes.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// Two people write one key at once; the later timestamp wins.
const LOST: &str = r#"{
  "polyleader": 1,
  "title": "A lost write",
  "leaders": [{ "id": "F", "name": "Frankfurt" }, { "id": "T", "name": "Tokyo" }],
  "links": { "latency": { "fixed_ms": 100 } },
  "policy": "last-write-wins",
  "clients": [{ "id": "ana", "at": "F", "name": "Ana" }, { "id": "ben", "at": "T", "name": "Ben" }],
  "commands": [
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": 1 } },
    { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": 2 } },
    { "at_ms": 30, "read": { "client": "ana", "key": "cart" } }
  ]
}
"#;

fn check(arguments: &[&str]) -> Output {
    check_file(LOST, arguments)
}

fn check_file(file: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    command.args(["check", "-"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The command may stop before it reads.
    let _ = child.stdin.take().unwrap().write_all(file.as_bytes());
    child.wait_with_output().unwrap()
}

/// The exit code, and what is printed to standard output or, for an error, to standard error.
fn told(arguments: &[&str]) -> (i32, String) {
    let output = check(arguments);
    let text = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
    let (code, text) = told(&arguments);
    (code, serde_json::from_str(&text).unwrap())
}

#[test]
fn run_with_a_lost_write_fails_with_its_witness_and_a_stale_read_does_not() {
    let (code, text) = told(&[]);
    let expected = "\
A lost write
at 120 ms

holds   Do all leaders end up agreeing? Yes: nothing is in flight, and all leaders agree.
holds   Do leaders with the same client writes agree? Yes: whenever two leaders knew the same client writes, they returned the same values.
FAILS   Is every accepted write kept? No, 1 of 2 writes: at 120 ms, Ana’s “1” for cart was lost (discarded by timestamp); Ben’s “2” for cart took its place.
holds   Is every write applied after what it depends on? Yes: no leader applied a write before one that its writer had seen.
holds   Do timestamps agree with what writers had seen? Yes: no write lost to one that its writer had seen.
holds   Does everyone read their own writes? Yes: every leader that answered a read had the reader’s own writes to the key.
holds   Do reads never go back in time? Yes: every leader that answered a read had what the reader had read of the key before.
holds   Is each write accepted after its writer’s earlier ones? Yes: every leader that accepted a write had its writer’s earlier writes.
holds   Is each write accepted after what its writer had read? Yes: every leader that accepted a write had what its writer had read.
holds   Do reads see each leader’s writes without a gap? Yes: every leader that answered a read had the writes of each leader without a gap.
holds   Do reads never show an effect without its cause? Yes: every leader that answered a read had what its writes depend on.
figure  Is every read up to date? No: at 30 ms, Ana read cart at Frankfurt, which lacked Ben’s “2” for cart, acknowledged 10 ms before.
figure  Do leaders agree at all times? No: at 10 ms, Frankfurt and Tokyo disagreed on 1 key, for 110 ms.

1 fails
";
    assert_eq!((code, text.as_str()), (1, expected));
}

#[test]
fn run_holds_as_of_an_instant_before_the_loss_and_for_other_checks() {
    let (code, text) = told(&["--at", "119"]);
    assert!(
        code == 0
            && text.contains(
                "open    Do all leaders end up agreeing? Not settled yet: writes are still in flight.\n"
            ),
        "{text}"
    );
    assert!(text.ends_with("\nall hold\n"), "{text}");
    let (code, text) = told(&["--only", "convergence", "--only", "no-divergence"]);
    assert_eq!((code, text.lines().filter(|line| line.starts_with("holds")).count()), (0, 1), "{text}");
}

#[test]
fn invariant_that_is_broken_fails_with_leader_writes_and_period() {
    let invariant = r#"value("cart") <= 1"#;
    let (code, report) =
        json(&["--only", "invariant", "--invariant", invariant, "--invariant", r#"count("x") = 0"#]);
    assert_eq!((code, &report["holds"], report["verdicts"].as_array().unwrap().len()), (1, &json!(false), 2));
    let verdict = &report["verdicts"][0];
    assert_eq!((&verdict["invariant"], &verdict["status"]), (&json!(invariant), &json!("violated")));
    let witness = &verdict["witnesses"][0];
    assert_eq!(
        (&witness["leaders"], &witness["writes"], &witness["at_ms"]),
        (&json!(["T"]), &json!(["T1"]), &json!(20))
    );
    assert_eq!(witness["sentence"], "At 20 ms, Tokyo broke it with Ben’s “2” for cart, and still does.");
    let (code, text) = told(&["--only", "invariant", "--invariant", r#"count("cart") = 1"#]);
    let reason = "Could not be checked: cart at Frankfurt has a value of a type that the invariant cannot use, \
        at 10 ms.";
    assert!(code == 1 && text.contains(reason), "{text}");
}

#[test]
fn invariants_of_the_file_are_checked_unless_only_others_are_asked_for() {
    let file =
        LOST.replace("\"commands\"", "\"invariants\": [\"value(\\\"cart\\\") <= 1\"],\n  \"commands\"");
    let told = |arguments: &[&str]| {
        let output = check_file(&file, arguments);
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let broken = "FAILS   Does value(\"cart\") <= 1 hold? No, 2 times: first at 20 ms, Tokyo broke it";
    for arguments in [&[][..], &["--only", "invariant"]] {
        let (code, text) = told(arguments);
        assert!(code == 1 && text.contains(broken), "{text}");
    }
    let (code, text) = told(&["--only", "convergence"]);
    assert!(code == 0 && !text.contains("cart"), "{text}");
    let many: Vec<&str> = std::iter::repeat_n(["--invariant", "1 = 1"], 16).flatten().collect();
    let output = check_file(&file, &many);
    assert!(String::from_utf8(output.stderr).unwrap().contains("at most 16 invariants"));
}

#[test]
fn invalid_invariant_exits_with_code_2_and_its_position() {
    for (arguments, expected) in [
        (
            &["--invariant", "value(cart) = 1"][..],
            "the invariant “value(cart) = 1”, at character 7: expected a key in quotes, such as \"cart\" or \"user:*\", not “cart”",
        ),
        (&["--only", "durability"], "unknown check “durability”; use one of convergence, "),
        (&["--at", "soon"], "--at takes milliseconds, such as 120 or 40.5, up to one day, not “soon”"),
        (&["--trace"], "--trace is an option of “run”"),
    ] {
        let (code, text) = told(arguments);
        assert_eq!((code, text.lines().count()), (2, 1), "{text}");
        assert!(text.contains(expected), "{text}");
    }
    let many: Vec<&str> = std::iter::repeat_n(["--invariant", "1 = 1"], 17).flatten().collect();
    assert!(told(&many).1.contains("at most 16 invariants can be checked at once"));
}

#[test]
fn every_check_and_every_field_of_its_report_is_documented() {
    let document = include_str!("../../../docs/COMMAND.md");
    let (_, section) = document.split_once("\n## Checks\n").unwrap();
    let (_, report) = json(&["--invariant", "1 = 1"]);
    let verdicts = report["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), analysis::CHECKS.len() + 1);
    for verdict in verdicts {
        let fields = verdict.as_object().unwrap().keys().cloned();
        let of_witnesses = verdict["witnesses"].as_array().unwrap().iter();
        let of_witnesses = of_witnesses.flat_map(|witness| witness.as_object().unwrap().keys().cloned());
        let id = verdict["check"].as_str().unwrap().to_owned();
        for name in fields.chain(of_witnesses).chain([id]) {
            assert!(section.contains(&format!("`{name}`")), "{name} is not documented");
        }
    }
}

#[test]
fn every_documented_invariant_can_be_read() {
    let document = include_str!("../../../docs/INVARIANTS.md");
    let (_, table) = document.split_once("| to say | write |\n").unwrap();
    let rows: Vec<&str> = table.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 8, "{rows:?}");
    for row in rows {
        let text = row.split('`').nth(1).unwrap();
        text.parse::<scenario::invariants::Invariant>().unwrap_or_else(|error| panic!("{text}, {error}"));
    }
}
