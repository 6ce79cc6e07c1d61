//! Checks: named properties of a run, each with a verdict and witnesses, exact at any instant (SEMANTICS C1 to C5, C7).
//!
//! A check is one file with a [`Check`], and its line in the registry. All are folds over the records of a run.

mod causal_order;
mod check;
mod check_run;
mod collector;
mod convergence;
mod divergence;
mod evidence;
mod fold;
mod invariant;
mod inversions;
mod lost_writes;
mod prefixes;
mod registry;
mod session_guarantees;
mod staleness;
mod strong_eventual_consistency;
mod tally;
mod witness;

pub use check::{Check, CheckKind, Status, Verdict};
pub use check_run::{CheckRun, check_all};
pub use invariant::INVARIANT;
pub use registry::{CHECKS, find_check};
pub use witness::{Finding, Witness};
