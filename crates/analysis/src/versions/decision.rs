//! The rule by which a leader kept one version and not another.

use replication::{Dot, Event, LogicalTimestamp, Micros, RemovalReason, TieDecision, TimestampRule};
use timeline::Timeline;

use super::comparison::{CausalOrder, Comparison, compare};

/// Why a leader kept one version and removed another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Each write replaces what is stored, in order of arrival; no comparison was made.
    ArrivalOrder,
    /// The kept version comes after the removed one.
    Superseded(Comparison),
    /// The kept version includes every write of the removed one.
    SameWrites {
        /// The version that was kept.
        kept: Dot,
    },
    /// The greatest timestamp is kept.
    ByTimestamp {
        /// How timestamps are taken and ties broken.
        rule: TimestampRule,
        /// The version that was kept, with its timestamp.
        kept: (Dot, LogicalTimestamp),
        /// The version that was removed, with its timestamp.
        removed: (Dot, LogicalTimestamp),
        /// What decided where the timestamps are equal.
        tie: TieDecision,
    },
    /// The greatest timestamp is kept, but one of the writes is unknown.
    ByUnknownTimestamp,
    /// The policy keeps this version by a rule of its own.
    ByPolicy {
        /// The version that was kept.
        kept: Dot,
    },
}

impl Decision {
    /// Why a leader removed one version and kept another, at the record of this number.
    #[must_use]
    pub fn of_removal(
        timeline: &Timeline,
        number: usize,
        removed: Dot,
        kept: Dot,
        fate: RemovalReason,
    ) -> Self {
        match fate {
            RemovalReason::Overwritten => Self::ArrivalOrder,
            RemovalReason::Superseded => match compare(timeline, kept, removed) {
                Some(comparison) if comparison.order == CausalOrder::After => Self::Superseded(comparison),
                Some(_) | None => Self::SameWrites { kept },
            },
            RemovalReason::Discarded => {
                let at = timeline.records().get(number).map_or(Micros::ZERO, |record| record.at);
                match timeline.policy_at(at).as_policy().timestamp_rule() {
                    Some(rule) => Self::by_timestamp(timeline, rule, removed, kept),
                    None => Self::ByPolicy { kept },
                }
            }
        }
    }

    /// Why a version is the only one since the record of this number; none if nothing was removed for it.
    #[must_use]
    pub fn of_keeping(timeline: &Timeline, number: usize, kept: Dot) -> Option<Self> {
        let Event::Applied { removed, .. } = &timeline.records().get(number)?.event else {
            return None;
        };
        let (removed, fate) = removed.iter().find(|(removed, _)| *removed != kept)?;
        Some(Self::of_removal(timeline, number, *removed, kept, *fate))
    }

    fn by_timestamp(timeline: &Timeline, rule: TimestampRule, removed: Dot, kept: Dot) -> Self {
        let write = |dot: &Dot| timeline.writes().get(dot).map(|record| &record.write);
        let Some((winner, loser)) = write(&kept).zip(write(&removed)) else {
            return Self::ByUnknownTimestamp;
        };
        let (high, low) = (rule.timestamp_of(winner), rule.timestamp_of(loser));
        Self::ByTimestamp {
            rule,
            kept: (kept, high),
            removed: (removed, low),
            tie: rule.tie_decision(winner, loser),
        }
    }
}
