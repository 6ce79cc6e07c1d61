//! Which writes lie behind each write, by number. What is lost is found at every seek by going through all of
//! them, and they are many.

use replication::{Dot, LeaderId};

use crate::writes::Writes;

/// Stands for a write that there is not.
const NO_WRITE: u32 = u32::MAX;

/// The writes of a run in the order of their dots, each with those that its writer had seen or that it
/// superseded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ancestry {
    dots: Vec<Dot>,
    /// For each leader, the number of its write with each counter. There are few leaders.
    numbers: Vec<(LeaderId, Vec<u32>)>,
    /// Where the list of each write begins among those behind; that of the next is its end.
    first_parent: Vec<u32>,
    parents: Vec<u32>,
    /// What clients wrote, in the order of acceptance: the number of the record that says so, and of the write.
    by_clients: Vec<(u32, u32)>,
}

impl Ancestry {
    pub(crate) fn new(writes: &Writes) -> Self {
        let mut lineage = Self { dots: writes.all.keys().copied().collect(), ..Self::default() };
        for (number, dot) in writes.all.keys().enumerate() {
            let numbers = lineage.numbers_of(dot.leader);
            let place = place_of(*dot);
            if numbers.len() <= place {
                numbers.resize(place + 1, NO_WRITE);
            }
            // A run has a million events at the most.
            numbers[place] = number as u32;
        }
        lineage.first_parent.push(0);
        for record in writes.all.values() {
            let behind = record.observed.iter().chain(&record.also_superseded);
            let behind: Vec<u32> = behind.map(|dot| lineage.number(*dot)).filter(exists).collect();
            lineage.parents.extend(behind);
            lineage.first_parent.push(lineage.parents.len() as u32);
        }
        let accepted = writes.by_clients.iter().map(|(record, dot)| (*record, lineage.number(*dot)));
        lineage.by_clients = accepted.collect();
        lineage
    }

    /// The numbers of a leader's writes. In the order of dots those of one leader come one after the other.
    fn numbers_of(&mut self, leader: LeaderId) -> &mut Vec<u32> {
        if self.numbers.last().is_none_or(|(last, _)| *last != leader) {
            self.numbers.push((leader, Vec::new()));
        }
        let last = self.numbers.len() - 1;
        &mut self.numbers[last].1
    }

    fn number(&self, dot: Dot) -> u32 {
        let numbers = self.numbers.iter().find(|(leader, _)| *leader == dot.leader);
        numbers.and_then(|(_, numbers)| numbers.get(place_of(dot))).copied().unwrap_or(NO_WRITE)
    }

    /// What clients had written after the first `count` records, and neither is among these writes nor lies
    /// behind one of them; in the order of acceptance. A dot of no write counts for nothing.
    pub(crate) fn not_in_history_of(&self, these: &[Dot], count: usize) -> Vec<Dot> {
        let found = self.mark_history(these);
        let so_far = self.by_clients.partition_point(|(record, _)| (*record as usize) < count);
        let numbers = self.by_clients[..so_far].iter().map(|(_, number)| *number as usize);
        numbers.filter(|number| !found[*number]).map(|number| self.dots[number]).collect()
    }

    /// For each write, whether it is among these or lies behind one of them.
    fn mark_history(&self, these: &[Dot]) -> Vec<bool> {
        let mut found = vec![false; self.dots.len()];
        let mut to_do: Vec<u32> = these.iter().map(|dot| self.number(*dot)).filter(exists).collect();
        while let Some(number) = to_do.pop() {
            let number = number as usize;
            if !std::mem::replace(&mut found[number], true) {
                let behind = self.first_parent[number] as usize..self.first_parent[number + 1] as usize;
                to_do.extend(&self.parents[behind]);
            }
        }
        found
    }
}

fn place_of(dot: Dot) -> usize {
    usize::try_from(dot.counter).unwrap_or(usize::MAX)
}

fn exists(number: &u32) -> bool {
    *number != NO_WRITE
}
