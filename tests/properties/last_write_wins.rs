//! Last write wins at rest: every leader keeps the greatest write of each key.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use replication::{Event, Key, LastWriteWins, LogicalTimestamp, Policy, TieBreak, Timestamp, Value, Write};

use crate::healing::healed;
use crate::scenarios::{Mix, Readable};

/// The order of writes: timestamp, then whether it wins ties as a delete or a write, then value, then dot.
type Rank = (LogicalTimestamp, bool, Option<Value>, String, u64);

fn rank(options: LastWriteWins, write: &Write) -> Rank {
    let timestamp = match options.timestamp {
        Timestamp::Leader => LogicalTimestamp { time: write.leader_time, count: 0 },
        Timestamp::Client => LogicalTimestamp { time: write.client_time, count: 0 },
        Timestamp::Hybrid | Timestamp::Lamport => write.logical_time.unwrap().timestamp,
    };
    let value = write.value().cloned();
    let (preferred, value) = match options.tie {
        TieBreak::Leader => (false, None),
        TieBreak::Value => (false, value),
        TieBreak::DeleteWins => (value.is_none(), value),
        TieBreak::WriteWins => (value.is_some(), value),
    };
    (timestamp, preferred, value, write.dot.leader.to_string(), write.dot.counter)
}

fn with_any_options() -> impl Strategy<Value = (LastWriteWins, Readable)> {
    let timestamp = select(vec![Timestamp::Leader, Timestamp::Client, Timestamp::Hybrid, Timestamp::Lamport]);
    let tie = select(vec![TieBreak::Leader, TieBreak::Value, TieBreak::DeleteWins, TieBreak::WriteWins]);
    (timestamp, tie).prop_flat_map(|(timestamp, tie)| {
        let options = LastWriteWins { timestamp, tie, ..LastWriteWins::default() };
        let policies = vec![Policy::LastWriteWins(options)];
        (Just(options), healed(Mix { policies, ..Mix::default() }))
    })
}

proptest! {
    #![proptest_config(crate::config(96))]

    #[test]
    fn l2_at_rest_every_leader_keeps_the_greatest_write((options, Readable(scenario)) in with_any_options()) {
        let mut greatest: BTreeMap<Key, Rank> = BTreeMap::new();
        let mut run = scenario.simulation();
        while run.step(&mut |record| {
            if let Event::Accepted { write, .. } = &record.event {
                let rank = rank(options, write);
                let there = greatest.entry(write.key.clone()).or_insert_with(|| rank.clone());
                *there = rank.max(there.clone());
            }
        }) {}
        for (id, leader) in &run.world().leaders {
            let kept = leader.store.iter().map(|(key, entry)| {
                let ranks: Vec<Rank> = entry.versions.iter().map(|write| rank(options, write)).collect();
                (key.clone(), ranks)
            });
            let expected = greatest.iter().map(|(key, rank)| (key.clone(), vec![rank.clone()]));
            prop_assert_eq!(kept.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "at {}", id);
        }
    }
}
