//! Clock sensitivity: at which offsets of a clock another write of a key would win under last write wins.
//!
//! For one clock, about the latest conflict in which it timestamped one of the writes. The winner is the version stored at
//! the conflict's leader. If the clock affects only timestamps, the offsets follow from those exactly; otherwise they
//! are found by simulating other offsets.

mod by_simulation;
mod by_timestamps;
mod case;
mod conflict;
mod winner_flips;

use std::sync::Arc;

use replication::{Clock, ClockOwner, Command, Micros, Timestamp, TimestampRule, World, Write};
use scenario::Scenario;
use timeline::Timeline;

use case::{ClockCase, timestamps_write};
use conflict::Conflict;
pub use winner_flips::{ClockSensitivity, Method, NoEffect, WinnerFlip, WinnerFlips};

/// Why a clock cannot decide a conflict under this rule.
fn no_effect(rule: TimestampRule, owner: ClockOwner) -> Option<NoEffect> {
    match (rule.timestamp, owner) {
        (Timestamp::Lamport, _) => Some(NoEffect::LamportClocks),
        (Timestamp::Client, ClockOwner::Leader(_)) => Some(NoEffect::ClientClocksCount),
        (Timestamp::Leader | Timestamp::Hybrid, ClockOwner::Client(_)) => Some(NoEffect::LeaderClocksCount),
        _ => None,
    }
}

/// The clock at the beginning of the run; true time unless the scenario sets it.
#[must_use]
pub fn initial_clock(scenario: &Scenario, owner: ClockOwner) -> Clock {
    let clock = match owner {
        ClockOwner::Leader(id) => {
            let joining = scenario.commands.iter().find_map(|scheduled| match &scheduled.command {
                Command::Join(newcomer) if newcomer.id == id => Some(newcomer.clock),
                _ => None,
            });
            scenario.leaders.iter().find(|spec| spec.id == id).map(|spec| spec.clock).or(joining)
        }
        ClockOwner::Client(id) => {
            let listed = scenario.clients.iter().find(|spec| spec.id == id).map(|spec| spec.clock);
            // A client of the workload has its clock set by a command.
            let set = scenario.commands.iter().find_map(|scheduled| match scheduled.command {
                Command::SetClock(reset) if reset.owner == owner && scheduled.at == Micros::ZERO => {
                    Some(reset.clock)
                }
                _ => None,
            });
            listed.or(set)
        }
    };
    clock.unwrap_or(Clock::TRUE)
}

/// The number of the record of the relevant conflict: the last among the first `count` records in which this clock
/// timestamped one of the writes, or else the first after them. None if there is none, or clocks decide nothing.
#[must_use]
pub fn relevant_conflict(
    timeline: &Timeline,
    count: usize,
    world: &World,
    owner: ClockOwner,
) -> Option<usize> {
    find_conflict(timeline, count, world, owner).ok().map(|(_, conflict)| conflict.number)
}

fn find_conflict(
    timeline: &Timeline,
    count: usize,
    world: &World,
    owner: ClockOwner,
) -> Result<(TimestampRule, Conflict), NoEffect> {
    let rule = world.policy.as_policy().timestamp_rule().ok_or(NoEffect::PolicyIgnoresTimestamps)?;
    if let Some(reason) = no_effect(rule, owner) {
        return Err(reason);
    }
    let timestamps_write = |write: &Write| timestamps_write(rule.timestamp, owner, write);
    let conflict = conflict::find(timeline, count, timestamps_write);
    conflict.map(|conflict| (rule, conflict)).ok_or(NoEffect::NoConflict)
}

/// At which offsets of a clock the winner of the relevant conflict changes, after the first `count` records and with the
/// world at that point.
#[must_use]
pub fn clock_sensitivity(
    scenario: &Scenario,
    timeline: &Timeline,
    count: usize,
    world: &World,
    owner: ClockOwner,
) -> ClockSensitivity {
    let (rule, Conflict { key, leader, number, at }) = match find_conflict(timeline, count, world, owner) {
        Ok(found) => found,
        Err(reason) => return ClockSensitivity::NoEffect(reason),
    };
    let clock = initial_clock(scenario, owner);
    let case = ClockCase { scenario, timeline, rule, owner, clock, key, leader, number, at };
    flips(&case).map_or(ClockSensitivity::NoEffect(NoEffect::NoConflict), ClockSensitivity::Decides)
}

/// The present winner, and the offsets at which another write wins.
fn flips(case: &ClockCase<'_>) -> Option<WinnerFlips> {
    let run = case.timeline.run_at(case.at, None);
    let at_leader = run.world().leaders.get(&case.leader)?;
    let winner = at_leader.store.get(&case.key)?.versions.first()?.dot;
    let applied: Vec<Arc<Write>> = at_leader
        .log
        .iter()
        .filter(|entry| entry.write.key == case.key)
        .map(|entry| entry.write.clone())
        .collect();
    let ([below, above], method) = match by_timestamps::is_exact(case) {
        true => (by_timestamps::flips(case, &applied), Method::Timestamps),
        false => by_simulation::flips(case, at_leader, winner),
    };
    let ClockCase { key, leader, number, at, .. } = case;
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
