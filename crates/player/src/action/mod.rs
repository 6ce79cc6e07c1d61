//! Everything a person can do on the page, as data, in groups of one subject each.

mod branch;
mod edit;
mod job;
mod playback;
mod view;

pub use branch::{BranchAction, ForkTail};
pub use edit::EditAction;
pub use job::JobAction;
pub use playback::PlaybackAction;
pub use view::{Scope, Selection, ViewAction};

/// One act of a person, or of the clock that drives playback.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Changes what is in the scenario.
    Edit(EditAction),
    /// Changes which branches there are, or which of them are shown.
    Branch(BranchAction),
    /// Moves the playhead.
    Playback(PlaybackAction),
    /// Opens, continues or cancels what is being computed.
    Job(JobAction),
    /// Changes what is pointed at and what is said about it.
    View(ViewAction),
}

impl Action {
    /// Whether it changes the scenario, or which branches there are, or which of them are shown.
    #[must_use]
    pub fn edits(&self) -> bool {
        match self {
            Self::Edit(_) | Self::Branch(_) => true,
            Self::Playback(_) | Self::Job(_) | Self::View(_) => false,
        }
    }

    /// Whether it comes of the clock rather than of a person.
    pub(crate) fn is_automatic(&self) -> bool {
        matches!(
            self,
            Self::Playback(PlaybackAction::Tick { .. } | PlaybackAction::StepNext)
                | Self::Job(JobAction::ContinueRun { .. })
        )
    }
}

impl From<EditAction> for Action {
    fn from(action: EditAction) -> Self {
        Self::Edit(action)
    }
}

impl From<BranchAction> for Action {
    fn from(action: BranchAction) -> Self {
        Self::Branch(action)
    }
}

impl From<PlaybackAction> for Action {
    fn from(action: PlaybackAction) -> Self {
        Self::Playback(action)
    }
}

impl From<JobAction> for Action {
    fn from(action: JobAction) -> Self {
        Self::Job(action)
    }
}

impl From<ViewAction> for Action {
    fn from(action: ViewAction) -> Self {
        Self::View(action)
    }
}
