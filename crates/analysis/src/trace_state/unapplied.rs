//! Which of the dots of a growing list each leader lacks, found without going through the list again.

use replication::{Dot, LeaderId};

use super::per_leader::PerLeader;
use super::replica::Replica;

/// A list of dots that grows at its end, and where in it those are that a leader lacks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unapplied {
    dots: Vec<Dot>,
    at: PerLeader<Missing>,
}

/// What one leader lacked when it was last looked at.
#[derive(Clone, Debug, Default)]
struct Missing {
    /// How much of the list was looked at.
    seen: usize,
    /// The places of those it lacked.
    places: Vec<usize>,
}

impl Unapplied {
    /// Appends a dot.
    pub(crate) fn push(&mut self, dot: Dot) {
        self.dots.push(dot);
    }

    /// The length of the list.
    pub(crate) fn len(&self) -> usize {
        self.dots.len()
    }

    /// The dots from a place on.
    pub(crate) fn since(&self, place: usize) -> &[Dot] {
        self.dots.get(place..).unwrap_or_default()
    }

    /// The places, among the first `length`, of the dots that a leader lacks. What a leader has it does not lose.
    pub(crate) fn missing_at(
        &mut self,
        leader: LeaderId,
        replica: &Replica,
        length: usize,
        has: fn(&Replica, Dot) -> bool,
    ) -> impl Iterator<Item = (usize, Dot)> {
        let Self { dots, at } = self;
        let missing = at.entry(leader);
        missing.places.retain(|place| !has(replica, dots[*place]));
        let new = missing.seen..dots.len();
        missing.places.extend(new.filter(|place| !has(replica, dots[*place])));
        missing.seen = dots.len();
        let places = missing.places.iter().copied();
        places.take_while(move |place| *place < length).map(|place| (place, dots[place]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leader_lacks_what_it_has_not_applied_of_the_list_so_far() {
        let leader: LeaderId = "B".parse().unwrap();
        let mut replica = Replica::default();
        let mut list = Unapplied::default();
        let missing = |list: &mut Unapplied, replica: &Replica, length| -> Vec<String> {
            list.missing_at(leader, replica, length, Replica::has).map(|(_, dot)| dot.to_string()).collect()
        };
        ["A1", "A2", "A3"].iter().for_each(|dot| list.push(dot.parse().unwrap()));
        assert_eq!(missing(&mut list, &replica, 2), ["A1", "A2"]);
        replica.applied.insert("A2".parse().unwrap());
        list.push("A4".parse().unwrap());
        assert_eq!(missing(&mut list, &replica, 4), ["A1", "A3", "A4"]);
    }
}
