//! Removing the command behind what is selected.

use analysis::command_behind;
use replication::ScheduledCommand;

use super::Player;
use crate::action::Selection;

/// Why nothing is removed.
const NOTHING_TO_REMOVE: &str =
    "Select a write, a read or a change first: only a command of this run can be removed.";
/// Why the selected event is not removed.
const NOT_OF_THIS_RUN: &str = "This followed from other events, or the workload generated it: only a command of this run can be removed.";

impl Player {
    /// The command that made the selected event or write happen; none if it followed from others, or if the workload
    /// generated the command.
    #[must_use]
    pub fn selected_command(&self) -> Option<&ScheduledCommand> {
        let number = match self.selection() {
            Selection::Event(number) => number,
            Selection::Write(dot) => self.timeline().writes().get(&dot)?.record_number,
            Selection::Nothing
            | Selection::Leader(_)
            | Selection::Link(_)
            | Selection::Message(_)
            | Selection::Key(_)
            | Selection::Client(_)
            | Selection::VersionVectors
            | Selection::LostWrites => return None,
        };
        command_behind(self.timeline(), number).filter(|command| self.scenario().commands.contains(command))
    }

    /// Removes the selected command, or says why there is none.
    pub(super) fn remove_selected(&mut self) {
        match (self.selected_command().cloned(), self.selection()) {
            (Some(scheduled), _) => {
                self.remove_command(&scheduled);
                self.select(Selection::Nothing);
            }
            (None, Selection::Event(_) | Selection::Write(_)) => {
                self.notice.show_until_next_action(NOT_OF_THIS_RUN);
            }
            (None, _) => self.notice.show_until_next_action(NOTHING_TO_REMOVE),
        }
    }
}
