//! Kinds of edits, and their names in the undo list.

use std::rc::Rc;

use explain::{MessageEffect, client_name, describe_command, describe_message_effect, leader_name, list_of};
use replication::{ClientId, Command, Dot, Key, LeaderId, LinkId, Micros, World};

use super::cut_off::CutOff;

/// The kind of an edit.
#[derive(Clone, Debug, PartialEq)]
pub enum EditKind {
    /// A command was added, or a setting changed.
    Command(Box<Command>),
    /// Leaders crashed.
    Crash(Vec<LeaderId>),
    /// Leaders restarted.
    Restart(Vec<LeaderId>),
    /// Links from or to leaders were cut one way.
    CutOff(Vec<LeaderId>, CutOff),
    /// Every key of one home was assigned to another leader.
    FailOver {
        /// The old home.
        from: LeaderId,
        /// The new home.
        to: LeaderId,
    },
    /// The same siblings were merged at several leaders at once.
    MergeConcurrently(Key, Vec<LeaderId>),
    /// The delivery of a message was overridden.
    OverrideMessage(LinkId, Dot, MessageEffect),
    /// The override of a message was removed.
    ResetMessage(LinkId, Dot),
    /// A command was removed.
    RemoveCommand(Box<Command>),
    /// A command was moved to another instant.
    MoveCommand(Box<Command>, Micros),
    /// A client was placed on the globe.
    PlaceClient(ClientId),
    /// The way in which a client, or every client, sends requests was changed.
    SetRequests(Option<ClientId>),
    /// The service times of a leader, or of every leader, were changed.
    SetServiceTimes(Option<LeaderId>),
    /// A workload was added.
    AddWorkload,
    /// The workload was changed.
    ChangeWorkload,
    /// The workload was removed.
    RemoveWorkload,
    /// The workload was converted to commands.
    ExpandWorkload,
    /// A branch was forked at an instant.
    Fork(Micros),
    /// A branch was renamed.
    RenameBranch,
    /// The branch of this name was removed.
    RemoveBranch(Rc<str>),
    /// The run was replaced by one that was edited as JSON.
    Replace,
    /// The run got this seed.
    SetSeed(u64),
    /// The random draws after an instant were redrawn.
    Redraw(Micros),
    /// A redraw was removed.
    RemoveRedraw(Micros),
    /// The run got another title.
    SetTitle,
    /// The run got another description.
    SetAbout,
    /// An invariant was stated.
    AddInvariant,
    /// An invariant was changed.
    ChangeInvariant,
    /// An invariant was removed.
    RemoveInvariant,
    /// The requests of the run were converted to others that the policy supports.
    ConvertRequests,
    /// An edit from before the run was saved, by its name.
    Restored(Rc<str>),
}

impl EditKind {
    /// An edit that adds this command.
    #[must_use]
    pub fn command(command: Command) -> Self {
        Self::Command(Box::new(command))
    }

    /// Whether both can be steps of one gesture, such as a drag: they change the same setting.
    pub(crate) fn same_gesture(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Command(one), Self::Command(other)) => changes_same_setting(one, other),
            _ => self == other,
        }
    }

    /// The name of the undo step, such as `cut Frankfurt ↔ Tokyo`.
    pub(crate) fn describe(&self, world: &World) -> String {
        let names =
            |ids: &[LeaderId]| list_of(&ids.iter().map(|id| leader_name(world, *id)).collect::<Vec<_>>());
        match self {
            Self::Command(command) => describe_command(world, command),
            Self::Crash(leaders) => format!("crash {}", names(leaders)),
            Self::Restart(leaders) => format!("restart {}", names(leaders)),
            Self::CutOff(leaders, CutOff::Outward) => format!("cut links from {}", names(leaders)),
            Self::CutOff(leaders, CutOff::Inward) => format!("cut links to {}", names(leaders)),
            Self::CutOff(leaders, CutOff::BothWays) => format!("cut off {}", names(leaders)),
            Self::FailOver { from, to } => {
                format!("fail over from {} to {}", leader_name(world, *from), leader_name(world, *to))
            }
            Self::MergeConcurrently(key, leaders) => format!("merge {key} at {} at once", names(leaders)),
            Self::OverrideMessage(link, dot, effect) => describe_message_effect(world, *link, *dot, *effect),
            Self::ResetMessage(link, dot) => {
                format!(
                    "reset {dot} from {} to {}",
                    leader_name(world, link.from),
                    leader_name(world, link.to)
                )
            }
            Self::RemoveCommand(command) => format!("remove “{}”", describe_command(world, command)),
            Self::MoveCommand(command, to) => format!("move “{}” to {to}", describe_command(world, command)),
            Self::PlaceClient(client) => format!("move {}", client_name(world, *client)),
            Self::SetRequests(Some(client)) => {
                format!("change how {} sends requests", client_name(world, *client))
            }
            Self::SetRequests(None) => "change how clients send requests".into(),
            Self::SetServiceTimes(Some(leader)) => {
                format!("change the service times of {}", leader_name(world, *leader))
            }
            Self::SetServiceTimes(None) => "change the service times".into(),
            Self::AddWorkload => "add a workload".into(),
            Self::ChangeWorkload => "change the workload".into(),
            Self::RemoveWorkload => "remove the workload".into(),
            Self::ExpandWorkload => "convert the workload to commands".into(),
            Self::Fork(at) => format!("fork at {at}"),
            Self::RenameBranch => "rename a branch".into(),
            Self::RemoveBranch(name) => format!("remove the branch “{name}”"),
            Self::Replace => "replace the run".into(),
            Self::SetSeed(seed) => format!("change the seed to {seed}"),
            Self::Redraw(at) => format!("redraw randomness from {at}"),
            Self::RemoveRedraw(at) => format!("remove the redraw at {at}"),
            Self::SetTitle => "rename the run".into(),
            Self::SetAbout => "describe the run".into(),
            Self::AddInvariant => "add an invariant".into(),
            Self::ChangeInvariant => "change an invariant".into(),
            Self::RemoveInvariant => "remove an invariant".into(),
            Self::ConvertRequests => "convert the run’s writes".into(),
            Self::Restored(name) => name.to_string(),
        }
    }
}

/// Whether two commands change the same setting.
fn changes_same_setting(one: &Command, other: &Command) -> bool {
    match (one, other) {
        (Command::Move { leader, .. }, Command::Move { leader: same, .. }) => leader == same,
        (Command::SetClock(clock), Command::SetClock(same)) => clock.owner == same.owner,
        (Command::StepClock(step), Command::StepClock(same)) => step.owner == same.owner,
        (Command::Links(_), Command::Links(_))
        | (Command::Policy(_), Command::Policy(_))
        | (Command::Topology(_), Command::Topology(_))
        | (Command::Replication(_), Command::Replication(_)) => true,
        _ => one == other,
    }
}
