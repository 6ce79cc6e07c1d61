//! Leaving, with or without draining first, and giving up on writes that never arrive (SEMANTICS T9, D1).

use crate::event::{Event, IgnoreReason, RefusalReason, StopReason};
use crate::former_member::FormerMember;
use crate::gather::gather;
use crate::id::{LeaderId, LinkId};
use crate::limits::LOG_ENTRIES_PER_EVENT;
use crate::replication::Departed;
use crate::routes::Route;
use crate::shared_map::Slot;
use crate::simulation::Simulation;
use crate::versions::Dot;

impl Simulation {
    /// Makes a leader leave, now or once it has sent what it has applied.
    pub(super) fn leave(&mut self, id: LeaderId, drain: bool) -> Result<(), IgnoreReason> {
        self.world.leaders.get(&id).ok_or(IgnoreReason::NoSuchLeader(id))?;
        if !drain {
            self.remove_member(id);
            return Ok(());
        }
        if !self.world.draining.insert(id) {
            return Err(IgnoreReason::NoChange);
        }
        self.emit(Event::Draining(id));
        self.end_waiting_requests(id, RefusalReason::Leaving);
        Ok(())
    }

    fn remove_member(&mut self, id: LeaderId) {
        let links = self.world.link_states.keys().filter(|link| link.from == id);
        let receivers = gather(links.map(|link| link.to));
        let former = FormerMember { applied: self.world.applied_at(id), receivers };
        self.end_waiting_requests(id, RefusalReason::NotAMember);
        if let Some(slot) = self.world.leaders.slot(id) {
            self.lose_queue(&slot);
        }
        self.emit(Event::Left(id));
        self.world.members.retain(|leader| *leader != id);
        self.reconfigure(StopReason::Removed);
        self.world.remove_leader(id);
        self.world.draining.remove(&id);
        self.world.former_members.insert(id, former);
        self.abandon_snapshots_from(id);
        if self.world.replication.departed == Departed::Forward {
            self.rescan_all_logs();
        }
    }

    /// Makes every leader look for writes to pass on that it did not pass on before.
    pub(super) fn rescan_all_logs(&mut self) {
        let links: Vec<LinkId> = self.world.link_states.keys().copied().collect();
        self.reopen_links(&links);
    }

    /// Removes the draining leaders that are done. Returns whether there were any.
    pub(super) fn remove_drained_leaders(&mut self) -> bool {
        let draining: Vec<LeaderId> = self.world.draining.iter().copied().collect();
        let drained: Vec<LeaderId> = draining.into_iter().filter(|id| self.is_drained(*id)).collect();
        drained.iter().for_each(|id| self.remove_member(*id));
        !drained.is_empty()
    }

    /// Whether everything that a leader has applied, and every snapshot of it, has been delivered.
    fn is_drained(&mut self, id: LeaderId) -> bool {
        let is_up = |slot: &Slot<LeaderId>| self.world.leaders.at(slot).up;
        let Some(leader) = self.world.leaders.slot(id).filter(is_up) else {
            return false;
        };
        let owes_snapshot = self.world.pending_snapshots.values().any(|snapshot| snapshot.source == id);
        let routes = self.world.routes.clone();
        !owes_snapshot && routes.from(&leader).iter().all(|route| self.has_sent_all(route))
    }

    fn has_sent_all(&mut self, route: &Route) -> bool {
        let link = route.link.key;
        let (link_state, leader) =
            (self.world.link_states.at(&route.link), self.world.leaders.at(&route.from));
        if link_state.pending.iter().next().is_some() || link_state.duplicates.iter().next().is_some() {
            return false;
        }
        let first = link_state.next_to_send(leader);
        let unsent = leader.log.len() - first;
        let is_done = !leader.log_from(first).any(|(_, entry)| self.world.passes_on(entry, link));
        self.count_work(unsent, LOG_ENTRIES_PER_EVENT);
        is_done
    }

    /// Makes leaders give up waiting for a write whose origin has left.
    pub(super) fn purge(&mut self, dot: Dot, at: Option<LeaderId>) -> Result<(), IgnoreReason> {
        let origin = self.world.former_members.get(&dot.leader).ok_or(IgnoreReason::OriginIsMember(dot))?;
        // A leader applies what it accepts at once.
        if !origin.applied.contains(dot) {
            return Err(IgnoreReason::NeverWritten(dot));
        }
        let leaders = match at {
            Some(id) => {
                let leader = self.world.leaders.get(&id).ok_or(IgnoreReason::NoSuchLeader(id))?;
                if !leader.up {
                    return Err(IgnoreReason::AlreadyDown(id));
                }
                vec![id]
            }
            None => self.world.leaders.keys().copied().collect(),
        };
        let gives_up = |id: &LeaderId| {
            let leader = self.world.leaders.get(id).filter(|leader| leader.up);
            leader.is_some_and(|leader| !leader.applied.contains(dot) && !leader.purged.contains(dot))
        };
        let leaders: Vec<LeaderId> = leaders.into_iter().filter(gives_up).collect();
        if leaders.is_empty() {
            return Err(IgnoreReason::NoChange);
        }
        for id in leaders {
            let Some(leader) = self.world.leaders.slot(id) else {
                continue;
            };
            self.world.leaders.at_mut(&leader).purged.insert(dot);
            self.emit(Event::Purged { leader: id, dot });
            self.retry(&leader);
        }
        Ok(())
    }
}
