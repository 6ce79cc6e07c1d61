//! A scenario gives the same run every time, from the beginning and from any instant.

use proptest::prelude::*;
use replication::{Micros, Trace};

use crate::scenarios::{Mix, Readable, with_remote_clients};

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn same_scenario_gives_the_same_run(Readable(scenario) in with_remote_clients(Mix::everything())) {
        let trace = scenario.run();
        prop_assert_eq!(&scenario.clone().run(), &trace);
        prop_assert_eq!(scenario.run().fingerprint(), trace.fingerprint());
    }

    #[test]
    fn cloned_run_continues_identically(
        Readable(scenario) in with_remote_clients(Mix::everything()),
        mut stops in proptest::collection::vec((0u64..2_500_000).prop_map(Micros), 0..6),
    ) {
        stops.sort();
        let whole = scenario.run();
        let mut trace = Trace::default();
        let mut run = scenario.simulation();
        for stop in stops {
            run.run_until(stop, &mut |record| trace.records.push(record));
            prop_assert_eq!(run.world().now, stop);
            let copy = run.clone();
            run.run_until(Micros::from_ms(3_000), &mut |_| {});
            run = copy;
        }
        trace.records.extend(run.run().records);
        prop_assert_eq!(trace, whole);
    }

    #[test]
    fn records_are_ordered_by_time(Readable(scenario) in with_remote_clients(Mix::everything())) {
        let trace = scenario.run();
        prop_assert!(trace.records.is_sorted_by_key(|record| record.at));
    }
}
