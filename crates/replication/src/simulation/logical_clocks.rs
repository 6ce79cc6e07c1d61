//! The logical clocks of a running simulation: what they observe, and when they are reset (SEMANTICS V3, C8).

use super::Simulation;
use crate::forwarded_request::RequestPhase;
use crate::id::LeaderId;
use crate::logical::LogicalTimestamp;
use crate::shared_map::Slot;
use crate::waiting_request::HeldRequest;
use crate::write::Write;

impl Simulation {
    /// Advances a leader's logical clock past the timestamp of a write from elsewhere.
    pub(super) fn observe_timestamp(&mut self, id: &Slot<LeaderId>, write: &Write) {
        let Some(clock) = self.world.policy.as_policy().logical_clock() else {
            return;
        };
        let Some(observed) = write.logical_time.and_then(|reading| reading.of(clock)) else {
            return;
        };
        if write.dot.leader != id.key {
            let leader = self.world.leaders.at_mut(id);
            let physical = leader.clock.reading_at(self.world.now);
            leader.logical_time = clock.next(leader.logical_time, Some(observed), physical);
        }
    }

    /// Sets the clocks of all leaders and clients back to 0, and what is under way or waits between them.
    pub(super) fn reset_logical_clocks(&mut self) {
        let none = LogicalTimestamp::default();
        self.world.clients.values_mut().for_each(|client| client.logical_time = none);
        self.world.leaders.values_mut().for_each(|leader| leader.logical_time = none);
        for forwarded in self.world.forwarded_requests.values_mut() {
            forwarded.write.logical_time = none;
            match &mut forwarded.phase {
                RequestPhase::ToOrigin { logical_time, .. } => *logical_time = none,
                RequestPhase::ToHome { .. } | RequestPhase::WaitsAtHome | RequestPhase::Undeliverable => {}
            }
        }
        for waiting in self.world.waiting_requests.values_mut() {
            match &mut waiting.request {
                HeldRequest::Write(write) => write.logical_time = none,
                HeldRequest::Read { .. } | HeldRequest::Forwarded(_) => {}
            }
        }
        let transfers = self.world.pending_snapshots.values_mut();
        let transfers = transfers.filter_map(|pending| pending.transfer.as_mut());
        transfers.for_each(|transfer| transfer.data.logical_time = none);
    }
}
