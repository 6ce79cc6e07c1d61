//! Actions: everything a user can do on the page, as data.

mod branch;
mod document;
mod edit;
mod job;
mod playback;
mod view;

pub use branch::{BranchAction, DEFAULT_FAILOVER, ForkTail};
pub use document::{DocumentAction, StartAt};
pub use edit::EditAction;
pub use job::JobAction;
pub use playback::PlaybackAction;
pub use view::{Scope, Selection, ViewAction};

/// An action by the user, or by the clock that drives playback.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Edits the scenario.
    Edit(EditAction),
    /// Changes the set of branches, or which of them are shown.
    Branch(BranchAction),
    /// Opens a run or a stored document.
    Document(DocumentAction),
    /// Moves the playhead.
    Playback(PlaybackAction),
    /// Starts, continues or cancels a background job.
    Job(JobAction),
    /// Changes the selection, the scope of settings, or the notice.
    View(ViewAction),
}

impl Action {
    /// Whether it changes the scenario, the set of branches, or which of them are shown.
    #[must_use]
    pub fn edits(&self) -> bool {
        match self {
            Self::Edit(_) | Self::Branch(_) => true,
            Self::Document(_) | Self::Playback(_) | Self::Job(_) | Self::View(_) => false,
        }
    }

    /// Whether the clock, or storage, triggers it rather than the user.
    pub(crate) fn is_automatic(&self) -> bool {
        matches!(
            self,
            Self::Document(DocumentAction::Identify { .. })
                | Self::Playback(PlaybackAction::Tick { .. } | PlaybackAction::StepNext)
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

impl From<DocumentAction> for Action {
    fn from(action: DocumentAction) -> Self {
        Self::Document(action)
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
