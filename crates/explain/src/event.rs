//! The sentence of an event.

use std::sync::Arc;

use analysis::refused_request;
use replication::{
    BufferReason, ClientAttempt, ClientId, Command, DeliveryOverride, Dot, DropReason, Event, FailureAction,
    IgnoreReason, Key, LeaderId, Message, Offset, RefusalReason, ResponseKind, StopReason, Value, WaitsFor,
    World, Write,
};
use timeline::Timeline;

use crate::applied::{Applied, label_at_leader};
use crate::command::describe_command;
use crate::installed;
use crate::names::{Names, list_of, possessive};
use crate::reason::{describe_ignored, describe_refusal};
use crate::value::{describe_offset, describe_reading, describe_write, describe_write_value, write_with_key};

/// The sentence of the record of this number, with the names that hold in this world and in the run. Empty if there
/// is no such record.
#[must_use]
pub fn describe_record(timeline: &Timeline, world: &World, number: usize) -> String {
    let Some(record) = timeline.records().get(number) else {
        return String::new();
    };
    let command = timeline.command_of(number).map(|timed| &timed.command);
    let command = command.or_else(|| refused_request(timeline, number));
    describe_event(Names::of_run(timeline, world), &record.event, command)
}

/// The sentence of an event. `command` is the command that caused it, for events that do not carry it themselves.
#[must_use]
pub fn describe_event(names: Names<'_>, event: &Event, command: Option<&Command>) -> String {
    let sentence = describe(names, event, command);
    // A sentence about an assignment begins with “the assignment”; all others begin with a name.
    match sentence.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => sentence,
    }
}

fn describe(names: Names<'_>, event: &Event, command: Option<&Command>) -> String {
    match event {
        Event::Accepted { leader, write, observed, .. } => describe_accepted(names, *leader, write, observed),
        Event::Applied { leader, write, via, kept, removed, reading } => {
            Applied { names, leader: *leader, write, via: *via, kept, removed, reading: reading.as_deref() }
                .describe()
        }
        Event::Sent { message } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            let again = if message.attempt > 1 { " again" } else { "" };
            format!("{from} sent {write} to {to}{again}.")
        }
        Event::Delivered { message } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            format!("{write} arrived at {to} from {from}.")
        }
        Event::Refused { .. }
        | Event::Answered { .. }
        | Event::Lost { .. }
        | Event::Buffered { .. }
        | Event::Stopped { .. }
        | Event::Dropped { .. }
        | Event::Duplicated { .. }
        | Event::MessageOverridden { .. }
        | Event::WriteBuffered { .. }
        | Event::Inapplicable { .. }
        | Event::LinkResumed(_)
        | Event::Merged { .. }
        | Event::MergeFailed { .. }
        | Event::RequestForwarded { .. }
        | Event::RequestAnswered { .. }
        | Event::HomeAssigned { .. }
        | Event::TombstoneRemoved { .. }
        | Event::SnapshotSent { .. }
        | Event::SnapshotLoaded(_)
        | Event::SnapshotInterrupted(_)
        | Event::ReplicationChanged
        | Event::Crashed(_)
        | Event::Restarted(_)
        | Event::Cut(_)
        | Event::Healed(_)
        | Event::LinkAdded(_)
        | Event::LinkRemoved(_)
        | Event::TopologyChanged
        | Event::PolicyChanged
        | Event::LinksChanged
        | Event::ClockSet { .. }
        | Event::Moved(_)
        | Event::Joined(_)
        | Event::Draining(_)
        | Event::Left(_)
        | Event::Purged { .. }
        | Event::RequestWaiting { .. }
        | Event::RequestSent { .. }
        | Event::RequestArrived { .. }
        | Event::RetryRecognised { .. }
        | Event::ResponseReceived { .. }
        | Event::RequestTimedOut { .. }
        | Event::Ignored(_)
        | Event::Halted => installed::describe(names, event, command),
    }
}

/// The sentence of an event that the opening run does not have.
#[expect(clippy::too_many_lines, reason = "one arm per event")]
pub(crate) fn describe_rare(names: Names<'_>, event: &Event, command: Option<&Command>) -> String {
    match event {
        Event::Accepted { .. } | Event::Applied { .. } | Event::Sent { .. } | Event::Delivered { .. } => {
            describe(names, event, command)
        }
        Event::Refused { leader, client, key, reason, .. } => {
            Refusal { names, leader: *leader, client: *client, key, reason: *reason, command }.describe()
        }
        Event::Answered { leader, client, key, versions, reading, .. } => {
            let answer = describe_answer(versions, reading.as_deref());
            format!("{} read {key} at {}: {answer}.", names.client(*client), names.leader(*leader))
        }
        Event::Lost { message } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            format!("{from} got no acknowledgement from {to}: the link dropped {write}.")
        }
        Event::Buffered { message, waits_for } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            match waits_for {
                WaitsFor::EarlierMessages => {
                    format!("{write} arrived early at {to} from {from} and is buffered.")
                }
                WaitsFor::Turn => {
                    format!("{write} arrived at {to} from {from} and waits its turn: {to} is busy.")
                }
                WaitsFor::BlockedLink => {
                    format!("{write} arrived at {to} from {from} and is buffered: the link is blocked.")
                }
            }
        }
        Event::Stopped { message, reason } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            format!("{write} from {from} to {to} was stopped: {}.", describe_stop(*reason))
        }
        Event::Dropped { leader, dot, reason } => {
            format!(
                "{} dropped {}: {}.",
                names.leader(*leader),
                describe_write(names, *dot),
                describe_drop(*reason)
            )
        }
        Event::Duplicated { message } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            format!("The link from {from} to {to} duplicated {write}.")
        }
        Event::MessageOverridden { message, delivery } => {
            let MessageParts { write, from, to } = MessageParts::of(names, message);
            format!("{write} from {from} to {to} was {}.", describe_override(*delivery))
        }
        Event::WriteBuffered { leader, dot, reason } => describe_buffered(names, *leader, *dot, *reason),
        Event::Inapplicable { leader, dot, reason, action } => {
            let (at, write) = (names.leader(*leader), describe_write(names, *dot));
            match action {
                FailureAction::Skipped => format!("{at} skipped {write}: {reason}."),
                FailureAction::Upserted => format!("{at} applied {write} as an upsert: {reason}."),
                FailureAction::Buffered => format!("{at} cannot apply {write} yet: {reason}."),
                FailureAction::BlockedLink => {
                    format!("{at} cannot apply {write}, which blocks its link: {reason}.")
                }
            }
        }
        Event::LinkResumed(link) => format!("The link {} resumed.", names.link(*link)),
        Event::Merged { leader, write, sources } => {
            let sources: Vec<String> =
                sources.iter().map(|dot| label_at_leader(names, *leader, *dot)).collect();
            let (at, key, dot) = (names.leader(*leader), &write.key, write.dot);
            let value = describe_reading(write.value());
            format!("{at} merged {} for {key} into {value} as {dot}.", list_of(&sources))
        }
        Event::MergeFailed { leader, key, sources, error } => {
            let (at, error) = (names.leader(*leader), error.to_string());
            let all = if sources.len() == 2 { "both versions" } else { "all versions" };
            format!("{at} could not merge {key} and keeps {all}: {}.", error.trim_end_matches('.'))
        }
        Event::RequestForwarded { request } => {
            let (from, to) = (names.leader(request.link.from), names.leader(request.link.to));
            let owner = possessive(&names.client(request.client));
            format!("{from} forwarded {owner} request for {} to {to}.", request.key)
        }
        Event::RequestAnswered { request, dot } => {
            let (from, to) = (possessive(&names.leader(request.link.from)), names.leader(request.link.to));
            let owner = possessive(&names.client(request.client));
            format!(
                "{to} received {from} response to {owner} request for {}: accepted as {dot}.",
                request.key
            )
        }
        Event::HomeAssigned { leader, key, home, .. } => {
            format!("{} learned that {} is the home of {key}.", names.leader(*leader), names.leader(*home))
        }
        Event::TombstoneRemoved { leader, key, dot } => {
            format!("{} removed the tombstone {dot} and forgot {key}.", names.leader(*leader))
        }
        Event::SnapshotSent { link, writes } => {
            let writes = if *writes == 1 { "1 write".into() } else { format!("{writes} writes") };
            format!("{} sent a snapshot of {writes} to {}.", names.leader(link.from), names.leader(link.to))
        }
        Event::SnapshotLoaded(link) => {
            format!("{} loaded the snapshot from {}.", names.leader(link.to), names.leader(link.from))
        }
        Event::SnapshotInterrupted(link) => {
            format!(
                "The snapshot from {} to {} was interrupted.",
                names.leader(link.from),
                names.leader(link.to)
            )
        }
        Event::ReplicationChanged => "Replication settings changed.".into(),
        Event::Crashed(leader) => format!("{} crashed.", names.leader(*leader)),
        Event::Restarted(leader) => format!("{} restarted.", names.leader(*leader)),
        Event::Cut(link) => format!("{} was cut.", names.link(*link)),
        Event::Healed(link) => format!("{} was healed.", names.link(*link)),
        Event::LinkAdded(link) => format!("The link {} was added.", names.link(*link)),
        Event::LinkRemoved(link) => format!("The link {} was removed.", names.link(*link)),
        Event::TopologyChanged => describe_topology_change(command),
        Event::PolicyChanged => describe_policy_change(command),
        Event::LinksChanged => "Link settings changed.".into(),
        Event::ClockSet { owner, clock } => {
            let (owner, offset) = (possessive(&names.clock_owner(*owner)), describe_offset(clock.offset));
            let to = if clock.offset == Offset(0) { "to true time" } else { &offset };
            format!("{owner} clock was set {to}.")
        }
        Event::Moved(leader) => format!("{} was moved.", names.leader(*leader)),
        Event::Joined(leader) => format!("{} joined.", names.leader(*leader)),
        Event::Draining(leader) => {
            format!("{} is leaving: from now on it only sends what it has applied.", names.leader(*leader))
        }
        Event::Left(leader) => format!("{} left.", names.leader(*leader)),
        Event::Purged { leader, dot } => {
            format!("{} gave up waiting for {dot}.", names.leader(*leader))
        }
        Event::RequestWaiting { leader, client, key, missing, .. } => {
            describe_waiting(names, *leader, *client, key, missing)
        }
        Event::RequestSent { attempt } => describe_sent(names, attempt),
        Event::RequestArrived { attempt, ahead } => describe_arrived(names, attempt, *ahead),
        Event::RetryRecognised { leader, client, key, dot, .. } => format!(
            "{} recognised {} repeated write to {key} by its idempotency key: it had already applied it as {dot}.",
            names.leader(*leader),
            possessive(&names.client(*client))
        ),
        Event::ResponseReceived { attempt, response } => describe_response(names, attempt, *response),
        Event::RequestTimedOut { attempt } => {
            let (owner, at) = (possessive(&names.client(attempt.client)), names.leader(attempt.leader));
            format!("{owner} request to {at} for {} timed out.", attempt.key)
        }
        Event::Ignored(reason) => describe_ignored_command(names, *reason, command),
        Event::Halted => "The run stopped at the event limit.".into(),
    }
}

fn describe_accepted(names: Names<'_>, leader: LeaderId, write: &Write, observed: &[Dot]) -> String {
    let (at, what, dot) = (names.leader(leader), write_with_key(names, write), write.dot);
    let Some(client) = write.client else {
        return format!("{at} accepted {what} as {dot}.");
    };
    let read: Vec<String> =
        observed.iter().filter_map(|dot| names.write(*dot)).map(describe_value_or_operation).collect();
    let read = if read.is_empty() { "no earlier value".into() } else { list_of(&read) };
    match write.operation.is_relative() {
        // It reads at the leader, whatever its client had seen elsewhere.
        true => format!("{at} accepted {what} as {dot}, computed from {read}."),
        false => format!("{at} accepted {what} as {dot}; {} had seen {read}.", names.client(client)),
    }
}

/// The value that a write stores; its operation where each leader computes the value itself.
fn describe_value_or_operation(write: &Write) -> String {
    write.value().map_or_else(|| describe_write_value(write), |value| describe_reading(Some(value)))
}

/// A request that was refused or got no answer.
struct Refusal<'a> {
    names: Names<'a>,
    leader: LeaderId,
    client: ClientId,
    key: &'a Key,
    reason: RefusalReason,
    command: Option<&'a Command>,
}

impl Refusal<'_> {
    /// `Tokyo refused Ben’s read of y: it is leaving.`
    fn describe(&self) -> String {
        let (owner, at) = (possessive(&self.names.client(self.client)), self.names.leader(self.leader));
        let (request, because) = (self.request(), describe_refusal(self.names, self.reason));
        match self.reason {
            RefusalReason::NoAnswer(home) if home == self.leader => {
                format!("{owner} {request} at {at} got no answer: {at} went down.")
            }
            RefusalReason::NoAnswer(_) => format!("{owner} {request} at {at} got no answer: {because}."),
            RefusalReason::ClientTimeout => {
                format!("{} gave up on the {request}: {because}.", self.names.client(self.client))
            }
            // Nobody is there to refuse it.
            RefusalReason::Down | RefusalReason::NotAMember => {
                format!("{owner} {request} was refused at {at}: {because}.")
            }
            RefusalReason::CatchingUp
            | RefusalReason::Inapplicable(_)
            | RefusalReason::NotHome(_)
            | RefusalReason::HomeMoving
            | RefusalReason::Leaving
            | RefusalReason::SessionBehind
            | RefusalReason::SessionTimeout => format!("{at} refused {owner} {request}: {because}."),
        }
    }

    /// `read of y`.
    fn request(&self) -> String {
        let is_write = match self.reason {
            RefusalReason::Inapplicable(_)
            | RefusalReason::NotHome(_)
            | RefusalReason::NoAnswer(_)
            | RefusalReason::HomeMoving => true,
            RefusalReason::Down
            | RefusalReason::NotAMember
            | RefusalReason::CatchingUp
            | RefusalReason::Leaving
            | RefusalReason::SessionBehind
            | RefusalReason::SessionTimeout
            | RefusalReason::ClientTimeout => false,
        };
        let key = self.key;
        match self.command {
            Some(Command::Request(_)) => format!("write to {key}"),
            Some(Command::Read { .. }) => format!("read of {key}"),
            Some(Command::Merge { .. }) => format!("merge of {key}"),
            _ if is_write => format!("write to {key}"),
            _ => format!("request for {key}"),
        }
    }
}

/// `Ben sent a request for y to Tokyo.`
fn describe_sent(names: Names<'_>, attempt: &ClientAttempt) -> String {
    let (client, to, key) = (names.client(attempt.client), names.leader(attempt.leader), &attempt.key);
    match attempt.id.attempt {
        1 => format!("{client} sent a request for {key} to {to}."),
        again => format!("{client} sent the request for {key} again, to {to} (attempt {again})."),
    }
}

/// `Ben’s request for y arrived at Tokyo and waits behind 2 others.`
fn describe_arrived(names: Names<'_>, attempt: &ClientAttempt, ahead: u64) -> String {
    let (owner, at) = (possessive(&names.client(attempt.client)), names.leader(attempt.leader));
    let waits = match ahead {
        0 => String::new(),
        1 => " and waits behind another job".into(),
        more => format!(" and waits behind {more} other jobs"),
    };
    format!("{owner} request for {} arrived at {at}{waits}.", attempt.key)
}

/// `Ben received Tokyo’s acknowledgement of T1.`
fn describe_response(names: Names<'_>, attempt: &ClientAttempt, response: ResponseKind) -> String {
    let (client, of) = (names.client(attempt.client), possessive(&names.leader(attempt.leader)));
    match response {
        ResponseKind::Acknowledged(dot) => format!("{client} received {of} acknowledgement of {dot}."),
        ResponseKind::Answered => format!("{client} received {of} response for {}.", attempt.key),
        ResponseKind::Refused(_) => format!("{client} received {of} refusal for {}.", attempt.key),
    }
}

/// `Ben’s request for y waits at Tokyo, which lacks F1, which Ben has seen.`
fn describe_waiting(
    names: Names<'_>,
    leader: LeaderId,
    client: ClientId,
    key: &Key,
    missing: &[Dot],
) -> String {
    let (client, at) = (names.client(client), names.leader(leader));
    let first = missing.first().map(Dot::to_string).unwrap_or_default();
    let lacking = match missing.len() {
        0 | 1 => format!("{first}, which {client} has seen"),
        2 => format!("{first} and another write that {client} has seen"),
        count => format!("{first} and {} other writes that {client} has seen", count - 1),
    };
    format!("{} request for {key} waits at {at}, which lacks {lacking}.", possessive(&client))
}

pub(crate) fn describe_answer(versions: &[Arc<Write>], reading: Option<&Value>) -> String {
    match (reading, versions) {
        (Some(value), _) => describe_reading(Some(value)),
        (None, []) => "nothing".into(),
        (None, [deleted]) if deleted.value().is_none() => "nothing, as it was deleted".into(),
        (None, versions) => {
            list_of(&versions.iter().map(|version| describe_reading(version.value())).collect::<Vec<_>>())
        }
    }
}

fn describe_buffered(names: Names<'_>, leader: LeaderId, dot: Dot, reason: BufferReason) -> String {
    let (at, write) = (names.leader(leader), describe_write(names, dot));
    match reason {
        BufferReason::Dependencies => {
            format!("{at} buffers {write} until the writes it depends on are applied.")
        }
        BufferReason::Inapplicable(reason) => {
            format!("{at} buffers {write} until it can be applied: {reason}.")
        }
    }
}

const fn describe_stop(reason: StopReason) -> &'static str {
    match reason {
        StopReason::Cut => "the link was cut",
        StopReason::Down => "one end is down",
        StopReason::Removed => "the link was removed",
    }
}

const fn describe_drop(reason: DropReason) -> &'static str {
    match reason {
        DropReason::AlreadyPassed => "it had already passed through here",
        DropReason::AlreadyApplied => "it had already been applied",
    }
}

fn describe_override(delivery: DeliveryOverride) -> String {
    match delivery {
        DeliveryOverride::ArriveAt(at) => format!("rescheduled to arrive at {at}"),
        DeliveryOverride::Lost => "set to be dropped".into(),
        DeliveryOverride::Duplicated => "set to be duplicated".into(),
    }
}

fn describe_topology_change(command: Option<&Command>) -> String {
    match command {
        Some(Command::Topology(topology)) => {
            format!("The topology was changed to “{}”.", topology.name().title)
        }
        _ => "The topology was changed.".into(),
    }
}

fn describe_policy_change(command: Option<&Command>) -> String {
    match command {
        Some(Command::Policy(policy)) => format!("The policy was changed to “{}”.", policy.name().title),
        _ => "The policy was changed.".into(),
    }
}

fn describe_ignored_command(names: Names<'_>, reason: IgnoreReason, command: Option<&Command>) -> String {
    let reason = describe_ignored(names, reason);
    match command {
        Some(command) => format!("“{}” did nothing: {reason}.", describe_command(names, command)),
        None => format!("A command did nothing: {reason}."),
    }
}

/// A message in words: its write, and the leaders at both ends.
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
