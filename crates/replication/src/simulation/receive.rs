//! What a leader does with a write that a link handed over: drops it, applies it, or keeps it until it can.

use crate::event::{DropReason, Event, FailureAction, IgnoreReason};
use crate::id::{LeaderId, LinkId};
use crate::leader::{LogEntry, BufferReason, BufferedWrite};
use crate::links::{DeliveryState, DeliveryOrder, Transmission};
use crate::operation::Inapplicable;
use crate::replication::{Delivery, OnApplyError, Suppression};
use crate::simulation::Simulation;
use crate::store::Entry;
use crate::write::Write;

impl Simulation {
    /// A leader looks at a write that a link handed over.
    pub(super) fn receive(&mut self, link: LinkId, entry: &LogEntry) {
        let leader = link.to;
        let dot = entry.write.dot;
        if let Some(reason) = self.drop_reason(leader, entry) {
            return self.emit(Event::Dropped { leader, dot, reason });
        }
        let path = self.path_to(entry, leader);
        let entry = LogEntry { write: entry.write.clone(), path, hops: entry.hops + 1 };
        if self.lacks_dependencies(leader, &entry.write) {
            return self.buffer(leader, BufferedWrite { entry, via: link, reason: BufferReason::Dependencies });
        }
        match self.inapplicable_reason(leader, &entry.write) {
            Some(misfit) => self.handle_inapplicable(leader, entry, link, misfit),
            None => self.apply(leader, entry, Some(link)),
        }
        self.retry(leader);
    }

    /// Why a leader drops what came, if it does (SEMANTICS T4).
    fn drop_reason(&self, id: LeaderId, entry: &LogEntry) -> Option<DropReason> {
        let leader = self.world.leaders.get(&id)?;
        let dot = entry.write.dot;
        let has_passed = entry.path.contains(&id);
        let is_kept = || leader.buffered.iter().any(|waiting| waiting.entry.write.dot == dot);
        match self.world.replication.suppress {
            Suppression::Off => None,
            Suppression::Origin => (dot.leader == id).then_some(DropReason::AlreadyPassed),
            Suppression::Path | Suppression::Dot if has_passed => Some(DropReason::AlreadyPassed),
            Suppression::Path => None,
            Suppression::Dot => {
                (leader.applied.contains(dot) || is_kept()).then_some(DropReason::AlreadyApplied)
            }
        }
    }

    fn lacks_dependencies(&self, leader: LeaderId, write: &Write) -> bool {
        let applied = self.world.leaders.get(&leader).map(|leader| &leader.applied);
        let is_causal = self.world.replication.delivery == Delivery::Causal;
        let after = write.dependencies.as_ref().filter(|_| is_causal);
        after.zip(applied).is_some_and(|(after, applied)| !applied.contains_all(after))
    }

    fn inapplicable_reason(&self, leader: LeaderId, write: &Write) -> Option<Inapplicable> {
        let leader = self.world.leaders.get(&leader)?;
        let nothing = Entry::default();
        self.world.policy.as_policy().apply_error(leader.store.get(&write.key).unwrap_or(&nothing), write)
    }

    /// The misfit by which a write would stop the link that it came by.
    pub(super) fn blocks_link(&self, link: LinkId, entry: &LogEntry) -> Option<Inapplicable> {
        // Asked of every message, and nearly always answered by this alone.
        if !self.world.replication.can_stop_links() {
            return None;
        }
        if self.drop_reason(link.to, entry).is_some() || self.lacks_dependencies(link.to, &entry.write) {
            return None;
        }
        let misfit = self.inapplicable_reason(link.to, &entry.write)?;
        (self.world.replication.on_apply_error(misfit) == OnApplyError::Stop).then_some(misfit)
    }

    fn buffer(&mut self, leader: LeaderId, waiting: BufferedWrite) {
        let (dot, reason) = (waiting.entry.write.dot, waiting.reason);
        if let Some(state) = self.world.leaders.get_mut(&leader) {
            state.buffered.push_back(waiting);
        }
        self.emit(Event::WriteBuffered { leader, dot, reason });
    }

    /// Does what is asked for with a write that cannot be carried out (SEMANTICS T6). What would stop the
    /// link does so before it is handed over; what has been handed over can only wait.
    fn handle_inapplicable(&mut self, leader: LeaderId, entry: LogEntry, via: LinkId, misfit: Inapplicable) {
        let dot = entry.write.dot;
        let handled = match self.world.replication.on_apply_error(misfit) {
            OnApplyError::Skip => FailureAction::Skipped,
            OnApplyError::Upsert => FailureAction::Upserted,
            OnApplyError::Wait | OnApplyError::Stop => FailureAction::Buffered,
        };
        self.emit(Event::Inapplicable { leader, dot, reason: misfit, action: handled });
        match handled {
            FailureAction::Skipped => self.skip_write(leader, entry),
            FailureAction::Upserted => self.apply(leader, entry, Some(via)),
            FailureAction::Buffered | FailureAction::BlockedLink => {
                self.buffer(leader, BufferedWrite { entry, via, reason: BufferReason::Inapplicable(misfit) });
            }
        }
    }

    /// Passes a write on without carrying it out here: the next may have what this leader lacks.
    fn skip_write(&mut self, id: LeaderId, entry: LogEntry) {
        if let Some(leader) = self.world.leaders.get_mut(&id) {
            leader.applied.insert(entry.write.dot);
            leader.log.push_back(entry);
        }
        self.send_to_all_links(id);
    }

    /// Tries what waits at a leader, and the links into it that are stopped, until nothing more can be
    /// applied.
    pub(super) fn retry(&mut self, id: LeaderId) {
        while let Some(BufferedWrite { entry, via, .. }) = self.pop_ready(id) {
            match self.inapplicable_reason(id, &entry.write) {
                // It had all that it depends on, and cannot be carried out for another reason.
                Some(misfit) => self.handle_inapplicable(id, entry, via, misfit),
                None => self.apply(id, entry, Some(via)),
            }
        }
        let is_stopped =
            |link: &LinkId| self.world.link_states.get(link).is_some_and(|channel| channel.blocked.is_some());
        let links = self.world.leaders.keys().map(|from| LinkId::new(*from, id));
        for link in links.filter(is_stopped).collect::<Vec<_>>() {
            self.retry_blocked_link(link);
        }
    }

    /// The first write that waits at a leader and can go on.
    fn pop_ready(&mut self, id: LeaderId) -> Option<BufferedWrite> {
        let leader = self.world.leaders.get(&id)?;
        let is_ready = |waiting: &BufferedWrite| match waiting.reason {
            BufferReason::Dependencies => !self.lacks_dependencies(id, &waiting.entry.write),
            BufferReason::Inapplicable(_) => self.inapplicable_reason(id, &waiting.entry.write).is_none(),
        };
        let index = leader.buffered.iter().position(is_ready)?;
        Some(self.world.leaders.get_mut(&id)?.buffered.remove(index))
    }

    /// Lets a stopped link go on if the write that stopped it can be carried out now.
    fn retry_blocked_link(&mut self, link: LinkId) {
        let entry = self.blocking_entry(link);
        if entry.is_some_and(|entry| self.blocks_link(link, &entry).is_none()) {
            self.resume_link(link);
        }
    }

    fn blocking_entry(&self, link: LinkId) -> Option<LogEntry> {
        let index = self.world.link_states.get(&link)?.blocked?;
        self.world.leaders.get(&link.from)?.log.get(index).cloned()
    }

    /// Hands over the write that stopped a link, and those behind it.
    fn resume_link(&mut self, link: LinkId) {
        let Some(index) = self.world.link_states.get_mut(&link).and_then(|channel| channel.blocked.take())
        else {
            return;
        };
        self.emit(Event::LinkResumed(link));
        self.deliver(link, index);
        self.deliver_buffered(link);
    }

    /// Leaves out the write that stops a link, by hand.
    pub(super) fn skip_blocking_write(&mut self, link: LinkId) -> Result<(), IgnoreReason> {
        let entry = self.blocking_entry(link).ok_or(IgnoreReason::LinkNotBlocked(link))?;
        let channel = self.world.link_states.get_mut(&link).ok_or(IgnoreReason::LinkNotBlocked(link))?;
        let index = channel.blocked.take().ok_or(IgnoreReason::LinkNotBlocked(link))?;
        channel.pending.remove(index);
        let (leader, dot) = (link.to, entry.write.dot);
        let misfit = self.inapplicable_reason(leader, &entry.write).unwrap_or(Inapplicable::WrongKind);
        self.emit(Event::Inapplicable { leader, dot, reason: misfit, action: FailureAction::Skipped });
        let path = self.path_to(&entry, leader);
        self.skip_write(leader, LogEntry { write: entry.write, path, hops: entry.hops + 1 });
        self.emit(Event::LinkResumed(link));
        self.retry(leader);
        self.deliver_duplicate(link, index);
        self.deliver_buffered(link);
        Ok(())
    }

    /// Hands over what is at the receiver's door, as far as the order of the link allows.
    pub(super) fn deliver_buffered(&mut self, link: LinkId) {
        while let Some(index) = self.next_deliverable(link) {
            if !self.deliver(link, index) {
                return;
            }
        }
    }

    /// The entry that is to be handed over next: under FIFO only the oldest under way, otherwise any at the
    /// door.
    fn next_deliverable(&self, link: LinkId) -> Option<usize> {
        let channel = self.world.link_states.get(&link)?;
        if channel.blocked.is_some() {
            return None;
        }
        let mut candidates = channel.pending.iter();
        let at_door = |(_, sent): &(usize, &Transmission)| sent.state == DeliveryState::Buffered;
        match self.world.link_settings.order {
            DeliveryOrder::Fifo => candidates.next().filter(at_door),
            DeliveryOrder::Any => candidates.find(at_door),
        }
        .map(|(index, _)| index)
    }
}
