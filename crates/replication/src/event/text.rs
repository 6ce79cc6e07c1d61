//! A record as one line of a trace, in the short names of leaders, links and writes:
//! `   108.250 ms  F→T delivers F1`.

use std::fmt;

use crate::command::{Then, Whose};
use crate::event::{Event, Handled, Message, Record, WhyDropped, WhyRefused, WhyStopped};
use crate::leader::WhyWaiting;
use crate::operation::Operation;
use crate::policy::Fate;
use crate::value::Value;
use crate::versions::Dot;
use crate::write::Write;

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // All in one column, up to a run of a thousand seconds.
        let (ms, micros) = (self.at.0 / 1_000, self.at.0 % 1_000);
        write!(f, "{ms:>6}.{micros:03} ms  {}", self.event)
    }
}

impl fmt::Display for Event {
    #[expect(clippy::too_many_lines, reason = "one arm per variant")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { leader, write, saw } => {
                write!(f, "{leader} accepts {} from {}: {}", write.dot, maker(write), done(write))?;
                write!(f, "; seen: {}", listed(saw))?;
                if !write.context.is_empty() {
                    write!(f, ", context {}", write.context)?;
                }
                write!(f, "; clocks: {} and {} µs", write.client_time, write.leader_time)?;
                carried_besides(f, write)
            }
            Self::Refused { leader, client, key, why } => {
                let reason = refusal(*why);
                match why {
                    WhyRefused::Down | WhyRefused::NotThere => {
                        write!(f, "{leader} gives {client} no answer about {key}: {reason}")
                    }
                    WhyRefused::CatchingUp
                    | WhyRefused::Misfit(_)
                    | WhyRefused::NotHome(_)
                    | WhyRefused::NoAnswer(_)
                    | WhyRefused::Moving => write!(f, "{leader} refuses {client} about {key}: {reason}"),
                }
            }
            Self::Answered { leader, client, key, versions, reading, context } => {
                let versions: Vec<String> = versions.iter().map(|write| version(write)).collect();
                let answer = if versions.is_empty() { "nothing".into() } else { versions.join(" | ") };
                write!(f, "{leader} answers {client} about {key}: {answer}")?;
                read_as(f, reading.as_ref())?;
                write!(f, ", context {context}")
            }
            Self::Applied { leader, write, kept, gone, reading, .. } => {
                write!(f, "{leader} applies {}: {} is {}", write.dot, write.key, listed(kept))?;
                read_as(f, reading.as_ref())?;
                gone.iter().try_for_each(|(dot, fate)| write!(f, ", {dot} {}", fate_name(*fate)))
            }
            Self::Sent { message } => carried(f, message, "sends", ""),
            Self::Lost { message } => carried(f, message, "has lost", ""),
            Self::Held { message } => carried(f, message, "holds", ": it came early"),
            Self::Delivered { message } => carried(f, message, "delivers", ""),
            Self::Stopped { message, why } => {
                let reason = match why {
                    WhyStopped::Cut => ": it is cut",
                    WhyStopped::Down => ": one end is down",
                    WhyStopped::Removed => ": it is removed",
                };
                carried(f, message, "stops", reason)
            }
            Self::Dropped { leader, dot, why } => {
                let reason = match why {
                    WhyDropped::OwnMark => "it bears its own mark",
                    WhyDropped::AlreadyApplied => "it has applied it already",
                };
                write!(f, "{leader} drops {dot}: {reason}")
            }
            Self::Duplicated { message } => carried(f, message, "copies", ""),
            Self::Intervened { message, then } => match then {
                Then::Arrives(at) => carried(f, message, "is to deliver", &format!(": at {at}")),
                Then::Lost => carried(f, message, "is to lose", ""),
                Then::Doubled => carried(f, message, "is to copy", ""),
            },
            Self::Waits { leader, dot, why } => match why {
                WhyWaiting::Dependencies => {
                    write!(f, "{leader} keeps {dot} until it has what {dot} depends on")
                }
                WhyWaiting::Misfit(misfit) => write!(f, "{leader} keeps {dot} until it fits: {misfit}"),
            },
            Self::Misfits { leader, dot, misfit, handled } => {
                let done = match handled {
                    Handled::Skipped => "skips",
                    Handled::Upserted => "puts",
                    Handled::Waits => "keeps",
                    Handled::StopsLink => "stops the link at",
                };
                write!(f, "{leader} {done} {dot}: {}, {misfit}", misfit.id())
            }
            Self::LinkGoesOn(link) => write!(f, "{link} goes on"),
            Self::Merged { leader, write, of } => {
                write!(f, "{leader} merges {} as {}: {}", listed(of), write.dot, done(write))?;
                write!(f, ", context {}", write.context)
            }
            Self::MergeFailed { leader, key, of, fault } => {
                let fault = in_one_line(&fault.to_string());
                write!(f, "{leader} cannot merge {} of {key}: {fault}", listed(of))
            }
            Self::Forwarded { request } => {
                let (number, link, client) = (request.number, request.link, request.client);
                write!(f, "{link} takes request {number} of {client} about {}", request.key)
            }
            Self::Returned { request, dot } => {
                write!(f, "{} brings the answer to request {}: {dot}", request.link, request.number)
            }
            Self::Assigned { leader, key, home, .. } => {
                write!(f, "{leader} learns that {home} is home of {key}")
            }
            Self::TombstoneDropped { leader, key, dot } => {
                write!(f, "{leader} drops the tombstone {dot} of {key}")
            }
            Self::SnapshotSent { link, writes } => write!(f, "{link} sends a snapshot of {writes} writes"),
            Self::SnapshotLoaded(link) => write!(f, "{link} delivers the snapshot"),
            Self::SnapshotStopped(link) => write!(f, "{link} stops the snapshot"),
            Self::Crashed(leader) => write!(f, "{leader} crashes"),
            Self::Restarted(leader) => write!(f, "{leader} restarts"),
            Self::Cut(link) => write!(f, "{link} is cut"),
            Self::Healed(link) => write!(f, "{link} is healed"),
            Self::LinkAdded(link) => write!(f, "{link} is added"),
            Self::LinkRemoved(link) => write!(f, "{link} is removed"),
            Self::TopologyChanged => write!(f, "the topology changes"),
            Self::PolicyChanged => write!(f, "the policy changes"),
            Self::LinksChanged => write!(f, "the links change"),
            Self::ReplicationChanged => write!(f, "the switches of replication change"),
            Self::ClockSet { whose, clock } => {
                match whose {
                    Whose::Leader(leader) => write!(f, "the clock of {leader}")?,
                    Whose::Client(client) => write!(f, "the clock of {client}")?,
                }
                write!(f, " is set: ahead by {}, drift {} ppm", clock.offset, clock.drift_ppm)
            }
            Self::Moved(leader) => write!(f, "{leader} moves"),
            Self::Joined(leader) => write!(f, "{leader} joins"),
            Self::Left(leader) => write!(f, "{leader} leaves"),
            Self::Ignored(why) => write!(f, "nothing comes of a command: {why}"),
            Self::Halted => write!(f, "the run has as many events as a run may have, and stops"),
        }
    }
}

/// Why a client was refused.
fn refusal(why: WhyRefused) -> String {
    match why {
        WhyRefused::Down => "it is down".into(),
        WhyRefused::NotThere => "it is not there".into(),
        WhyRefused::CatchingUp => "it has not caught up yet".into(),
        WhyRefused::Misfit(misfit) => misfit.to_string(),
        WhyRefused::NotHome(home) => format!("its home is {home}"),
        WhyRefused::NoAnswer(home) => format!("its home {home} gives no answer"),
        WhyRefused::Moving => "it is moving to another home".into(),
    }
}

fn read_as(f: &mut fmt::Formatter<'_>, reading: Option<&Value>) -> fmt::Result {
    reading.map_or(Ok(()), |value| write!(f, " = “{}”", in_one_line(&value.to_string())))
}

fn carried_besides(f: &mut fmt::Formatter<'_>, write: &Write) -> fmt::Result {
    if let Some(stamp) = write.stamp {
        write!(f, ", stamp {stamp}")?;
    }
    if let Some(after) = &write.after {
        write!(f, "; after {after}")?;
    }
    Ok(())
}

fn maker(write: &Write) -> String {
    write.client.map_or_else(|| "itself".into(), |client| client.to_string())
}

/// What a link does with a message. That it is sent for the first time and on its first link goes without
/// saying.
fn carried(f: &mut fmt::Formatter<'_>, message: &Message, what: &str, why: &str) -> fmt::Result {
    write!(f, "{} {what} {}", message.link, message.dot)?;
    if message.hops > 1 {
        write!(f, ", hop {}", message.hops)?;
    }
    if message.attempt > 1 {
        write!(f, ", attempt {}", message.attempt)?;
    }
    if message.copy {
        write!(f, ", copy")?;
    }
    f.write_str(why)
}

fn listed(dots: &[Dot]) -> String {
    match dots {
        [] => "nothing".into(),
        _ => dots.iter().map(Dot::to_string).collect::<Vec<_>>().join(" | "),
    }
}

fn done(write: &Write) -> String {
    match &write.operation {
        Operation::Put(value) => format!("{} = {}", write.key, shown(Some(value))),
        Operation::Delete => format!("{} deleted", write.key),
        Operation::Insert(value) => format!("insert {} = {}", write.key, shown(Some(value))),
        Operation::Update(value) => format!("update {} = {}", write.key, shown(Some(value))),
        Operation::Increment(by) => format!("{} + {by}{}", write.key, row(write)),
        Operation::Add(item) => format!("{} with {}{}", write.key, shown(Some(item)), row(write)),
        Operation::Remove(item) => format!("{} without {}{}", write.key, shown(Some(item)), row(write)),
        Operation::Assign { home, epoch } => format!("home of {} is {home}, assignment {epoch}", write.key),
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".into(), |value| format!("“{}”", in_one_line(&value.to_string())))
}

/// The row that a relative operation came to.
fn row(write: &Write) -> String {
    write.row.as_ref().map_or_else(String::new, |value| format!(" = {}", shown(Some(value))))
}

fn version(write: &Write) -> String {
    match write.value() {
        Some(value) => format!("{} “{}”", write.dot, in_one_line(&value.to_string())),
        None => format!("{} deleted", write.dot),
    }
}

/// With control characters written out.
fn in_one_line(text: &str) -> String {
    let written_out = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(written_out).collect()
}

fn fate_name(fate: Fate) -> &'static str {
    match fate {
        Fate::Superseded => "superseded",
        Fate::Overwritten => "overwritten",
        Fate::Discarded => "discarded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LinkId;
    use crate::time::Micros;

    fn dot(leader: &str, counter: u64) -> Dot {
        Dot::new(leader.parse().unwrap(), counter)
    }

    #[test]
    fn message_text_omits_default_fields() {
        let link = LinkId::new("F".parse().unwrap(), "T".parse().unwrap());
        let line = |hops, attempt| {
            let message = Message { link, dot: dot("F", 1), hops, attempt, copy: false };
            Record { at: Micros(108_250), event: Event::Delivered { message } }.to_string()
        };
        assert_eq!(line(1, 1), "   108.250 ms  F→T delivers F1");
        assert_eq!(line(2, 3), "   108.250 ms  F→T delivers F1, hop 2, attempt 3");
    }

    #[test]
    fn control_characters_in_values_are_escaped() {
        assert_eq!(in_one_line("two\nlines\u{1b}"), "two\\nlines\\u{1b}");
    }
}
