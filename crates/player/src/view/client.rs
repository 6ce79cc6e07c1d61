//! A client as a page shows it.

use replication::{
    Client, ClientId, Clock, Key, LeaderId, Micros, Offset, Place, ReadState, RequestSettings, World,
};

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
    /// Its location.
    pub place: Place,
    /// How it sends its requests.
    pub requests: RequestSettings,
    /// The number of keys it has read or written.
    pub keys_seen: usize,
    client: &'a Client,
    now: Micros,
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
            place: client.place,
            requests: client.requests,
            keys_seen: client.last_reads.len(),
            client,
            now: world.now,
        }
    }

    /// The leaders that it avoids now, because they did not respond in time or could not serve it.
    pub fn avoided(&self) -> impl Iterator<Item = LeaderId> + use<'a> {
        let (client, now) = (self.client, self.now);
        client.avoided.keys().copied().filter(move |leader| client.avoids(*leader, now))
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
