//! A leader as a page shows it: its state, its store, and the writes it keeps until it can apply them.

use std::sync::Arc;

use replication::{
    BufferReason, CausalContext, Clock, Dot, Entry, Inapplicable, Key, Leader, LeaderId, Offset, Place,
    Value, World, Write,
};

use crate::frame::Frame;

/// A leader.
#[derive(Clone, Copy, Debug)]
pub struct LeaderView<'a> {
    /// Its id.
    pub id: LeaderId,
    /// Its name for people.
    pub name: &'a str,
    /// Where it stands.
    pub place: Place,
    /// Whether it is up.
    pub is_up: bool,
    /// Whether it waits for its snapshot.
    pub is_joining: bool,
    /// Its clock.
    pub clock: Clock,
    /// How far its clock is off now.
    pub clock_offset: Offset,
    /// How many keys it has stored.
    pub keys: usize,
    /// Every write it has applied.
    pub applied: &'a CausalContext,
    /// How many delivered writes it keeps until it can apply them.
    pub buffered: usize,
    leader: &'a Leader,
}

/// What a leader has stored for one key.
#[derive(Clone, Copy, Debug)]
pub struct StoredKey<'a> {
    /// The key.
    pub key: &'a Key,
    /// The versions, in the order of dots.
    pub versions: &'a [Arc<Write>],
    /// What they read as together, where that differs from what each version wrote.
    pub reading: Option<&'a Value>,
    /// Whether they are siblings.
    pub has_siblings: bool,
    entry: &'a Entry,
}

/// A delivered write that is not applied yet.
#[derive(Clone, Copy, Debug)]
pub struct BufferedWrite<'a> {
    /// The write.
    pub write: &'a Write,
    /// Why it cannot be applied; none if it waits for writes that it depends on.
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
            clock: leader.clock,
            clock_offset: leader.clock.offset_at(world.now),
            keys: leader.store.len(),
            applied: &leader.applied,
            buffered: leader.buffered.len(),
            leader,
        }
    }

    /// Everything it has stored, in the order of keys.
    pub fn store(&self) -> impl Iterator<Item = StoredKey<'a>> + use<'a> {
        self.leader.store.iter().map(|(key, entry)| StoredKey::of(key, entry))
    }

    /// What it has stored for a key.
    #[must_use]
    pub fn stored(&self, key: &'a Key) -> Option<StoredKey<'a>> {
        self.leader.store.get(key).map(|entry| StoredKey::of(key, entry))
    }

    /// The delivered writes that are not applied yet, in the order of arrival.
    pub fn buffered_writes(&self) -> impl Iterator<Item = BufferedWrite<'a>> + use<'a> {
        self.leader.buffered.iter().map(|waiting| BufferedWrite {
            write: &waiting.entry.write,
            inapplicable: match waiting.reason {
                BufferReason::Dependencies => None,
                BufferReason::Inapplicable(misfit) => Some(misfit),
            },
        })
    }
}

impl<'a> StoredKey<'a> {
    fn of(key: &'a Key, entry: &'a Entry) -> Self {
        let has_siblings = entry.has_siblings();
        Self { key, versions: &entry.versions, reading: entry.materialized.as_ref(), has_siblings, entry }
    }

    /// The dots of the versions.
    pub fn dots(&self) -> impl Iterator<Item = Dot> + use<'a> {
        self.entry.dots()
    }

    /// What it reads as, in words.
    #[must_use]
    pub fn describe(&self) -> String {
        explain::describe_entry(self.entry)
    }
}

impl Frame {
    /// A leader that is there.
    #[must_use]
    pub fn leader(&self, id: LeaderId) -> Option<LeaderView<'_>> {
        self.world().leaders.get(&id).map(|leader| LeaderView::of(self.world(), id, leader))
    }

    /// The leaders that are there, in ring order.
    pub fn leaders(&self) -> impl Iterator<Item = LeaderView<'_>> {
        self.world().members.iter().filter_map(|id| self.leader(*id))
    }

    /// The ids of the leaders that are there, in ring order.
    #[must_use]
    pub fn members(&self) -> &[LeaderId] {
        &self.world().members
    }

    /// The first leader, by id, that keeps delivered writes until it can apply them.
    #[must_use]
    pub fn first_with_buffered_writes(&self) -> Option<LeaderId> {
        self.world().leaders.iter().find(|(_, leader)| !leader.buffered.is_empty()).map(|(id, _)| *id)
    }

    /// Whether a leader is up, does not wait for a snapshot, and so answers.
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
    fn a_leader_shows_what_it_has_stored_and_whether_its_keys_have_siblings() {
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
