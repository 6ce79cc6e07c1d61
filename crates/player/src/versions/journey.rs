//! A write's way through the run: every event that concerns it, and what each leader made of it.

use std::collections::{BTreeMap, BTreeSet};

use replication::{Dot, Event, Fate, LeaderId, LinkId, Micros, Record, World};

use super::rule::{rule_of_keeping, rule_of_losing};
use crate::timeline::Timeline;
use crate::words::leader;

/// How many events of one write are kept.
const MAX_STEPS: usize = 300;
/// How many times that a leader no longer keeps a write are remembered.
const MAX_ENDS: usize = 32;

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// Which.
    pub dot: Dot,
    /// The numbers of the records that concern it, in order.
    pub steps: Vec<usize>,
    /// How many there are besides.
    pub more: usize,
    places: BTreeMap<LeaderId, Visit>,
}

/// What the record tells of a write at one leader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Visit {
    arrived: Option<usize>,
    applied: Option<(usize, Option<LinkId>)>,
    /// When it was no longer kept, or never was: with what became of it, and what was kept instead.
    ends: Vec<(usize, Fate, Option<Dot>)>,
    left_out: Option<usize>,
}

/// What one leader made of a write, up to some instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which leader.
    pub leader: LeaderId,
    /// The record by which it came there or was accepted there, and when that was.
    pub came: Option<(usize, Micros)>,
    /// Whether it is kept there now.
    pub kept: bool,
    /// How it stands there: `kept`, `lost to T1`.
    pub state: String,
    /// The rule by which it was kept or not; empty where there is nothing to say.
    pub rule: String,
}

/// The ways of these writes through the whole run.
#[must_use]
pub fn journeys(timeline: &Timeline, dots: &BTreeSet<Dot>) -> BTreeMap<Dot, Journey> {
    let new = |dot: &Dot| (*dot, Journey { dot: *dot, steps: Vec::new(), more: 0, places: BTreeMap::new() });
    let mut journeys: BTreeMap<Dot, Journey> = dots.iter().map(new).collect();
    let accepted = dots.iter().filter_map(|dot| timeline.writes().get(dot)).map(|record| record.index);
    let first = accepted.min().unwrap_or(timeline.records().len());
    for (number, record) in timeline.records().range(first, timeline.records().len()) {
        each_concerned(record, &mut |dot| {
            if let Some(journey) = journeys.get_mut(&dot) {
                journey.note(number, record);
            }
        });
    }
    journeys
}

/// Names every write that a record concerns, each once.
fn each_concerned(record: &Record, tell: &mut dyn FnMut(Dot)) {
    match &record.event {
        Event::Accepted { write, .. } => tell(write.dot),
        Event::Applied { write, gone, .. } => {
            tell(write.dot);
            gone.iter().filter(|(dot, _)| *dot != write.dot).for_each(|(dot, _)| tell(*dot));
        }
        Event::Merged { write, of, .. } => {
            tell(write.dot);
            of.iter().for_each(|dot| tell(*dot));
        }
        Event::MergeFailed { of, .. } => of.iter().for_each(|dot| tell(*dot)),
        Event::Sent { message }
        | Event::Lost { message }
        | Event::Held { message }
        | Event::Stopped { message, .. }
        | Event::Delivered { message }
        | Event::Duplicated { message }
        | Event::Intervened { message, .. } => tell(message.dot),
        Event::Dropped { dot, .. }
        | Event::Waits { dot, .. }
        | Event::Misfits { dot, .. }
        | Event::TombstoneDropped { dot, .. }
        | Event::Returned { dot, .. } => tell(*dot),
        _ => {}
    }
}

impl Journey {
    fn note(&mut self, number: usize, record: &Record) {
        match self.steps.len() < MAX_STEPS {
            true => self.steps.push(number),
            false => self.more += 1,
        }
        let dot = self.dot;
        match &record.event {
            Event::Delivered { message } => {
                let visit = self.places.entry(message.link.to).or_default();
                visit.arrived.get_or_insert(number);
            }
            Event::Misfits { leader, handled: replication::Handled::Skipped, .. } => {
                self.places.entry(*leader).or_default().left_out.get_or_insert(number);
            }
            Event::Applied { leader, write, via, kept, gone, .. } => {
                let visit = self.places.entry(*leader).or_default();
                if write.dot == dot {
                    visit.applied.get_or_insert((number, *via));
                }
                let fate = gone.iter().find(|(lost, _)| *lost == dot).map(|(_, fate)| *fate);
                let winner = match kept.contains(&write.dot) && write.dot != dot {
                    true => Some(write.dot),
                    false => kept.iter().copied().find(|kept| *kept != dot),
                };
                if let Some(fate) = fate.filter(|_| visit.ends.len() < MAX_ENDS) {
                    visit.ends.push((number, fate, winner));
                }
            }
            _ => {}
        }
    }

    /// The steps among the first `count` records.
    #[must_use]
    pub fn steps_before(&self, count: usize) -> &[usize] {
        &self.steps[..self.steps.partition_point(|number| *number < count)]
    }

    /// What each leader has made of it after the first `count` records, with the world as it is then.
    #[must_use]
    pub fn places(&self, timeline: &Timeline, count: usize, world: &World) -> Vec<Place> {
        let gone = timeline.lanes().iter().filter(|lane| world.departed.contains(lane));
        let there = world.roster.iter().chain(gone.filter(|lane| self.places.contains_key(lane)));
        there.map(|id| self.place(timeline, count, world, *id)).collect()
    }

    fn place(&self, timeline: &Timeline, count: usize, world: &World, id: LeaderId) -> Place {
        let nothing = Visit::default();
        let visit = self.places.get(&id).unwrap_or(&nothing);
        let so_far = |number: &usize| *number < count;
        let came = visit.arrived.or(visit.applied.map(|(number, _)| number)).filter(so_far);
        let came = came.and_then(|number| Some((number, timeline.records().get(number)?.at)));
        let teller = Teller { timeline, world, dot: self.dot };
        let applied = visit.applied.filter(|(number, _)| *number < count);
        let end = visit.ends.iter().rev().find(|(number, ..)| *number < count);
        let left_out = visit.left_out.filter(so_far).is_some();
        let kept = teller.is_kept(id);
        let (state, rule) = match () {
            () if world.departed.contains(&id) => ("has left".into(), String::new()),
            () if kept => teller.kept(id, applied.map(|(number, _)| number)),
            () => match (end, applied) {
                (Some((number, fate, winner)), _) => teller.ended(*number, *fate, *winner),
                (None, _) if left_out => {
                    ("left out: it could not be carried out there".into(), String::new())
                }
                (None, Some(_)) => ("nothing of it is kept".into(), String::new()),
                (None, None) => (teller.not_there(id), String::new()),
            },
        };
        Place { leader: id, came, kept, state, rule }
    }
}

struct Teller<'a> {
    timeline: &'a Timeline,
    world: &'a World,
    dot: Dot,
}

impl Teller<'_> {
    fn entry(&self, id: LeaderId) -> Option<&replication::Entry> {
        let key = &self.timeline.writes().get(&self.dot)?.write.key;
        self.world.leaders.get(&id)?.store.get(key)
    }

    fn is_kept(&self, id: LeaderId) -> bool {
        self.entry(id).is_some_and(|entry| entry.dots().any(|dot| dot == self.dot))
    }

    /// How it is kept, and why.
    fn kept(&self, id: LeaderId, applied: Option<usize>) -> (String, String) {
        let others: Vec<Dot> = self
            .entry(id)
            .into_iter()
            .flat_map(|entry| entry.dots())
            .filter(|dot| *dot != self.dot)
            .collect();
        let siblings = self.entry(id).is_some_and(replication::Entry::has_siblings);
        let state = match &others[..] {
            [] => "kept".into(),
            [one] => format!("kept beside {one}"),
            many => format!("kept beside {} others", many.len()),
        };
        let rule = match siblings {
            true if others.len() == 1 => "Neither writer had seen the other’s write, so both stay.".into(),
            true => "None of the writers had seen another’s write, so all of them stay.".into(),
            false if !others.is_empty() => "All of them together make what is read.".into(),
            false => applied
                .map(|number| rule_of_keeping(self.timeline, self.world, number, self.dot))
                .unwrap_or_default(),
        };
        (state, rule)
    }

    fn ended(&self, number: usize, fate: Fate, winner: Option<Dot>) -> (String, String) {
        let by = winner.map(|dot| format!("{dot}"));
        let state = match (fate, by) {
            (Fate::Superseded, Some(by)) => format!("replaced by {by}"),
            (Fate::Superseded, None) => "done with".into(),
            (Fate::Discarded, Some(by)) => format!("thrown away: lost to {by}"),
            (Fate::Overwritten, Some(by)) => format!("overwritten by {by}"),
            (Fate::Discarded | Fate::Overwritten, None) => "thrown away".into(),
        };
        let rule =
            winner.map(|winner| rule_of_losing(self.timeline, self.world, number, (self.dot, winner), fate));
        (state, rule.unwrap_or_default())
    }

    fn not_there(&self, id: LeaderId) -> String {
        let there = self.world.leaders.get(&id);
        if there.is_some_and(|leader| leader.applied.contains(self.dot)) {
            return "came with the snapshot, replaced already".into();
        }
        if there.is_some_and(|leader| leader.waiting.iter().any(|it| it.entry.write.dot == self.dot)) {
            return "has arrived, and is kept back".into();
        }
        let coming = self.world.in_flight().find(|(link, sent)| link.to == id && sent.dot == self.dot);
        match coming {
            Some((link, _)) => format!("on its way from {}", leader(self.world, link.from)),
            None => "not there".into(),
        }
    }
}
