//! Clock sensitivity: at which offsets of a clock another write of a key would win under last write wins.
//!
//! Asked of one clock, about the latest conflict in which it dated one of the writes. The winner is what the leader
//! where they conflicted stores at that instant. Where a clock changes nothing in a run but the timestamps of the
//! writes it dates, the offsets follow from those exactly; otherwise they are found by running the scenario with
//! other offsets.

mod by_simulation;
mod by_timestamps;
mod conflict;

use std::sync::Arc;

use replication::{
    Clock, ClockOwner, Command, Dot, Key, LastWriteWins, LeaderId, Micros, Offset, SetClock, Timestamp,
    World, Write,
};
use scenario::Scenario;
use timeline::Timeline;

use conflict::Conflict;

/// What setting a clock otherwise would change.
#[derive(Clone, Debug, PartialEq)]
pub enum ClockSensitivity {
    /// Nothing: no timestamp is from this clock, or there is none.
    NoEffect(NoEffect),
    /// The winner of a conflict.
    Decides(WinnerFlips),
}

/// Why a clock has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEffect {
    /// The policy ignores timestamps.
    PolicyIgnoresTimestamps,
    /// Timestamps are those of the clients' clocks.
    ClientClocksCount,
    /// Timestamps are those of the leaders' clocks.
    LeaderClocksCount,
    /// Lamport clocks ignore physical time.
    LamportClocks,
    /// No write that this clock dated has conflicted with another.
    NoConflict,
}

/// The offsets of one clock at which another write wins.
#[derive(Clone, Debug, PartialEq)]
pub struct WinnerFlips {
    /// The key in conflict.
    pub key: Key,
    /// The leader where the writes conflicted.
    pub leader: LeaderId,
    /// The number of the record of the conflict.
    pub number: usize,
    /// When that was.
    pub at: Micros,
    /// The write that wins with the clock as it is.
    pub winner: Dot,
    /// The nearest offset further behind at which another wins.
    pub below: Option<WinnerFlip>,
    /// The nearest offset further ahead.
    pub above: Option<WinnerFlip>,
    /// How the offsets were found.
    pub method: Method,
}

/// An offset at which another write wins, as it does beyond it up to the next flip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WinnerFlip {
    /// How far ahead the clock then is at the beginning of the run.
    pub offset: Offset,
    /// The write that wins then.
    pub winner: Dot,
    /// Where the timestamps are equal, if they are anywhere: there the tie-break decides.
    pub tie: Option<Offset>,
}

/// How offsets were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From the timestamps, exactly.
    Timestamps,
    /// By running the scenario with other offsets, up to this far either way.
    Simulation(Offset),
    /// Not at all: the run is too long to be run so often.
    TooLong,
}

/// Where two writes met, and what this says of them.
struct Case<'a> {
    scenario: &'a Scenario,
    timeline: &'a Timeline,
    rule: LastWriteWins,
    whose: ClockOwner,
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
        Command::Clock(SetClock { whose: self.whose, clock: Clock { offset, ..self.clock } })
    }
}

fn dates(timestamp: Timestamp, whose: ClockOwner, write: &Write) -> bool {
    match timestamp {
        Timestamp::Leader | Timestamp::Hybrid => whose == ClockOwner::Leader(write.dot.leader),
        Timestamp::Client => write.client.is_some_and(|client| whose == ClockOwner::Client(client)),
        Timestamp::Lamport => false,
    }
}

/// Why a clock cannot decide anything under this rule.
fn no_effect(rule: LastWriteWins, whose: ClockOwner) -> Option<NoEffect> {
    match (rule.timestamp, whose) {
        (Timestamp::Lamport, _) => Some(NoEffect::LamportClocks),
        (Timestamp::Client, ClockOwner::Leader(_)) => Some(NoEffect::ClientClocksCount),
        (Timestamp::Leader | Timestamp::Hybrid, ClockOwner::Client(_)) => Some(NoEffect::LeaderClocksCount),
        _ => None,
    }
}

/// A clock as the scenario sets it at the beginning of the run; true time if it does not.
#[must_use]
pub fn initial_clock(scenario: &Scenario, whose: ClockOwner) -> Clock {
    let clock = match whose {
        ClockOwner::Leader(id) => {
            let joining = scenario.commands.iter().find_map(|timed| match &timed.command {
                Command::Join(newcomer) if newcomer.id == id => Some(newcomer.clock),
                _ => None,
            });
            scenario.leaders.iter().find(|spec| spec.id == id).map(|spec| spec.clock).or(joining)
        }
        ClockOwner::Client(id) => {
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

/// The number of the record of the conflict in which this clock dated one of the writes: the last among the first
/// `count` records, or else the first after them. None if there is none, or clocks decide nothing.
#[must_use]
pub fn relevant_conflict(
    timeline: &Timeline,
    count: usize,
    world: &World,
    whose: ClockOwner,
) -> Option<usize> {
    find_conflict(timeline, count, world, whose).ok().map(|(_, conflict)| conflict.number)
}

fn find_conflict(
    timeline: &Timeline,
    count: usize,
    world: &World,
    whose: ClockOwner,
) -> Result<(LastWriteWins, Conflict), NoEffect> {
    let rule = world.policy.rules().timestamp_rule().ok_or(NoEffect::PolicyIgnoresTimestamps)?;
    if let Some(reason) = no_effect(rule, whose) {
        return Err(reason);
    }
    let dates = |write: &Write| dates(rule.timestamp, whose, write);
    let conflict = conflict::find(timeline, count, dates);
    conflict.map(|conflict| (rule, conflict)).ok_or(NoEffect::NoConflict)
}

/// What setting the clock otherwise would change about who wins that conflict, seen after the first `count`
/// records, with the world as it is then.
#[must_use]
pub fn clock_sensitivity(
    scenario: &Scenario,
    timeline: &Timeline,
    count: usize,
    world: &World,
    whose: ClockOwner,
) -> ClockSensitivity {
    let (rule, Conflict { key, leader, number, at }) = match find_conflict(timeline, count, world, whose) {
        Ok(found) => found,
        Err(reason) => return ClockSensitivity::NoEffect(reason),
    };
    let clock = initial_clock(scenario, whose);
    let case = Case { scenario, timeline, rule, whose, clock, key, leader, number, at };
    flips(&case).map_or(ClockSensitivity::NoEffect(NoEffect::NoConflict), ClockSensitivity::Decides)
}

/// What wins now, and at which offsets another does.
fn flips(case: &Case<'_>) -> Option<WinnerFlips> {
    let run = case.timeline.run_at(case.at, None);
    let at_leader = run.world().leaders.get(&case.leader)?;
    let winner = at_leader.store.get(&case.key)?.versions.first()?.dot;
    let applied: Vec<Arc<Write>> = at_leader
        .log
        .iter()
        .filter(|entry| entry.write.key == case.key)
        .map(|entry| entry.write.clone())
        .collect();
    let ([below, above], method) = match by_timestamps::is_enough(case) {
        true => (by_timestamps::flips(case, &applied), Method::Timestamps),
        false => by_simulation::flips(case, at_leader, winner),
    };
    let Case { key, leader, number, at, .. } = case;
    Some(WinnerFlips {
        key: key.clone(),
        leader: *leader,
        number: *number,
        at: *at,
        winner,
        below,
        above,
        method,
    })
}
