//! Phrases besides the sentences of events: commands, reasons, versions, clocks, homes, policies, transfers.

mod common;

use std::collections::BTreeSet;
use std::fmt::Write;

use analysis::{
    Causality, DiffNote, Duplicate, KeyVersions, Relation, RunSummary, clock_sensitivity, compare_all,
    coverage_of_leader, coverage_of_writer, home_windows, propagation_of,
};
use common::{ANA_AND_BEN, pair, scenario, world_at_end};
use explain::{
    Names, Suggestion, context_owner, context_title, context_verb, describe_clock_sensitivity,
    describe_coexistence, describe_command, describe_comparison, describe_coverage, describe_decision,
    describe_diff, describe_duplicate, describe_ignored, describe_message_span, describe_offset,
    describe_readings, describe_refusal, describe_relations, describe_replica, describe_status,
    describe_transfer, describe_version, describe_window, describe_window_cost, status_word,
};
use insta::assert_snapshot;
use replication::{
    ClockOwner, Dot, IgnoreReason, Inapplicable, LeaderId, LinkId, Micros, Offset, RefusalReason, Value,
    World,
};
use scenario::Scenario;
use timeline::Timeline;

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn dot(text: &str) -> Dot {
    text.parse().unwrap()
}

fn lines(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().map(|sentence| format!("{sentence}\n")).collect()
}

fn three() -> (Scenario, World) {
    let scenario = scenario(r#""policy": "siblings""#, "");
    let world = scenario.simulation().world().clone();
    (scenario, world)
}

#[test]
fn every_command_has_a_phrase() {
    let commands = r#"
        { "at_ms": 1, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 1, "delete": { "client": "ana", "key": "cart" } },
        { "at_ms": 1, "insert": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 1, "update": { "client": "ana", "key": "cart", "value": ["milk", "ham"] } },
        { "at_ms": 1, "increment": { "client": "ana", "key": "likes", "by": 2 } },
        { "at_ms": 1, "add": { "client": "ana", "key": "tags", "item": "new" } },
        { "at_ms": 1, "remove": { "client": "ana", "key": "tags", "item": "new" } },
        { "at_ms": 1, "read": { "client": "ana", "key": "cart" } },
        { "at_ms": 1, "merge": { "client": "ana", "key": "cart", "value": "both" } },
        { "at_ms": 1, "crash": { "leader": "T" } },
        { "at_ms": 1, "restart": { "leader": "T" } },
        { "at_ms": 1, "cut": { "between": ["F", "T"] } },
        { "at_ms": 1, "heal": { "from": "F", "to": "T" } },
        { "at_ms": 1, "connect": { "between": ["F", "T"] } },
        { "at_ms": 1, "disconnect": { "from": "F", "to": "T" } },
        { "at_ms": 1, "topology": "circular" },
        { "at_ms": 1, "policy": "last-write-wins" },
        { "at_ms": 1, "links": { "latency": { "fixed_ms": 10 } } },
        { "at_ms": 1, "replication": { "delivery": "causal" } },
        { "at_ms": 1, "partition": { "groups": [["F", "T"], ["S"]] } },
        { "at_ms": 1, "heal-all": {} },
        { "at_ms": 1, "skip": { "from": "F", "to": "T" } },
        { "at_ms": 1, "message": { "from": "F", "to": "T", "write": "F1", "then": { "arrives_ms": 300 } } },
        { "at_ms": 1, "message": { "from": "F", "to": "T", "write": "F1", "then": "lost" } },
        { "at_ms": 1, "message": { "from": "F", "to": "T", "write": "F1", "then": "doubled" } },
        { "at_ms": 1, "jump": { "leader": "F", "by_ms": 50 } },
        { "at_ms": 1, "jump": { "client": "ana" } },
        { "at_ms": 1, "assign": { "key": "cart", "home": "T" } },
        { "at_ms": 1, "clock": { "leader": "F", "offset_ms": 120 } },
        { "at_ms": 1, "move": { "leader": "F", "place": [10, 20] } },
        { "at_ms": 1, "join": { "id": "N", "name": "Nairobi", "from": "F" } },
        { "at_ms": 1, "leave": { "leader": "T" } },
        { "at_ms": 1, "leave": { "leader": "T", "drain": true } },
        { "at_ms": 1, "purge": { "write": "T1" } },
        { "at_ms": 1, "purge": { "write": "T1", "at": "F" } }"#;
    let scenario = scenario(r#""policy": "siblings""#, commands);
    let world = scenario.simulation().world().clone();
    assert_snapshot!(lines(scenario.commands.iter().map(|timed| describe_command(&world, &timed.command))));
}

#[test]
fn every_reason_of_a_refusal_has_a_phrase() {
    let (_, world) = three();
    let reasons = [RefusalReason::Down, RefusalReason::NotAMember, RefusalReason::CatchingUp].into_iter();
    let reasons = reasons.chain(Inapplicable::ALL.map(RefusalReason::Inapplicable)).chain([
        RefusalReason::NotHome(leader("T")),
        RefusalReason::NoAnswer(leader("T")),
        RefusalReason::HomeMoving,
        RefusalReason::Leaving,
        RefusalReason::SessionBehind,
        RefusalReason::SessionTimeout,
    ]);
    assert_snapshot!(lines(reasons.map(|why| describe_refusal(&world, why))));
}

#[test]
fn every_reason_of_a_command_without_effect_has_a_phrase() {
    let (_, world) = three();
    let (tokyo, link, write) = (leader("T"), LinkId::new(leader("F"), leader("T")), dot("F1"));
    let reasons = [
        IgnoreReason::NoSuchLeader(leader("X")),
        IgnoreReason::NoSuchClient("zoe".parse().unwrap()),
        IgnoreReason::LeaderExists(tokyo),
        IgnoreReason::AlreadyDown(tokyo),
        IgnoreReason::AlreadyUp(tokyo),
        IgnoreReason::NoChange,
        IgnoreReason::TooManyLeaders,
        IgnoreReason::IdRetired(tokyo),
        IgnoreReason::NoSuchWrite(write),
        IgnoreReason::NoHomes,
        IgnoreReason::LinkNotBlocked(link),
        IgnoreReason::StillJoining(tokyo),
        IgnoreReason::NoSuchLink(link),
        IgnoreReason::NotInFlight(link, write),
        IgnoreReason::AlreadyArrived(link, write),
        IgnoreReason::NotInFuture(Micros::from_ms(20)),
        IgnoreReason::AlreadyLost(link, write),
        IgnoreReason::AlreadyDuplicated(link, write),
        IgnoreReason::OriginIsMember(write),
        IgnoreReason::NeverWritten(write),
    ];
    assert_snapshot!(lines(
        reasons.iter().map(|why| format!("{}  |  {why}", describe_ignored(&world, *why)))
    ));
}

const BEN_READS: &str = r#"
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 200, "read": { "client": "ben", "key": "cart" } },
    { "at_ms": 210, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
    { "at_ms": 400, "read": { "client": "ana", "key": "cart" } },
    { "at_ms": 410, "write": { "client": "ana", "key": "cart", "value": "ham" } }"#;

/// How versions of the cart compare, their status, and the state of each at each leader with the rule.
fn versions(timeline: &Timeline, at_ms: u64) -> String {
    let at = Micros::from_ms(at_ms);
    let (count, run) = (timeline.count_at(at), timeline.run_at(at, None));
    let world = run.world();
    let of_run = KeyVersions::of_run(timeline, &"cart".parse().unwrap());
    let graph = KeyVersions::new(timeline, count, world, &of_run);
    let dots: Vec<Dot> = graph.versions.iter().map(|version| version.write.dot).collect();
    let mut text = String::new();
    for comparison in compare_all(timeline, &dots, 10) {
        writeln!(text, "{}", describe_comparison(timeline, world, &comparison)).unwrap();
    }
    for version in &graph.versions {
        let (word, phrase) = (status_word(version.status), describe_version(world, version));
        let status = describe_status(world, version.status, &version.kept_at);
        writeln!(text, "{}: {word}; {phrase}; {status}", version.write.dot).unwrap();
    }
    let propagations = propagation_of(timeline, &dots.iter().copied().collect::<BTreeSet<_>>());
    for (dot, propagation) in propagations {
        for replica in propagation.replicas(timeline, count, world) {
            let decision = replica.decision.map(|it| describe_decision(timeline, world, &it));
            let state = describe_replica(world, &replica.state);
            writeln!(text, "{dot} at {}: {state} | {}", replica.leader, decision.unwrap_or_default())
                .unwrap();
        }
    }
    text
}

#[test]
fn versions_compare_and_the_deciding_rule_is_named_under_each_policy() {
    let merge = format!(
        r#"{ANA_AND_BEN}, {{ "at_ms": 300, "merge": {{ "client": "ana", "key": "cart", "value": "both" }} }}"#
    );
    let tie = ANA_AND_BEN.replace("20", "10");
    let lww = |options: &str| format!(r#"{{ "last-write-wins": {{ {options} }} }}"#);
    let cases = [
        ("none", r#""none""#.to_owned(), ANA_AND_BEN, 10_000),
        ("siblings in flight", r#""siblings""#.to_owned(), ANA_AND_BEN, 50),
        ("siblings", r#""siblings""#.to_owned(), ANA_AND_BEN, 250),
        ("siblings merged", r#""siblings""#.to_owned(), &merge, 350),
        ("siblings read", r#""siblings""#.to_owned(), BEN_READS, 10_000),
        ("last write wins", lww(""), ANA_AND_BEN, 10_000),
        ("last write wins, read", lww(""), BEN_READS, 10_000),
        ("last write wins, tie by leader", lww(""), &tie, 10_000),
        ("last write wins, tie by value", lww(r#""tie": "value""#), &tie, 10_000),
        ("last write wins, lamport", lww(r#""timestamp": "lamport""#), BEN_READS, 10_000),
        ("last write wins, hybrid", lww(r#""timestamp": "hybrid""#), &tie, 10_000),
        ("merge", r#"{ "merge": { "with": "concatenate" } }"#.to_owned(), ANA_AND_BEN, 10_000),
    ];
    let mut text = String::new();
    for (title, policy, commands, at_ms) in cases {
        let timeline = pair(&format!(r#""policy": {policy}"#), commands);
        writeln!(text, "{title}\n{}", versions(&timeline, at_ms)).unwrap();
    }
    for (others, siblings) in [(1, true), (2, true), (1, false)] {
        writeln!(text, "{}", describe_coexistence(others, siblings)).unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn an_operation_that_computes_knew_what_its_leader_held_and_a_home_puts_writes_in_order() {
    let increments = r#"
        { "at_ms": 1, "increment": { "client": "ana", "key": "cart", "by": 5 } },
        { "at_ms": 3, "increment": { "client": "ana", "key": "cart", "by": 1, "at": "T" } },
        { "at_ms": 4, "increment": { "client": "ana", "key": "cart", "by": 2, "at": "T" } }"#;
    let at_home = r#"
        { "at_ms": 0, "assign": { "key": "cart", "home": "F", "at": "F" } },
        { "at_ms": 1, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 2, "write": { "client": "cleo", "key": "cart", "value": "eggs", "at": "F" } }"#;
    let homes = r#"{ "avoidance": { "homes": { "*": "F" }, "otherwise": "siblings" } }"#;
    let mut text = String::new();
    for (title, policy, commands) in [("siblings", r#""siblings""#, increments), ("homes", homes, at_home)] {
        let timeline = Timeline::new(&scenario(&format!(r#""policy": {policy}"#), commands));
        let (world, names) = (world_at_end(&timeline), |world| Names::of_run(&timeline, world));
        writeln!(text, "{title}\n{}\n{}", versions(&timeline, 10_000), common::events(&timeline, 8)).unwrap();
        writeln!(text, "{}", common::narration(&timeline, 200)).unwrap();
        for (dot, record) in timeline.writes() {
            let (owner, verb) = (context_owner(names(&world), *dot), context_verb(&timeline, &record.write));
            let title = context_title(&timeline, &record.write);
            writeln!(text, "{dot}{verb}{}; {title}; {owner}", record.write.context).unwrap();
        }
    }
    assert_snapshot!(text);
}

#[test]
fn coverage_counts_writes_with_and_without_gaps() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 12, "message": { "from": "F", "to": "T", "write": "F1", "then": { "arrives_ms": 500 } } },
        { "at_ms": 20, "write": { "client": "ana", "key": "list", "value": "eggs" } },
        { "at_ms": 150, "write": { "client": "ana", "key": "list", "value": "ham" } },
        { "at_ms": 900, "read": { "client": "ben", "key": "list" } },
        { "at_ms": 910, "write": { "client": "ben", "key": "list", "value": "jam" } }"#;
    let settings = r#""policy": "siblings", "links": { "latency": { "fixed_ms": 100 }, "order": "any" }"#;
    let text = format!(
        r#"{{ "polyleader": 1, "title": "Gap", "seed": 1,
            "leaders": [{{ "id": "F", "name": "Frankfurt" }}, {{ "id": "T", "name": "Tokyo" }}], {settings},
            "clients": [{{ "id": "ana", "name": "Ana", "at": "F" }}, {{ "id": "ben", "name": "Ben", "at": "T" }}],
            "commands": [{commands}] }}"#
    );
    let timeline = Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
    let mut text = String::new();
    for at_ms in [60, 200, 800, 2_000] {
        let run = timeline.run_at(Micros::from_ms(at_ms), None);
        for id in ["F", "T"].map(leader) {
            for row in coverage_of_leader(&timeline, run.world(), id) {
                let coverage = describe_coverage(&timeline, run.world(), &row);
                writeln!(text, "{at_ms} ms, {id} has {coverage}").unwrap();
            }
        }
    }
    let world = world_at_end(&timeline);
    for row in coverage_of_writer(&timeline, dot("T1")) {
        writeln!(text, "T1 had seen {}", describe_coverage(&timeline, &world, &row)).unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn clock_sensitivity_says_which_offset_flips_the_winner() {
    let later = ANA_AND_BEN.replace("20", "92");
    let lww = |options: &str| format!(r#""policy": {{ "last-write-wins": {{ {options} }} }}"#);
    let cases = [
        ("leader’s clock, F", lww(""), later.as_str(), ClockOwner::Leader(leader("F"))),
        ("leader’s clock, T", lww(""), &later, ClockOwner::Leader(leader("T"))),
        ("tie by value", lww(r#""tie": "value""#), &later, ClockOwner::Leader(leader("F"))),
        ("hybrid", lww(r#""timestamp": "hybrid""#), &later, ClockOwner::Leader(leader("F"))),
        ("hybrid, read", lww(r#""timestamp": "hybrid""#), BEN_READS, ClockOwner::Leader(leader("F"))),
        (
            "client’s clock",
            lww(r#""timestamp": "client""#),
            &later,
            ClockOwner::Client("ana".parse().unwrap()),
        ),
        ("no conflict", lww(r#""timestamp": "client""#), &later, ClockOwner::Client("cleo".parse().unwrap())),
        ("clients count", lww(r#""timestamp": "client""#), &later, ClockOwner::Leader(leader("F"))),
        ("leaders count", lww(""), &later, ClockOwner::Client("ana".parse().unwrap())),
        ("lamport", lww(r#""timestamp": "lamport""#), &later, ClockOwner::Leader(leader("F"))),
        ("other policy", r#""policy": "siblings""#.to_owned(), &later, ClockOwner::Leader(leader("F"))),
    ];
    let mut text = String::new();
    for (title, settings, commands, whose) in cases {
        let scenario = scenario(&settings, commands);
        let timeline = Timeline::new(&scenario);
        let (count, world) = (timeline.records().len(), world_at_end(&timeline));
        let found = clock_sensitivity(&scenario, &timeline, count, &world, whose);
        let sentences = describe_clock_sensitivity(&timeline, &world, &found);
        writeln!(text, "{title}\n{}", lines(sentences)).unwrap();
    }
    for offset in [0, 120_000, -40_000] {
        writeln!(text, "{}", describe_offset(Offset(offset))).unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn home_windows_say_when_who_and_at_what_cost() {
    let moves = r#"{ "at_ms": 300, "assign": { "key": "cart", "home": "T" } }"#;
    let writes = format!(
        r#"{moves}, {{ "at_ms": 310, "write": {{ "client": "ana", "key": "cart", "value": "milk" }} }},
        {{ "at_ms": 320, "write": {{ "client": "ben", "key": "cart", "value": "eggs" }} }}"#
    );
    let cut = format!(r#"{{ "at_ms": 200, "partition": {{ "groups": [["F"]] }} }}, {moves}"#);
    let cases = [("", moves), ("", &cut), ("", &writes), (r#", "otherwise": "last-write-wins""#, &writes)];
    let mut text = String::new();
    for (options, commands) in cases {
        let settings = format!(r#""policy": {{ "avoidance": {{ "homes": {{ "cart": "F" }}{options} }} }}"#);
        let timeline = Timeline::new(&scenario(&settings, commands));
        let world = world_at_end(&timeline);
        let (_, lost) = timeline.fates(timeline.records().len(), &world).summary();
        for window in home_windows(&timeline, &lost).all {
            let cost = describe_window_cost(&timeline, &world, &window);
            writeln!(text, "{} {cost}", describe_window(&world, &window)).unwrap();
        }
    }
    assert_snapshot!(text);
}

#[test]
fn policy_table_cells_show_readings_and_duplicates() {
    let mut text = String::new();
    for policy in ["none", "siblings", "last-write-wins", "merge"] {
        let timeline = pair(&format!(r#""policy": "{policy}""#), ANA_AND_BEN);
        let (summary, world) = (RunSummary::new(&timeline), world_at_end(&timeline));
        writeln!(text, "{policy}: {}", describe_readings(&world, &summary.readings)).unwrap();
    }
    let timeline = pair(r#""policy": "siblings""#, ANA_AND_BEN);
    let (world, write) = (world_at_end(&timeline), timeline.writes()[&dot("F1")].write.clone());
    writeln!(text, "nothing written: {}", describe_readings(&world, &[])).unwrap();
    let (key, milk) = ("cart".parse::<replication::Key>().unwrap(), Value::text("milk"));
    let duplicates = [
        Duplicate::AppliedAgain(write),
        Duplicate::EqualSiblings(key.clone(), milk.clone()),
        Duplicate::RepeatedItem(key, milk),
    ];
    for duplicate in duplicates {
        writeln!(text, "{}", describe_duplicate(&world, &duplicate)).unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn messages_and_transfers_are_named_from_sending_to_end() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": "milk" } },
        { "at_ms": 300, "join": { "id": "N", "name": "Nairobi", "from": "F" } },
        { "at_ms": 350, "cut": { "between": ["F", "N"] } },
        { "at_ms": 360, "heal": { "between": ["F", "N"] } },
        { "at_ms": 600, "write": { "client": "ana", "key": "cart", "value": "eggs" } },
        { "at_ms": 610, "message": { "from": "F", "to": "T", "write": "F2", "then": "lost" } },
        { "at_ms": 620, "message": { "from": "F", "to": "N", "write": "F2", "then": "doubled" } }"#;
    let settings = r#""policy": { "avoidance": { "homes": { "cart": "F" } } }"#;
    let timeline = pair(settings, commands);
    let world = world_at_end(&timeline);
    let spans = timeline.message_spans().map(|it| describe_message_span(&timeline, &world, &it));
    let transfers = timeline.transfers().iter().map(|it| describe_transfer(&timeline, &world, it));
    assert_snapshot!(lines(spans.chain(transfers)));
}

#[test]
fn causal_relations_are_counted() {
    let timeline = Timeline::new(&scenario(r#""policy": "siblings""#, ANA_AND_BEN));
    let mut text = String::new();
    for number in [0, 4, timeline.records().len() - 1] {
        let causality = Causality::of_event(&timeline, number).unwrap();
        assert_eq!(causality.of(number), Some(Relation::Itself));
        writeln!(text, "{}", describe_relations(&causality).join(", ")).unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn every_suggestion_and_note_has_a_label() {
    let (_, world) = three();
    let link = LinkId::new(leader("F"), leader("T"));
    let suggestions = [
        Suggestion::Play,
        Suggestion::ChooseLeader(leader("F")),
        Suggestion::WriteAt(leader("F")),
        Suggestion::MergeAt(leader("F")),
        Suggestion::Inspect(leader("F")),
        Suggestion::KeepSiblings,
        Suggestion::MergeByAddWins,
        Suggestion::KeepTombstones,
        Suggestion::Restart(leader("F")),
        Suggestion::Heal(link),
        Suggestion::SuppressByDot,
        Suggestion::SkipWrite(link),
        Suggestion::DrainBeforeLeaving(leader("F")),
        Suggestion::ForwardDeparted,
        Suggestion::Purge(dot("F1")),
    ];
    let notes = [DiffNote::EqualValues, DiffNote::UniquePieces, DiffNote::SameItems, DiffNote::Nothing];
    let labels = suggestions.into_iter().map(|suggestion| suggestion.label(&world));
    assert_snapshot!(lines(labels.chain(notes.map(|note| describe_diff(note).to_owned()))));
}

#[test]
fn a_read_states_the_value_that_was_returned() {
    let commands = r#"
        { "at_ms": 1, "increment": { "client": "ana", "key": "n", "by": 5 } },
        { "at_ms": 2, "increment": { "client": "ana", "key": "n", "by": 7 } },
        { "at_ms": 3, "read": { "client": "ana", "key": "n" } },
        { "at_ms": 4, "delete": { "client": "ana", "key": "n" } },
        { "at_ms": 5, "read": { "client": "ana", "key": "n" } }"#;
    for policy in [r#""last-write-wins""#, r#""siblings""#, r#""none""#] {
        let timeline = pair(&format!(r#""policy": {policy}"#), commands);
        let text = common::events(&timeline, 200);
        assert!(text.contains("3 ms: Ana read n at Frankfurt: “12”."), "{policy}: {text}");
        assert!(
            text.contains("5 ms: Ana read n at Frankfurt: nothing, as it was deleted."),
            "{policy}: {text}"
        );
    }
}

#[test]
fn leaders_left_apart_by_a_policy_change_are_reported() {
    let commands = r#"
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
        { "at_ms": 300, "policy": "siblings" }"#;
    let timeline = pair(r#""policy": "none""#, commands);
    let told = common::narration(&timeline, 200);
    let last = told.lines().last().unwrap_or_default();
    assert!(last.contains("The policy change at 300 ms left stored values as they were"), "{told}");
}

#[test]
fn queued_writes_are_counted_once_and_where_they_are() {
    let last = |commands: &str| {
        let told =
            common::narration(&Timeline::new(&common::scenario(r#""policy": "siblings""#, commands)), 200);
        told.lines().last().unwrap_or_default().to_owned()
    };
    let written = r#"
        { "at_ms": 0, "topology": "star" },
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 20, "write": { "client": "ben", "key": "list", "value": "eggs" } }"#;
    let crash = |leader: &str| format!(r#"{{ "at_ms": 30, "crash": {{ "leader": "{leader}" }} }}"#);
    let hub_down = last(&format!("{written}, {}", crash("F")));
    assert!(
        hub_down.contains("1 write is queued for Frankfurt, which is down, and 1 at Frankfurt. [Restart"),
        "{hub_down}"
    );
    let two_down = last(&format!("{written}, {}, {}", crash("T"), crash("S")));
    assert!(
        two_down.contains("1 write is queued for São Paulo, which is down. More are queued on other links."),
        "{two_down}"
    );
    let cut = last(
        r#"{ "at_ms": 0, "cut": { "between": ["F", "T"] } }, { "at_ms": 0, "cut": { "between": ["F", "S"] } },
        { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } }"#,
    );
    assert!(
        cut.contains("1 write is queued: the link from Frankfurt to São Paulo is cut."),
        "it waits on two links: {cut}"
    );
}
