//! Checks: each finds the fault that is planted for it, and is silent on runs without one.

use analysis::{CHECKS, CheckKind, Finding, Status, Verdict, check_all, find_check};
use replication::{Event, MergeError, MergeInput, MergeRun, Micros, ScriptEngine, install_script_engine};
use scenario::testing::scenario_of;
use timeline::{LossCause, Timeline};

/// Ana at Frankfurt, Ben at Tokyo and Cleo at São Paulo, 100 ms apart, with further fields of the scenario.
fn run(fields: &[(&'static str, &str)], commands: &str) -> Timeline {
    let scenario = scenario_of(&["Frankfurt", "Tokyo", "São Paulo"], &["Ana at F", "Ben at T", "Cleo at S"]);
    let scenario = fields.iter().fold(scenario, |scenario, (field, json)| scenario.with(field, json));
    Timeline::new(&scenario.commands(commands).build())
}

const LAST_WRITE_WINS: (&str, &str) = ("policy", r#""last-write-wins""#);
const SIBLINGS: (&str, &str) = ("policy", r#""siblings""#);
const NONE: (&str, &str) = ("policy", r#""none""#);

fn write(at: u64, client: &str, key: &str, value: u64) -> String {
    format!(r#"{{ "at_ms": {at}, "write": {{ "client": "{client}", "key": "{key}", "value": {value} }} }}"#)
}

fn write_at(at: u64, client: &str, key: &str, leader: &str) -> String {
    format!(
        r#"{{ "at_ms": {at}, "write": {{ "client": "{client}", "key": "{key}", "value": {at}, "at": "{leader}" }} }}"#
    )
}

fn read(at: u64, client: &str, key: &str, leader: &str) -> String {
    format!(r#"{{ "at_ms": {at}, "read": {{ "client": "{client}", "key": "{key}", "at": "{leader}" }} }}"#)
}

fn delayed(at: u64, from: &str, to: &str, write: &str, arrives: u64) -> String {
    format!(
        r#"{{ "at_ms": {at}, "message": {{ "from": "{from}", "to": "{to}", "write": "{write}", "then": {{ "arrives_ms": {arrives} }} }} }}"#
    )
}

fn verdict_at(timeline: &Timeline, id: &str, at: u64) -> Verdict {
    check_all(timeline, Micros::from_ms(at), &[find_check(id).unwrap()], &[]).remove(0)
}

fn verdict(timeline: &Timeline, id: &str) -> Verdict {
    verdict_at(timeline, id, 1_000_000)
}

/// The writes and instants of the witnesses.
fn witnesses(timeline: &Timeline, id: &str) -> Vec<String> {
    let text = |witness: &analysis::Witness| {
        let writes: Vec<String> = witness.writes.iter().map(ToString::to_string).collect();
        let leaders: Vec<String> = witness.leaders.iter().map(ToString::to_string).collect();
        format!("{} at {}, {}", writes.join(" "), leaders.join(" "), witness.at)
    };
    verdict(timeline, id).witnesses.iter().map(text).collect()
}

#[test]
fn every_check_has_an_id_of_its_own_and_a_definition_in_one_line() {
    for (place, check) in CHECKS.iter().enumerate() {
        assert!(CHECKS[..place].iter().all(|other| other.id != check.id), "{}", check.id);
        assert!(check.id.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-'), "{}", check.id);
        assert!(check.definition.ends_with('.') && check.definition.len() < 100, "{}", check.definition);
        assert_eq!(find_check(check.id).map(|found| found.name), Some(check.name));
    }
    let figures: Vec<&str> =
        CHECKS.iter().filter(|check| check.kind == CheckKind::Figure).map(|check| check.id).collect();
    assert_eq!(figures, ["fresh-reads", "no-divergence"]);
}

#[test]
fn every_check_holds_in_a_run_of_one_write_after_another() {
    let commands = [
        write(10, "ana", "cart", 1),
        read(400, "ana", "cart", "F"),
        read(400, "ben", "cart", "T"),
        write(410, "ben", "cart", 2),
        read(900, "cleo", "cart", "S"),
        read(900, "ana", "cart", "F"),
    ];
    let causal = ("replication", r#"{ "delivery": "causal" }"#);
    for fields in [&[LAST_WRITE_WINS][..], &[SIBLINGS], &[SIBLINGS, causal], &[NONE]] {
        let timeline = run(fields, &commands.join(","));
        for verdict in check_all(&timeline, timeline.ends_at(), CHECKS, &[]) {
            // Until a write has arrived, leaders differ.
            let expected = if verdict.check.id == "no-divergence" { Status::Violated } else { Status::Holds };
            assert_eq!(verdict.status, expected, "{}: {:?}", verdict.check.id, verdict.witnesses);
            assert!(!verdict.is_failure());
        }
    }
}

#[test]
fn every_check_holds_in_a_run_without_writes() {
    let timeline = run(&[], &read(10, "ana", "cart", "F"));
    for verdict in check_all(&timeline, timeline.ends_at(), CHECKS, &[]) {
        assert_eq!(verdict.status, Status::Holds, "{}", verdict.check.id);
    }
}

#[test]
fn leaders_that_end_differently_have_not_converged_and_differ_after_the_same_writes() {
    let commands = [write(10, "ana", "cart", 1), write(10, "ben", "cart", 2)];
    let timeline = run(&[NONE], &commands.join(","));
    let convergence = verdict(&timeline, "convergence");
    assert_eq!(convergence.status, Status::Violated);
    assert_eq!(convergence.witnesses[0].keys[0].as_str(), "cart");
    assert_eq!(verdict_at(&timeline, "convergence", 50).status, Status::Open);
    assert!(!verdict_at(&timeline, "convergence", 50).is_failure());
    let consistency = verdict(&timeline, "strong-eventual-consistency");
    assert_eq!(consistency.witnesses[0].finding, Finding::DifferAfterSameWrites);
    assert_eq!(consistency.witnesses[0].at, Micros::from_ms(110));
    assert_eq!(verdict_at(&timeline, "strong-eventual-consistency", 109).status, Status::Holds);
    let decided = run(&[LAST_WRITE_WINS], &commands.join(","));
    for id in ["convergence", "strong-eventual-consistency"] {
        assert_eq!(verdict(&decided, id).status, Status::Holds);
    }
}

/// Merge code that keeps the value that the leader has.
struct MineFirst;

impl ScriptEngine for MineFirst {
    fn check(&self, _: &str) -> Result<(), MergeError> {
        Ok(())
    }

    fn merge(&self, _: &str, values: MergeInput<'_>) -> MergeRun {
        MergeRun { result: Ok(values.mine.cloned()), cost: 1 }
    }
}

#[test]
fn leaders_whose_merges_differ_know_the_same_client_writes_and_read_differently() {
    let commands = [write(10, "ana", "cart", 1), write(20, "ben", "cart", 2)].join(",");
    let id = "strong-eventual-consistency";
    install_script_engine(&MineFirst);
    let code = (
        "policy",
        r#"{ "merge": { "with": { "script": { "source": "fn merge(mine, theirs) { mine }" } } } }"#,
    );
    let timeline = run(&[code], &commands);
    // Tokyo merges at 110 ms, Frankfurt at 120 ms. Their merges have crossed at 220 ms, and the greater value stays.
    assert_eq!(verdict_at(&timeline, id, 119).status, Status::Holds);
    let consistency = verdict_at(&timeline, id, 120);
    assert_eq!(consistency.witnesses[0].at, Micros::from_ms(120));
    assert!(
        consistency
            .witnesses
            .iter()
            .any(|witness| witness.leaders.iter().all(|it| ["F", "T"].contains(&it.as_str())))
    );
    assert_eq!(verdict(&timeline, "convergence").status, Status::Holds);
    let larger = run(&[("policy", r#"{ "merge": { "with": "larger" } }"#)], &commands);
    assert_eq!(verdict(&larger, id).status, Status::Holds);
}

#[test]
fn run_that_ends_with_queued_writes_or_at_the_event_limit_has_not_converged() {
    let cut =
        format!(r#"{{ "at_ms": 5, "cut": {{ "from": "F", "to": "T" }} }}, {}"#, write(10, "ana", "cart", 1));
    let verdict_of_cut = verdict(&run(&[SIBLINGS], &cut), "convergence");
    assert_eq!(verdict_of_cut.status, Status::Violated);
    assert!(matches!(verdict_of_cut.witnesses[0].finding, Finding::NotAtRest(_)));
    let storm = ("replication", r#"{ "forward": "everything", "suppress": "off" }"#);
    let timeline =
        run(&[NONE, storm, ("links", r#"{ "latency": { "fixed_ms": 1 } }"#)], &write(10, "ana", "cart", 1));
    assert!(timeline.is_halted());
    assert_eq!(verdict(&timeline, "convergence").status, Status::Violated);
}

#[test]
fn write_that_loses_by_timestamp_is_lost_from_the_instant_at_which_its_last_copy_ends() {
    let timeline =
        run(&[LAST_WRITE_WINS], &[write(10, "ana", "cart", 1), write(20, "ben", "cart", 2)].join(","));
    let lost = verdict(&timeline, "no-lost-writes");
    let Finding::Lost { cause, to } = lost.witnesses[0].finding else { panic!("{lost:?}") };
    assert_eq!((cause, to.unwrap().to_string().as_str()), (LossCause::Discarded, "T1"));
    assert_eq!((lost.violations, lost.checked, lost.witnesses[0].at), (1, 2, Micros::from_ms(120)));
    assert_eq!(verdict_at(&timeline, "no-lost-writes", 119).status, Status::Holds, "a copy is in flight");
}

#[test]
fn answer_that_overtakes_its_question_is_applied_before_what_it_depends_on() {
    let commands = [
        write(10, "ana", "question", 1),
        delayed(11, "F", "S", "F1", 900),
        read(200, "ben", "question", "T"),
        write(210, "ben", "answer", 2),
        read(400, "cleo", "answer", "S"),
        read(1_000, "cleo", "answer", "S"),
    ];
    let timeline = run(&[SIBLINGS], &commands.join(","));
    assert_eq!(witnesses(&timeline, "causal-order"), ["T1 F1 at S, 310 ms"]);
    assert_eq!(witnesses(&timeline, "causal-prefix"), ["F1 T1 at S, 400 ms"]);
    assert_eq!(verdict(&timeline, "consistent-prefix").status, Status::Holds);
    let causal = ("replication", r#"{ "delivery": "causal" }"#);
    let timeline = run(&[SIBLINGS, causal], &commands.join(","));
    for id in ["causal-order", "causal-prefix"] {
        assert_eq!(verdict(&timeline, id).status, Status::Holds);
    }
}

#[test]
fn write_from_a_slow_clock_that_loses_to_what_its_client_had_read_is_an_inversion() {
    let slow = |behind: i64| {
        format!(
            r#"[{{ "id": "F" }}, {{ "id": "T", "clock": {{ "offset_ms": -{behind} }} }}, {{ "id": "S" }}]"#
        )
    };
    let commands =
        [write(10, "ana", "cart", 1), read(200, "ben", "cart", "T"), write(210, "ben", "cart", 2)].join(",");
    let timeline = run(&[LAST_WRITE_WINS, ("leaders", &slow(500))], &commands);
    assert_eq!(witnesses(&timeline, "no-inversions"), ["T1 F1 at T, 210 ms"]);
    let timeline = run(&[LAST_WRITE_WINS, ("leaders", &slow(50))], &commands);
    assert_eq!(verdict(&timeline, "no-inversions").status, Status::Holds);
    let concurrent = [write(10, "ana", "cart", 1), write(20, "ben", "cart", 2)].join(",");
    let timeline = run(&[LAST_WRITE_WINS, ("leaders", &slow(500))], &concurrent);
    assert_eq!(verdict(&timeline, "no-inversions").status, Status::Holds, "a loss, but no inversion");
}

#[test]
fn each_session_guarantee_is_violated_by_a_client_that_moves_too_early() {
    let moves = |commands: &[String]| {
        let timeline = run(&[LAST_WRITE_WINS], &commands.join(","));
        let of_sessions = ["read-your-writes", "monotonic-reads", "monotonic-writes", "writes-follow-reads"];
        let violated = of_sessions.into_iter().filter(|id| verdict(&timeline, id).status == Status::Violated);
        violated.collect::<Vec<_>>()
    };
    let wrote = write(10, "ana", "cart", 1);
    let read_it = [wrote.clone(), read(20, "cleo", "cart", "F")];
    let then = |command: String| read_it.iter().cloned().chain([command]).collect::<Vec<_>>();
    assert_eq!(moves(&[wrote.clone(), read(20, "ana", "cart", "T")]), ["read-your-writes"]);
    assert_eq!(moves(&then(read(30, "cleo", "cart", "T"))), ["monotonic-reads"]);
    assert_eq!(moves(&[wrote.clone(), write_at(20, "ana", "list", "T")]), ["monotonic-writes"]);
    assert_eq!(moves(&then(write_at(30, "cleo", "list", "T"))), ["writes-follow-reads"]);
    assert_eq!(moves(&then(read(30, "cleo", "list", "T"))), [""; 0], "another key");
    assert_eq!(moves(&[wrote, read(20, "ana", "cart", "F"), read(200, "ana", "cart", "T")]), [""; 0]);
}

#[test]
fn read_with_a_gap_in_a_leaders_writes_has_no_consistent_prefix() {
    let any = ("links", r#"{ "latency": { "fixed_ms": 100 }, "order": "any" }"#);
    let commands = [
        write(10, "ana", "a", 1),
        delayed(11, "F", "T", "F1", 500),
        write(20, "ana", "b", 2),
        read(200, "ben", "b", "T"),
        read(600, "ben", "b", "T"),
    ];
    let timeline = run(&[SIBLINGS, any], &commands.join(","));
    assert_eq!(witnesses(&timeline, "consistent-prefix"), ["F1 F2 at T, 200 ms"]);
    assert_eq!(verdict_at(&timeline, "consistent-prefix", 199).status, Status::Holds);
}

#[test]
fn staleness_counts_the_missing_acknowledged_writes_and_the_age_of_the_oldest() {
    let commands = [
        write(10, "ana", "cart", 1),
        write(20, "ana", "cart", 2),
        read(50, "ben", "cart", "T"),
        read(115, "ben", "cart", "T"),
    ];
    let timeline = run(&[LAST_WRITE_WINS], &commands.join(","));
    let stale = verdict(&timeline, "fresh-reads");
    let figures: Vec<_> = stale
        .witnesses
        .iter()
        .map(|witness| match witness.finding {
            Finding::Stale { missing, oldest, age } => (missing, oldest.to_string(), age),
            _ => panic!("{witness:?}"),
        })
        .collect();
    let ms = Micros::from_ms;
    assert_eq!(figures, [(2, "F1".to_owned(), ms(40)), (1, "F2".to_owned(), ms(95))]);
    assert_eq!(stale.worst.as_ref().map(|worst| worst.at), Some(ms(115)));
    assert_eq!((stale.checked, stale.violations, stale.is_failure()), (2, 2, false));
}

#[test]
fn divergence_of_each_pair_lasts_until_the_write_has_arrived() {
    let commands = [write(10, "ana", "cart", 1), delayed(11, "F", "S", "F1", 900)];
    let timeline = run(&[SIBLINGS], &commands.join(","));
    let spans = |verdict: &Verdict| -> Vec<_> {
        let span = |witness: &analysis::Witness| {
            let Finding::Apart { until, keys } = witness.finding else { panic!("{witness:?}") };
            let pair: String = witness.leaders.iter().map(ToString::to_string).collect();
            (pair, witness.at.0 / 1_000, until.map(|until| until.0 / 1_000), keys)
        };
        verdict.witnesses.iter().map(span).collect()
    };
    let mut found = spans(&verdict(&timeline, "no-divergence"));
    found.sort();
    let of = |pair: &str, from, until| (pair.to_owned(), from, until, 1);
    assert_eq!(found, [of("FS", 10, Some(900)), of("FT", 10, Some(110)), of("TS", 110, Some(900))]);
    let mut found = spans(&verdict_at(&timeline, "no-divergence", 500));
    found.sort();
    assert_eq!(found, [of("FS", 10, None), of("FT", 10, Some(110)), of("TS", 110, None)]);
}

#[test]
fn merge_that_fails_later_puts_the_merged_versions_back() {
    // A merge of two values is undone once a third arrives with which it cannot be merged.
    let commands = r#"
        { "at_ms": 50, "increment": { "client": "ben", "key": "page", "by": 0 } },
        { "at_ms": 51, "message": { "from": "T", "to": "F", "write": "T1", "then": { "arrives_ms": 3000 } } },
        { "at_ms": 200, "policy": "merge" },
        { "at_ms": 250, "update": { "client": "ben", "key": "page", "value": "milk" } },
        { "at_ms": 550, "remove": { "client": "ana", "key": "page", "item": "milk" } }"#;
    let fifo = ("links", r#"{ "latency": { "fixed_ms": 100 }, "order": "fifo" }"#);
    let timeline = run(&[fifo], commands);
    let failed = timeline.records().iter().filter(|record| matches!(record.event, Event::MergeFailed { .. }));
    assert!(failed.count() > 1);
    assert_eq!(verdict(&timeline, "strong-eventual-consistency").status, Status::Holds);
}

#[test]
fn double_bookings_and_other_conflicts_of_the_gallery_break_their_invariants() {
    let of_gallery = |id: &str| {
        let example = scenario::GALLERY.iter().find(|example| example.id == id).unwrap();
        Timeline::new(&example.scenario())
    };
    for (id, invariant, expected) in [
        ("below-zero", r#"value("balance") >= 0"#, Status::Violated),
        ("double-booking", r#"no_overlap("booking:*", from, to, per room)"#, Status::Violated),
        ("duplicate-key", r#"versions("user-8") <= 1"#, Status::Holds),
        ("two-carts", r#"versions("cart") <= 1"#, Status::Violated),
        ("counter", r#"value("visits") >= 0"#, Status::Holds),
    ] {
        let timeline = of_gallery(id);
        let invariant = invariant.parse().unwrap();
        assert_eq!(check_all(&timeline, timeline.ends_at(), &[], &[invariant])[0].status, expected, "{id}");
    }
}

#[test]
fn response_that_nobody_waits_for_does_not_keep_a_run_from_rest() {
    let run = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }], "policy": "siblings",
        "clients": [{ "id": "ana", "at": "F",
            "requests": { "latency": { "fixed_ms": 50 }, "timeout_ms": 60, "attempts": 1 } }],
        "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } }] }"#;
    let timeline = Timeline::new(&scenario::Scenario::from_json(run).unwrap());
    // The client gives up at 70 ms; the response arrives at 110 ms, which is no event.
    assert_eq!(timeline.ends_at(), Micros::from_ms(70));
    let verdicts = check_all(&timeline, timeline.ends_at(), CHECKS, &[]);
    let convergence = verdicts.iter().find(|verdict| verdict.check.id == "convergence").unwrap();
    assert_eq!(convergence.status, Status::Holds);
}
