//! What a leader stores after it has applied a write, under every policy without merging.

use super::clocks::Reading;
use super::dots::{Dot, Dots};
use super::settings::{Handling, Tie, Timestamp};
use super::values::Stored;
use super::world::{Version, World, Write};

/// What decides between two writes under last write wins.
type Rank = ((i64, i64), (bool, String, Stored), Dot);

/// Applies a write at a leader: the versions that the leader then stores of the key.
pub fn resolve(world: &World, leader: &str, write: &Write) -> Vec<Version> {
    let stored = world.versions(leader, &write.key).to_vec();
    match world.policy.policy {
        Handling::None => vec![executed(write, &stored)],
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

/// The value that a statement is executed on: of siblings from before a policy that executes statements, that of the
/// least dot (C8).
pub fn base_of(stored: &[Version]) -> Stored {
    stored.iter().find_map(|version| version.value.clone())
}

/// A statement executed over what is stored, whether or not it applies (upsert).
fn executed(write: &Write, stored: &[Version]) -> Version {
    let base = base_of(stored);
    let fitting = write.operation.apply(&base, base.is_some());
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
    let applied = world.applied_of(leader, &write.key);
    let covered = |dot: &Dot| applied.iter().any(|other| other.dot != *dot && other.context.contains(dot));
    let covered_by_this = |dot: &Dot| write.dot != *dot && write.context.contains(dot);
    let mut versions = joined(stored, as_row(write));
    versions.retain(|version| !covered(&version.dot) && !covered_by_this(&version.dot));
    versions
}

/// Each leader's latest total is kept.
fn counters(stored: Vec<Version>, write: &Write) -> Vec<Version> {
    if stored.iter().any(|version| version.dot.leader == write.dot.leader && version.dot > write.dot) {
        return stored;
    }
    let mut version = as_row(write);
    let earlier = stored.iter().filter(|other| other.dot.leader == write.dot.leader);
    version.contains.extend(earlier.flat_map(|other| other.contains.iter().cloned()));
    let others = stored.into_iter().filter(|other| other.dot.leader != write.dot.leader).collect();
    joined(others, version)
}

/// The adds of which at least one item is in effect.
fn set_versions(world: &World, leader: &str, write: &Write) -> Vec<Version> {
    let mut applied = world.applied_of(leader, &write.key);
    if !applied.iter().any(|other| other.dot == write.dot) {
        applied.push(write);
    }
    let in_effect = |one: &Write| {
        one.added_items()
            .iter()
            .any(|item| !applied.iter().any(|other| other.dot != one.dot && other.removes(&one.dot, item)))
    };
    let mut versions: Vec<Version> =
        applied.iter().filter(|one| in_effect(one)).map(|one| as_row(one)).collect();
    versions.sort_by(|one, other| one.dot.cmp(&other.dot));
    versions
}
