//! Partially replicated writes: at rest, some remaining leaders have applied a write that others lack, and nothing is
//! left that could bring it (SEMANTICS T9).

use std::collections::{BTreeMap, BTreeSet};

use replication::{BufferReason, BufferedWrite, CausalContext, Dot, Leader, LeaderId, World, gather};

/// Why a write does not reach a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrandedReason {
    /// This leader had the write and a link to the leader that lacks it, and left before it was delivered.
    Left(LeaderId),
    /// No leader that has the write sends it to the leader that lacks it.
    NoPath,
}

/// A write that some remaining leaders have and others lack forever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrandedWrite {
    /// The write.
    pub write: Dot,
    /// The leaders that lack it for this reason, in the order of ids.
    pub missing_at: Vec<LeaderId>,
    /// Why they lack it.
    pub reason: StrandedReason,
}

/// The stranded writes in the order of dots; one that is missing for two reasons is listed twice. None while anything
/// is in flight or queued. Writes that wait at a leader until they can be applied do not count as missing there, nor
/// do those that it gave up waiting for.
#[must_use]
pub fn stranded_writes(world: &World) -> Vec<StrandedWrite> {
    missing_writes(world, Leader::lacks)
}

/// The writes that some remaining leaders have and others gave up waiting for, in the same order and at the same time.
#[must_use]
pub fn given_up_writes(world: &World) -> Vec<StrandedWrite> {
    missing_writes(world, |leader, applied_anywhere| {
        let purged = leader.purged.dots_not_in(&leader.applied);
        purged.filter(|dot| applied_anywhere.contains(*dot)).collect()
    })
}

/// Whether some leader holds writes back until it has this one.
#[must_use]
pub fn is_waited_for(world: &World, dot: Dot) -> bool {
    world.leaders.values().any(|leader| {
        let is_missing = !leader.applied.contains(dot) && !leader.purged.contains(dot);
        let waits = |held: &BufferedWrite| {
            let after =
                held.entry.write.dependencies.as_ref().filter(|_| held.reason == BufferReason::Dependencies);
            after.is_some_and(|after| after.contains(dot))
        };
        is_missing && leader.buffered.iter().any(waits)
    })
}

/// The writes that are missing at some remaining leaders by this measure of a leader and what all have applied.
fn missing_writes(
    world: &World,
    missing_at: impl Fn(&Leader, &CausalContext) -> Vec<Dot>,
) -> Vec<StrandedWrite> {
    if !is_settled(world) {
        return Vec::new();
    }
    let mut applied_anywhere = CausalContext::new();
    world.leaders.values().for_each(|leader| applied_anywhere.join(&leader.applied));
    let mut missing: BTreeMap<(Dot, StrandedReason), Vec<LeaderId>> = BTreeMap::new();
    for (id, leader) in &world.leaders {
        let waiting: BTreeSet<Dot> = gather(leader.buffered.iter().map(|held| held.entry.write.dot));
        for dot in missing_at(leader, &applied_anywhere).into_iter().filter(|dot| !waiting.contains(dot)) {
            missing.entry((dot, reason(world, dot, *id))).or_default().push(*id);
        }
    }
    let stranded = missing.into_iter();
    stranded.map(|((write, reason), missing_at)| StrandedWrite { write, missing_at, reason }).collect()
}

/// Whether nothing further happens, except that leaders hold back writes.
fn is_settled(world: &World) -> bool {
    world.messages_in_transit().next().is_none()
        && world.forwarded_requests.is_empty()
        && world.waiting_requests.is_empty()
        && world.has_no_client_request()
        && world.pending_snapshots.is_empty()
        && world.links_with_backlog().next().is_none()
}

/// The write's origin if that left with it, or else the first leader in the order of ids that did.
fn reason(world: &World, dot: Dot, missing_at: LeaderId) -> StrandedReason {
    let could_send = |id: &LeaderId| {
        let former = world.former_members.get(id);
        former.is_some_and(|former| former.applied.contains(dot) && former.receivers.contains(&missing_at))
    };
    let origin = Some(dot.leader).filter(could_send);
    let left = origin.or_else(|| world.former_members.keys().copied().find(could_send));
    left.map_or(StrandedReason::NoPath, StrandedReason::Left)
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;
    use timeline::Timeline;

    use super::*;

    fn stranded(leaders: &str, more: &str) -> Vec<(String, usize, StrandedReason)> {
        let text = format!(
            r#"{{ "polyleader": 1, "leaders": {leaders}, "links": {{ "latency": {{ "fixed_ms": 10 }} }},
                "policy": "siblings", "clients": [{{ "id": "b", "at": "B" }}], {more} }}"#
        );
        let timeline = Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
        let all = stranded_writes(timeline.run_at(timeline.ends_at(), None).world());
        all.into_iter().map(|it| (it.write.to_string(), it.missing_at.len(), it.reason)).collect()
    }

    #[test]
    fn write_is_stranded_by_the_leader_that_left_with_it() {
        let cut = r#""commands": [{ "at_ms": 0, "cut": { "from": "B", "to": "C" } },
            { "at_ms": 1, "write": { "client": "b", "key": "k", "value": 1 } },"#;
        let three = r#"[{ "id": "A" }, { "id": "B" }, { "id": "C" }]"#;
        let left = StrandedReason::Left("B".parse().unwrap());
        let run = |end: &str| stranded(three, &format!("{cut} {end}]"));
        assert_eq!(run(r#"{ "at_ms": 20, "leave": { "leader": "B" } }"#), [("B1".into(), 1, left)]);
        assert_eq!(run(r#"{ "at_ms": 20, "crash": { "leader": "B" } }"#), [], "its disk still has it");
    }

    #[test]
    fn write_without_a_path_is_stranded_where_no_link_leads() {
        let run = stranded(
            r#"[{ "id": "A" }, { "id": "B" }, { "id": "C" }]"#,
            r#""topology": { "custom": { "links": [["B", "A"]] } },
               "commands": [{ "at_ms": 1, "write": { "client": "b", "key": "k", "value": 1 } }]"#,
        );
        assert_eq!(run, [("B1".into(), 1, StrandedReason::NoPath)]);
    }
}
