//! The expansion of a workload into clients and commands.

use super::*;
use crate::randomness::Redraw;
use crate::value::Value;

fn workload(json: &str) -> Workload {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn expand(workload: &Workload) -> ExpandedWorkload {
    workload.expand(&Randomness::of(7), &["F", "T", "S"].map(|id| id.parse().unwrap()), &BTreeSet::new())
}

/// The commands of one client.
fn done_by(expanded: &ExpandedWorkload, id: &str) -> Vec<ScheduledCommand> {
    let by = |timed: &&ScheduledCommand| timed.command.client().is_some_and(|client| client.as_str() == id);
    expanded.commands.iter().filter(by).cloned().collect()
}

fn is_read(timed: &ScheduledCommand) -> bool {
    matches!(timed.command, Command::Read { .. })
}

fn requested(timed: &ScheduledCommand) -> Option<&RequestedOperation> {
    match &timed.command {
        Command::Request(request) => Some(&request.operation),
        _ => None,
    }
}

/// Eight clients for ten minutes, ten operations per second in total.
fn busy() -> Workload {
    Workload {
        clients: 8,
        per_second: Centi(125),
        reads_percent: 70,
        deletes_percent: 20,
        keys: 10,
        zipf: Centi(100),
        ..workload(r#"{"clients":8,"until_ms":600000,"per_second":1}"#)
    }
}

#[test]
fn expansion_matches_reference_values() {
    let workload = workload(
        r#"{"clients":2,"at":{"F":1,"T":1},"from_ms":100,"until_ms":3100,"per_second":1.5,"reads_percent":40,
            "deletes_percent":25,"reads_first":true,"keys":4,"zipf":1.2}"#,
    );
    let taken = BTreeSet::from(["ana", "w2"].map(|id| id.parse().unwrap()));
    let ExpandedWorkload { clients, commands } = workload.expand(&Randomness::of(5), &[], &taken);
    let clients: Vec<String> = clients.iter().map(|client| format!("{}@{}", client.id, client.at)).collect();
    assert_eq!(clients, ["w1@F", "w2-2@T"]);
    let commands: Vec<String> = commands.iter().map(|timed| serde_json::to_string(timed).unwrap()).collect();
    // Computed by another implementation.
    let known = [
        r#"{"at_ms":748.728,"read":{"client":"w2-2","key":"k4"}}"#,
        r#"{"at_ms":748.728,"delete":{"client":"w2-2","key":"k4"}}"#,
        r#"{"at_ms":2061.113,"read":{"client":"w1","key":"k3"}}"#,
        r#"{"at_ms":2061.113,"write":{"client":"w1","key":"k3","value":"w1·1"}}"#,
        r#"{"at_ms":2088.528,"read":{"client":"w2-2","key":"k2"}}"#,
        r#"{"at_ms":2088.528,"write":{"client":"w2-2","key":"k2","value":"w2-2·2"}}"#,
        r#"{"at_ms":2257.455,"read":{"client":"w2-2","key":"k3"}}"#,
        r#"{"at_ms":2472.822,"read":{"client":"w1","key":"k2"}}"#,
        r#"{"at_ms":2472.822,"write":{"client":"w1","key":"k2","value":"w1·2"}}"#,
        r#"{"at_ms":2984.577,"read":{"client":"w1","key":"k2"}}"#,
        r#"{"at_ms":3019.836,"read":{"client":"w2-2","key":"k1"}}"#,
        r#"{"at_ms":3019.836,"write":{"client":"w2-2","key":"k1","value":"w2-2·3"}}"#,
    ];
    assert_eq!(commands, known);
}

#[test]
fn json_omits_defaults_and_round_trips() {
    for json in [
        r#"{"clients":3,"until_ms":1000,"per_second":2}"#,
        r#"{"clients":64,"at":{"F":2,"T":1},"from_ms":0.5,"until_ms":1000,"per_second":0.25,"reads_percent":80,"deletes_percent":10,"reads_first":true,"keys":10,"zipf":1.2}"#,
    ] {
        assert_eq!(serde_json::to_string(&workload(json)).unwrap(), json);
    }
    assert_eq!(
        workload(r#"{"clients":1,"until_ms":1,"per_second":1,"writes":"put","keys":1,"zipf":0.0}"#),
        workload(r#"{"clients":1,"until_ms":1,"per_second":1}"#)
    );
}

#[test]
fn out_of_bounds_fields_are_rejected_with_the_bounds() {
    for (field, sentence) in [
        (r#""clients":0"#, "0 is out of range: from 1 to 64"),
        (r#""clients":65"#, "65 is out of range: from 1 to 64"),
        (r#""clients":4294967296"#, "4294967296 is out of range: from 1 to 64"),
        (r#""reads_percent":101"#, "101 is out of range: from 0 to 100"),
        (r#""deletes_percent":256"#, "256 is out of range: from 0 to 100"),
        (r#""keys":0"#, "0 is out of range: from 1 to 1000"),
        (r#""keys":1001"#, "1001 is out of range: from 1 to 1000"),
        (r#""per_second":0.004"#, "0.004 is out of range: from 0.01 to 1000"),
        (r#""per_second":1000.01"#, "1000.01 is out of range: from 0.01 to 1000"),
        (r#""zipf":5.5"#, "5.5 is out of range: from 0 to 5"),
        (r#""writes":"hope""#, "unknown variant `hope`"),
        (r#""rate":1"#, "unknown field `rate`"),
        (r#""at":["F"]"#, "invalid type: sequence"),
    ] {
        let json = format!("{{{field}}}");
        let error = serde_json::from_str::<Workload>(&json).expect_err(&json).to_string();
        assert!(error.contains(sentence), "{error}");
    }
}

#[test]
fn operations_match_the_rate_and_the_mix() {
    let ExpandedWorkload { clients, commands } = expand(&busy());
    assert_eq!(clients.len(), 8);
    let expected = busy().expected_commands();
    assert_eq!(expected, 6_000);
    let count = commands.len();
    assert!((5_800..=6_200).contains(&count), "{count}");
    let reads = commands.iter().filter(|timed| is_read(timed)).count();
    assert!((68..=72).contains(&(100 * reads / count)), "{reads} reads of {count}");
    let deletes =
        commands.iter().filter(|timed| requested(timed) == Some(&RequestedOperation::Delete)).count();
    assert!((17..=23).contains(&(100 * deletes / (count - reads))), "{deletes} of {} writes", count - reads);
    assert!(commands.is_sorted_by_key(|timed| timed.at));
    assert!(commands.iter().all(|timed| timed.at < busy().until));
    for client in &clients {
        let own = done_by(
            &ExpandedWorkload { clients: Vec::new(), commands: commands.clone() },
            client.id.as_str(),
        );
        assert!((650..=850).contains(&own.len()), "{} does {}", client.id, own.len());
    }
}

#[test]
fn added_clients_do_not_change_a_clients_operations() {
    let all = expand(&busy());
    for clients in 1..8 {
        let fewer = expand(&Workload { clients, ..busy() });
        for (number, client) in fewer.clients.iter().enumerate() {
            assert_eq!(*client, all.clients[number]);
            assert_eq!(done_by(&fewer, client.id.as_str()), done_by(&all, client.id.as_str()));
        }
    }
}

#[test]
fn longer_workload_starts_like_a_shorter_one() {
    let until = Micros::from_ms(200_000);
    let shorter = expand(&Workload { until, ..busy() });
    assert!(expand(&busy()).commands.starts_with(&shorter.commands));
}

#[test]
fn rate_changes_times_but_not_operations() {
    let operations = |expanded: &ExpandedWorkload| -> Vec<Command> {
        done_by(expanded, "w3").into_iter().map(|timed| timed.command).take(100).collect()
    };
    let (slow, fast) = (expand(&busy()), expand(&Workload { per_second: Centi(250), ..busy() }));
    assert_eq!(operations(&slow), operations(&fast));
    let (slow, fast) = (done_by(&slow, "w3")[99].at.0, done_by(&fast, "w3")[99].at.0);
    assert!(slow.abs_diff(2 * fast) < 200, "twice as fast, each gap to half a microsecond");
}

#[test]
fn taken_client_id_is_skipped_without_changing_others() {
    let taken: BTreeSet<ClientId> = ["w2", "w2-2", "w4-2", "ana"].map(|id| id.parse().unwrap()).into();
    let ids: Vec<String> = (1..=4).map(|number| client_spec(number, &taken).unwrap().to_string()).collect();
    assert_eq!(ids, ["w1", "w2-3", "w3", "w4"]);
}

#[test]
fn read_before_write_uses_the_same_key_and_instant() {
    let ExpandedWorkload { commands, .. } = expand(&Workload { reads_first: true, ..busy() });
    let without = expand(&busy()).commands;
    for (index, timed) in commands.iter().enumerate().filter(|(_, timed)| !is_read(timed)) {
        let Command::Request(ClientRequest { client, key, .. }) = &timed.command else {
            panic!("{timed:?} is not a write");
        };
        let read = Command::Read { client: *client, at: None, key: key.clone() };
        assert_eq!(commands[index - 1], ScheduledCommand::new(timed.at, read));
    }
    let writes = without.iter().filter(|timed| !is_read(timed)).count();
    assert_eq!(commands.len(), without.len() + writes);
    let expected = Workload { reads_first: true, ..busy() }.expected_commands();
    assert_eq!(expected, 6_000 * 130 / 100);
}

#[test]
fn values_name_their_client_and_sequence_number() {
    let ExpandedWorkload { clients, commands } = expand(&busy());
    for client in clients {
        let own = commands.iter().filter(|timed| timed.command.client() == Some(client.id));
        for (number, timed) in (1..).zip(own.filter(|timed| !is_read(timed))) {
            if let Some(RequestedOperation::Put(value)) = requested(timed) {
                assert_eq!(*value, Value::text(format!("{}·{number}", client.id)));
            }
        }
    }
}

#[test]
fn expansion_is_bounded_for_extreme_settings() {
    let endless = Workload {
        clients: u32::MAX,
        until: Micros(u64::MAX),
        per_second: Centi(u32::MAX),
        reads_first: true,
        keys: u32::MAX,
        ..busy()
    };
    for per_second in [0, 1, u32::MAX].map(Centi) {
        let ExpandedWorkload { clients, commands } = expand(&Workload { per_second, ..endless.clone() });
        assert!(clients.len() == MAX_CLIENTS && commands.len() <= MAX_COMMANDS + 2);
    }
    assert_eq!(endless.expected_commands(), u64::MAX);
    let nowhere = endless.expand(&Randomness::of(7), &[], &BTreeSet::new());
    assert_eq!(nowhere, ExpandedWorkload::default());
}

#[test]
fn redrawn_workload_keeps_its_rate() {
    let workload = Workload { clients: 40, until: Micros::from_ms(10_000), ..busy() };
    let expand = |redraws: &[Redraw]| {
        let randomness = Randomness { seed: 7, redraws: redraws.into() };
        workload.expand(&randomness, &["F".parse().unwrap()], &BTreeSet::new()).commands
    };
    let redraws: Vec<Redraw> =
        (1..50).map(|number| Redraw { from: Micros::from_ms(200 * number), seed: number }).collect();
    let (first, redrawn) = (expand(&[]), expand(&redraws));
    let early = |commands: &[ScheduledCommand]| {
        commands.iter().filter(|timed| timed.at < Micros::from_ms(200)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(early(&first), early(&redrawn));
    assert_ne!(first, redrawn);
    let difference = first.len().abs_diff(redrawn.len());
    assert!(difference * 12 < first.len(), "{} and {}", first.len(), redrawn.len());
}

#[test]
fn writes_can_be_increments_or_adds() {
    let kinds = |writes| {
        let commands = expand(&Workload { writes, ..busy() }).commands;
        let writes = commands.iter().filter_map(requested).cloned();
        writes.filter(|operation| *operation != RequestedOperation::Delete).collect::<Vec<_>>()
    };
    assert!(
        kinds(WriteKind::Increment).iter().all(|operation| *operation == RequestedOperation::Increment(1))
    );
    assert!(kinds(WriteKind::Add).iter().all(|operation| matches!(operation, RequestedOperation::Add(_))));
}
