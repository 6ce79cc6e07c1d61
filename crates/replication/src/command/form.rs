//! The JSON form of commands, where each operation of a request is a variant of its own with flat fields.
//!
//! The order of the fields is the order in files and links.

use serde::{Deserialize, Serialize};

use super::{
    ClientRequest, LinkSelector, MessageOverride, RequestedOperation as Operation, SetClock, StepClock,
};
use crate::geography::Place;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::links::LinkSettings;
use crate::policy::Policy;
use crate::replication::Replication;
use crate::setup::JoinSpec;
use crate::topology::Topology;
use crate::value::Value;
use crate::versions::{Dot, VersionVector};

/// The serialized form of a command. Serde's error messages contain the name of this type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Command {
    Write {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        value: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Delete {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Insert {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        value: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Update {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        value: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Increment {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        #[serde(default = "one", skip_serializing_if = "is_one")]
        by: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Add {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        item: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Remove {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        item: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    Read {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
    },
    Merge {
        client: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        key: Key,
        value: Value,
    },
    Crash {
        leader: LeaderId,
    },
    Restart {
        leader: LeaderId,
    },
    Cut(LinkSelector),
    Heal(LinkSelector),
    Partition {
        groups: Vec<Vec<LeaderId>>,
    },
    HealAll {},
    Skip(LinkSelector),
    Message(MessageOverride),
    Connect(LinkSelector),
    Disconnect(LinkSelector),
    Topology(Topology),
    Policy(Policy),
    Links(LinkSettings),
    Replication(Replication),
    Clock(SetClock),
    Jump(StepClock),
    Assign {
        key: Key,
        home: LeaderId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
    },
    Move {
        leader: LeaderId,
        place: Place,
    },
    Join(JoinSpec),
    Leave {
        leader: LeaderId,
        #[serde(default, skip_serializing_if = "is_false")]
        drain: bool,
    },
    Purge {
        write: Dot,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
    },
}

fn one() -> i64 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde requires a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

fn is_one(number: &i64) -> bool {
    *number == 1
}

impl From<Command> for super::Command {
    fn from(form: Command) -> Self {
        let request = |client, at, key, operation, context| {
            Self::Request(ClientRequest { client, at, key, operation, context })
        };
        match form {
            Command::Write { client, at, key, value, context } => {
                request(client, at, key, Operation::Put(value), context)
            }
            Command::Delete { client, at, key, context } => {
                request(client, at, key, Operation::Delete, context)
            }
            Command::Insert { client, at, key, value, context } => {
                request(client, at, key, Operation::Insert(value), context)
            }
            Command::Update { client, at, key, value, context } => {
                request(client, at, key, Operation::Update(value), context)
            }
            Command::Increment { client, at, key, by, context } => {
                request(client, at, key, Operation::Increment(by), context)
            }
            Command::Add { client, at, key, item, context } => {
                request(client, at, key, Operation::Add(item), context)
            }
            Command::Remove { client, at, key, item, context } => {
                request(client, at, key, Operation::Remove(item), context)
            }
            Command::Read { client, at, key } => Self::Read { client, at, key },
            Command::Merge { client, at, key, value } => Self::Merge { client, at, key, value },
            Command::Crash { leader } => Self::Crash { leader },
            Command::Restart { leader } => Self::Restart { leader },
            Command::Cut(selector) => Self::Cut(selector),
            Command::Heal(selector) => Self::Heal(selector),
            Command::Partition { groups } => Self::Partition { groups },
            Command::HealAll {} => Self::HealAll {},
            Command::Skip(selector) => Self::SkipWrite(selector),
            Command::Message(message_override) => Self::OverrideMessage(message_override),
            Command::Connect(selector) => Self::Connect(selector),
            Command::Disconnect(selector) => Self::Disconnect(selector),
            Command::Topology(topology) => Self::Topology(topology),
            Command::Policy(policy) => Self::Policy(policy),
            Command::Links(links) => Self::Links(links),
            Command::Replication(replication) => Self::Replication(replication),
            Command::Clock(set) => Self::SetClock(set),
            Command::Jump(step) => Self::StepClock(step),
            Command::Assign { key, home, at } => Self::AssignHome { key, home, at },
            Command::Move { leader, place } => Self::Move { leader, place },
            Command::Join(spec) => Self::Join(spec),
            Command::Leave { leader, drain } => Self::Leave { leader, drain },
            Command::Purge { write, at } => Self::Purge { write, at },
        }
    }
}

impl From<super::Command> for Command {
    fn from(command: super::Command) -> Self {
        match command {
            super::Command::Request(ClientRequest { client, at, key, operation, context }) => match operation
            {
                Operation::Put(value) => Self::Write { client, at, key, value, context },
                Operation::Delete => Self::Delete { client, at, key, context },
                Operation::Insert(value) => Self::Insert { client, at, key, value, context },
                Operation::Update(value) => Self::Update { client, at, key, value, context },
                Operation::Increment(by) => Self::Increment { client, at, key, by, context },
                Operation::Add(item) => Self::Add { client, at, key, item, context },
                Operation::Remove(item) => Self::Remove { client, at, key, item, context },
            },
            super::Command::Read { client, at, key } => Self::Read { client, at, key },
            super::Command::Merge { client, at, key, value } => Self::Merge { client, at, key, value },
            super::Command::Crash { leader } => Self::Crash { leader },
            super::Command::Restart { leader } => Self::Restart { leader },
            super::Command::Cut(selector) => Self::Cut(selector),
            super::Command::Heal(selector) => Self::Heal(selector),
            super::Command::Partition { groups } => Self::Partition { groups },
            super::Command::HealAll {} => Self::HealAll {},
            super::Command::SkipWrite(selector) => Self::Skip(selector),
            super::Command::OverrideMessage(message_override) => Self::Message(message_override),
            super::Command::Connect(selector) => Self::Connect(selector),
            super::Command::Disconnect(selector) => Self::Disconnect(selector),
            super::Command::Topology(topology) => Self::Topology(topology),
            super::Command::Policy(policy) => Self::Policy(policy),
            super::Command::Links(links) => Self::Links(links),
            super::Command::Replication(replication) => Self::Replication(replication),
            super::Command::SetClock(set) => Self::Clock(set),
            super::Command::StepClock(step) => Self::Jump(step),
            super::Command::AssignHome { key, home, at } => Self::Assign { key, home, at },
            super::Command::Move { leader, place } => Self::Move { leader, place },
            super::Command::Join(spec) => Self::Join(spec),
            super::Command::Leave { leader, drain } => Self::Leave { leader, drain },
            super::Command::Purge { write, at } => Self::Purge { write, at },
        }
    }
}
