//! A client's request to change a key.

use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::operation::Operation;
use crate::value::Value;
use crate::versions::VersionVector;

/// A client's request to change a key, whatever it does to it. A merge, which reads first, is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRequest {
    /// Who asks.
    pub client: ClientId,
    /// Which leader, if not the client's own.
    pub at: Option<LeaderId>,
    /// Which key.
    pub key: Key,
    /// What is to be done.
    pub operation: RequestedOperation,
    /// The causal context handed in, if not what the client has last seen; an empty one is none.
    pub context: Option<VersionVector>,
}

/// What a client can ask to do to a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestedOperation {
    /// To write a value, whether or not there is one.
    Put(Value),
    /// To delete the value.
    Delete,
    /// To write a value to a key that has none.
    Insert(Value),
    /// To write a value to a key that has one.
    Update(Value),
    /// To make a number grow by so much, less than 0 to shrink; it begins at 0.
    Increment(i64),
    /// To add an item to a set; it is made if there is none.
    Add(Value),
    /// To remove an item from a set.
    Remove(Value),
}

impl From<RequestedOperation> for Operation {
    fn from(requested: RequestedOperation) -> Self {
        match requested {
            RequestedOperation::Put(value) => Self::Put(value),
            RequestedOperation::Delete => Self::Delete,
            RequestedOperation::Insert(value) => Self::Insert(value),
            RequestedOperation::Update(value) => Self::Update(value),
            RequestedOperation::Increment(by) => Self::Increment(by),
            RequestedOperation::Add(item) => Self::Add(item),
            RequestedOperation::Remove(item) => Self::Remove(item),
        }
    }
}
