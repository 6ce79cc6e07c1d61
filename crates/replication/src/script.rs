//! Merge code that a person wrote: the trait behind which an engine for it stands, so that this crate knows
//! none.
//!
//! A program that has an engine installs it once, at its start. Where none is installed every merge by code
//! fails with a sentence, and both values stay. A program that gets its engine only once it is needed says so,
//! and then no run that needs it is to be computed before it is there.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::value::Value;

/// What merge code is given: two concurrent values, and what both came from where that is still known. A
/// value that is none is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeInput<'a> {
    /// What the leader has.
    pub mine: Option<&'a Value>,
    /// What came.
    pub theirs: Option<&'a Value>,
    /// The latest value that both writers had seen; none also where it is no longer known.
    pub ancestor: Option<&'a Value>,
}

/// Why merge code did not come to a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeError {
    /// The line and the column in the code, from 1, where there is one.
    pub position: Option<(u32, u32)>,
    /// What is wrong, in one sentence without the place.
    pub message: String,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "line {line}, column {column}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for MergeError {}

/// What running merge code came to, and how much work it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRun {
    /// What came of it; none is a deletion.
    pub result: Result<Option<Value>, MergeError>,
    /// The work, in events: about as much as so many of them are. It counts towards the limit of a run.
    pub cost: usize,
}

/// Runs merge code: bounded in steps, depth and memory, without clock, randomness or I/O (SEMANTICS W2). The
/// same code and the same values always come to the same.
pub trait ScriptEngine: Sync {
    /// Whether the code can be run at all.
    ///
    /// # Errors
    /// The first mistake in it.
    fn check(&self, source: &str) -> Result<(), MergeError>;

    /// What the code makes of two values.
    fn merge(&self, source: &str, values: MergeInput<'_>) -> MergeRun;
}

static IS_DEFERRED: AtomicBool = AtomicBool::new(false);

static ENGINE: OnceLock<&'static dyn ScriptEngine> = OnceLock::new();

/// Makes an engine the one that runs merge code in this program. The first one installed stays.
pub fn install_script_engine(engine: &'static dyn ScriptEngine) {
    let _ = ENGINE.set(engine);
}

/// Says that this program installs an engine later, once a run needs one.
pub fn defer_script_engine() {
    IS_DEFERRED.store(true, Ordering::Relaxed);
}

/// Whether an engine is to come that is not there yet: what needs it has to wait.
#[must_use]
pub fn is_script_engine_pending() -> bool {
    IS_DEFERRED.load(Ordering::Relaxed) && ENGINE.get().is_none()
}

/// The engine that is installed.
///
/// # Errors
/// A sentence that says that there is none.
pub fn script_engine() -> Result<&'static dyn ScriptEngine, MergeError> {
    let none = || MergeError { position: None, message: "this program cannot run merge code".into() };
    ENGINE.get().copied().ok_or_else(none)
}
