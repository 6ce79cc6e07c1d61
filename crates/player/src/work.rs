//! An edit whose run is still being computed: what the player will be like once it is.

use std::rc::Rc;

use replication::{Command, Fingerprint, Micros, scripts_to_come};
use scenario::Scenario;

use crate::branches::{BranchId, Branches};
use crate::history::History;
use crate::runs::Run;
use crate::timeline::Making;

/// So many events are computed at once. More are computed bit by bit, so that the page stays alive.
pub(crate) const AT_ONCE: usize = 30_000;

/// What is being computed, and what is to be done with it.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// The scenarios whose run is missing, with the run as far as it has come, the next one last.
    pub(crate) missing: Vec<(Rc<Scenario>, Making)>,
    /// Those that are done.
    pub(crate) made: Vec<Rc<Run>>,
    pub(crate) branches: Rc<Branches>,
    /// The edits, with this one among them.
    pub(crate) history: Rc<History>,
    /// What is then looked at beside what is shown.
    pub(crate) beside: Option<BranchId>,
    pub(crate) then: Afterwards,
    /// Whether the next run needs what runs merge code, which is not there yet.
    pub(crate) waits: bool,
}

/// What is done once a run is computed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Afterwards {
    /// Where the playhead goes.
    pub(crate) seek: Option<Micros>,
    /// Whether a run that was played to its end is played on.
    pub(crate) play_on: bool,
    /// Whether it is another run that was opened.
    pub(crate) opens: bool,
    /// What the run should come to.
    pub(crate) expected: Option<Fingerprint>,
}

/// How far the computing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkProgress {
    /// How many events there are so far.
    pub events: usize,
    /// How much of the time is covered in which something is asked for, in percent.
    pub percent: u64,
}

impl Work {
    /// Goes on for so many further events of each run. Returns whether there is more to do.
    pub(crate) fn go_on(&mut self, events: usize) -> bool {
        while let Some((scenario, making)) = self.missing.last_mut() {
            self.waits = waits_for_scripts(scenario);
            if self.waits {
                return true;
            }
            if making.go_on(events) {
                return true;
            }
            if let Some((scenario, making)) = self.missing.pop() {
                self.made.push(Run::new(scenario, Rc::new(making.finish())));
            }
        }
        false
    }

    pub(crate) fn progress(&self) -> WorkProgress {
        let making = self.missing.last().map(|(_, making)| making);
        making.map_or(WorkProgress { events: 0, percent: 99 }, WorkProgress::of)
    }
}

/// Whether a run may come to merge code, and what runs that is yet to come: computed now, it would come to
/// something else.
pub(crate) fn waits_for_scripts(scenario: &Scenario) -> bool {
    let later =
        |command: &Command| matches!(command, Command::Policy(policy) if policy.rules().runs_script());
    scripts_to_come()
        && (scenario.policy.rules().runs_script()
            || scenario.commands.iter().any(|timed| later(&timed.command)))
}

impl WorkProgress {
    /// How far a run has come.
    pub(crate) fn of(making: &Making) -> Self {
        let (at, events) = making.progress();
        let whole = making.last_command_at().0.max(1);
        Self { events, percent: (at.0.min(whole) * 100 / whole).min(99) }
    }
}
