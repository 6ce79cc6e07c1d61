//! A leader as a page shows it: its state, its store, and its buffered writes.

use std::sync::Arc;

use replication::{
    BufferReason, CausalContext, Clock, Dot, Entry, Inapplicable, Key, Leader, LeaderId, Micros, Offset,
    Place, ServiceTimes, Value, World, Write,
};

use analysis::writes_to_send;

use crate::frame::Frame;

/// A leader.
#[derive(Clone, Copy, Debug)]
pub struct LeaderView<'a> {
    /// Its id.
    pub id: LeaderId,
    /// Its name for people.
    pub name: &'a str,
    /// Its location.
    pub place: Place,
    /// Whether it is up.
    pub is_up: bool,
    /// Whether it is waiting for its snapshot.
    pub is_joining: bool,
    /// If it is draining, how many writes it still has to send.
    pub to_send: Option<usize>,
    /// Its clock.
    pub clock: Clock,
    /// How far its clock is off now.
    pub clock_offset: Offset,
    /// The number of keys it stores.
    pub keys: usize,
    /// Every write it has applied.
    pub applied: &'a CausalContext,
    /// The number of delivered writes buffered until they can be applied.
    pub buffered: usize,
    /// How long operations keep it busy.
    pub service: ServiceTimes,
    /// How many jobs are in its queue, the current one included.
    pub jobs: usize,
    leader: &'a Leader,
}

/// What a leader stores for one key.
#[derive(Clone, Copy, Debug)]
pub struct StoredKey<'a> {
    /// The key.
    pub key: &'a Key,
    /// The versions, in dot order.
    pub versions: &'a [Arc<Write>],
    /// The combined value that a read returns, where it differs from the values as written.
    pub reading: Option<&'a Value>,
    /// Whether they are siblings.
    pub has_siblings: bool,
    entry: &'a Entry,
}

/// A delivered write that has not been applied yet.
#[derive(Clone, Copy, Debug)]
pub struct BufferedWrite<'a> {
    /// The write.
    pub write: &'a Write,
    /// Why it cannot be applied; `None` if it is waiting for its dependencies.
    pub inapplicable: Option<Inapplicable>,
}

impl<'a> LeaderView<'a> {
    fn of(world: &'a World, id: LeaderId, leader: &'a Leader) -> Self {
        Self {
            id,
            name: &leader.name,
            place: leader.place,
            is_up: leader.up,
            is_joining: world.pending_snapshots.contains_key(&id),
            to_send: writes_to_send(world, id),
            clock: leader.clock,
            clock_offset: leader.clock.offset_at(world.now),
            keys: leader.store.len(),
            applied: &leader.applied,
            buffered: leader.buffered.len(),
            service: leader.service,
            jobs: leader.queue.len(),
            leader,
        }
    }

    /// Everything it stores, in key order.
    pub fn store(&self) -> impl Iterator<Item = StoredKey<'a>> + use<'a> {
        self.leader.store.iter().map(|(key, entry)| StoredKey::of(key, entry))
    }

    /// Until when it is busy with its current job, if it is.
    #[must_use]
    pub fn busy_until(&self) -> Option<Micros> {
        self.leader.queue.current.map(|job| job.ends_at)
    }

    /// What it stores for a key.
    #[must_use]
    pub fn stored(&self, key: &'a Key) -> Option<StoredKey<'a>> {
        self.leader.store.get(key).map(|entry| StoredKey::of(key, entry))
    }

    /// The delivered writes that have not been applied yet, in order of arrival.
    pub fn buffered_writes(&self) -> impl Iterator<Item = BufferedWrite<'a>> + use<'a> {
        self.leader.buffered.iter().map(|buffered| BufferedWrite {
            write: &buffered.entry.write,
            inapplicable: match buffered.reason {
                BufferReason::Dependencies => None,
                BufferReason::Inapplicable(reason) => Some(reason),
            },
        })
    }
}

impl<'a> StoredKey<'a> {
    fn of(key: &'a Key, entry: &'a Entry) -> Self {
        let has_siblings = entry.has_siblings();
        Self { key, versions: &entry.versions, reading: entry.materialized.as_deref(), has_siblings, entry }
    }

    /// The dots of the versions.
    pub fn dots(&self) -> impl Iterator<Item = Dot> + use<'a> {
        self.entry.dots()
    }

    /// The value that a read returns, as text.
    #[must_use]
    pub fn describe(&self) -> String {
        explain::describe_entry(self.entry)
    }
}

impl Frame {
    /// A leader; `None` if it is not a member.
    #[must_use]
    pub fn leader(&self, id: LeaderId) -> Option<LeaderView<'_>> {
        self.world().leaders.get(&id).map(|leader| LeaderView::of(self.world(), id, leader))
    }

    /// All members, in ring order.
    pub fn leaders(&self) -> impl Iterator<Item = LeaderView<'_>> {
        self.world().members.iter().filter_map(|id| self.leader(*id))
    }

    /// The ids of all members, in ring order.
    #[must_use]
    pub fn members(&self) -> &[LeaderId] {
        &self.world().members
    }

    /// The first leader, by id, with buffered writes.
    #[must_use]
    pub fn first_with_buffered_writes(&self) -> Option<LeaderId> {
        self.world().leaders.iter().find(|(_, leader)| !leader.buffered.is_empty()).map(|(id, _)| *id)
    }

    /// The first leader, by id, that leaves once it has sent everything.
    #[must_use]
    pub fn first_draining(&self) -> Option<LeaderView<'_>> {
        self.world().draining.first().and_then(|id| self.leader(*id))
    }

    /// The leader of each client request that waits for its leader to catch up with the client, in order of arrival.
    pub fn waiting_requests(&self) -> impl ExactSizeIterator<Item = LeaderId> {
        self.world().waiting_requests.values().map(|request| request.leader)
    }

    /// Whether a leader answers requests: it is up and not waiting for a snapshot.
    #[must_use]
    pub fn answers(&self, id: LeaderId) -> bool {
        self.world().is_serving(id)
    }
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use crate::{PlaybackAction, Player};

    #[test]
    fn leader_view_matches_its_store_and_conflicts() {
        let mut player = Player::new(scenario::default_scenario());
        player.act(PlaybackAction::Seek(Micros::ZERO));
        assert!(
            player.frame().leaders().all(|leader| leader.keys == 0 && leader.is_up && !leader.is_joining)
        );
        player.act(PlaybackAction::Seek(player.timeline().ends_at()));
        for leader in player.frame().leaders() {
            assert_eq!(leader.store().count(), leader.keys);
            let conflicts = player.frame().outcome.conflicts.iter().filter(|it| it.leader == leader.id);
            assert_eq!(leader.store().filter(|stored| stored.has_siblings).count(), conflicts.count());
        }
    }
}
