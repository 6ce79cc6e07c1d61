//! Actions on the view: selection, scope of settings, and notices.

use replication::{ClientId, Dot, Key, LeaderId, LinkId, Message};

/// Changes the selection, the scope of settings, or the notice.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewAction {
    /// Selects something, to show its details.
    Select(Selection),
    /// Sets the part of the run that changes of policy and topology apply to.
    SetScope(Scope),
    /// Shows or hides the version vectors of leaders and messages on the stage.
    ShowVectors(bool),
    /// Shows what each client sees, or hides it.
    ShowScreens(bool),
    /// Shows the questions about the run, or hides them.
    ToggleQuestions,
    /// Shows a sentence until it is dismissed.
    Notice(String),
    /// Dismisses the notice.
    Dismiss,
}

/// The part of the run that a change of policy or topology applies to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole run.
    #[default]
    WholeRun,
    /// From the playhead on.
    FromNow,
}

/// What is selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// A leader.
    Leader(LeaderId),
    /// A link.
    Link(LinkId),
    /// A message.
    Message(Message),
    /// An event, by the number of its record.
    Event(usize),
    /// A key, with its values at every leader.
    Key(Key),
    /// A write by its dot, with its propagation.
    Write(Dot),
    /// A client.
    Client(ClientId),
    /// The version vectors of all leaders.
    VersionVectors,
    /// Every lost write.
    LostWrites,
}
