//! The verdicts of checks at the playhead, and where the page shows their evidence.

use std::ops::Deref;

use analysis::{CheckRun, Finding, Verdict, Witness};
use timeline::Timeline;

use crate::action::{Action, PlaybackAction, Selection, ViewAction};
use crate::player::Player;

impl Player {
    /// The verdicts at the playhead of checks that follow the shown run; none if they have not been followed so far.
    #[must_use]
    pub fn verdicts<T: Deref<Target = Timeline>>(&self, run: &CheckRun<T>) -> Option<Vec<Verdict>> {
        let frame = self.frame();
        run.verdicts_at(frame.count, &frame.outcome, self.world())
    }

    /// The actions that show a witness: they go to its instant and select its subject.
    #[must_use]
    pub fn show_witness(&self, witness: &Witness) -> Vec<Action> {
        let selection = match (&witness.finding, witness.keys.first()) {
            (Finding::ReadDifferently, Some(key)) => Selection::Key(key.clone()),
            _ => Selection::Event(witness.shown_by(self.timeline())),
        };
        vec![PlaybackAction::Seek(witness.at).into(), ViewAction::Select(selection).into()]
    }
}
