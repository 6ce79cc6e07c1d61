//! The JSON form of a command: each operation of a request is a variant of its own, with flat fields. The order
//! of the fields is that of files and links.

use serde::{Deserialize, Serialize};

use self::Command as Form;
use super::{
    ClientRequest, Command as Parsed, Intervention, Jump, RequestedOperation as Operation, Reset, Way,
};
use crate::geography::Place;
use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::links::LinkSettings;
use crate::policy::Policy;
use crate::replication::Replication;
use crate::setup::Newcomer;
use crate::topology::Topology;
use crate::value::Value;
use crate::versions::VersionVector;

/// A command as it is written. Its name stands in the sentences of the JSON reader.
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
    Cut(Way),
    Heal(Way),
    Partition {
        groups: Vec<Vec<LeaderId>>,
    },
    HealAll {},
    Skip(Way),
    Message(Intervention),
    Connect(Way),
    Disconnect(Way),
    Topology(Topology),
    Policy(Policy),
    Links(LinkSettings),
    Replication(Replication),
    Clock(Reset),
    Jump(Jump),
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
    Join(Newcomer),
    Leave {
        leader: LeaderId,
    },
}

fn one() -> i64 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_one(number: &i64) -> bool {
    *number == 1
}

impl From<Form> for Parsed {
    fn from(form: Form) -> Self {
        let request = |client, at, key, operation, context| {
            Self::Request(ClientRequest { client, at, key, operation, context })
        };
        match form {
            Form::Write { client, at, key, value, context } => {
                request(client, at, key, Operation::Put(value), context)
            }
            Form::Delete { client, at, key, context } => request(client, at, key, Operation::Delete, context),
            Form::Insert { client, at, key, value, context } => {
                request(client, at, key, Operation::Insert(value), context)
            }
            Form::Update { client, at, key, value, context } => {
                request(client, at, key, Operation::Update(value), context)
            }
            Form::Increment { client, at, key, by, context } => {
                request(client, at, key, Operation::Increment(by), context)
            }
            Form::Add { client, at, key, item, context } => {
                request(client, at, key, Operation::Add(item), context)
            }
            Form::Remove { client, at, key, item, context } => {
                request(client, at, key, Operation::Remove(item), context)
            }
            Form::Read { client, at, key } => Self::Read { client, at, key },
            Form::Merge { client, at, key, value } => Self::Merge { client, at, key, value },
            Form::Crash { leader } => Self::Crash { leader },
            Form::Restart { leader } => Self::Restart { leader },
            Form::Cut(way) => Self::Cut(way),
            Form::Heal(way) => Self::Heal(way),
            Form::Partition { groups } => Self::Partition { groups },
            Form::HealAll {} => Self::HealAll {},
            Form::Skip(way) => Self::Skip(way),
            Form::Message(intervention) => Self::Message(intervention),
            Form::Connect(way) => Self::Connect(way),
            Form::Disconnect(way) => Self::Disconnect(way),
            Form::Topology(topology) => Self::Topology(topology),
            Form::Policy(policy) => Self::Policy(policy),
            Form::Links(links) => Self::Links(links),
            Form::Replication(replication) => Self::Replication(replication),
            Form::Clock(reset) => Self::Clock(reset),
            Form::Jump(jump) => Self::Jump(jump),
            Form::Assign { key, home, at } => Self::Assign { key, home, at },
            Form::Move { leader, place } => Self::Move { leader, place },
            Form::Join(newcomer) => Self::Join(newcomer),
            Form::Leave { leader } => Self::Leave { leader },
        }
    }
}

impl From<Parsed> for Form {
    fn from(command: Parsed) -> Self {
        match command {
            Parsed::Request(ClientRequest { client, at, key, operation, context }) => match operation {
                Operation::Put(value) => Self::Write { client, at, key, value, context },
                Operation::Delete => Self::Delete { client, at, key, context },
                Operation::Insert(value) => Self::Insert { client, at, key, value, context },
                Operation::Update(value) => Self::Update { client, at, key, value, context },
                Operation::Increment(by) => Self::Increment { client, at, key, by, context },
                Operation::Add(item) => Self::Add { client, at, key, item, context },
                Operation::Remove(item) => Self::Remove { client, at, key, item, context },
            },
            Parsed::Read { client, at, key } => Self::Read { client, at, key },
            Parsed::Merge { client, at, key, value } => Self::Merge { client, at, key, value },
            Parsed::Crash { leader } => Self::Crash { leader },
            Parsed::Restart { leader } => Self::Restart { leader },
            Parsed::Cut(way) => Self::Cut(way),
            Parsed::Heal(way) => Self::Heal(way),
            Parsed::Partition { groups } => Self::Partition { groups },
            Parsed::HealAll {} => Self::HealAll {},
            Parsed::Skip(way) => Self::Skip(way),
            Parsed::Message(intervention) => Self::Message(intervention),
            Parsed::Connect(way) => Self::Connect(way),
            Parsed::Disconnect(way) => Self::Disconnect(way),
            Parsed::Topology(topology) => Self::Topology(topology),
            Parsed::Policy(policy) => Self::Policy(policy),
            Parsed::Links(links) => Self::Links(links),
            Parsed::Replication(replication) => Self::Replication(replication),
            Parsed::Clock(reset) => Self::Clock(reset),
            Parsed::Jump(jump) => Self::Jump(jump),
            Parsed::Assign { key, home, at } => Self::Assign { key, home, at },
            Parsed::Move { leader, place } => Self::Move { leader, place },
            Parsed::Join(newcomer) => Self::Join(newcomer),
            Parsed::Leave { leader } => Self::Leave { leader },
        }
    }
}
