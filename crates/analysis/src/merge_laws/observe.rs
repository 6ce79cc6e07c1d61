//! What leaders read in a small run, and whether those that know the same client writes read the same.

use replication::{Entry, Key, Leader, LeaderId, Micros, Policy, Value, World};
use scenario::Scenario;

/// Two leaders that know the same client writes and read differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The two.
    pub leaders: [LeaderId; 2],
    /// What each reads: nothing, a value, or siblings, of which one can be a deletion.
    pub readings: [Vec<Option<Value>>; 2],
    /// How many client writes both know.
    pub writes: usize,
    /// When they begin to differ.
    pub from: Micros,
    /// When no two such leaders differ any longer; none if some do at the end.
    pub until: Option<Micros>,
}

/// What a small run shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// The first leaders that know the same writes and read differently.
    pub apart: Option<Apart>,
    /// Whether all leaders read the same in the end.
    pub ends_agreeing: bool,
    /// Whether a leader has siblings in the end, because a merge failed.
    pub ends_with_siblings: bool,
    /// The leader at which a merge that arrives again changes something.
    pub changed_by_redelivery: Option<LeaderId>,
    /// The work of the run, in units of one event.
    pub(super) work: usize,
}

/// Runs a scenario to its end.
pub(super) fn observe(scenario: &Scenario, key: &Key) -> Observation {
    let mut run = scenario.simulation();
    let mut found: Option<Apart> = None;
    while run.step(&mut |_| {}) {
        let now = run.world().now;
        if run.next_at() == Some(now) {
            continue;
        }
        match (apart(run.world(), key), &mut found) {
            (Some(apart), None) => found = Some(apart),
            (None, Some(apart)) if apart.until.is_none() => apart.until = Some(now),
            (Some(_), Some(apart)) => apart.until = None,
            (None, None | Some(_)) => {}
        }
    }
    let world = run.world();
    let has_siblings = |leader: &Leader| leader.store.get(key).is_some_and(Entry::has_siblings);
    Observation {
        apart: found,
        ends_agreeing: world.reads_agree(),
        ends_with_siblings: world.leaders.values().any(has_siblings),
        changed_by_redelivery: changed_by_redelivery(&scenario.policy, world, key),
        work: usize::try_from(run.work_done()).unwrap_or(usize::MAX),
    }
}

/// The first two leaders that know the same client writes and read differently.
fn apart(world: &World, key: &Key) -> Option<Apart> {
    let entries: Vec<(LeaderId, &Entry)> =
        world.leaders.iter().filter_map(|(id, leader)| Some((*id, leader.store.get(key)?))).collect();
    for (place, (one, ours)) in entries.iter().enumerate() {
        for (other, theirs) in &entries[place + 1..] {
            let (Some(our_writes), Some(their_writes)) = (&ours.merging, &theirs.merging) else { continue };
            if our_writes.writes() == their_writes.writes() && ours.reading() != theirs.reading() {
                return Some(Apart {
                    leaders: [*one, *other],
                    readings: [ours, theirs]
                        .map(|entry| entry.reading().into_iter().map(|value| value.cloned()).collect()),
                    writes: our_writes.writes().len(),
                    from: world.now,
                    until: None,
                });
            }
        }
    }
    None
}

/// A leader at which one of the merges that it keeps, or that another keeps, changes what is stored if it arrives
/// again.
fn changed_by_redelivery(policy: &Policy, world: &World, key: &Key) -> Option<LeaderId> {
    let stored = |leader: &'_ Leader| leader.store.get(key).cloned();
    let entries: Vec<(LeaderId, Entry)> =
        world.leaders.iter().filter_map(|(id, leader)| Some((*id, stored(leader)?))).collect();
    let merges = entries.iter().flat_map(|(_, entry)| &entry.versions).filter(|version| version.is_merge());
    let merges: Vec<_> = merges.cloned().collect();
    let is_changed = |entry: &Entry| {
        merges.iter().any(|merge| {
            let resolution = policy.as_policy().resolve(entry, merge);
            resolution.merge.is_some() || !resolution.kept.iter().map(|version| version.dot).eq(entry.dots())
        })
    };
    entries.iter().find(|(_, entry)| is_changed(entry)).map(|(id, _)| *id)
}
