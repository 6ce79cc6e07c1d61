//! Brings the links that there are in line with those that there should be, after any change.

use crate::event::{Event, StopReason};
use crate::id::LinkId;
use crate::limits::LINKS_PER_EVENT;
use crate::links::{DeliveryState, LinkState};
use crate::message::Message;
use crate::simulation::Simulation;
use crate::time::Micros;

impl Simulation {
    /// Adds and removes links as the topology asks, stops what is under way on those that can no longer be
    /// passed (`why` says what changed), and resumes on those that can be passed again.
    pub(super) fn reconfigure(&mut self, why: StopReason) {
        let wanted = self.world.topology_links();
        self.count_work(wanted.len(), LINKS_PER_EVENT);
        let there: Vec<LinkId> = self.world.link_states.keys().copied().collect();
        for link in there.iter().filter(|link| !wanted.contains(link)) {
            self.close(*link, StopReason::Removed);
            self.world.link_states.remove(link);
            self.emit(Event::LinkRemoved(*link));
        }
        for link in wanted {
            if let std::collections::btree_map::Entry::Vacant(place) = self.world.link_states.entry(link) {
                place.insert(LinkState::default());
                self.emit(Event::LinkAdded(link));
            }
            self.reopen(link, why);
        }
    }

    /// Opens or closes the links that this concerns, after a change that leaves the topology as it is.
    pub(super) fn reopen_where(&mut self, why: StopReason, concerns: impl Fn(LinkId) -> bool) {
        let links: Vec<LinkId> =
            self.world.link_states.keys().copied().filter(|link| concerns(*link)).collect();
        links.into_iter().for_each(|link| self.reopen(link, why));
    }

    fn reopen(&mut self, link: LinkId, why: StopReason) {
        match (self.world.link_states[&link].open, self.world.is_passable(link)) {
            (true, false) => self.close(link, why),
            (false, true) => self.open(link),
            (true, true) | (false, false) => {}
        }
    }

    /// Nothing more passes: what was under way will be sent again from the log.
    fn close(&mut self, link: LinkId, why: StopReason) {
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return;
        };
        channel.open = false;
        channel.blocked = None;
        channel.busy_until = Micros::ZERO;
        let copies = std::mem::take(&mut channel.duplicates);
        let mut stopped: Vec<Message> = copies.values().map(|sent| sent.message(link)).collect();
        for sent in channel.pending.values_mut().filter(|sent| sent.state != DeliveryState::Stalled) {
            sent.state = DeliveryState::Stalled;
            stopped.push(sent.message(link));
        }
        // A copy that came first may be of an earlier attempt than the latest.
        for (index, second) in copies {
            if let Some(first) = channel.pending.get_mut(index) {
                first.attempt = first.attempt.max(second.attempt);
            }
        }
        stopped.into_iter().for_each(|message| self.emit(Event::Stopped { message, reason: why }));
    }

    /// Messages pass again. The two ends shake hands first: the sender learns what the receiver has applied,
    /// and sends the rest of its log from where it stopped.
    fn open(&mut self, link: LinkId) {
        let known = self.world.received_at(link.to);
        let Some(channel) = self.world.link_states.get_mut(&link) else {
            return;
        };
        channel.open = true;
        channel.pending.retain(|sent| !known.contains(sent.dot));
        let again: Vec<(usize, u32)> =
            channel.pending.iter().map(|(index, sent)| (index, sent.attempt + 1)).collect();
        for (index, attempt) in again {
            self.transmit(link, index, attempt);
        }
        self.send_pending(link, &known);
    }

    /// Goes through the logs of these links from their beginning, once other entries are to be passed on than
    /// before: what was not passed on then may be what the next leader lacks. The ends of an open link shake
    /// hands anew.
    pub(super) fn reopen_links(&mut self, links: &[LinkId]) {
        for link in links.iter().copied() {
            let known = self.world.received_at(link.to);
            let Some(channel) = self.world.link_states.get_mut(&link) else {
                continue;
            };
            channel.next_index = 0;
            if channel.open {
                self.send_pending(link, &known);
            }
        }
    }
}
