//! What a record tells, in a whole sentence: who, what, where from, and what it came to. Unlike what an event
//! says by itself, it goes by all that the run knows: what a message brings, and who had seen what.

use replication::{
    Command, Dot, Event, Fate, LeaderId, LinkId, Message, Value, WhyDropped, WhyStopped, World, Write,
};

use timeline::{Cargo, Crossing, Flight, Landing, Timeline};

use crate::command::describe_command;
use crate::event::describe_event;
use crate::names::{client_name, leader_name, list_of};
use crate::reason::describe_ignored;
use crate::value::{describe_reading, describe_write_value, write_label};

/// Small numbers are words.
const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The record of this number in a sentence, with the names that hold in this world. Empty if there is none.
#[must_use]
pub fn tell_record(timeline: &Timeline, world: &World, number: usize) -> String {
    let Some(record) = timeline.records().get(number) else {
        return String::new();
    };
    let teller = Teller { timeline, world };
    match &record.event {
        Event::Accepted { leader, write, saw } => teller.accepted(*leader, write, saw),
        Event::Applied { leader, write, via, kept, gone, reading } => {
            let applied = Applied { leader: *leader, write, kept, gone, reading: reading.as_ref() };
            teller.applied(&applied, *via)
        }
        Event::Sent { message } => teller.sent(message),
        Event::Lost { message } => {
            let (what, from, to) = teller.carried(message);
            format!("{from} noticed that {what} was lost on the way to {to}.")
        }
        Event::Held { message } => {
            let (what, from, to) = teller.carried(message);
            format!("{what} came to {to} from {from} before what was sent earlier, and is held.")
        }
        Event::Delivered { message } => {
            let (what, from, to) = teller.carried(message);
            format!("{what} arrived at {to} from {from}.")
        }
        Event::Stopped { message, why } => {
            let (what, from, to) = teller.carried(message);
            let reason = match why {
                WhyStopped::Cut => "by a cut",
                WhyStopped::Down => "because one end is down",
                WhyStopped::Removed => "because the link is gone",
            };
            format!("{what} was stopped on the way from {from} to {to} {reason}.")
        }
        Event::Duplicated { message } => {
            let (what, from, to) = teller.carried(message);
            format!("The link from {from} to {to} made a copy of {what}.")
        }
        Event::Joined(id) => format!("{} joined.", teller.leader(*id)),
        Event::Left(id) => format!("{} left.", teller.leader(*id)),
        Event::Dropped { leader: id, dot, why } => {
            let reason = match why {
                WhyDropped::OwnMark => "it bears its own mark",
                WhyDropped::AlreadyApplied => "it had applied it already",
            };
            format!("{} dropped {}: {reason}.", teller.leader(*id), teller.of_key(*dot))
        }
        _ => describe_record(timeline, world, number),
    }
}

/// The record of this number in a few words, by its event and by the command that it tells of. Empty if there is
/// none.
#[must_use]
pub fn describe_record(timeline: &Timeline, world: &World, number: usize) -> String {
    let Some(record) = timeline.records().get(number) else {
        return String::new();
    };
    let command = timeline.command_of(number).map(|timed| &timed.command);
    match (&record.event, command) {
        (Event::Ignored(why), Some(command)) => {
            format!("“{}” did nothing: {}.", describe_command(world, command), describe_ignored(world, *why))
        }
        (_, Some(Command::Topology(topology))) => {
            format!("The topology was changed to “{}”.", topology.info().title)
        }
        (_, Some(Command::Policy(policy))) => {
            format!("The policy was changed to “{}”.", policy.info().title)
        }
        (event, _) => describe_event(world, event),
    }
}

/// A message from its setting out to its end, in a few words: as the name of its line.
#[must_use]
pub fn describe_message_span(timeline: &Timeline, world: &World, flight: &Flight) -> String {
    let (what, from, to) = Teller { timeline, world }.carried(&flight.message);
    let end = match flight.landing {
        Some((at, Landing::Delivered)) => format!("arrives at {at}"),
        Some((_, Landing::Lost | Landing::LostByHand)) => "is lost on the way".into(),
        Some((at, Landing::Stopped)) => format!("is stopped at {at}"),
        None => "does not arrive any more".into(),
    };
    let copy = if flight.message.copy { ", a copy," } else { "" };
    format!("{}: {what}{copy} from {from} to {to}, {end}", flight.since)
}

/// A request, an answer or a snapshot from its setting out to its end, in a few words: as the name of its line.
#[must_use]
pub fn describe_transfer(timeline: &Timeline, world: &World, crossing: &Crossing) -> String {
    let teller = Teller { timeline, world };
    let what = match &crossing.cargo {
        Cargo::Request(who, key) => format!("{}’s request about {key}", client_name(world, *who)),
        Cargo::Answer(who, key) => format!("the answer to {} about {key}", client_name(world, *who)),
        Cargo::Snapshot => "a snapshot".into(),
    };
    let end = match crossing.landing {
        Some((at, Landing::Delivered)) => format!("arrives at {at}"),
        Some((at, _)) => format!("gets no further at {at}"),
        None => "does not arrive any more".into(),
    };
    let LinkId { from, to } = crossing.link;
    format!("{}: {what} from {} to {}, {end}", crossing.sent_at, teller.leader(from), teller.leader(to))
}

/// What a leader made of a write.
struct Applied<'a> {
    leader: LeaderId,
    write: &'a Write,
    kept: &'a [Dot],
    gone: &'a [(Dot, Fate)],
    reading: Option<&'a Value>,
}

impl Applied<'_> {
    /// The other versions that are concerned.
    fn others(&self) -> impl Iterator<Item = Dot> {
        let all = self.kept.iter().chain(self.gone.iter().map(|(dot, _)| dot)).copied();
        all.filter(|dot| *dot != self.write.dot)
    }

    fn gone_by(&self, fate: Fate) -> Vec<Dot> {
        let others = self.gone.iter().filter(|(dot, it)| *dot != self.write.dot && *it == fate);
        others.map(|(dot, _)| *dot).collect()
    }

    fn own_fate(&self) -> Option<Fate> {
        self.gone.iter().find(|(dot, _)| *dot == self.write.dot).map(|(_, fate)| *fate)
    }
}

struct Teller<'a> {
    timeline: &'a Timeline,
    world: &'a World,
}

impl Teller<'_> {
    /// How a leader is called, also where it has left, or has not joined yet.
    fn leader(&self, id: LeaderId) -> String {
        let there = self.world.leaders.contains_key(&id);
        let name = (!there).then(|| self.timeline.name_of(id)).flatten();
        name.unwrap_or_else(|| leader_name(self.world, id))
    }

    fn write(&self, dot: Dot) -> Option<&Write> {
        self.timeline.writes().get(&dot).map(|record| &*record.write)
    }

    /// `Ana’s “milk” for cart`.
    fn of_key(&self, dot: Dot) -> String {
        self.write(dot).map_or_else(
            || dot.to_string(),
            |write| format!("{} for {}", write_label(self.world, write), write.key),
        )
    }

    /// What a message brings, and from where to where.
    fn carried(&self, message: &Message) -> (String, String, String) {
        let LinkId { from, to } = message.link;
        (self.of_key(message.dot), self.leader(from), self.leader(to))
    }

    fn sent(&self, message: &Message) -> String {
        let (what, from, to) = self.carried(message);
        let again = if message.attempt > 1 { " again" } else { "" };
        format!("{from} sent {what} to {to}{again}.")
    }

    fn accepted(&self, id: LeaderId, write: &Write, saw: &[Dot]) -> String {
        let by = self.leader(id);
        let what = format!("{} for {}, as {}", write_label(self.world, write), write.key, write.dot);
        let Some(who) = write.client.map(|who| client_name(self.world, who)) else {
            return format!("{by} accepted {what}.");
        };
        let values: Vec<String> =
            saw.iter().filter_map(|dot| self.write(*dot)).map(describe_write_value).collect();
        let seen = if values.is_empty() { "no value of it".into() } else { list_of(&values) };
        format!("{by} accepted {what}; {who} had seen {seen}.")
    }

    fn applied(&self, applied: &Applied<'_>, via: Option<LinkId>) -> String {
        let (id, write) = (applied.leader, applied.write);
        let what = format!("{} for {}", write_label(self.world, write), write.key);
        let by = self.leader(id);
        let rivals: Vec<Dot> =
            applied.others().filter(|dot| self.timeline.are_concurrent(write.dot, *dot)).collect();
        let beside = match &rivals[..] {
            [] => String::new(),
            [one] => format!(", concurrent with {}", self.as_known_at(id, *one)),
            many => format!(", concurrent with {} others", in_words(many.len())),
        };
        let came_to = self.came_to(applied, rivals.len(), via.is_some());
        match via {
            Some(link) => {
                format!("{by} received {what} from {}{beside}{came_to}.", self.leader(link.from))
            }
            None => format!("{by} applied {what}{beside}{came_to}."),
        }
    }

    /// What it came to, after a colon; nothing if that goes without saying.
    fn came_to(&self, applied: &Applied<'_>, rivals: usize, came: bool) -> String {
        let names = |dots: &[Dot]| {
            list_of(&dots.iter().map(|dot| self.as_known_at(applied.leader, *dot)).collect::<Vec<_>>())
        };
        let (discarded, overwritten) = (applied.gone_by(Fate::Discarded), applied.gone_by(Fate::Overwritten));
        let superseded = applied.gone_by(Fate::Superseded);
        let siblings = applied.kept.len();
        let the_rest = if rivals == 1 { "the other is" } else { "the others are" };
        if let Some(value) = applied.reading {
            return format!(": {} is {} now", applied.write.key, describe_reading(Some(value)));
        }
        match applied.own_fate() {
            Some(Fate::Superseded) => return ": it had been superseded already".into(),
            Some(_) if rivals == 1 => return ": it lost, and is thrown away".into(),
            Some(_) if rivals == 0 && !applied.kept.is_empty() => {
                return format!(": it lost to {}, though its writer had seen that", names(applied.kept));
            }
            Some(_) => return ": it lost to what was there, and is thrown away".into(),
            None => {}
        }
        if siblings > 1 && applied.kept.contains(&applied.write.dot) {
            format!(": {} siblings", in_words(siblings))
        } else if !discarded.is_empty() {
            match rivals {
                0 => format!(": it won over {}, which its writer had seen", names(&discarded)),
                _ => format!(": it won, and {the_rest} thrown away"),
            }
        } else if !overwritten.is_empty() {
            match rivals {
                0 => format!(": it overwrote {}, which its writer had seen", names(&overwritten)),
                _ => format!(": {the_rest} overwritten"),
            }
        } else if !superseded.is_empty() && applied.write.is_merge() {
            format!(": it took the place of {}", names(&superseded))
        } else if !superseded.is_empty() {
            format!(": it replaced {}, which its writer had seen", names(&superseded))
        } else if came && applied.kept == [applied.write.dot] {
            ": nothing else was there".into()
        } else {
            String::new()
        }
    }

    /// `its own “eggs”` where it was accepted, `Ben’s “eggs”` elsewhere.
    fn as_known_at(&self, id: LeaderId, dot: Dot) -> String {
        match self.write(dot) {
            Some(write) if dot.leader == id && write.client.is_some() => {
                format!("its own {}", describe_write_value(write))
            }
            Some(write) => write_label(self.world, write),
            None => dot.to_string(),
        }
    }
}

fn in_words(count: usize) -> String {
    NUMBERS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
