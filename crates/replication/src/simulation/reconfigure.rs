//! Opening, closing, adding and removing links after a change of topology, cuts or leaders.

use crate::event::{Event, StopReason};
use crate::id::LinkId;
use crate::limits::LINKS_PER_EVENT;
use crate::links::DeliveryState;
use crate::message::Message;
use crate::simulation::Simulation;
use crate::time::Micros;

impl Simulation {
    /// Adds and removes links to match the topology, closes those that can no longer carry messages (`reason`
    /// says what changed), and opens those that can again.
    pub(super) fn reconfigure(&mut self, reason: StopReason) {
        let wanted = self.world.topology_links();
        self.count_work(wanted.len(), LINKS_PER_EVENT);
        let existing: Vec<LinkId> = self.world.link_states.keys().copied().collect();
        for link in existing.iter().filter(|link| !wanted.contains(link)) {
            self.close(*link, StopReason::Removed);
            self.emit(Event::LinkRemoved(*link));
        }
        self.world.set_links(&wanted);
        for link in wanted {
            if existing.binary_search(&link).is_err() {
                self.emit(Event::LinkAdded(link));
            }
            self.reopen(link, reason);
        }
    }

    /// Opens or closes the affected links, after a change that leaves the topology as it is.
    pub(super) fn reopen_where(&mut self, reason: StopReason, is_affected: impl Fn(LinkId) -> bool) {
        let links: Vec<LinkId> =
            self.world.link_states.keys().copied().filter(|link| is_affected(*link)).collect();
        links.into_iter().for_each(|link| self.reopen(link, reason));
    }

    fn reopen(&mut self, link: LinkId, reason: StopReason) {
        match (self.world.link_states[&link].open, self.world.is_passable(link)) {
            (true, false) => self.close(link, reason),
            (false, true) => self.open(link),
            (true, true) | (false, false) => {}
        }
    }

    /// Closes a link. Messages in transit stop, and are sent again from the log when it opens.
    fn close(&mut self, link: LinkId, reason: StopReason) {
        let Some(route) = self.world.route(link) else {
            return;
        };
        let link_state = self.world.link_states.at_mut(&route.link);
        link_state.next_index = link_state.next_to_send(self.world.leaders.at(&route.from));
        link_state.open = false;
        link_state.blocked_by = None;
        link_state.busy_until = Micros::ZERO;
        let copies = std::mem::take(&mut link_state.duplicates);
        let mut stopped: Vec<Message> = copies.values().map(|sent| sent.message(link)).collect();
        for sent in link_state.pending.values_mut().filter(|sent| sent.state != DeliveryState::Stopped) {
            sent.state = DeliveryState::Stopped;
            stopped.push(sent.message(link));
        }
        // The pending message may be a duplicate of an earlier attempt, if that arrived first.
        for (index, second) in copies {
            if let Some(first) = link_state.pending.get_mut(index) {
                first.attempt = first.attempt.max(second.attempt);
            }
        }
        stopped.into_iter().for_each(|message| self.emit(Event::Stopped { message, reason }));
    }

    /// Opens a link. In a handshake the sender learns what the receiver has; then it resumes its log from where
    /// it stopped.
    fn open(&mut self, link: LinkId) {
        let Some(route) = self.world.route(link) else {
            return;
        };
        self.world.note_passed_over(&route.from);
        let received = self.world.received_at(&route.to);
        let link_state = self.world.link_states.at_mut(&route.link);
        link_state.open = true;
        link_state.pending.retain(|sent| !received.contains(sent.dot));
        let again: Vec<(usize, u32)> =
            link_state.pending.iter().map(|(index, sent)| (index, sent.attempt + 1)).collect();
        for (index, attempt) in again {
            if self.is_step_too_long() {
                return;
            }
            self.transmit(&route, index, attempt);
        }
        let first = self.world.link_states.at(&route.link).next_index;
        self.send_pending(&route, first, self.world.forwarding(), Some(&received));
    }

    /// Rescans the senders' logs from the start after forwarding has changed: entries that were not forwarded
    /// before may be now. Open links repeat the handshake.
    pub(super) fn reopen_links(&mut self, links: &[LinkId]) {
        for link in links {
            if self.is_step_too_long() {
                return;
            }
            let Some(route) = self.world.route(*link) else {
                continue;
            };
            self.world.note_passed_over(&route.from);
            let link_state = self.world.link_states.at_mut(&route.link);
            link_state.next_index = 0;
            if link_state.open {
                let received = self.world.received_at(&route.to);
                self.send_pending(&route, 0, self.world.forwarding(), Some(&received));
            }
        }
    }
}
