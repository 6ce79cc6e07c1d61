//! Actions on what is pointed at and said: selection, scope of settings, and notices.

use replication::{ClientId, Dot, Key, LeaderId, LinkId, Message};

/// A change of what is pointed at, or of the notice.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewAction {
    /// Selects something, to see more of it.
    Select(Selection),
    /// Says for which part of the run choices of policy and topology hold.
    SetScope(Scope),
    /// Shows a sentence until it is dismissed.
    Notice(String),
    /// Dismisses the notice.
    Dismiss,
}

/// For which part of the run a choice of policy or topology holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// From the beginning.
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
    /// A key, and with it its values everywhere.
    Key(Key),
    /// A write, by its dot, and with it its propagation.
    Write(Dot),
    /// A client.
    Client(ClientId),
}
