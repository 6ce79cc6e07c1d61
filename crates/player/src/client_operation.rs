//! What a person can ask of a leader for a key, described once, and what of it a policy has a use for.

use replication::{
    ClientId, ClientRequest, Command, Key, LeaderId, OperationKind, Policy, RequestedOperation, VariantInfo,
};

use scenario::value_from_input;

/// Something that a client asks of a leader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientOperation {
    /// The key has this value.
    #[default]
    Write,
    /// The key, which must have none, has this value.
    Insert,
    /// The key, which must have one, has this value.
    Update,
    /// The key has no value.
    Delete,
    /// The number grows.
    Increment,
    /// The set has this item too.
    Add,
    /// The set no longer has this item.
    Remove,
}

/// What is typed besides the key.
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
    /// All there is to ask for, in the order of menus.
    pub const ALL: [Self; 7] =
        [Self::Write, Self::Insert, Self::Update, Self::Delete, Self::Increment, Self::Add, Self::Remove];

    /// How it is shown.
    #[must_use]
    pub const fn info(self) -> VariantInfo {
        let (id, title, about) = match self {
            Self::Write => ("write", "Write", "The key has this value, whether or not it had one."),
            Self::Insert => ("insert", "Insert", "Only where the key has no value yet."),
            Self::Update => ("update", "Update", "Only where the key has a value already."),
            Self::Delete => ("delete", "Delete", "The key has no value any more."),
            Self::Increment => ("count", "Count", "The number grows by so much, or shrinks by one below zero."),
            Self::Add => ("add", "Add item", "The set has this item too."),
            Self::Remove => ("remove", "Remove item", "The set no longer has this item."),
        };
        VariantInfo::without_options(id, title, about)
    }

    /// The one of this id.
    #[must_use]
    pub fn parse_increment(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ask| ask.info().id == id)
    }

    /// What a policy supports, the likeliest first.
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

    /// What is typed besides the key.
    #[must_use]
    pub const fn input_kind(self) -> InputKind {
        match self {
            Self::Write | Self::Insert | Self::Update => InputKind::Value,
            Self::Delete => InputKind::Nothing,
            Self::Increment => InputKind::Number,
            Self::Add | Self::Remove => InputKind::Item,
        }
    }

    /// The command that it comes to.
    ///
    /// # Errors
    /// A sentence that says what is wrong with what was typed.
    pub fn command(
        self,
        client: ClientId,
        at: LeaderId,
        key: Key,
        typed: &str,
    ) -> Result<Command, &'static str> {
        let value = value_from_input(typed).ok_or("Type a value first.");
        let operation = match self {
            Self::Write => RequestedOperation::Put(value?),
            Self::Insert => RequestedOperation::Insert(value?),
            Self::Update => RequestedOperation::Update(value?),
            Self::Delete => RequestedOperation::Delete,
            Self::Increment => RequestedOperation::Increment(by(typed)?),
            Self::Add => RequestedOperation::Add(value?),
            Self::Remove => RequestedOperation::Remove(value?),
        };
        Ok(ClientRequest { client, at: Some(at), key, operation, context: None }.into())
    }
}

/// One more where nothing is typed.
fn by(typed: &str) -> Result<i64, &'static str> {
    let typed = typed.trim().replace('−', "-");
    if typed.is_empty() {
        Ok(1)
    } else {
        typed.parse().map_err(|_| "Count by a whole number, such as 1 or -3.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(ask: ClientOperation, typed: &str) -> Result<Command, &'static str> {
        ask.command("ana".parse().unwrap(), "F".parse().unwrap(), "cart".parse().unwrap(), typed)
    }

    fn operation(ask: ClientOperation, typed: &str) -> RequestedOperation {
        match command(ask, typed) {
            Ok(Command::Request(request)) => request.operation,
            other => panic!("{other:?} is no request"),
        }
    }

    #[test]
    fn what_is_asked_for_is_the_command_of_that_name() {
        for ask in ClientOperation::ALL {
            assert_eq!(ClientOperation::parse_increment(ask.info().id), Some(ask));
            let command = command(ask, "3").unwrap();
            assert!(matches!(command, Command::Request(_)), "{command:?}");
        }
        assert_eq!(operation(ClientOperation::Increment, " "), RequestedOperation::Increment(1));
        assert_eq!(operation(ClientOperation::Increment, "−3"), RequestedOperation::Increment(-3));
    }

    #[test]
    fn what_cannot_be_meant_is_one_sentence() {
        assert_eq!(command(ClientOperation::Increment, "many"), Err("Count by a whole number, such as 1 or -3."));
        assert_eq!(command(ClientOperation::Write, " "), Err("Type a value first."));
    }

    #[test]
    fn a_policy_is_asked_for_what_it_has_a_use_for() {
        for variant in Policy::VARIANTS {
            let policy = Policy::by_id(variant.id).unwrap();
            assert!(!ClientOperation::supported_by(&policy).is_empty(), "{}", variant.id);
        }
        assert_eq!(ClientOperation::supported_by(&Policy::by_id("crdt").unwrap()), [ClientOperation::Increment]);
    }
}
