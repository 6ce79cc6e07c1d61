//! Without conflict handling, each leader's store is determined by the order in which it applied the writes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{
    Event, FailureAction, Inapplicable, Key, LeaderId, LinkId, Operation, Store, Value, World, Write,
};
use scenario::Scenario;

/// The value of each key at one leader.
type Table = BTreeMap<Key, Value>;

/// The result of an operation, if it can be applied.
fn result_of(before: Option<&Value>, operation: &Operation) -> Result<Option<Value>, ()> {
    let is_there = before.is_some();
    match (operation, before.cloned()) {
        (Operation::Insert(_), Some(_)) | (Operation::Update(_), None) => Err(()),
        (Operation::Put(value) | Operation::Insert(value) | Operation::Update(value), _) => {
            Ok(Some(value.clone()))
        }
        (Operation::Delete, _) => Ok(None),
        (Operation::Increment(by), Some(Value::Integer(number))) => {
            number.checked_add(*by).map(|sum| Some(Value::Integer(sum))).ok_or(())
        }
        (Operation::Increment(by), None) => Ok(Some(Value::Integer(*by))),
        (Operation::Add(item), Some(Value::Set(mut items))) => {
            items.insert(item.clone());
            Ok(Some(Value::Set(items)))
        }
        (Operation::Add(item), None) => Ok(Some(Value::Set(BTreeSet::from([item.clone()])))),
        (Operation::Remove(item), Some(Value::Set(mut items))) => {
            items.remove(item);
            Ok(Some(Value::Set(items)))
        }
        (Operation::Remove(_), None) => Ok(None),
        _ if is_there => Err(()),
        _ => unreachable!("{operation:?}"),
    }
}

/// Each leader's table, computed from its own order of application.
#[derive(Default)]
struct Model {
    tables: BTreeMap<LeaderId, Table>,
    /// Snapshots in transit.
    snapshots: BTreeMap<LinkId, Table>,
    /// Inapplicable writes that will be upserted when they are applied next.
    upserts: BTreeSet<(LeaderId, replication::Dot)>,
    writes: BTreeMap<replication::Dot, std::sync::Arc<Write>>,
}

impl Model {
    fn table(&mut self, leader: LeaderId) -> &mut Table {
        self.tables.entry(leader).or_default()
    }

    fn apply(&mut self, leader: LeaderId, write: &Write) -> TestCaseResult {
        let upserts = self.upserts.remove(&(leader, write.dot));
        let table = self.table(leader);
        let after = match result_of(table.get(&write.key), &write.operation) {
            Ok(after) => after,
            Err(()) => {
                prop_assert!(upserts, "{} is not applicable at {}", write.dot, leader);
                result_of(None, &write.operation).unwrap_or_else(|()| write.operation.value().cloned())
            }
        };
        match after {
            Some(value) => table.insert(write.key.clone(), value),
            None => table.remove(&write.key),
        };
        Ok(())
    }

    fn check_inapplicable(
        &mut self,
        leader: LeaderId,
        dot: replication::Dot,
        handled: FailureAction,
    ) -> TestCaseResult {
        let write = self.writes[&dot].clone();
        let applicable = result_of(self.table(leader).get(&write.key), &write.operation).is_ok();
        prop_assert!(!applicable, "{dot} is applicable at {leader}, but was {handled:?}");
        if handled == FailureAction::Upserted {
            self.upserts.insert((leader, dot));
        }
        Ok(())
    }

    fn follow(&mut self, event: &Event) -> TestCaseResult {
        match event {
            Event::Accepted { write, .. } => {
                self.writes.insert(write.dot, write.clone());
            }
            Event::Applied { leader, write, .. } => self.apply(*leader, write)?,
            Event::Inapplicable { leader, dot, reason, action } => {
                prop_assert!(*reason != Inapplicable::Siblings);
                self.check_inapplicable(*leader, *dot, *action)?;
            }
            Event::SnapshotSent { link, .. } => {
                let table = self.table(link.from).clone();
                self.snapshots.insert(*link, table);
            }
            Event::SnapshotLoaded(link) => {
                let table = self.snapshots.remove(link).unwrap_or_default();
                self.tables.insert(link.to, table);
            }
            _ => {}
        }
        Ok(())
    }
}

fn table_of(store: &Store) -> Table {
    let values = store.iter().map(|(key, entry)| (key.clone(), entry.values().next().cloned()));
    values.filter_map(|(key, value)| Some((key, value?))).collect()
}

fn matches_world(world: &World, model: &mut Model) -> TestCaseResult {
    for (id, leader) in &world.leaders {
        prop_assert_eq!(&table_of(&leader.store), model.table(*id), "at {}", id);
    }
    Ok(())
}

pub fn determines_stores(scenario: &Scenario) -> TestCaseResult {
    let mut model = Model::default();
    let mut run = scenario.simulation();
    loop {
        let mut events = Vec::new();
        let continues = run.step(&mut |record| events.push(record.event));
        for event in &events {
            model.follow(event)?;
        }
        if !continues {
            break;
        }
    }
    matches_world(run.world(), &mut model)
}
