//! Dependencies that can never arrive: a write is held back under causal delivery, and no remaining leader has what it
//! waits for (SEMANTICS D1).

use replication::{BufferReason, BufferedWrite, CausalContext, Dot, LeaderId, World};

/// A write that is held back forever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeverApplied {
    /// The write.
    pub write: Dot,
    /// The leader that holds it back.
    pub held_at: LeaderId,
    /// Its dependencies that can never arrive there, in the order of dots.
    pub missing: Vec<Dot>,
}

/// The writes that are held back forever, by leader and in the order of arrival. What a leader has applied or holds
/// back is on its disk, even while it is down, so only a write that no remaining leader has can never arrive.
#[must_use]
pub fn never_applied(world: &World) -> Vec<NeverApplied> {
    let mut somewhere = CausalContext::new();
    for leader in world.leaders.values() {
        somewhere.join(&leader.applied);
        leader.buffered.iter().for_each(|held| somewhere.insert(held.entry.write.dot));
    }
    let mut all = Vec::new();
    for (id, leader) in &world.leaders {
        for BufferedWrite { entry, reason, .. } in &leader.buffered {
            let after = entry.write.dependencies.as_ref().filter(|_| *reason == BufferReason::Dependencies);
            let lacking = after.filter(|after| !somewhere.contains_all(after));
            let nowhere = lacking.into_iter().flat_map(|after| after.dots_not_in(&somewhere));
            let missing: Vec<Dot> = nowhere.filter(|dot| !leader.purged.contains(*dot)).collect();
            if !missing.is_empty() {
                all.push(NeverApplied { write: entry.write.dot, held_at: *id, missing });
            }
        }
    }
    all
}
