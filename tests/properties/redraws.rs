//! A run that is redrawn from an instant on is the same before it.

use proptest::prelude::*;
use replication::{Event, Micros, Redraw};
use scenario::Scenario;

use crate::scenarios::Readable;
use crate::workloads::with_workloads;

fn redrawn(scenario: &Scenario, from: Micros, seed: u64) -> Scenario {
    Scenario { redraws: vec![Redraw { from, seed }], ..scenario.clone() }
}

/// Everything that happens before an instant, with its time.
fn before(scenario: &Scenario, end: Micros) -> Vec<(Micros, Event)> {
    let trace = scenario.run();
    trace
        .records
        .into_iter()
        .map(|record| (record.at, record.event))
        .take_while(|(at, _)| *at < end)
        .collect()
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn c9_redraw_keeps_everything_before_its_instant(
        Readable(scenario) in with_workloads(),
        from in (0u64..2_000_000).prop_map(Micros),
        seed in any::<u64>(),
    ) {
        let other = redrawn(&scenario, from, seed);
        prop_assert_eq!(before(&scenario, from), before(&other, from));
    }

    #[test]
    fn c9_redraw_with_the_same_seed_changes_no_message(
        Readable(scenario) in with_workloads(),
        from in (0u64..2_000_000).prop_map(Micros),
    ) {
        let listed = Scenario { workload: None, ..scenario };
        prop_assert_eq!(redrawn(&listed, from, listed.seed).run(), listed.run());
    }
}
