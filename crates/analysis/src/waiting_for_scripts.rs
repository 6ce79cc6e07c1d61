//! Whether a run has to wait until the script engine has been loaded.

use replication::{Command, is_script_engine_pending};
use scenario::Scenario;

/// Whether a run may need the script engine while that is still loading: computed now, its result would differ.
#[must_use]
pub fn waits_for_scripts(scenario: &Scenario) -> bool {
    let later =
        |command: &Command| matches!(command, Command::Policy(policy) if policy.as_policy().runs_script());
    is_script_engine_pending()
        && (scenario.policy.as_policy().runs_script()
            || scenario.commands.iter().any(|scheduled| later(&scheduled.command)))
}
