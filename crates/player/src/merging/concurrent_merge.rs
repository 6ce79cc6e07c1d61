//! A concurrent merge: the same siblings merged at two leaders at the same instant, differently.

use explain::{client_name, leader_name, shown_value};
use replication::{ClientId, Command, Entry, Key, LeaderId, Value};

use super::draft::Draft;
use crate::action::{Action, EditAction};
use crate::frame::Frame;
use crate::history::EditKind;

/// Two merges of the same siblings at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcurrentMerge {
    /// The key.
    pub key: Key,
    /// For each merge, the leader, the client and the merged value.
    pub merges: [(LeaderId, ClientId, Value); 2],
}

impl ConcurrentMerge {
    /// A concurrent merge of a key's siblings at this leader and another; none if no other leader has siblings of it,
    /// no client could merge them, or the policy keeps no siblings.
    #[must_use]
    pub fn find(frame: &Frame, leader: LeaderId, key: &Key) -> Option<Self> {
        let world = frame.world();
        if !world.policy.as_policy().keeps_siblings() || !world.is_serving(leader) {
            return None;
        }
        let entry =
            |id: LeaderId| world.leaders.get(&id)?.store.get(key).filter(|entry| entry.has_siblings());
        let own = entry(leader)?;
        let others = || world.members.iter().copied().filter(|id| *id != leader && world.is_serving(*id));
        let same = others().find(|id| entry(*id).is_some_and(|entry| entry.dots().eq(own.dots())));
        let other = same.or_else(|| others().find(|id| entry(*id).is_some()))?;
        let merged = Draft::from_all(&own.versions).value().ok().or_else(|| own.values().next().cloned())?;
        let single = single_sibling(entry(other)?, &merged)?;
        let first = client_at(frame, leader, None)?;
        let second = client_at(frame, other, Some(first))?;
        Some(Self { key: key.clone(), merges: [(leader, first, merged), (other, second, single)] })
    }

    /// The action that makes both merges as one edit.
    #[must_use]
    pub fn action(&self) -> Action {
        let command = |(at, client, value): &(LeaderId, ClientId, Value)| Command::Merge {
            client: *client,
            at: Some(*at),
            key: self.key.clone(),
            value: value.clone(),
        };
        let leaders = self.merges.iter().map(|(at, ..)| *at).collect();
        let kind = EditKind::MergeConcurrently(self.key.clone(), leaders);
        EditAction::IssueAll { kind, commands: self.merges.iter().map(command).collect() }.into()
    }

    /// What the merges store, and the expected result.
    #[must_use]
    pub fn describe(&self, frame: &Frame) -> String {
        let world = frame.world();
        let [one, other] = &self.merges;
        let describe_merge = |(at, client, value): &(LeaderId, ClientId, Value)| {
            format!(
                "{} stores “{}” at {}",
                client_name(world, *client),
                shown_value(value),
                leader_name(world, *at)
            )
        };
        format!(
            "{} and, at the same instant, {}. Neither sees the other’s merge, so expect two siblings again.",
            describe_merge(one),
            describe_merge(other)
        )
    }
}

/// The last sibling whose value differs from the merged one, or else the last sibling.
fn single_sibling(entry: &Entry, merged: &Value) -> Option<Value> {
    let values: Vec<&Value> = entry.versions.iter().filter_map(|version| version.value()).collect();
    let other = values.iter().rev().find(|value| **value != merged);
    other.or(values.last()).map(|value| (*value).clone())
}

/// The client that merges at a leader: preferably one at that leader, and other than `not` if possible.
#[must_use]
pub fn client_at(frame: &Frame, at: LeaderId, not: Option<ClientId>) -> Option<ClientId> {
    let clients = || frame.world().clients.iter();
    let others = || clients().filter(|(id, _)| Some(**id) != not);
    let connected = others().find(|(_, client)| client.leader == at).or_else(|| others().next());
    connected.or_else(|| clients().next()).map(|(id, _)| *id)
}
