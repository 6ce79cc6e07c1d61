//! Events in one sentence, by the event alone.

use replication::{
    Dot, Event, Fate, Handled, LeaderId, LinkId, Message, Then, WhyDropped, WhyRefused, WhyStopped,
    WhyWaiting, World, Write,
};

use crate::command::clock_owner;
use crate::names::{client_name, leader_name, list_of};
use crate::reason::{describe_ignored, describe_refusal};
use crate::value::{describe_offset, describe_reading, describe_write_value, write_label};

/// An event in one sentence, with the names that hold in this world.
#[must_use]
pub fn describe_event(world: &World, event: &Event) -> String {
    let named = |id: &LeaderId| leader_name(world, *id);
    match event {
        Event::Accepted { leader, write, .. } => {
            format!(
                "{} accepted {} for {}, as {}.",
                named(leader),
                write_label(world, write),
                write.key,
                write.dot
            )
        }
        Event::Refused { leader, client: who, key, why } => {
            let reason = describe_refusal(world, *why);
            let verb = match why {
                WhyRefused::Down | WhyRefused::NotThere => "got no answer from",
                _ => "was refused by",
            };
            format!("{} {verb} {} about {key}: {reason}.", client_name(world, *who), named(leader))
        }
        Event::Answered { leader, client: who, key, versions, reading, .. } => {
            let each = || versions.iter().map(|version| describe_write_value(version)).collect();
            let values: Vec<String> =
                reading.as_ref().map_or_else(each, |value| vec![describe_reading(Some(value))]);
            let answer = if values.is_empty() { "nothing".into() } else { list_of(&values) };
            format!("{} read {key} at {}: {answer}.", client_name(world, *who), named(leader))
        }
        Event::Applied { leader, write, kept, gone, reading, .. } => {
            let what = reading
                .as_ref()
                .map_or_else(|| effect(write, kept, gone), |value| format!("; it is {value} now"));
            format!("{} applied {} for {}{what}.", named(leader), write_label(world, write), write.key)
        }
        Event::Sent { message } => message_sentence(world, message, "set out"),
        Event::Lost { message } => message_sentence(world, message, "was lost on the way"),
        Event::Held { message } => message_sentence(world, message, "came early and is held"),
        Event::Delivered { message } => message_sentence(world, message, "arrived"),
        Event::Stopped { message, why } => {
            let reason = match why {
                WhyStopped::Cut => "was stopped by a cut",
                WhyStopped::Down => "was stopped: one end is down",
                WhyStopped::Removed => "was stopped: the link is gone",
            };
            message_sentence(world, message, reason)
        }
        Event::Dropped { leader, dot, why } => {
            let reason = match why {
                WhyDropped::OwnMark => "it bears its own mark",
                WhyDropped::AlreadyApplied => "it had applied it already",
            };
            format!("{} dropped {dot}: {reason}.", named(leader))
        }
        Event::Duplicated { message } => message_sentence(world, message, "was doubled on the way"),
        Event::Intervened { message, then } => match then {
            Then::Arrives(at) => message_sentence(world, message, &format!("was made to arrive at {at}")),
            Then::Lost => message_sentence(world, message, "was made to get lost"),
            Then::Doubled => message_sentence(world, message, "was made to be doubled"),
        },
        other => describe_apart(world, other),
    }
}

fn describe_apart(world: &World, event: &Event) -> String {
    let named = |id: &LeaderId| leader_name(world, *id);
    let over = |link: &LinkId| format!("{} → {}", named(&link.from), named(&link.to));
    match event {
        Event::Waits { leader, dot, why } => match why {
            WhyWaiting::Dependencies => {
                format!("{} keeps {dot} until it has what {dot} depends on.", named(leader))
            }
            WhyWaiting::Misfit(misfit) => format!("{} keeps {dot} until it fits: {misfit}.", named(leader)),
        },
        Event::Misfits { leader, dot, misfit, handled } => {
            let done = match handled {
                Handled::Skipped => "skipped",
                Handled::Upserted => "put all the same",
                Handled::Waits => "kept",
                Handled::StopsLink => "stopped the link at",
            };
            format!("{} {done} {dot}: {misfit}.", named(leader))
        }
        Event::LinkGoesOn(link) => format!("{} goes on.", over(link)),
        Event::Merged { leader, write, of } => {
            let of: Vec<String> = of.iter().map(Dot::to_string).collect();
            format!(
                "{} merged {} of {} into {}, as {}.",
                named(leader),
                list_of(&of),
                write.key,
                describe_reading(write.value()),
                write.dot
            )
        }
        Event::MergeFailed { leader, key, fault, .. } => {
            format!("{} could not merge {key}, and keeps all of it: {fault}.", named(leader))
        }
        Event::Forwarded { request } => {
            let who = client_name(world, request.client);
            format!("{who}’s request about {} goes on: {}.", request.key, over(&request.link))
        }
        Event::Returned { request, dot } => {
            let who = client_name(world, request.client);
            format!("{who} has the answer about {} from {}: {dot}.", request.key, named(&request.link.from))
        }
        Event::Assigned { leader, key, home, .. } => {
            format!("{} learned that {} is home of {key}.", named(leader), named(home))
        }
        Event::TombstoneDropped { leader, key, dot } => {
            format!("{} dropped the tombstone {dot}, and forgot {key}.", named(leader))
        }
        Event::SnapshotSent { link, writes } => {
            format!("A snapshot of {writes} writes set out: {}.", over(link))
        }
        Event::SnapshotLoaded(link) => {
            format!("{} begins with {}’s snapshot.", named(&link.to), named(&link.from))
        }
        Event::SnapshotStopped(link) => format!("The snapshot {} was stopped.", over(link)),
        other => describe_change(world, other),
    }
}

fn message_sentence(world: &World, message: &Message, what: &str) -> String {
    let LinkId { from, to } = message.link;
    format!(
        "The message with {} from {} to {} {what}.",
        message.dot,
        leader_name(world, from),
        leader_name(world, to)
    )
}

fn effect(write: &Write, kept: &[Dot], gone: &[(Dot, Fate)]) -> String {
    let own = gone.iter().find(|(dot, _)| *dot == write.dot).map(|(_, fate)| *fate);
    let others = |fate| gone.iter().any(|(dot, it)| *dot != write.dot && *it == fate);
    match own {
        Some(Fate::Superseded) => match kept {
            [instead] if write.is_merge() => format!("; {instead} had taken its place already"),
            _ => "; it had been superseded already".into(),
        },
        Some(_) => "; it lost to what was there".into(),
        None if kept.len() > 1 => format!("; {} siblings now", kept.len()),
        None if others(Fate::Discarded) => "; it won over what was there".into(),
        None if others(Fate::Overwritten) => "; it overwrote what was there".into(),
        None if others(Fate::Superseded) && write.is_merge() => {
            let dots = gone.iter().map(|(dot, _)| dot.to_string());
            format!("; it took the place of {}", list_of(&dots.collect::<Vec<_>>()))
        }
        None if others(Fate::Superseded) => "; it replaced what its writer had seen".into(),
        None => String::new(),
    }
}

fn describe_change(world: &World, event: &Event) -> String {
    let named = |id: &LeaderId| leader_name(world, *id);
    let over = |link: &LinkId| format!("{} → {}", named(&link.from), named(&link.to));
    match event {
        Event::Crashed(leader) => format!("{} went down.", named(leader)),
        Event::Restarted(leader) => format!("{} is up again.", named(leader)),
        Event::Cut(link) => format!("{} was cut.", over(link)),
        Event::Healed(link) => format!("{} was healed.", over(link)),
        Event::LinkAdded(link) => format!("There is a link {} now.", over(link)),
        Event::LinkRemoved(link) => format!("The link {} is gone.", over(link)),
        Event::TopologyChanged => "The topology was changed.".into(),
        Event::PolicyChanged => "The policy was changed.".into(),
        Event::LinksChanged => "Links behave otherwise now.".into(),
        Event::ReplicationChanged => "Writes are passed on otherwise now.".into(),
        Event::ClockSet { whose, clock } => {
            format!("{}’s clock was set: {}.", clock_owner(world, *whose), describe_offset(clock.offset))
        }
        Event::Moved(leader) => format!("{} was moved.", named(leader)),
        Event::Joined(leader) => format!("{} joined.", named(leader)),
        Event::Left(leader) => format!("{} left.", named(leader)),
        Event::Ignored(why) => format!("A command did nothing: {}.", describe_ignored(world, *why)),
        Event::Halted => "The run has as many events as a run may have, and stops here.".into(),
        told => unreachable!("{told:?} is told with the data"),
    }
}
