//! A client's request to change a key.

use crate::id::{ClientId, LeaderId};
use crate::key::Key;
use crate::operation::Operation;
use crate::value::Value;
use crate::versions::VersionVector;

/// A client's request to change a key. Not a merge, which reads first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientRequest {
    /// The client that sends the request.
    pub client: ClientId,
    /// The leader to contact; the client's own if left out.
    pub at: Option<LeaderId>,
    /// The key to change.
    pub key: Key,
    /// The operation on the key.
    pub operation: RequestedOperation,
    /// The causal context to send instead of what the client last read. An empty one makes a blind write.
    pub context: Option<VersionVector>,
}

/// An operation that a client can request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestedOperation {
    /// Write a value, whether or not the key has one.
    Put(Value),
    /// Delete the value.
    Delete,
    /// Write a value to a key that has none.
    Insert(Value),
    /// Replace the value of a key that has one.
    Update(Value),
    /// Add to a number, which starts at 0. A negative amount subtracts.
    Increment(i64),
    /// Add an item to a set, which starts empty.
    Add(Value),
    /// Remove an item from a set.
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
