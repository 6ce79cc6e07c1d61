//! The sentence of an event: who, what, from where, and what came of it.

use replication::{
    Command, DeliveryOverride, DropReason, Event, FailureAction, IgnoreReason, LeaderId, Message,
    RefusalReason, StopReason, BufferReason, World, Write,
};
use timeline::Timeline;

use crate::applied::Applied;
use crate::command::describe_command;
use crate::names::{Names, list_of, possessive};
use crate::reason::{describe_ignored, describe_refusal};
use crate::value::{describe_offset, describe_reading, describe_write_value, write_with_key, describe_write};

/// The event of the record of this number in a sentence, with the names of this world and all that the run knows.
/// Empty if there is no such record.
#[must_use]
pub fn describe_record(timeline: &Timeline, world: &World, number: usize) -> String {
    let Some(record) = timeline.records().get(number) else {
        return String::new();
    };
    let command = timeline.command_of(number).map(|timed| &timed.command);
    describe_event(Names::of_run(timeline, world), &record.event, command)
}

/// An event in a sentence. The command is the one that it is about, where it does not say so itself.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm for each event")]
pub fn describe_event(names: Names<'_>, event: &Event, command: Option<&Command>) -> String {
    let named = |id: &LeaderId| names.leader(*id);
    match event {
        Event::Accepted { leader, write, observed } => {
            let values: Vec<String> =
                observed.iter().filter_map(|dot| names.write(*dot)).map(describe_write_value).collect();
            accepted(names, *leader, write, &values)
        }
        Event::Refused { leader, client, key, reason } => {
            let (who, at, reason) = (names.client(*client), named(leader), describe_refusal(names, *reason));
            match reason {
                RefusalReason::Down | RefusalReason::NotAMember => {
                    format!("{who} got no answer from {at} for {key}: {reason}.")
                }
                RefusalReason::CatchingUp
                | RefusalReason::Inapplicable(_)
                | RefusalReason::NotHome(_)
                | RefusalReason::NoAnswer(_)
                | RefusalReason::HomeMoving => {
                    format!("{at} refused {} request for {key}: {reason}.", possessive(&who))
                }
            }
        }
        Event::Answered { leader, client, key, versions, reading, .. } => {
            let each = || versions.iter().map(|version| describe_write_value(version)).collect();
            let values: Vec<String> =
                reading.as_ref().map_or_else(each, |value| vec![describe_reading(Some(value))]);
            let answer = if values.is_empty() { "nothing".into() } else { list_of(&values) };
            format!("{} read {key} at {}: {answer}.", names.client(*client), named(leader))
        }
        Event::Applied { leader, write, via, kept, removed, reading } => {
            Applied { names, leader: *leader, write, via: *via, kept, removed, reading: reading.as_ref() }
                .describe()
        }
        Event::Sent { message } => {
            let again = if message.attempt > 1 { " again" } else { "" };
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            format!("{from} sent {what} to {to}{again}.")
        }
        Event::Lost { message } => {
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            format!("{from} timed out waiting for {to}: {what} was dropped by the link.")
        }
        Event::Buffered { message } => {
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            format!("{what} arrived early at {to} from {from} and is buffered.")
        }
        Event::Stopped { message, reason } => {
            let reason = match reason {
                StopReason::Cut => "the link was cut",
                StopReason::Down => "one end is down",
                StopReason::Removed => "the link was removed",
            };
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            format!("{what} from {from} to {to} was stopped: {reason}.")
        }
        Event::Delivered { message } => {
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            format!("{what} arrived at {to} from {from}.")
        }
        Event::Dropped { leader, dot, reason } => {
            let reason = match reason {
                DropReason::AlreadyPassed => "it already passed through here",
                DropReason::AlreadyApplied => "it was already applied",
            };
            format!("{} dropped {}: {reason}.", named(leader), describe_write(names, *dot))
        }
        Event::Duplicated { message } => {
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            format!("The link from {from} to {to} duplicated {what}.")
        }
        Event::MessageOverridden { message, delivery } => {
            let MessageParts { write: what, from, to } = MessageParts::of(names, message);
            let effect = match delivery {
                DeliveryOverride::ArriveAt(at) => format!("rescheduled to arrive at {at}"),
                DeliveryOverride::Lost => "set to be dropped".into(),
                DeliveryOverride::Duplicated => "set to be duplicated".into(),
            };
            format!("{what} from {from} to {to} was {effect}.")
        }
        Event::WriteBuffered { leader, dot, reason } => {
            let (at, what) = (named(leader), describe_write(names, *dot));
            match reason {
                BufferReason::Dependencies => {
                    format!("{at} buffers {what} until the writes that it depends on are applied.")
                }
                BufferReason::Inapplicable(misfit) => {
                    format!("{at} buffers {what} until it can be applied: {misfit}.")
                }
            }
        }
        Event::Inapplicable { leader, dot, reason, action } => {
            let (at, what) = (named(leader), describe_write(names, *dot));
            match action {
                FailureAction::Skipped => format!("{at} skipped {what}: {reason}."),
                FailureAction::Upserted => format!("{at} applied {what} anyway, although {reason}."),
                FailureAction::Buffered => format!("{at} cannot apply {what} yet: {reason}."),
                FailureAction::BlockedLink => {
                    format!("{at} cannot apply {what}, which stops its link: {reason}.")
                }
            }
        }
        Event::LinkResumed(link) => format!("The link {} resumed.", names.link(*link)),
        Event::Merged { leader, write, sources } => {
            let of: Vec<String> =
                sources.iter().map(|dot| crate::applied::label_at_leader(names, *leader, *dot)).collect();
            let merged = describe_reading(write.value());
            let (at, key, dot) = (named(leader), &write.key, write.dot);
            format!("{at} merged {} for {key} into {merged} as {dot}.", list_of(&of))
        }
        Event::MergeFailed { leader, key, sources, error } => {
            let fault = error.to_string();
            let all = if sources.len() == 2 { "both versions" } else { "all versions" };
            format!(
                "{} could not merge {key} and keeps {all}: {}.",
                named(leader),
                fault.trim_end_matches('.')
            )
        }
        Event::RequestForwarded { request } => {
            let who = possessive(&names.client(request.client));
            let (from, to) = (named(&request.link.from), named(&request.link.to));
            format!("{from} forwarded {who} request for {} to {to}.", request.key)
        }
        Event::RequestAnswered { request, dot } => {
            let who = possessive(&names.client(request.client));
            let (from, to) = (named(&request.link.from), named(&request.link.to));
            format!("{to} received {from}’s answer to {who} request for {}: {dot}.", request.key)
        }
        Event::HomeAssigned { leader, key, home, .. } => {
            format!("{} learned that {} is the home of {key}.", named(leader), named(home))
        }
        Event::TombstoneRemoved { leader, key, dot } => {
            format!("{} removed the tombstone {dot} and forgot {key}.", named(leader))
        }
        Event::SnapshotSent { link, writes } => {
            let writes = if *writes == 1 { "1 write".into() } else { format!("{writes} writes") };
            format!("{} sent a snapshot of {writes} to {}.", named(&link.from), named(&link.to))
        }
        Event::SnapshotLoaded(link) => {
            format!("{} loaded the snapshot from {}.", named(&link.to), named(&link.from))
        }
        Event::SnapshotInterrupted(link) => {
            format!("The snapshot from {} to {} was stopped.", named(&link.from), named(&link.to))
        }
        Event::ReplicationChanged => "Replication settings changed.".into(),
        Event::Crashed(leader) => format!("{} crashed.", named(leader)),
        Event::Restarted(leader) => format!("{} restarted.", named(leader)),
        Event::Cut(link) => format!("{} was cut.", names.link(*link)),
        Event::Healed(link) => format!("{} was healed.", names.link(*link)),
        Event::LinkAdded(link) => format!("The link {} was added.", names.link(*link)),
        Event::LinkRemoved(link) => format!("The link {} was removed.", names.link(*link)),
        Event::TopologyChanged => match command {
            Some(Command::Topology(topology)) => {
                format!("The topology was changed to “{}”.", topology.info().title)
            }
            _ => "The topology was changed.".into(),
        },
        Event::PolicyChanged => match command {
            Some(Command::Policy(policy)) => {
                format!("The policy was changed to “{}”.", policy.info().title)
            }
            _ => "The policy was changed.".into(),
        },
        Event::LinksChanged => "Link settings changed.".into(),
        Event::ClockSet { owner, clock } => {
            let owner = possessive(&names.clock_owner(*owner));
            format!("{owner} clock was set: {}.", describe_offset(clock.offset))
        }
        Event::Moved(leader) => format!("{} was moved.", named(leader)),
        Event::Joined(leader) => format!("{} joined.", named(leader)),
        Event::Left(leader) => format!("{} left.", named(leader)),
        Event::Ignored(why) => ignored(names, *why, command),
        Event::Halted => "The run stopped at the event limit.".into(),
    }
}

/// What a message carries, and between which leaders.
pub(crate) struct MessageParts {
    pub(crate) write: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl MessageParts {
    pub(crate) fn of(names: Names<'_>, message: &Message) -> Self {
        let link = message.link;
        Self {
            write: describe_write(names, message.dot),
            from: names.leader(link.from),
            to: names.leader(link.to),
        }
    }
}

fn accepted(names: Names<'_>, leader: LeaderId, write: &Write, read: &[String]) -> String {
    let (at, what, dot) = (names.leader(leader), write_with_key(names, write), write.dot);
    let Some(client) = write.client else {
        return format!("{at} accepted {what} as {dot}.");
    };
    let read = if read.is_empty() { "no earlier value".into() } else { list_of(read) };
    format!("{at} accepted {what} as {dot}; {} had read {read}.", names.client(client))
}

fn ignored(names: Names<'_>, why: IgnoreReason, command: Option<&Command>) -> String {
    let reason = describe_ignored(names, why);
    match command {
        Some(command) => format!("“{}” did nothing: {reason}.", describe_command(names, command)),
        None => format!("A command did nothing: {reason}."),
    }
}
