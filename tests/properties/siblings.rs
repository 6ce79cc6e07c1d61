//! Siblings by dotted version vectors against the plainest model: sets of dots, each history written out.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{CausalContext, ClientId, Dot, Event, Key, LeaderId, LinkId, Policy, Siblings, Write};

use crate::scenarios::{Mix, Readable, scenarios};

type Dots = BTreeSet<Dot>;

/// One key at one leader: what it keeps, and all that it has applied or heard to be replaced.
#[derive(Clone, Default)]
struct Entry {
    kept: Dots,
    history: Dots,
}

/// Every set of dots in full, where the real thing has vectors.
#[derive(Default)]
struct Model {
    /// What each write's writer had seen of its key: the whole history.
    seen_by_writer: BTreeMap<Dot, Dots>,
    keys: BTreeMap<Dot, Key>,
    entries: BTreeMap<(LeaderId, Key), Entry>,
    /// What each client has last seen of each key: the whole history.
    seen: BTreeMap<(ClientId, Key), Dots>,
    /// What is on its way to those who join.
    snapshots: BTreeMap<LinkId, BTreeMap<Key, Entry>>,
}

impl Model {
    /// The whole history of what a leader keeps of a key.
    fn look_up(&self, leader: LeaderId, key: &Key) -> (Dots, Dots) {
        let kept =
            self.entries.get(&(leader, key.clone())).map(|entry| entry.kept.clone()).unwrap_or_default();
        let mut history = kept.clone();
        history.extend(kept.iter().flat_map(|dot| &self.seen_by_writer[dot]));
        (kept, history)
    }

    fn apply(&mut self, leader: LeaderId, write: &Write) -> Dots {
        let seen = self.seen_by_writer[&write.dot].clone();
        let entry = self.entries.entry((leader, write.key.clone())).or_default();
        if !entry.history.contains(&write.dot) {
            entry.kept.retain(|dot| !seen.contains(dot));
            entry.kept.insert(write.dot);
        }
        entry.history.insert(write.dot);
        entry.history.extend(seen);
        entry.kept.clone()
    }

    /// The writes of this key that a context covers.
    fn covered(&self, context: &CausalContext, key: &Key) -> Dots {
        let of_key = self.keys.iter().filter(|(_, its)| *its == key).map(|(dot, _)| *dot);
        of_key.filter(|dot| context.contains(*dot)).collect()
    }

    fn send_snapshot(&mut self, link: LinkId) {
        let of_sender = self.entries.iter().filter(|((leader, _), _)| *leader == link.from);
        let copied = of_sender.map(|((_, key), entry)| (key.clone(), entry.clone())).collect();
        self.snapshots.insert(link, copied);
    }

    fn load_snapshot(&mut self, link: LinkId) {
        let loaded = self.snapshots.remove(&link).unwrap_or_default();
        self.entries.extend(loaded.into_iter().map(|(key, entry)| ((link.to, key), entry)));
    }

    /// Follows the run, and holds it to the model.
    fn follow(&mut self, event: &Event) -> TestCaseResult {
        match event {
            Event::Accepted { leader, write, .. } => {
                let request = (write.client.unwrap(), write.key.clone());
                let mut seen = self.seen.get(&request).cloned().unwrap_or_default();
                if write.operation.is_relative() {
                    // What the leader reads for it, it has seen too.
                    seen.extend(self.look_up(*leader, &write.key).1);
                }
                prop_assert_eq!(
                    &self.covered(&write.context, &write.key),
                    &seen,
                    "the context of {}",
                    write.dot
                );
                self.seen_by_writer.insert(write.dot, seen);
                self.keys.insert(write.dot, write.key.clone());
            }
            Event::Applied { leader, write, kept, via, .. } => {
                let expected = self.apply(*leader, write);
                prop_assert_eq!(
                    &kept.iter().copied().collect::<Dots>(),
                    &expected,
                    "{} at {}",
                    write.dot,
                    leader
                );
                if via.is_none() {
                    let (_, history) = self.look_up(*leader, &write.key);
                    self.seen.insert((write.client.unwrap(), write.key.clone()), history);
                }
            }
            Event::Answered { leader, client, key, versions, context, .. } => {
                let (kept, history) = self.look_up(*leader, key);
                let returned: Dots = versions.iter().map(|version| version.dot).collect();
                prop_assert_eq!(&returned, &kept, "what {} read at {}", client, leader);
                prop_assert_eq!(&self.covered(context, key), &history, "the context that {} read", client);
                self.seen.insert((*client, key.clone()), history);
            }
            Event::SnapshotSent { link, .. } => self.send_snapshot(*link),
            Event::SnapshotLoaded(link) => self.load_snapshot(*link),
            _ => {}
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(crate::config(256))]

    #[test]
    fn r1_r6_write_supersedes_exactly_its_context_in_any_order(
        Readable(scenario) in scenarios(Mix {
            policies: vec![Policy::Siblings(Siblings::default())],
            contexts: false,
            ..Mix::default()
        }),
    ) {
        let mut model = Model::default();
        for record in scenario.run().records {
            model.follow(&record.event)?;
        }
    }
}
