//! A workload is equivalent to the clients and commands that it expands into.

use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{Centi, LeaderId, Micros, RequestSettings, ScheduledCommand, Workload, WriteKind};
use scenario::{Permalink, Scenario};

use crate::scenarios::{Mix, Readable, scenarios};

/// Random scenarios, each with a workload.
pub fn with_workloads() -> impl Strategy<Value = Readable> {
    scenarios(Mix::default()).prop_flat_map(|Readable(scenario)| {
        let leaders: Vec<LeaderId> = scenario.leaders.iter().map(|spec| spec.id).collect();
        workload(leaders)
            .prop_map(move |workload| Readable(Scenario { workload: Some(workload), ..scenario.clone() }))
    })
}

fn workload(leaders: Vec<LeaderId>) -> impl Strategy<Value = Workload> {
    let at = prop_oneof![Just([].into()), btree_map(select(leaders), 1u32..4, 0..4)];
    let times = (0u64..1_500_000, 0u64..1_000_000);
    let rate = (1u32..500).prop_map(Centi);
    let zipf = (0u32..=500).prop_map(Centi);
    let mix = (0u8..=100, 0u8..=100, any::<bool>());
    (1u32..12, at, times, rate, mix, 1u32..40, zipf).prop_map(
        |(
            clients,
            at,
            (from, length),
            per_second,
            (reads_percent, deletes_percent, reads_first),
            keys,
            zipf,
        )| {
            let (from, until) = (Micros(from), Micros(from + length));
            let writes = WriteKind::Put;
            Workload {
                clients,
                at,
                from,
                until,
                per_second,
                reads_percent,
                writes,
                deletes_percent,
                reads_first,
                keys,
                zipf,
                requests: RequestSettings::default(),
            }
        },
    )
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn expanded_workload_gives_the_same_run(Readable(scenario) in with_workloads()) {
        let written = scenario.with_expanded_workload();
        prop_assert_eq!(written.run().fingerprint(), scenario.run().fingerprint());
        prop_assert_eq!(Scenario::from_json(&written.to_json()).unwrap(), written);
    }

    #[test]
    fn workload_round_trips_through_file_and_link(Readable(scenario) in with_workloads()) {
        prop_assert_eq!(&Scenario::from_json(&scenario.to_json()).unwrap(), &scenario);
        let permalink = Permalink::of(scenario);
        prop_assert_eq!(Permalink::decode(&permalink.encode()), Ok(permalink));
    }

    #[test]
    fn added_client_does_not_change_others_operations(Readable(mut scenario) in with_workloads()) {
        let before = scenario.with_expanded_workload();
        scenario.workload.iter_mut().for_each(|workload| workload.clients += 1);
        let after = scenario.with_expanded_workload();
        let (newcomer, others) = after.clients.split_last().unwrap();
        prop_assert_eq!(others, &before.clients);
        let by_others = |timed: &ScheduledCommand| timed.command.client() != Some(newcomer.id);
        let commands: Vec<ScheduledCommand> = after.commands.iter().filter(|timed| by_others(timed)).cloned().collect();
        prop_assert_eq!(commands, before.commands);
    }
}
