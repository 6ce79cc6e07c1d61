//! What a trace shows of a run at each of its records: what leaders have applied and store, what clients have seen,
//! what is missing where, and on which keys leaders differ. Followed record by record, without simulating again.

mod agreement;
mod causal_gaps;
mod dot_set;
mod key_numbers;
mod per_dot;
mod per_leader;
mod replica;
mod replicas;
mod seen;
mod sessions;
mod settings;
mod state;
mod unapplied;

pub(crate) use agreement::{Agreement, ChangedPair, Pair};
pub use dot_set::DotSet;
pub(crate) use key_numbers::{KeyNumber, KeyNumbers};
pub(crate) use per_dot::PerDot;
pub use per_leader::PerLeader;
pub use replica::{Replica, StoredKey};
pub use replicas::Replicas;
pub(crate) use seen::Lacking;
pub(crate) use sessions::Served;
pub(crate) use state::{Moment, TraceState};
pub(crate) use unapplied::Unapplied;
