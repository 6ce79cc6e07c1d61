//! The ancestry of writes: for each write, those its writer had seen or that it superseded.
//!
//! Every seek walks all of it to find lost writes, so writes are compact numbers here.

use replication::{Dot, LeaderId};

use crate::writes::Writes;

/// The number of a write that does not exist.
const NO_WRITE: u32 = u32::MAX;

/// The writes of a run in the order of their dots, each with its parents: the writes that its writer had seen or
/// that it superseded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ancestry {
    dots: Vec<Dot>,
    /// For each leader, the numbers of its writes by counter. A list, since leaders are few.
    numbers: Vec<(LeaderId, Vec<u32>)>,
    /// For each write, where its parents begin in `parents`; they end where those of the next begin.
    first_parent: Vec<u32>,
    parents: Vec<u32>,
    /// Writes by clients in the order of acceptance: the number of the accepting record, and of the write.
    by_clients: Vec<(u32, u32)>,
}

impl Ancestry {
    pub(crate) fn new(writes: &Writes) -> Self {
        let mut ancestry = Self { dots: writes.all.keys().copied().collect(), ..Self::default() };
        for (number, dot) in writes.all.keys().enumerate() {
            let numbers = ancestry.numbers_of(dot.leader);
            let index = index_of(*dot);
            if numbers.len() <= index {
                numbers.resize(index + 1, NO_WRITE);
            }
            // Fits: a run has at most a million events.
            numbers[index] = number as u32;
        }
        ancestry.first_parent.push(0);
        for record in writes.all.values() {
            let parents = record.observed.iter().chain(&record.also_superseded);
            let parents: Vec<u32> = parents.map(|dot| ancestry.number(*dot)).filter(exists).collect();
            ancestry.parents.extend(parents);
            ancestry.first_parent.push(ancestry.parents.len() as u32);
        }
        let accepted = writes.by_clients.iter().map(|(record, dot)| (*record, ancestry.number(*dot)));
        ancestry.by_clients = accepted.collect();
        ancestry
    }

    /// The numbers of a leader's writes. In the order of dots, the writes of one leader are consecutive.
    fn numbers_of(&mut self, leader: LeaderId) -> &mut Vec<u32> {
        if self.numbers.last().is_none_or(|(last, _)| *last != leader) {
            self.numbers.push((leader, Vec::new()));
        }
        let last = self.numbers.len() - 1;
        &mut self.numbers[last].1
    }

    fn number(&self, dot: Dot) -> u32 {
        let numbers = self.numbers.iter().find(|(leader, _)| *leader == dot.leader);
        numbers.and_then(|(_, numbers)| numbers.get(index_of(dot))).copied().unwrap_or(NO_WRITE)
    }

    /// The writes that clients had made by the first `count` records and that are neither among these nor in their
    /// history, in the order of acceptance. Unknown dots are ignored.
    pub(crate) fn not_in_history_of(&self, roots: &[Dot], count: usize) -> Vec<Dot> {
        let in_history = self.mark_history(roots);
        let accepted = self.by_clients.partition_point(|(record, _)| (*record as usize) < count);
        let numbers = self.by_clients[..accepted].iter().map(|(_, number)| *number as usize);
        numbers.filter(|number| !in_history[*number]).map(|number| self.dots[number]).collect()
    }

    /// For each write, whether it is one of these or in their history.
    fn mark_history(&self, roots: &[Dot]) -> Vec<bool> {
        let mut in_history = vec![false; self.dots.len()];
        let mut pending: Vec<u32> = roots.iter().map(|dot| self.number(*dot)).filter(exists).collect();
        while let Some(number) = pending.pop() {
            let number = number as usize;
            if !std::mem::replace(&mut in_history[number], true) {
                let range = self.first_parent[number] as usize..self.first_parent[number + 1] as usize;
                pending.extend(&self.parents[range]);
            }
        }
        in_history
    }
}

fn index_of(dot: Dot) -> usize {
    usize::try_from(dot.counter).unwrap_or(usize::MAX)
}

fn exists(number: &u32) -> bool {
    *number != NO_WRITE
}
