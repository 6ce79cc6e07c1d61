//! The offsets of a clock at which, under last write wins, another write of a key would win.
//!
//! Asked of one clock, about the latest meeting of two writes of which it dated one. What wins is what the
//! leader at which they met keeps of the key at that instant. Where a clock changes nothing of a run but the
//! timestamps of the writes that it dates, the offsets follow from those by rule; otherwise they are looked for
//! by running the scenario with other offsets.

mod meeting;
mod rule;
mod trial;
mod words;

use std::sync::Arc;

use replication::{
    Clock, Command, Dot, Key, LastWriteWins, LeaderId, Micros, Offset, Reset, Timestamp, Whose, Write,
};
use scenario::Scenario;

use crate::player::Player;
use crate::timeline::Timeline;

use meeting::Meeting;
pub use words::{describe_flip, describe_flips};

/// What turning a clock would change.
#[derive(Clone, Debug, PartialEq)]
pub enum Turning {
    /// Nothing, as no timestamp is from this clock, or there is none; and why.
    NotAsked(WhyNot),
    /// This much about who wins where two writes have met.
    Decides(Flips),
}

/// Why a clock decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Writes are not compared by timestamps.
    OtherPolicy,
    /// Timestamps are those of the clients' clocks.
    ClientsCount,
    /// Timestamps are those of the leaders' clocks.
    LeadersCount,
    /// Lamport clocks only count.
    OnlyCounted,
    /// No two writes have met of which this clock dated one.
    NoMeeting,
}

/// The offsets of one clock at which another write wins.
#[derive(Clone, Debug, PartialEq)]
pub struct Flips {
    /// Of which key.
    pub key: Key,
    /// The leader at which the writes met.
    pub leader: LeaderId,
    /// The number of the record that tells of it.
    pub number: usize,
    /// When that was.
    pub at: Micros,
    /// The write that wins with the clock as it is.
    pub winner: Dot,
    /// The nearest offset further behind at which another wins.
    pub below: Option<Flip>,
    /// The nearest offset further ahead.
    pub above: Option<Flip>,
    /// How the offsets were found.
    pub found: Found,
}

/// An offset at which another write wins, and so do all beyond it up to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// How far ahead the clock then is at the beginning of the run.
    pub offset: Offset,
    /// The write that wins then.
    pub wins: Dot,
    /// Where the timestamps are equal, if they are anywhere: there the tie-break decides.
    pub tie: Option<Offset>,
}

/// How offsets were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// From the timestamps, exactly.
    ByRule,
    /// By running the scenario with other offsets, up to this far either way.
    ByRuns(Offset),
    /// Not at all: the run is too long to be run so often.
    TooLong,
}

/// Where two writes met, and what this says of them.
struct Case<'a> {
    scenario: &'a Scenario,
    timeline: &'a Timeline,
    rule: LastWriteWins,
    whose: Whose,
    /// The clock at the beginning of the run.
    clock: Clock,
    key: Key,
    leader: LeaderId,
    number: usize,
    at: Micros,
}

/// How far a clock is moved, in microseconds.
type Shift = i64;

impl Case<'_> {
    /// Whether the clock in question dates a write.
    fn dates(&self, write: &Write) -> bool {
        dates(self.rule.timestamp, self.whose, write)
    }

    /// The offset at the beginning that is this far from the present one, if a clock can be off so much.
    fn offset(&self, shift: Shift) -> Option<Offset> {
        let most = Offset::from_ms(replication::limits::MAX_OFFSET_MS).0;
        let offset = self.clock.offset.0.checked_add(shift)?;
        (-most..=most).contains(&offset).then_some(Offset(offset))
    }

    /// The command that sets the clock to this offset for the whole run.
    fn turned(&self, offset: Offset) -> Command {
        Command::Clock(Reset { whose: self.whose, clock: Clock { offset, ..self.clock } })
    }
}

fn dates(timestamp: Timestamp, whose: Whose, write: &Write) -> bool {
    match timestamp {
        Timestamp::Leader | Timestamp::Hybrid => whose == Whose::Leader(write.dot.leader),
        Timestamp::Client => write.client.is_some_and(|client| whose == Whose::Client(client)),
        Timestamp::Lamport => false,
    }
}

/// Why a clock cannot decide anything under this rule.
fn out_of_question(rule: LastWriteWins, whose: Whose) -> Option<WhyNot> {
    match (rule.timestamp, whose) {
        (Timestamp::Lamport, _) => Some(WhyNot::OnlyCounted),
        (Timestamp::Client, Whose::Leader(_)) => Some(WhyNot::ClientsCount),
        (Timestamp::Leader | Timestamp::Hybrid, Whose::Client(_)) => Some(WhyNot::LeadersCount),
        _ => None,
    }
}

impl Player {
    /// A clock as it is set at the beginning of the run; on time if there is none.
    #[must_use]
    pub fn clock_at_first(&self, whose: Whose) -> Clock {
        let scenario = self.scenario();
        let clock = match whose {
            Whose::Leader(id) => {
                let joining = scenario.commands.iter().find_map(|timed| match &timed.command {
                    Command::Join(newcomer) if newcomer.id == id => Some(newcomer.clock),
                    _ => None,
                });
                scenario.leaders.iter().find(|spec| spec.id == id).map(|spec| spec.clock).or(joining)
            }
            Whose::Client(id) => {
                let listed = scenario.clients.iter().find(|spec| spec.id == id).map(|spec| spec.clock);
                // A client of the workload has its clock set by a command.
                let set = scenario.commands.iter().find_map(|timed| match timed.command {
                    Command::Clock(reset) if reset.whose == whose && timed.at == Micros::ZERO => {
                        Some(reset.clock)
                    }
                    _ => None,
                });
                listed.or(set)
            }
        };
        clock.unwrap_or(Clock::TRUE)
    }

    /// The number of the record at which two writes met of which this clock dated one: the last before the
    /// playhead, or else the first after it. None if there is none, or clocks decide nothing.
    #[must_use]
    pub fn meeting(&self, whose: Whose) -> Option<usize> {
        self.met(whose).ok().map(|(_, meeting)| meeting.number)
    }

    fn met(&self, whose: Whose) -> Result<(LastWriteWins, Meeting), WhyNot> {
        let rule = self.frame().world().policy.rules().timestamp_rule().ok_or(WhyNot::OtherPolicy)?;
        if let Some(why) = out_of_question(rule, whose) {
            return Err(why);
        }
        let dates = |write: &Write| dates(rule.timestamp, whose, write);
        let meeting = meeting::find(self.timeline(), self.frame().count, dates);
        meeting.map(|meeting| (rule, meeting)).ok_or(WhyNot::NoMeeting)
    }

    /// What it would change about who wins there to turn the clock.
    #[must_use]
    pub fn turning(&self, whose: Whose) -> Turning {
        let (rule, Meeting { key, leader, number, at }) = match self.met(whose) {
            Ok(met) => met,
            Err(why) => return Turning::NotAsked(why),
        };
        let (timeline, scenario, clock) = (self.timeline(), self.scenario(), self.clock_at_first(whose));
        let case = Case { scenario, timeline, rule, whose, clock, key, leader, number, at };
        flips(&case).map_or(Turning::NotAsked(WhyNot::NoMeeting), Turning::Decides)
    }
}

/// What wins now, and at which offsets another does.
fn flips(case: &Case<'_>) -> Option<Flips> {
    let run = case.timeline.run_at(case.at, None);
    let at_leader = run.world().leaders.get(&case.leader)?;
    let winner = at_leader.store.get(&case.key)?.versions.first()?.dot;
    let applied: Vec<Arc<Write>> = at_leader
        .log
        .iter()
        .filter(|entry| entry.write.key == case.key)
        .map(|entry| entry.write.clone())
        .collect();
    let ([below, above], found) = match rule::is_enough(case) {
        true => (rule::flips(case, &applied), Found::ByRule),
        false => trial::flips(case, at_leader, winner),
    };
    let Case { key, leader, number, at, .. } = case;
    Some(Flips { key: key.clone(), leader: *leader, number: *number, at: *at, winner, below, above, found })
}
