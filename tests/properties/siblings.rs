//! Siblings with dotted version vectors match a model that keeps every history as a set of dots.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{CausalContext, ClientId, Dot, Event, Key, LeaderId, LinkId, Policy, Siblings, Write};

use crate::scenarios::{Mix, Readable, scenarios};

type Dots = BTreeSet<Dot>;

/// One key at one leader: the versions that it keeps, and all that it has applied or knows to be superseded.
#[derive(Clone, Default)]
struct Entry {
    kept: Dots,
    history: Dots,
}

/// The model: full sets of dots in place of version vectors.
#[derive(Default)]
struct Model {
    /// The history that the client of each write had seen of its key.
    seen_by_writer: BTreeMap<Dot, Dots>,
    keys: BTreeMap<Dot, Key>,
    entries: BTreeMap<(LeaderId, Key), Entry>,
    /// The history that each client last saw of each key.
    seen: BTreeMap<(ClientId, Key), Dots>,
    /// What the clients of waiting requests had seen when they sent them.
    sent: BTreeMap<u64, Dots>,
    /// Snapshots in transit.
    snapshots: BTreeMap<LinkId, BTreeMap<Key, Entry>>,
}

impl Model {
    /// The versions that a leader keeps of a key, and their whole history.
    fn kept_and_history(&self, leader: LeaderId, key: &Key) -> (Dots, Dots) {
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

    /// Follows the run and compares it with the model.
    fn follow(&mut self, event: &Event) -> TestCaseResult {
        match event {
            Event::RequestWaiting { client, key, request, .. } => {
                let seen = self.seen.get(&(*client, key.clone())).cloned().unwrap_or_default();
                self.sent.entry(*request).or_insert(seen);
            }
            Event::Accepted { leader, write, request, .. } => {
                let client = (write.client.unwrap(), write.key.clone());
                let waited = request.and_then(|request| self.sent.remove(&request));
                let seen = match write.operation.is_relative() {
                    // It reads at the leader, not at its client.
                    true => self.kept_and_history(*leader, &write.key).1,
                    false => waited.or_else(|| self.seen.get(&client).cloned()).unwrap_or_default(),
                };
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
                    let (_, history) = self.kept_and_history(*leader, &write.key);
                    self.seen.insert((write.client.unwrap(), write.key.clone()), history);
                }
            }
            Event::Answered { leader, client, key, versions, context, .. } => {
                let (kept, history) = self.kept_and_history(*leader, key);
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
            explicit_contexts: false,
            ..Mix::default()
        }),
    ) {
        let mut model = Model::default();
        for record in scenario.run().records {
            model.follow(&record.event)?;
        }
    }
}
