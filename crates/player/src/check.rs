//! Checking an edited scenario, by code that a program may install later: the page fetches it after the first frame.

use scenario::{Scenario, ScenarioError};

/// Whether a scenario is valid; see [`Scenario::check`].
#[cfg(not(feature = "deferred-check"))]
pub fn check(scenario: &Scenario) -> Result<(), ScenarioError> {
    scenario.check()
}

#[cfg(feature = "deferred-check")]
mod deferred {
    use std::sync::OnceLock;

    use super::{Scenario, ScenarioError};

    type Check = fn(&Scenario) -> Result<(), ScenarioError>;

    static CHECK: OnceLock<Check> = OnceLock::new();

    /// Installs the check, [`Scenario::check`]. It must be there before the first edit.
    pub fn install_check(check: Check) {
        // Installed before: it is the same.
        let _ = CHECK.set(check);
    }

    /// Whether a scenario is valid. Without a check, none is.
    pub fn check(scenario: &Scenario) -> Result<(), ScenarioError> {
        let missing = || ScenarioError {
            position: None,
            path: String::new(),
            message: "the code that checks edits is not loaded yet; try again".into(),
        };
        CHECK.get().ok_or_else(missing)?(scenario)
    }
}

#[cfg(feature = "deferred-check")]
pub use deferred::{check, install_check};
