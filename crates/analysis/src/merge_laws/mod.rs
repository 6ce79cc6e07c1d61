//! Merge laws: a search for values and histories on which a merge rule does not do what leaders need in order to
//! agree (SEMANTICS W3).
//!
//! Laws of values are tried on a rule as a function of two values and their ancestor, as a leader applies it when it
//! finds two concurrent writes. Laws of histories are tried by simulating a few leaders. What is found is shrunk to
//! the smallest values and played as a small run, which shows whether leaders differ because of it: a built-in rule
//! merges the set of writes that a leader knows, so that leaders agree even if the function of two values breaks a law.
//!
//! A search does its work in units that depend on nothing but its options, so that it can be sliced and repeated.

mod breach_shape;
mod case;
mod counterexample;
mod domain;
mod evaluate;
mod histories;
mod kept;
mod law;
mod literals;
mod observe;
mod observed;
mod random;
mod search;
mod shrink;
mod small_runs;
mod small_values;
mod task;
mod values;

pub use case::{Case, Merged, MergesAt, ValueMerge};
pub use counterexample::{Counterexample, PlayedRun};
pub use domain::ValueType;
pub use evaluate::Breach;
pub use kept::{LostChange, Side, SideChange};
pub use law::Law;
pub use observe::{Apart, Observation};
pub use observed::observed_values;
pub use search::{DEFAULT_CASES, LawOptions, LawSearch, LawVerdict, MAX_CASES};
