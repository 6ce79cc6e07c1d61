//! The operations a client can request for a key, and which of them a policy supports.

use replication::{
    ClientId, ClientRequest, Command, Key, LeaderId, OperationKind, Policy, RequestedOperation, VariantInfo,
};

use scenario::value_from_input;

/// An operation that a client requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientOperation {
    /// Sets the value.
    #[default]
    Write,
    /// Sets the value of a key that has none.
    Insert,
    /// Replaces the value of a key that has one.
    Update,
    /// Deletes the key.
    Delete,
    /// Adds to a counter.
    Increment,
    /// Adds an item to a set.
    Add,
    /// Removes an item from a set.
    Remove,
}

/// The kind of input an operation needs besides the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Nothing.
    Nothing,
    /// A value.
    Value,
    /// A whole number.
    Number,
    /// One item of a set.
    Item,
}

impl ClientOperation {
    /// All operations, in menu order.
    pub const ALL: [Self; 7] =
        [Self::Write, Self::Insert, Self::Update, Self::Delete, Self::Increment, Self::Add, Self::Remove];

    /// Its id, title and help text.
    #[must_use]
    pub const fn info(self) -> VariantInfo {
        let (id, title, about) = match self {
            Self::Write => ("write", "Write", "Sets the value, whether or not the key exists."),
            Self::Insert => ("insert", "Insert", "Succeeds only if the key does not exist."),
            Self::Update => ("update", "Update", "Succeeds only if the key exists."),
            Self::Delete => ("delete", "Delete", "Deletes the key."),
            Self::Increment => ("count", "Increment", "Adds a whole number; a negative one subtracts."),
            Self::Add => ("add", "Add item", "Adds an item to the set."),
            Self::Remove => ("remove", "Remove item", "Removes an item from the set."),
        };
        VariantInfo::without_options(id, title, about)
    }

    /// Finds an operation by its id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.info().id == id)
    }

    /// The operations that a policy supports, the most likely first.
    #[must_use]
    pub fn supported_by(policy: &Policy) -> Vec<Self> {
        policy.as_policy().supported_operations().iter().map(|kind| Self::of(*kind)).collect()
    }

    fn of(kind: OperationKind) -> Self {
        match kind {
            OperationKind::Put => Self::Write,
            OperationKind::Insert => Self::Insert,
            OperationKind::Update => Self::Update,
            OperationKind::Delete => Self::Delete,
            OperationKind::Increment => Self::Increment,
            OperationKind::Add => Self::Add,
            OperationKind::Remove => Self::Remove,
        }
    }

    /// The input it needs besides the key.
    #[must_use]
    pub const fn input_kind(self) -> InputKind {
        match self {
            Self::Write | Self::Insert | Self::Update => InputKind::Value,
            Self::Delete => InputKind::Nothing,
            Self::Increment => InputKind::Number,
            Self::Add | Self::Remove => InputKind::Item,
        }
    }

    /// The command for this operation.
    ///
    /// # Errors
    /// What is wrong with the input, as a sentence for the user.
    pub fn command(
        self,
        client: ClientId,
        at: LeaderId,
        key: Key,
        typed: &str,
    ) -> Result<Command, &'static str> {
        let value = value_from_input(typed).ok_or("Enter a value.");
        let operation = match self {
            Self::Write => RequestedOperation::Put(value?),
            Self::Insert => RequestedOperation::Insert(value?),
            Self::Update => RequestedOperation::Update(value?),
            Self::Delete => RequestedOperation::Delete,
            Self::Increment => RequestedOperation::Increment(parse_amount(typed)?),
            Self::Add => RequestedOperation::Add(value?),
            Self::Remove => RequestedOperation::Remove(value?),
        };
        Ok(ClientRequest { client, at: Some(at), key, operation, context: None }.into())
    }
}

/// The increment that was typed; 1 if nothing was.
fn parse_amount(typed: &str) -> Result<i64, &'static str> {
    let typed = typed.trim().replace('−', "-");
    if typed.is_empty() { Ok(1) } else { typed.parse().map_err(|_| "Enter a whole number, such as 1 or -3.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(operation: ClientOperation, typed: &str) -> Result<Command, &'static str> {
        operation.command("ana".parse().unwrap(), "F".parse().unwrap(), "cart".parse().unwrap(), typed)
    }

    fn requested(operation: ClientOperation, typed: &str) -> RequestedOperation {
        match command(operation, typed) {
            Ok(Command::Request(request)) => request.operation,
            other => panic!("{other:?} is not a request"),
        }
    }

    #[test]
    fn every_operation_builds_a_request() {
        for operation in ClientOperation::ALL {
            assert_eq!(ClientOperation::by_id(operation.info().id), Some(operation));
            let command = command(operation, "3").unwrap();
            assert!(matches!(command, Command::Request(_)), "{command:?}");
        }
        assert_eq!(requested(ClientOperation::Increment, " "), RequestedOperation::Increment(1));
        assert_eq!(requested(ClientOperation::Increment, "−3"), RequestedOperation::Increment(-3));
    }

    #[test]
    fn invalid_input_returns_an_error_message() {
        assert_eq!(
            command(ClientOperation::Increment, "many"),
            Err("Enter a whole number, such as 1 or -3.")
        );
        assert_eq!(command(ClientOperation::Write, " "), Err("Enter a value."));
    }

    #[test]
    fn every_policy_supports_some_operation() {
        for variant in Policy::VARIANTS {
            let policy = Policy::by_id(variant.id).unwrap();
            assert!(!ClientOperation::supported_by(&policy).is_empty(), "{}", variant.id);
        }
        assert_eq!(
            ClientOperation::supported_by(&Policy::by_id("crdt").unwrap()),
            [ClientOperation::Increment]
        );
    }
}
