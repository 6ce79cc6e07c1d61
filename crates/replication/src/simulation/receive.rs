//! Receiving a delivered write: a leader drops it, applies it or buffers it.

use crate::event::{DropReason, Event, FailureAction, IgnoreReason};
use crate::id::{LeaderId, LinkId};
use crate::leader::{BufferReason, BufferedWrite, LogEntry};
use crate::limits::BUFFERED_WRITES_PER_EVENT;
use crate::links::{DeliveryOrder, DeliveryState, Transmission};
use crate::operation::Inapplicable;
use crate::replication::{Delivery, OnApplyError, Suppression};
use crate::routes::Route;
use crate::shared_map::Slot;
use crate::simulation::{Simulation, installed};
use crate::write::Write;

impl Simulation {
    /// Handles a write that a link delivered.
    pub(super) fn receive(&mut self, route: &Route, index: usize) {
        let Route { link: Slot { key: link, .. }, from, to: leader } = route;
        self.count_work(self.world.leaders.at(leader).buffered.len(), BUFFERED_WRITES_PER_EVENT);
        let Some(entry) = self.world.leaders.at(from).log.get(index) else {
            return;
        };
        if let Some(reason) = self.drop_reason(leader, entry) {
            let dot = entry.write.dot;
            return self.emit(Event::Dropped { leader: leader.key, dot, reason });
        }
        let path = self.path_to(entry, leader.key);
        let entry = LogEntry { write: entry.write.clone(), path, hops: entry.hops + 1 };
        if self.lacks_dependencies(leader, &entry.write) {
            let reason = BufferReason::Dependencies;
            return self.buffer(leader, BufferedWrite { entry, via: *link, reason });
        }
        match self.inapplicable_reason(leader, &entry.write) {
            Some(reason) => installed::handle_inapplicable(self, leader, entry, *link, reason),
            None => self.apply(leader, entry, Some(*link)),
        }
        self.retry(leader);
    }

    /// Why a leader drops a delivered write, if it does (SEMANTICS T4).
    fn drop_reason(&self, id: &Slot<LeaderId>, entry: &LogEntry) -> Option<DropReason> {
        let leader = self.world.leaders.at(id);
        let dot = entry.write.dot;
        let has_passed = entry.path.contains(&id.key);
        let waits = |waiting: &BufferedWrite| waiting.entry.write.dot == dot;
        let is_kept = || !leader.buffered.is_empty() && leader.buffered.iter().any(waits);
        match self.world.replication.suppress {
            Suppression::Off => None,
            Suppression::Origin => (dot.leader == id.key).then_some(DropReason::AlreadyPassed),
            Suppression::Path | Suppression::Dot if has_passed => Some(DropReason::AlreadyPassed),
            Suppression::Path => None,
            Suppression::Dot => {
                (leader.applied.contains(dot) || is_kept()).then_some(DropReason::AlreadyApplied)
            }
        }
    }

    fn lacks_dependencies(&self, leader: &Slot<LeaderId>, write: &Write) -> bool {
        let is_causal = self.world.replication.delivery == Delivery::Causal;
        let after = write.dependencies.as_ref().filter(|_| is_causal);
        after.is_some_and(|after| !self.world.leaders.at(leader).has_all(after))
    }

    fn inapplicable_reason(&self, leader: &Slot<LeaderId>, write: &Write) -> Option<Inapplicable> {
        let leader = self.world.leaders.at(leader);
        let stored = || leader.store.get(&write.key)?.values().next();
        self.world.policy.as_policy().apply_error(&stored, write)
    }

    /// Why a write would block the link that delivers it, if it would.
    pub(super) fn blocks_link(&self, route: &Route, entry: &LogEntry) -> Option<Inapplicable> {
        // The fast path: called for every message, and most runs have no such setting.
        if !self.world.replication.can_block_links() {
            return None;
        }
        installed::reason_to_block(self, route, entry)
    }

    /// Why a write would block the link that delivers it, if it would, where writes can.
    pub(super) fn reason_to_block(&self, route: &Route, entry: &LogEntry) -> Option<Inapplicable> {
        if self.drop_reason(&route.to, entry).is_some() || self.lacks_dependencies(&route.to, &entry.write) {
            return None;
        }
        let reason = self.inapplicable_reason(&route.to, &entry.write)?;
        (self.world.replication.on_apply_error(reason) == OnApplyError::Block).then_some(reason)
    }

    fn buffer(&mut self, leader: &Slot<LeaderId>, waiting: BufferedWrite) {
        let (dot, reason) = (waiting.entry.write.dot, waiting.reason);
        self.world.leaders.at_mut(leader).buffered.push_back(waiting);
        self.emit(Event::WriteBuffered { leader: leader.key, dot, reason });
    }

    /// Handles a write that cannot be applied as the replication settings say (SEMANTICS T6). A write blocks its
    /// link before it is delivered; once delivered it can only be buffered.
    pub(super) fn handle_inapplicable(
        &mut self,
        leader: &Slot<LeaderId>,
        entry: LogEntry,
        via: LinkId,
        reason: Inapplicable,
    ) {
        let dot = entry.write.dot;
        let action = match self.world.replication.on_apply_error(reason) {
            OnApplyError::Skip => FailureAction::Skipped,
            OnApplyError::Upsert => FailureAction::Upserted,
            OnApplyError::Wait | OnApplyError::Block => FailureAction::Buffered,
        };
        self.emit(Event::Inapplicable { leader: leader.key, dot, reason, action });
        match action {
            FailureAction::Skipped => self.skip_write(leader, entry),
            FailureAction::Upserted => self.apply(leader, entry, Some(via)),
            FailureAction::Buffered | FailureAction::BlockedLink => {
                self.buffer(leader, BufferedWrite { entry, via, reason: BufferReason::Inapplicable(reason) });
            }
        }
    }

    /// Forwards a write without applying it here: another leader may be able to apply it.
    fn skip_write(&mut self, id: &Slot<LeaderId>, entry: LogEntry) {
        let leader = self.world.leaders.at_mut(id);
        leader.applied.insert(entry.write.dot);
        leader.log.push(entry);
        self.send_to_all_links(id);
    }

    /// Retries a leader's buffered writes, and the blocked links into it, until nothing more can be applied.
    pub(super) fn retry(&mut self, id: &Slot<LeaderId>) {
        // The common case.
        if self.world.leaders.at(id).buffered.is_empty() && !self.has_blocked_links {
            return;
        }
        installed::retry_waiting(self, id);
    }

    /// Retries what waits at a leader.
    pub(super) fn retry_waiting(&mut self, id: &Slot<LeaderId>) {
        while let Some(BufferedWrite { entry, via, .. }) = self.pop_ready(id) {
            match self.inapplicable_reason(id, &entry.write) {
                // Its dependencies are there, but it does not fit the stored value.
                Some(reason) => self.handle_inapplicable(id, entry, via, reason),
                None => self.apply(id, entry, Some(via)),
            }
        }
        if !self.has_blocked_links {
            return;
        }
        let links = self.world.leaders.keys().map(|from| LinkId::new(*from, id.key));
        let routes = links.filter_map(|link| self.world.route(link));
        let is_blocked = |route: &Route| self.world.link_states.at(&route.link).blocked_by.is_some();
        for route in routes.filter(is_blocked).collect::<Vec<_>>() {
            self.retry_blocked_link(&route);
        }
    }

    /// Removes the first buffered write that can be applied.
    fn pop_ready(&mut self, id: &Slot<LeaderId>) -> Option<BufferedWrite> {
        let leader = self.world.leaders.at(id);
        if leader.buffered.is_empty() || self.is_step_too_long() {
            return None;
        }
        let is_ready = |waiting: &BufferedWrite| match waiting.reason {
            BufferReason::Dependencies => !self.lacks_dependencies(id, &waiting.entry.write),
            BufferReason::Inapplicable(_) => self.inapplicable_reason(id, &waiting.entry.write).is_none(),
        };
        let index = leader.buffered.iter().position(is_ready);
        let scanned = index.map_or(leader.buffered.len(), |index| index + 1);
        self.count_work(scanned, BUFFERED_WRITES_PER_EVENT);
        let index = index?;
        self.world.leaders.at_mut(id).buffered.remove(index)
    }

    /// Resumes a blocked link if the write that blocks it can be applied now.
    fn retry_blocked_link(&mut self, route: &Route) {
        let entry = self.blocking_entry(route);
        if entry.is_some_and(|entry| self.blocks_link(route, entry).is_none()) {
            self.resume_link(route);
        }
    }

    fn blocking_entry(&self, route: &Route) -> Option<&LogEntry> {
        let index = self.world.link_states.at(&route.link).blocked_by?;
        self.world.leaders.at(&route.from).log.get(index)
    }

    /// Delivers the write that blocked a link, and those behind it.
    fn resume_link(&mut self, route: &Route) {
        let Some(index) = self.world.link_states.at_mut(&route.link).blocked_by.take() else {
            return;
        };
        self.emit(Event::LinkResumed(route.link.key));
        self.deliver(route, index);
        self.deliver_buffered(route);
    }

    /// Executes the command that skips the write that blocks a link.
    pub(super) fn skip_blocking_write(&mut self, link: LinkId) -> Result<(), IgnoreReason> {
        let route = self.world.route(link).ok_or(IgnoreReason::LinkNotBlocked(link))?;
        let entry = self.blocking_entry(&route).cloned().ok_or(IgnoreReason::LinkNotBlocked(link))?;
        let link_state = self.world.link_states.at_mut(&route.link);
        let index = link_state.blocked_by.take().ok_or(IgnoreReason::LinkNotBlocked(link))?;
        link_state.pending.remove(index);
        let (leader, dot) = (link.to, entry.write.dot);
        let reason = self.inapplicable_reason(&route.to, &entry.write).unwrap_or(Inapplicable::WrongKind);
        self.emit(Event::Inapplicable { leader, dot, reason, action: FailureAction::Skipped });
        let path = self.path_to(&entry, leader);
        self.skip_write(&route.to, LogEntry { write: entry.write, path, hops: entry.hops + 1 });
        self.emit(Event::LinkResumed(link));
        self.retry(&route.to);
        self.deliver_duplicate(&route, index);
        self.deliver_buffered(&route);
        Ok(())
    }

    /// Delivers messages buffered at the receiver, as far as the delivery order allows.
    pub(super) fn deliver_buffered(&mut self, route: &Route) {
        let takes_turns = self.takes_turns(route);
        while let Some(index) = self.next_deliverable(&route.link) {
            if self.is_step_too_long() {
                return;
            }
            if takes_turns {
                installed::queue_message(self, route, index);
            } else if !self.deliver(route, index) {
                return;
            }
        }
    }

    /// The next buffered message to deliver: under FIFO only the oldest in transit that is
    /// not queued at the receiver, otherwise the first buffered.
    fn next_deliverable(&self, link: &Slot<LinkId>) -> Option<usize> {
        let link_state = self.world.link_states.at(link);
        if link_state.blocked_by.is_some() {
            return None;
        }
        let mut candidates = link_state.pending.iter();
        let at_door = |(_, sent): &(usize, &Transmission)| sent.state == DeliveryState::Buffered;
        match self.world.link_settings.order {
            DeliveryOrder::Fifo => {
                candidates.find(|(_, sent)| sent.state != DeliveryState::Queued).filter(at_door)
            }
            DeliveryOrder::Any => candidates.find(at_door),
        }
        .map(|(index, _)| index)
    }
}
