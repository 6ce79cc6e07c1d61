//! Actions that edit the scenario, including undo and redo.

use replication::{
    ClientId, Command, DeliveryOverride, LeaderId, Message, Micros, Place, Policy, RequestSettings,
    ScheduledCommand, ServiceTimes, Topology, Workload,
};
use scenario::Scenario;

use crate::history::EditKind;

/// An edit to the scenario of the current branch.
#[derive(Clone, Debug, PartialEq)]
pub enum EditAction {
    /// Adds a command at the playhead.
    Issue(Command),
    /// Adds several commands at the playhead in this order, as one edit.
    IssueAll {
        /// The name of the edit, such as a failover.
        kind: EditKind,
        /// The commands.
        commands: Vec<Command>,
    },
    /// Removes a command.
    RemoveCommand(Box<ScheduledCommand>),
    /// Removes the command that made the selected event or write happen.
    RemoveSelected,
    /// Moves a command to another instant.
    MoveCommand {
        /// The command as scheduled in the scenario.
        scheduled: Box<ScheduledCommand>,
        /// Its new instant.
        to: Micros,
    },
    /// Moves the command that made an event happen, by the number of its record, to another instant, and goes there.
    MoveEvent {
        /// The number of the record.
        number: usize,
        /// The new instant of its command.
        to: Micros,
    },
    /// Makes the command with which a leader leaves drain it first.
    DrainOnLeave(LeaderId),
    /// Never drops tombstones, from the beginning of the run.
    KeepTombstones,
    /// Chooses a policy within the current scope, with the options that suit the run’s requests.
    ChoosePolicy(Box<Policy>),
    /// Chooses a topology within the current scope. One that is drawn by hand starts with the current links.
    ChooseTopology(Box<Topology>),
    /// Converts the requests that the policy refuses because of their kind, where it supports others in their place.
    ConvertRequests,
    /// Changes a setting from the beginning of the run. While a drag is `ongoing`, each change replaces the last, so
    /// one undo reverts the whole drag.
    Configure {
        /// The command that changes the setting.
        command: Command,
        /// Whether the gesture continues.
        ongoing: bool,
    },
    /// Delivers a message at another time, drops it, duplicates it, or resets it, regardless of the playhead. Replaces
    /// any earlier override of the same message.
    OverrideMessage {
        /// The message.
        message: Message,
        /// The override; `None` leaves delivery to the link.
        delivery: Option<DeliveryOverride>,
    },
    /// Places a listed client on the globe, or where its own leader is. The steps of a drag are one edit, as in
    /// [`Self::Configure`].
    PlaceClient {
        /// The client.
        client: ClientId,
        /// Its place; `None` for that of its leader.
        place: Option<Place>,
        /// Whether the gesture continues.
        ongoing: bool,
    },
    /// Changes how clients send their requests.
    SetRequests {
        /// The client; `None` for every client, those of the workload included.
        client: Option<ClientId>,
        /// The new settings.
        requests: RequestSettings,
    },
    /// Changes how long operations keep leaders busy.
    SetServiceTimes {
        /// The leader; `None` for every leader.
        leader: Option<LeaderId>,
        /// The new service times.
        service: ServiceTimes,
    },
    /// Replaces the workload, or removes it.
    SetWorkload(Option<Box<Workload>>),
    /// Converts the workload to clients and commands that can be edited individually.
    ExpandWorkload,
    /// Replaces the whole scenario, as one edit.
    Replace(Box<Scenario>),
    /// Gives the run another seed, from which all randomness is drawn.
    SetSeed(u64),
    /// Redraws all randomness from an instant on, with another seed.
    Redraw(Micros),
    /// Removes a redraw, by its place in the list.
    RemoveRedraw(usize),
    /// Gives the run another title.
    SetTitle(String),
    /// Gives the run another description.
    SetAbout(String),
    /// Replaces the invariants: one is stated, changed or removed.
    SetInvariants(Vec<String>),
    /// Reverts the last edit.
    Undo,
    /// Reapplies the last edit that was undone.
    Redo,
}
