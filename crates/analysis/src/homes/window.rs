//! Home windows: periods in which leaders disagree about a key's home, and the conflicts they cause.

use std::collections::{BTreeMap, BTreeSet};

use replication::{Dot, Event, Key, LeaderId, Micros, World, key_matches};

use super::beliefs;
use timeline::{Loss, Timeline, WriteRecord};

/// At most this many instants are examined, and replaying to them may take about `MAX_EVENTS` events.
const MAX_INSTANTS: usize = 256;
const MAX_EVENTS: usize = 30_000;
/// At most `MAX_INSIDE` writes of a window are compared, each with at most `MAX_WRITES` others.
const MAX_INSIDE: usize = 64;
const MAX_WRITES: usize = 1_000;

/// A period in which leaders believed in different homes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeWindow {
    /// The key, or a prefix followed by `*`.
    pub key: Key,
    /// When it opens.
    pub opens: Micros,
    /// When it closes; never if `None`.
    pub closes: Option<Micros>,
    /// The homes that leaders believed in.
    pub homes: BTreeSet<LeaderId>,
    /// Concurrent writes, at least one of each pair accepted in the window.
    pub conflicting: BTreeSet<Dot>,
    /// Those of them that are lost at the end of the run.
    pub lost: BTreeSet<Dot>,
}

/// The windows of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeWindows {
    /// All windows, by opening instant.
    pub all: Vec<HomeWindow>,
    /// How far the run was searched; to its end if `None`.
    pub until: Option<Micros>,
}

/// Every home window of a run: it opens when a new home is assigned, or a leader restarts that does not know of it, and
/// closes when every leader that is up knows. `lost` are the writes lost at the end of the run.
#[must_use]
pub fn home_windows(timeline: &Timeline, lost: &[Loss]) -> HomeWindows {
    let mut windows = windows(timeline);
    let lost: BTreeSet<Dot> = lost.iter().map(|loss| loss.dot).collect();
    let writes = by_key(timeline);
    for window in &mut windows.all {
        window.conflicting = conflicting(timeline, &writes, window);
        window.lost = window.conflicting.intersection(&lost).copied().collect();
    }
    windows
}

/// The instants at which a belief may change, and the keys concerned.
fn belief_changes(timeline: &Timeline) -> (BTreeSet<Micros>, BTreeSet<Key>) {
    let (mut instants, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for record in timeline.records().iter() {
        match &record.event {
            Event::HomeAssigned { key, .. } => drop(keys.insert(key.clone())),
            Event::Crashed(_) | Event::Restarted(_) | Event::Joined(_) | Event::Left(_) => {}
            Event::SnapshotLoaded(_) | Event::PolicyChanged => {}
            _ => continue,
        }
        // Until the first assignment all leaders agree.
        if !keys.is_empty() {
            instants.insert(record.at);
        }
    }
    (instants, keys)
}

/// As many of these instants as can be examined, and the first that cannot.
fn instants_to_check(timeline: &Timeline, instants: &BTreeSet<Micros>) -> (Vec<Micros>, Option<Micros>) {
    // A replay starts at the previous instant or at a checkpoint.
    let most = timeline.records().len() / MAX_INSTANTS + 1;
    let (mut before, mut events) = (0, 0);
    let mut looked_at = Vec::new();
    for at in instants.iter().copied() {
        let count = timeline.count_at(at);
        events += (count - before).min(most);
        before = count;
        if events > MAX_EVENTS || looked_at.len() >= MAX_INSTANTS {
            return (looked_at, Some(at));
        }
        looked_at.push(at);
    }
    (looked_at, None)
}

/// The windows, before their conflicts are known.
fn windows(timeline: &Timeline) -> HomeWindows {
    let (instants, keys) = belief_changes(timeline);
    let (looked_at, until) = instants_to_check(timeline, &instants);
    let mut open: BTreeMap<Key, HomeWindow> = BTreeMap::new();
    let mut all = Vec::new();
    let mut before: Option<replication::Simulation> = None;
    for at in looked_at {
        let run = timeline.run_at(at, before.as_ref());
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
        before = Some(run);
    }
    // If the search stopped early, it is unknown when open windows close.
    all.extend(open.into_values().filter(|_| until.is_none()));
    all.sort_by(|one, other| (one.opens, &one.key).cmp(&(other.opens, &other.key)));
    HomeWindows { all, until }
}

fn beliefs_of_those_up(world: &World, key: &Key) -> BTreeSet<LeaderId> {
    match world.members.iter().any(|id| world.is_serving(*id)) {
        true => beliefs(world, key).into_keys().collect(),
        false => BTreeSet::new(),
    }
}

/// Writes by clients, by key.
type Writes<'a> = BTreeMap<&'a Key, Vec<&'a WriteRecord>>;

fn by_key(timeline: &Timeline) -> Writes<'_> {
    let mut writes = Writes::new();
    for record in timeline.writes().values().filter(|record| record.write.client.is_some()) {
        writes.entry(&record.write.key).or_default().push(record);
    }
    writes
}

/// Concurrent writes to the window's key, at least one of each pair accepted in the window.
fn conflicting(timeline: &Timeline, writes: &Writes<'_>, window: &HomeWindow) -> BTreeSet<Dot> {
    let is_inside = |write: &&&WriteRecord| {
        write.at >= window.opens && window.closes.is_none_or(|closes| write.at <= closes)
    };
    let mut conflicting = BTreeSet::new();
    for (_, writes) in writes.iter().filter(|(key, _)| key_matches(&window.key, key)) {
        for inside in writes.iter().filter(is_inside).take(MAX_INSIDE) {
            let dot = inside.write.dot;
            let others = writes.iter().take(MAX_WRITES).map(|other| other.write.dot);
            for other in others.filter(|other| *other != dot && timeline.are_concurrent(dot, *other)) {
                conflicting.extend([dot, other]);
            }
        }
    }
    conflicting
}
