//! A record as one line of a trace, in the short names of leaders, links and writes:
//! `   108.250 ms  F→T delivers F1`.

use std::fmt;

use crate::command::Whose;
use crate::event::{Event, Message, Record, WhyDropped, WhyRefused, WhyStopped};
use crate::policy::Fate;
use crate::versions::Dot;
use crate::write::{Operation, Write};

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // All in one column, up to a run of a thousand seconds.
        let (ms, micros) = (self.at.0 / 1_000, self.at.0 % 1_000);
        write!(f, "{ms:>6}.{micros:03} ms  {}", self.event)
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { leader, write, saw } => {
                write!(f, "{leader} accepts {} from {}: {}", write.dot, write.client, done(write))?;
                write!(f, "; seen: {}", listed(saw))?;
                if !write.context.is_empty() {
                    write!(f, ", context {}", write.context)?;
                }
                write!(f, "; clocks: {} and {} µs", write.client_time, write.leader_time)
            }
            Self::Refused { leader, client, key, why } => {
                let reason = match why {
                    WhyRefused::Down => "it is down",
                    WhyRefused::NotThere => "it is not there",
                };
                write!(f, "{leader} gives {client} no answer about {key}: {reason}")
            }
            Self::Answered { leader, client, key, versions, context } => {
                let versions: Vec<String> = versions.iter().map(|write| version(write)).collect();
                let answer = if versions.is_empty() { "nothing".into() } else { versions.join(" | ") };
                write!(f, "{leader} answers {client} about {key}: {answer}, context {context}")
            }
            Self::Applied { leader, write, kept, gone, .. } => {
                write!(f, "{leader} applies {}: {} is {}", write.dot, write.key, listed(kept))?;
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
            change => write_change(change, f),
        }
    }
}

fn write_change(event: &Event, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match event {
        Event::Crashed(leader) => write!(f, "{leader} crashes"),
        Event::Restarted(leader) => write!(f, "{leader} restarts"),
        Event::Cut(link) => write!(f, "{link} is cut"),
        Event::Healed(link) => write!(f, "{link} is healed"),
        Event::LinkAdded(link) => write!(f, "{link} is added"),
        Event::LinkRemoved(link) => write!(f, "{link} is removed"),
        Event::TopologyChanged => write!(f, "the topology changes"),
        Event::PolicyChanged => write!(f, "the policy changes"),
        Event::LinksChanged => write!(f, "the links change"),
        Event::ClockSet { whose, clock } => {
            match whose {
                Whose::Leader(leader) => write!(f, "the clock of {leader}")?,
                Whose::Client(client) => write!(f, "the clock of {client}")?,
            }
            write!(f, " is set: ahead by {}, drift {} ppm", clock.offset, clock.drift_ppm)
        }
        Event::Moved(leader) => write!(f, "{leader} moves"),
        Event::Joined(leader) => write!(f, "{leader} joins"),
        Event::Left(leader) => write!(f, "{leader} leaves"),
        Event::Ignored(why) => write!(f, "nothing comes of a command: {why}"),
        Event::Halted => write!(f, "the run has as many events as a run may have, and stops"),
        data => unreachable!("{data:?} is written with the data"),
    }
}

/// What a link does with a message. That it is sent for the first time and on its first link goes without saying.
fn carried(f: &mut fmt::Formatter<'_>, message: &Message, what: &str, why: &str) -> fmt::Result {
    write!(f, "{} {what} {}", message.link, message.dot)?;
    if message.hops > 1 {
        write!(f, ", hop {}", message.hops)?;
    }
    if message.attempt > 1 {
        write!(f, ", attempt {}", message.attempt)?;
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
        Operation::Put(value) => format!("{} = “{}”", write.key, in_one_line(&value.to_string())),
        Operation::Delete => format!("{} deleted", write.key),
    }
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
    fn a_message_says_what_does_not_go_without_saying() {
        let link = LinkId::new("F".parse().unwrap(), "T".parse().unwrap());
        let line = |hops, attempt| {
            let message = Message { link, dot: dot("F", 1), hops, attempt };
            Record { at: Micros(108_250), event: Event::Delivered { message } }.to_string()
        };
        assert_eq!(line(1, 1), "   108.250 ms  F→T delivers F1");
        assert_eq!(line(2, 3), "   108.250 ms  F→T delivers F1, hop 2, attempt 3");
    }

    #[test]
    fn a_value_stays_in_its_line() {
        assert_eq!(in_one_line("two\nlines\u{1b}"), "two\\nlines\\u{1b}");
    }
}
