//! The interface to script engines that run user-written merge code, so that this crate depends on none.
//!
//! A program installs its engine once at startup. Without an engine, every scripted merge fails with an error and
//! both values stay as siblings. A program that loads its engine on demand declares so, and must not compute a run
//! that needs the engine before it is loaded.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::value::Value;

/// The input of a merge: two concurrent values and, if there is one, their common ancestor. `None` is a deleted
/// value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeInput<'a> {
    /// The value stored at the leader.
    pub mine: Option<&'a Value>,
    /// The value that arrived.
    pub theirs: Option<&'a Value>,
    /// The latest value that both sides have; also `None` if they have nothing in common.
    pub ancestor: Option<&'a Value>,
}

/// Why a merge failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeError {
    /// The line and column in the code, from 1, if known.
    pub position: Option<(u32, u32)>,
    /// What is wrong, as one sentence without the position.
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

/// The result of running a merge, with its cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRun {
    /// The merged value; `None` is a deletion.
    pub result: Result<Option<Value>, MergeError>,
    /// The cost in units of one event; it counts towards the event limit of a run.
    pub cost: usize,
}

/// Runs merge code deterministically, with bounded steps, depth and memory, and without clock, randomness or I/O
/// (SEMANTICS W2).
pub trait ScriptEngine: Sync {
    /// Checks that the code compiles and defines a merge function.
    ///
    /// # Errors
    /// The first error in the code.
    fn check(&self, source: &str) -> Result<(), MergeError>;

    /// Runs the code on two values.
    fn merge(&self, source: &str, values: MergeInput<'_>) -> MergeRun;
}

static IS_DEFERRED: AtomicBool = AtomicBool::new(false);

static ENGINE: OnceLock<&'static dyn ScriptEngine> = OnceLock::new();

/// Installs the script engine of this program. Only the first call has an effect.
pub fn install_script_engine(engine: &'static dyn ScriptEngine) {
    let _ = ENGINE.set(engine);
}

/// Declares that this program installs its engine later, when a run needs it.
pub fn defer_script_engine() {
    IS_DEFERRED.store(true, Ordering::Relaxed);
}

/// Whether the engine is deferred and not installed yet: runs that need it must wait.
#[must_use]
pub fn is_script_engine_pending() -> bool {
    IS_DEFERRED.load(Ordering::Relaxed) && ENGINE.get().is_none()
}

/// The installed engine.
///
/// # Errors
/// If no engine is installed.
pub fn script_engine() -> Result<&'static dyn ScriptEngine, MergeError> {
    let none = || MergeError { position: None, message: "this program cannot run merge code".into() };
    ENGINE.get().copied().ok_or_else(none)
}
