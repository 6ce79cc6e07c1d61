//! Why an invariant could not be checked at some leader and instant.

use replication::{Key, LeaderId, Micros};

/// Why an invariant could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotChecked {
    /// A key holds a value of a type that the invariant cannot use.
    WrongType {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
        /// When.
        at: Micros,
    },
    /// There are too many combinations of siblings.
    TooManyCombinations {
        /// The leader.
        leader: LeaderId,
        /// When.
        at: Micros,
    },
    /// It looks at too many values in this run. It was not checked from then on.
    TooMuchWork {
        /// Since when.
        at: Micros,
    },
}
