//! Actions that edit the scenario, undo and redo among them.

use replication::{Command, DeliveryOverride, Message, Micros, ScheduledCommand, Workload};

use crate::history::EditKind;

/// An edit of the scenario of the branch that is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum EditAction {
    /// Adds a command at the playhead.
    Issue(Command),
    /// Adds several commands at the playhead, in this order, as one edit.
    IssueAll {
        /// What they are together, such as a failover.
        kind: EditKind,
        /// The commands.
        commands: Vec<Command>,
    },
    /// Removes a command.
    RemoveCommand(Box<ScheduledCommand>),
    /// Moves a command to another instant.
    MoveCommand {
        /// The command as it stands in the scenario.
        scheduled: Box<ScheduledCommand>,
        /// When it comes instead.
        to: Micros,
    },
    /// Changes a setting from the beginning of the run. While a drag is `ongoing`, each replaces the one before,
    /// so that undo takes them back as one.
    Configure {
        /// The command that makes the setting.
        command: Command,
        /// Whether more of the same gesture follows.
        ongoing: bool,
    },
    /// Delivers a message at another time, drops or duplicates it, or resets it, wherever the playhead stands. It
    /// replaces an earlier override of the same message.
    OverrideMessage {
        /// The message.
        message: Message,
        /// How it is delivered; as the link decides if there is none.
        delivery: Option<DeliveryOverride>,
    },
    /// Replaces the workload, or removes it.
    SetWorkload(Option<Box<Workload>>),
    /// Converts the workload to clients and commands that can be edited one by one.
    ExpandWorkload,
    /// Takes the last edit back.
    Undo,
    /// Makes the edit again that was taken back last.
    Redo,
}
