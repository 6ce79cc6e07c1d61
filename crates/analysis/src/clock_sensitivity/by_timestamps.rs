//! Flip offsets from timestamps alone: a shift moves all writes that the clock timestamps alike, so only the greatest of
//! those and the greatest of the others matter, and they swap at one offset.

use std::sync::Arc;

use replication::{
    ClockOwner, Command, Delivery, LastWriteWins, Operation, Policy, RequestedOperation, StepClock,
    Timestamp, Write,
};

use super::case::{ClockCase, Shift};
use super::winner_flips::WinnerFlip;

/// Whether shifting the clock changes nothing up to the conflict except the timestamps it gives, all by the same amount.
pub(super) fn is_exact(case: &ClockCase<'_>) -> bool {
    let rule = case.rule;
    let is_physical = matches!(rule.timestamp, Timestamp::Leader | Timestamp::Client);
    // Under causal delivery, reads decide what is buffered.
    let is_blind = case.scenario.replication.delivery != Delivery::Causal;
    let holds_all_along = case.scenario.policy
        == Policy::LastWriteWins(LastWriteWins {
            timestamp: rule.timestamp,
            tie: rule.tie,
            tombstone_lifetime: None,
        });
    let commands = case.scenario.commands.iter().take_while(|scheduled| scheduled.at <= case.at);
    let changes = |command: &Command| match command {
        Command::Policy(_) | Command::Replication(_) => true,
        Command::SetClock(reset) => reset.owner == case.owner,
        Command::StepClock(StepClock { owner, by: None }) => *owner == case.owner,
        _ => false,
    };
    is_physical
        && is_blind
        && holds_all_along
        && commands.clone().all(|scheduled| !changes(&scheduled.command))
        && {
            // Other operations depend on the stored value, which may decide whether they are refused.
            let mut writes = case.timeline.writes().values().filter(|write| write.at <= case.at);
            writes.all(|write| matches!(write.write.operation, Operation::Put(_) | Operation::Delete))
                && commands.clone().all(|scheduled| !depends_on_state(&scheduled.command))
        }
}

fn depends_on_state(command: &Command) -> bool {
    let Command::Request(request) = command else {
        return false;
    };
    match request.operation {
        RequestedOperation::Put(_) | RequestedOperation::Delete => false,
        RequestedOperation::Insert(_)
        | RequestedOperation::Update(_)
        | RequestedOperation::Increment(_)
        | RequestedOperation::Add(_)
        | RequestedOperation::Remove(_) => true,
    }
}

/// The nearest offsets below and above at which another of these writes wins.
pub(super) fn flips(case: &ClockCase<'_>, applied: &[Arc<Write>]) -> [Option<WinnerFlip>; 2] {
    let greatest = |dated: bool| {
        let some = applied.iter().filter(|write| case.timestamps_write(write) == dated);
        some.max_by(|one, other| case.rule.compare(one, other))
    };
    let Some((own, other)) = greatest(true).zip(greatest(false)) else {
        return [None, None];
    };
    let time = |write: &Write| case.rule.timestamp_of(write).time;
    let to_tie: Shift = time(other).saturating_sub(time(own));
    let wins_tie = case.rule.compare(&with_clock_shifted(case.owner, own, to_tie), other).is_gt();
    // From this shift on the write timestamped by the clock wins; below it, the other.
    let first = if wins_tie { to_tie } else { to_tie.saturating_add(1) };
    let tie = case.offset(to_tie);
    let flip =
        |shift: Shift, wins: &Write| Some(WinnerFlip { offset: case.offset(shift)?, winner: wins.dot, tie });
    match first <= 0 {
        true => [flip(first.saturating_sub(1), other), None],
        false => [None, flip(first, own)],
    }
}

/// A write as it would be with its clock shifted this far.
fn with_clock_shifted(owner: ClockOwner, write: &Write, shift: Shift) -> Write {
    let mut write = write.clone();
    match owner {
        ClockOwner::Leader(_) => write.leader_time = write.leader_time.saturating_add(shift),
        ClockOwner::Client(_) => write.client_time = write.client_time.saturating_add(shift),
    }
    write
}
