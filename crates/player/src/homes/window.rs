//! Windows: how long leaders that are up believed in different homes of a key, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use replication::{Dot, Event, Key, LeaderId, Micros, World, stands_for};

use super::beliefs;
use crate::player::Player;
use crate::timeline::{Timeline, WriteRecord};
use crate::words::{leader, list_of, quoted};

/// No more instants than this are looked at.
const MAX_INSTANTS: usize = 256;
/// No more writes of a window than this are looked at, and each is compared with so many others.
const MAX_INSIDE: usize = 256;
const MAX_WRITES: usize = 2_000;

/// How long leaders believed in different homes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeWindow {
    /// The key, or how keys begin, before a `*`.
    pub key: Key,
    /// From when on.
    pub opens: Micros,
    /// Until when; for ever if there is no such instant.
    pub closes: Option<Micros>,
    /// The homes that they believed in.
    pub homes: BTreeSet<LeaderId>,
    /// The writes that conflict because one of each two was accepted in it.
    pub conflicting: BTreeSet<Dot>,
    /// Those of them that are lost in the end.
    pub lost: BTreeSet<Dot>,
}

impl Player {
    /// Every window of the run, by the instant at which it opens: from when a new home of a key was assigned, or a
    /// leader came back that had not heard of it, until every leader that is up had heard.
    #[must_use]
    pub fn windows(&self) -> Vec<HomeWindow> {
        let mut windows = windows(self.timeline());
        let lost: BTreeSet<Dot> = self.end().outcome.lost.iter().copied().collect();
        for window in &mut windows {
            window.conflicting = conflicting(self.timeline(), window);
            window.lost = window.conflicting.intersection(&lost).copied().collect();
        }
        windows
    }
}

/// The instants at which somebody may come to believe something else, and the keys that this is about.
fn turns(timeline: &Timeline) -> (BTreeSet<Micros>, BTreeSet<Key>) {
    let (mut instants, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let mut anyone = false;
    for record in timeline.records().iter() {
        match &record.event {
            Event::Assigned { key, .. } => {
                anyone = true;
                keys.insert(key.clone());
            }
            Event::Crashed(_) | Event::Restarted(_) | Event::Joined(_) | Event::Left(_) => {}
            Event::SnapshotLoaded(_) | Event::PolicyChanged => {}
            _ => continue,
        }
        // Before anything is assigned all believe the same.
        if anyone && instants.len() < MAX_INSTANTS {
            instants.insert(record.at);
        }
    }
    (instants, keys)
}

/// The windows, without what came of them.
fn windows(timeline: &Timeline) -> Vec<HomeWindow> {
    let (instants, keys) = turns(timeline);
    let mut open: BTreeMap<Key, HomeWindow> = BTreeMap::new();
    let mut all = Vec::new();
    let mut before: Option<(usize, replication::Simulation)> = None;
    for at in instants {
        let run = timeline.run_at(at, before.as_ref().map(|(count, run)| (*count, run)));
        for key in &keys {
            let homes: BTreeSet<LeaderId> = beliefs_of_those_up(run.world(), key);
            if homes.len() > 1 {
                let fresh = || HomeWindow {
                    key: key.clone(),
                    opens: at,
                    closes: None,
                    homes: BTreeSet::new(),
                    conflicting: BTreeSet::new(),
                    lost: BTreeSet::new(),
                };
                open.entry(key.clone()).or_insert_with(fresh).homes.extend(homes);
            } else if let Some(window) = open.remove(key) {
                all.push(HomeWindow { closes: Some(at), ..window });
            }
        }
        before = Some((timeline.count_at(at), run));
    }
    all.extend(open.into_values());
    all.sort_by(|one, other| (one.opens, &one.key).cmp(&(other.opens, &other.key)));
    all
}

fn beliefs_of_those_up(world: &World, key: &Key) -> BTreeSet<LeaderId> {
    match world.roster.iter().any(|id| world.answers(*id)) {
        true => beliefs(world, key).into_keys().collect(),
        false => BTreeSet::new(),
    }
}

/// The writes of clients that are concurrent with one of the same key, where one of the two was accepted in the
/// window.
fn conflicting(timeline: &Timeline, window: &HomeWindow) -> BTreeSet<Dot> {
    let is_meant =
        |record: &&WriteRecord| record.write.client.is_some() && stands_for(&window.key, &record.write.key);
    let records = timeline.writes().values().map(|record| &**record);
    let writes: Vec<&WriteRecord> = records.filter(is_meant).take(MAX_WRITES).collect();
    let is_inside = |write: &&&WriteRecord| {
        write.at >= window.opens && window.closes.is_none_or(|closes| write.at <= closes)
    };
    let mut conflicting = BTreeSet::new();
    for inside in writes.iter().filter(is_inside).take(MAX_INSIDE) {
        let (dot, key) = (inside.write.dot, &inside.write.key);
        let others = writes.iter().filter(|other| other.write.key == *key && other.write.dot != dot);
        for other in others.filter(|other| timeline.are_concurrent(dot, other.write.dot)) {
            conflicting.extend([dot, other.write.dot]);
        }
    }
    conflicting
}

/// `From 510 ms to 616 ms leaders believed in different homes of cart: Frankfurt and Tokyo.`
#[must_use]
pub fn describe_window(world: &World, window: &HomeWindow) -> String {
    let homes: Vec<String> = window.homes.iter().map(|id| leader(world, *id)).collect();
    let (key, opens, homes) = (&window.key, window.opens, list_of(&homes));
    match window.closes {
        Some(closes) => {
            format!("From {opens} to {closes} leaders believe in different homes of {key}: {homes}.")
        }
        None => format!("From {opens} on leaders believe in different homes of {key}, for good: {homes}."),
    }
}

/// What came of a window: `Two writes conflict because of it: Ana’s “ham” and Ben’s “flour”.`
#[must_use]
pub fn describe_window_cost(timeline: &Timeline, world: &World, window: &HomeWindow) -> String {
    let names = |dots: &BTreeSet<Dot>| {
        let name = |dot: &Dot| {
            let record = timeline.writes().get(dot);
            record.map_or_else(|| dot.to_string(), |record| quoted(world, &record.write))
        };
        list_of(&dots.iter().map(name).collect::<Vec<_>>())
    };
    if window.conflicting.is_empty() {
        return "No writes conflict because of it.".into();
    }
    let conflict = format!("Because of it these conflict: {}.", names(&window.conflicting));
    match window.lost.is_empty() {
        true => format!("{conflict} None of them is lost."),
        false => format!("{conflict} Lost: {}.", names(&window.lost)),
    }
}
