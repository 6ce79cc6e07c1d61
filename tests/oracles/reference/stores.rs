//! What a leader stores after it has applied a write, under every policy without merging.

use super::clocks::Reading;
use super::dots::{Dot, Dots};
use super::settings::{Handling, Tie, Timestamp};
use super::values::{Stored, Val};
use super::world::{Version, World, Write};

/// What decides between two writes under last write wins.
type Rank = ((i64, i64), (bool, String, Stored), Dot);

/// Applies a write at a leader: the versions that the leader then stores of the key. A statement is executed on `base`.
pub fn resolve(world: &World, leader: &str, write: &Write, base: &Stored) -> Vec<Version> {
    let stored = world.versions(leader, &write.key).to_vec();
    match world.policy.policy {
        Handling::None => vec![executed(write, &stored, base)],
        Handling::LastWriteWins { timestamp, tie, .. } => winner(world, stored, write, timestamp, tie),
        Handling::Register => {
            let hybrid = Timestamp::Logical(super::clocks::Logical::Hybrid);
            winner(world, stored, write, hybrid, Tie::Leader)
        }
        Handling::Siblings { .. } | Handling::Merge(_) => siblings(world, leader, stored, write),
        Handling::Counter => counters(stored, write),
        Handling::Set => set_versions(world, leader, write),
    }
}

/// The version that a write is where its row was replicated.
pub fn as_row(write: &Write) -> Version {
    let mut contains = write.contains.clone();
    contains.insert(write.dot.clone());
    Version { dot: write.dot.clone(), value: write.value.clone(), contains, partly: write.partly.clone() }
}

fn joined(mut versions: Vec<Version>, version: Version) -> Vec<Version> {
    versions.retain(|other| other.dot != version.dot);
    versions.push(version);
    versions.sort_by(|one, other| one.dot.cmp(&other.dot));
    versions
}

/// A statement executed over what is stored, whether or not it applies (upsert).
fn executed(write: &Write, stored: &[Version], base: &Stored) -> Version {
    let fitting = write.operation.apply(base, base.is_some());
    let anew = || write.operation.apply(&None, true).ok().flatten().or_else(|| write.operation.wrote());
    let value = fitting.clone().unwrap_or_else(|_| anew());
    let mut contains = Dots::from([write.dot.clone()]);
    if write.operation.computes() && fitting.is_ok() {
        contains.extend(stored.iter().flat_map(|version| version.contains.iter().cloned()));
    }
    Version { dot: write.dot.clone(), value, contains, partly: Dots::new() }
}

/// The rank of a version under last write wins (L2).
pub fn rank(world: &World, version: &Version, timestamp: Timestamp, tie: Tie) -> Rank {
    let Some(write) = world.writes.get(&version.dot) else {
        return ((0, 0), (false, String::new(), None), version.dot.clone());
    };
    let time = match timestamp {
        Timestamp::Leader => (write.leader_us, 0),
        Timestamp::Client => (write.client_us, 0),
        Timestamp::Logical(logical) => {
            let Reading { time_us, count } =
                write.reading_of(logical).unwrap_or_else(|| logical.missing(write.leader_us));
            (time_us, count)
        }
    };
    let tie = match tie {
        Tie::Leader => (false, version.dot.leader.clone(), None),
        Tie::Value | Tie::WriteWins => (false, String::new(), version.value.clone()),
        Tie::DeleteWins => (version.value.is_none(), String::new(), version.value.clone()),
    };
    (time, tie, version.dot.clone())
}

fn winner(
    world: &World,
    stored: Vec<Version>,
    write: &Write,
    timestamp: Timestamp,
    tie: Tie,
) -> Vec<Version> {
    let candidates = joined(stored, as_row(write));
    candidates.into_iter().max_by_key(|version| rank(world, version, timestamp, tie)).into_iter().collect()
}

fn siblings(world: &World, leader: &str, stored: Vec<Version>, write: &Write) -> Vec<Version> {
    let applied = world.remembered_of(leader, &write.key);
    let covered = |dot: &Dot| applied.iter().any(|other| other.dot != *dot && other.context.contains(dot));
    let covered_by_this = |dot: &Dot| write.dot != *dot && write.context.contains(dot);
    if !world.is_unmixed(&write.key) {
        // After a change of policy, what is stored stays unless the write supersedes it (C8), and what an applied write
        // has superseded does not come (R1).
        let stays = |version: &Version| !covered_by_this(&version.dot);
        let kept: Vec<Version> = stored.into_iter().filter(stays).collect();
        return if covered(&write.dot) { kept } else { joined(kept, as_row(write)) };
    }
    let mut versions = joined(stored, as_row(write));
    versions.retain(|version| !covered(&version.dot) && !covered_by_this(&version.dot));
    versions
}

/// The total of a leader among the versions of a counter: its latest; a value of another type counts as 0 (C8).
pub fn total_of(stored: &[Version], leader: &str) -> i64 {
    let own = stored.iter().filter(|version| version.dot.leader == leader);
    match own.max_by_key(|version| &version.dot).map(|version| &version.value) {
        Some(Some(Val::Number(total))) => *total,
        _ => 0,
    }
}

/// Each leader's latest total is kept; what arrives after a later total of its leader counts as contained in it (C8).
fn counters(mut stored: Vec<Version>, write: &Write) -> Vec<Version> {
    let of_leader = |version: &Version| version.dot.leader == write.dot.leader;
    if let Some(later) = stored.iter_mut().find(|version| of_leader(version) && version.dot > write.dot) {
        later.contains.insert(write.dot.clone());
        return stored;
    }
    let mut version = as_row(write);
    let earlier = stored.iter().filter(|other| of_leader(other));
    version.contains.extend(earlier.flat_map(|other| other.contains.iter().cloned()));
    let others = stored.into_iter().filter(|other| other.dot.leader != write.dot.leader).collect();
    joined(others, version)
}

/// The adds of which at least one item is in effect.
fn set_versions(world: &World, leader: &str, write: &Write) -> Vec<Version> {
    let mut applied = world.counting_of(leader, &write.key);
    if !applied.iter().any(|other| other.dot == write.dot) {
        applied.push(write);
    }
    let is_taken_out = |one: &Write, item: &Val| {
        world.takes_out(leader, write, one, item) || world.is_taken_out(leader, one, item)
    };
    let in_effect = |one: &Write| world.items_of(leader, one).iter().any(|item| !is_taken_out(one, item));
    let version = |one: &&Write| {
        let value = world.row_of(leader, one).unwrap_or_else(|| one.value.clone());
        Version { value, ..as_row(one) }
    };
    let mut versions: Vec<Version> = applied.iter().filter(|one| in_effect(one)).map(version).collect();
    versions.sort_by(|one, other| one.dot.cmp(&other.dot));
    versions
}
