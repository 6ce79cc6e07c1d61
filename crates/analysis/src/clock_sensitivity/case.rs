//! A clock case: one clock, and a conflict in which it timestamped one of the writes.

use replication::{
    Clock, ClockOwner, Command, Key, LeaderId, Micros, Offset, SetClock, Timestamp, TimestampRule, Write,
};
use scenario::Scenario;
use timeline::Timeline;

/// A clock, and a conflict in which it timestamped one of the writes.
pub(super) struct ClockCase<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) timeline: &'a Timeline,
    pub(super) rule: TimestampRule,
    pub(super) owner: ClockOwner,
    /// The clock at the beginning of the run.
    pub(super) clock: Clock,
    pub(super) key: Key,
    pub(super) leader: LeaderId,
    pub(super) number: usize,
    pub(super) at: Micros,
}

/// How far a clock is moved, in microseconds.
pub(super) type Shift = i64;

impl ClockCase<'_> {
    /// Whether this clock timestamps a write.
    pub(super) fn timestamps_write(&self, write: &Write) -> bool {
        timestamps_write(self.rule.timestamp, self.owner, write)
    }

    /// The initial offset shifted this far; none if it exceeds the limit.
    pub(super) fn offset(&self, shift: Shift) -> Option<Offset> {
        let most = Offset::from_ms(replication::limits::MAX_OFFSET_MS).0;
        let offset = self.clock.offset.0.checked_add(shift)?;
        (-most..=most).contains(&offset).then_some(Offset(offset))
    }

    /// The command that sets the clock to this offset for the whole run.
    pub(super) fn set_clock(&self, offset: Offset) -> Command {
        Command::SetClock(SetClock { owner: self.owner, clock: Clock { offset, ..self.clock } })
    }
}

/// Whether a clock's reading decides the timestamp of a write.
pub(super) fn timestamps_write(timestamp: Timestamp, owner: ClockOwner, write: &Write) -> bool {
    match timestamp {
        Timestamp::Leader | Timestamp::Hybrid => owner == ClockOwner::Leader(write.dot.leader),
        Timestamp::Client => write.client.is_some_and(|client| owner == ClockOwner::Client(client)),
        Timestamp::Lamport => false,
    }
}
