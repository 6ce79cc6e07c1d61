//! Flip offsets by simulation: runs the scenario up to the conflict with other offsets, and bisects between two offsets
//! with different winners.

use std::collections::BTreeSet;

use replication::{Dot, Leader, LogicalTimestamp, Offset, Write};

use super::case::{ClockCase, Shift};
use super::winner_flips::{Method, WinnerFlip};

/// The search range in each direction, in microseconds.
const MAX_SHIFT: Shift = 10_000_000;
/// The number of offsets tried in each direction.
const MAX_PROBES: usize = 12;
/// The number of bisection steps that narrow the range down to a microsecond.
const HALVINGS: usize = 24;
/// About how many events all runs together may have.
const MAX_EVENTS: usize = 60_000;
/// A logical count may decide at equal times; this far beyond, it no longer does.
const BEYOND: Shift = 2;

/// The offsets further behind and further ahead at which another write wins than the present winner, and how they
/// were found.
pub(super) fn flips(case: &ClockCase<'_>, leader: &Leader, winner: Dot) -> ([Option<WinnerFlip>; 2], Method) {
    let cost = case.timeline.count_at(case.at) + case.scenario.commands.len() + 1;
    if cost * 2 * (MAX_PROBES + HALVINGS) > MAX_EVENTS {
        return ([None, None], Method::TooLong);
    }
    let probes = probes(case, leader);
    let either_way = [-1, 1].map(|way| {
        let mut near = 0;
        for distance in &probes {
            let shift = way * distance;
            match run(case, shift) {
                Some((there, _)) if there == winner => near = shift,
                Some(_) => return narrow(case, winner, near, shift),
                None => {}
            }
        }
        None
    });
    (either_way, Method::Simulation(Offset(MAX_SHIFT)))
}

/// The first shift from `near`, at which the present winner wins, to `far`, at which another does.
fn narrow(case: &ClockCase<'_>, winner: Dot, mut near: Shift, mut far: Shift) -> Option<WinnerFlip> {
    while far.abs_diff(near) > 1 {
        let middle = near + (far - near) / 2;
        match run(case, middle) {
            Some((there, _)) if there != winner => far = middle,
            _ => near = middle,
        }
    }
    let (wins, stamps) = run(case, far)?;
    let is_tied = |stamps: &dyn Fn(Dot) -> Option<LogicalTimestamp>| {
        stamps(wins).is_some() && stamps(wins) == stamps(winner)
    };
    let tie = if is_tied(&stamps) {
        Some(far)
    } else {
        run(case, near).filter(|(_, stamps)| is_tied(stamps)).map(|_| near)
    };
    Some(WinnerFlip {
        offset: case.offset(far)?,
        winner: wins,
        tie: tie.and_then(|shift| case.offset(shift)),
    })
}

/// The winner with the clock shifted this far, and the timestamps of all applied writes.
fn run(
    case: &ClockCase<'_>,
    shift: Shift,
) -> Option<(Dot, impl Fn(Dot) -> Option<LogicalTimestamp> + use<>)> {
    let mut scenario = case.scenario.clone();
    scenario.apply_to_setup(case.set_clock(case.offset(shift)?)).ok()?;
    let mut run = scenario.simulation();
    run.run_until(case.at, &mut |_| {});
    let (leader, key, rule) = (run.world().leaders.get(&case.leader)?.clone(), case.key.clone(), case.rule);
    let winner = leader.store.get(&key)?.versions.first()?.dot;
    let stamps = move |dot: Dot| {
        let entry = leader.log.iter().find(|entry| entry.write.dot == dot)?;
        Some(rule.timestamp_of(&entry.write))
    };
    Some((winner, stamps))
}

/// The shifts to try, nearest first: just beyond those at which two clock readings coincide, and the whole range.
fn probes(case: &ClockCase<'_>, leader: &Leader) -> Vec<Shift> {
    let writes = || leader.log.iter().map(|entry| &*entry.write);
    let shown = |write: &Write| if case.timestamps_write(write) { Some(physical(case, write)) } else { None };
    let own: BTreeSet<i64> = writes().filter_map(shown).collect();
    let stamps = writes().filter_map(|write| write.logical_time.map(|reading| reading.timestamp.time));
    let others = writes().filter(|write| !case.timestamps_write(write)).map(|write| physical(case, write));
    let others: BTreeSet<i64> = others.chain(stamps).collect();
    let apart = own.iter().flat_map(|own| others.iter().map(move |other| other.saturating_sub(*own)));
    let apart = apart.map(|shift| shift.saturating_abs().saturating_add(BEYOND));
    let within: Vec<Shift> =
        apart.filter(|shift| *shift < MAX_SHIFT).collect::<BTreeSet<_>>().into_iter().collect();
    // If there are too many, a sample from nearest to furthest.
    let every = within.len().div_ceil(MAX_PROBES - 1).max(1);
    within.into_iter().step_by(every).chain([MAX_SHIFT]).collect()
}

fn physical(case: &ClockCase<'_>, write: &Write) -> i64 {
    match case.rule.timestamp {
        replication::Timestamp::Client => write.client_time,
        _ => write.leader_time,
    }
}
