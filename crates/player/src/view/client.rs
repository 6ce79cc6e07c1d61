//! A client as a page shows it.

use replication::{Client, ClientId, Clock, Key, LeaderId, Offset, ReadState, World};

use crate::frame::Frame;

/// A client.
#[derive(Clone, Copy, Debug)]
pub struct ClientView<'a> {
    /// Its id.
    pub id: ClientId,
    /// Its name for people.
    pub name: &'a str,
    /// The leader it is connected to.
    pub at: LeaderId,
    /// Its clock.
    pub clock: Clock,
    /// How far its clock is off now.
    pub clock_offset: Offset,
    /// The number of keys it has read or written.
    pub keys_seen: usize,
    client: &'a Client,
}

impl<'a> ClientView<'a> {
    fn of(world: &'a World, id: ClientId, client: &'a Client) -> Self {
        let clock_offset = client.clock.offset_at(world.now);
        Self {
            id,
            name: &client.name,
            at: client.leader,
            clock: client.clock,
            clock_offset,
            keys_seen: client.last_reads.len(),
            client,
        }
    }

    /// What it last saw of each key, in key order.
    pub fn seen(&self) -> impl Iterator<Item = (&'a Key, &'a ReadState)> + use<'a> {
        self.client.last_reads.iter().map(|(key, seen)| (key, seen.as_ref()))
    }
}

impl Frame {
    /// A client; `None` if it does not exist.
    #[must_use]
    pub fn client(&self, id: ClientId) -> Option<ClientView<'_>> {
        self.world().clients.get(&id).map(|client| ClientView::of(self.world(), id, client))
    }

    /// Every client, in order.
    pub fn clients(&self) -> impl Iterator<Item = ClientView<'_>> {
        self.world().clients.iter().map(|(id, client)| ClientView::of(self.world(), *id, client))
    }
}
