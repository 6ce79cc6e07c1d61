//! How two versions of a key stand to each other, and by what one can tell: which entry covers the other, or
//! that neither writer had seen the other's write.

use replication::{CausalContext, Dot, World, Write};

use super::past::{Past, seen_directly};
use crate::timeline::{Timeline, WriteRecord};
use crate::words::{client, leader};

/// How one version stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Neither writer had seen the other's write.
    Concurrent,
    /// The writer of the first had seen the second.
    After,
    /// The writer of the second had seen the first.
    Before,
}

/// Two versions, how they stand to each other, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The one.
    pub one: Dot,
    /// The other.
    pub other: Dot,
    /// How the one stands to the other.
    pub order: Order,
    /// That, in a sentence.
    pub sentence: String,
}

/// Compares two versions of one key; nothing if one of them is not there.
#[must_use]
pub fn compare(timeline: &Timeline, world: &World, one: Dot, other: Dot) -> Option<Compared> {
    let (first, second) = (timeline.writes().get(&one)?, timeline.writes().get(&other)?);
    let teller = Teller { timeline, world };
    let (order, sentence) = match () {
        () if Past::of(timeline, one).contains(other) => (Order::After, teller.after(first, second)),
        () if Past::of(timeline, other).contains(one) => (Order::Before, teller.after(second, first)),
        () => (Order::Concurrent, teller.concurrent(first, second)),
    };
    Some(Compared { one, other, order, sentence })
}

/// Compares each of these versions with each other one, so many pairs at the most.
#[must_use]
pub fn compare_all(timeline: &Timeline, world: &World, dots: &[Dot], most: usize) -> Vec<Compared> {
    let pairs =
        dots.iter().enumerate().flat_map(|(index, one)| dots[index + 1..].iter().map(|it| (*one, *it)));
    pairs.filter_map(|(one, other)| compare(timeline, world, one, other)).take(most).collect()
}

struct Teller<'a> {
    timeline: &'a Timeline,
    world: &'a World,
}

impl Teller<'_> {
    fn concurrent(&self, one: &WriteRecord, other: &WriteRecord) -> String {
        let (maker, other_maker) = (self.maker(&one.write), self.maker(&other.write));
        let had = match maker == other_maker {
            true => format!("{maker} made both, and had seen neither when making the other"),
            false => format!("Neither {maker} nor {other_maker} had seen the other’s write"),
        };
        let (seen, other_seen) = (in_braces(&seen_directly(one)), in_braces(&seen_directly(other)));
        let (dot, other_dot) = (one.write.dot, other.write.dot);
        format!("{had}: {other_dot} is not in {seen}, and {dot} is not in {other_seen}.")
    }

    fn after(&self, later: &WriteRecord, earlier: &WriteRecord) -> String {
        let (new, old) = (later.write.dot, earlier.write.dot);
        let had = format!("{new} comes after {old}: {} had seen it", self.maker(&later.write));
        let context = &later.write.context;
        let covering = context.vector().count(old.leader);
        if covering > old.counter {
            let entry = Dot::new(old.leader, covering);
            format!("{had}. The entry {entry} of {} covers it.", in_braces(context))
        } else if context.contains(old) {
            format!("{had}. {old} is in {}.", in_braces(context))
        } else if later.saw.contains(&old) {
            format!("{had}: it was the answer to the last read.")
        } else if later.succeeds.contains(&old) {
            format!("{new} comes after {old}: {} knew it, and put {new} in its place.", self.at(new))
        } else {
            match self.through(later, old) {
                Some(dot) => {
                    format!("{new} comes after {old}: its writer had seen {dot}, which comes after {old}.")
                }
                None => format!("{new} comes after {old}."),
            }
        }
    }

    /// A version that the later writer had seen, and whose writer had seen the earlier one.
    fn through(&self, later: &WriteRecord, earlier: Dot) -> Option<Dot> {
        let between = later.saw.iter().chain(&later.succeeds).copied();
        let mut between = between.filter(|dot| *dot != later.write.dot);
        between.find(|dot| Past::of(self.timeline, *dot).contains(earlier))
    }

    /// Who made it: a client, or the leader by itself.
    fn maker(&self, write: &Write) -> String {
        write.client.map_or_else(|| self.at(write.dot), |who| client(self.world, who))
    }

    fn at(&self, dot: Dot) -> String {
        leader(self.world, dot.leader)
    }
}

/// `{F2, T1}`, with what is beyond a gap behind the rest.
pub(super) fn in_braces(context: &CausalContext) -> String {
    let entries = context.vector().iter().map(|(leader, counter)| Dot::new(leader, counter));
    let all: Vec<String> = entries.chain(context.beyond()).map(|dot| dot.to_string()).collect();
    format!("{{{}}}", all.join(", "))
}
