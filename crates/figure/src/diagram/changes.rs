//! Configuration changes as icons above the lanes: cuts and heals, changes of topology, policy, links and clocks, and
//! commands without effect.

use analysis::{Affected, CONFIGURATION_CHANGES, ChangeKind, configuration_change};
use replication::Micros;
use timeline::Timeline;

use super::chart::Chart;
use crate::geometry::curve::SCISSORS;
use crate::leaders::lane_of;

/// The radius of an icon's background.
pub const ICON_RADIUS_PX: f64 = 8.0;
/// Icons closer together than this are merged, in pixels.
const MIN_GAP_PX: f64 = 18.0;
/// A caption needs this much room before the next icon, in pixels.
const MIN_TEXT_GAP_PX: f64 = 72.0;

/// Whether the caption of each icon has room before the next one.
#[must_use]
pub fn captions_fit(all: &[Change], chart: &Chart) -> Vec<bool> {
    let ends = all.iter().skip(1).map(|next| chart.x(next.at)).chain([chart.lanes.width]);
    all.iter().zip(ends).map(|(change, end)| end - chart.x(change.at) >= MIN_TEXT_GAP_PX).collect()
}

/// The caption beside the icon.
#[must_use]
pub fn caption(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ignored => "no effect",
        ChangeKind::Clock => "clock set",
        ChangeKind::Cut => "cut",
        ChangeKind::Healed => "healed",
        ChangeKind::Topology => "topology",
        ChangeKind::Policy => "policy",
        ChangeKind::Links => "links",
        ChangeKind::Moved => "moved",
    }
}

/// The path of the icon, centred on the origin.
#[must_use]
pub fn icon_path(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ignored => "M4.2-4.2A6 6 0 1 0-4.2 4.2 6 6 0 0 0 4.2-4.2zM-4.2 4.2 4.2-4.2",
        ChangeKind::Cut => SCISSORS,
        ChangeKind::Healed => "M-5.5.5l3.5 3.5 7-8",
        ChangeKind::Topology => "M-5 4.5 0-5 5 4.5z",
        ChangeKind::Policy => "M0-6 5.5-3.5V.5C5.5 3.5 3 5.5 0 6.5-3 5.5-5.5 3.5-5.5.5v-4z",
        ChangeKind::Links => "M-6-3H6M-6 3H6M-2-5.5v5M2 .5v5",
        ChangeKind::Clock => "M0-6A6 6 0 1 0 0 6 6 6 0 0 0 0-6zM0-3V0L2.5 1.8",
        ChangeKind::Moved => "M-6 0H6M0-6V6M-4-2-6 0-4 2M4-2 6 0 4 2M-2-4 0-6 2-4M-2 4 0 6 2 4",
    }
}

/// The lanes that a change affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LaneSpan {
    /// No lane: the command had no effect.
    Empty,
    /// The lanes from the first to the last index, inclusive.
    Between(usize, usize),
    /// Every lane.
    All,
}

impl LaneSpan {
    /// The smallest span that covers both.
    fn union(self, other: Self) -> Self {
        match (self, other) {
            (Self::Empty, span) | (span, Self::Empty) => span,
            (Self::Between(top, foot), Self::Between(first, last)) => {
                Self::Between(top.min(first), foot.max(last))
            }
            (Self::All, Self::All | Self::Between(..)) | (Self::Between(..), Self::All) => Self::All,
        }
    }
}

/// The changes behind one icon.
#[derive(Clone, Debug)]
pub struct Change {
    /// What was changed, most significantly.
    pub kind: ChangeKind,
    /// When the first of them happened.
    pub at: Micros,
    /// The record numbers; the first determines the icon.
    pub numbers: Vec<usize>,
    lanes: LaneSpan,
}

/// The changes in the visible time range, by time; those too close together are merged.
#[must_use]
pub fn changes_in(timeline: &Timeline, chart: &Chart) -> Vec<Change> {
    let (from, to) = (timeline.records().before(chart.from()), timeline.count_at(chart.drawn_to()));
    let numbers = timeline.index().next(CONFIGURATION_CHANGES, from).take_while(|number| *number < to);
    let mut all: Vec<Change> = Vec::new();
    for number in numbers {
        let Some(record) = timeline.records().get(number) else {
            continue;
        };
        let Some(change) = configuration_change(&record.event) else {
            continue;
        };
        let (kind, lanes) = (change.kind, affected_lanes(timeline, change.affected));
        match all.last_mut().filter(|last| chart.x(record.at) - chart.x(last.at) < MIN_GAP_PX) {
            Some(last) => last.absorb(number, kind, lanes),
            None => all.push(Change { kind, at: record.at, numbers: vec![number], lanes }),
        }
    }
    all
}

impl Change {
    /// The first and the last lane that it affects, of so many; none if it had no effect.
    #[must_use]
    pub fn lanes(&self, count: usize) -> Option<(usize, usize)> {
        match self.lanes {
            LaneSpan::Empty => None,
            LaneSpan::Between(first, last) => Some((first, last)),
            LaneSpan::All => Some((0, count.saturating_sub(1))),
        }
    }

    fn absorb(&mut self, number: usize, kind: ChangeKind, lanes: LaneSpan) {
        self.lanes = self.lanes.union(lanes);
        if kind < self.kind {
            self.kind = kind;
            self.numbers.insert(0, number);
        } else {
            self.numbers.push(number);
        }
    }
}

/// The lanes that a change affects.
fn affected_lanes(timeline: &Timeline, affected: Affected) -> LaneSpan {
    match affected {
        Affected::Nobody => LaneSpan::Empty,
        Affected::Leader(leader) => LaneSpan::Between(lane_of(timeline, leader), lane_of(timeline, leader)),
        Affected::Link(link) => {
            let (one, other) = (lane_of(timeline, link.from), lane_of(timeline, link.to));
            LaneSpan::Between(one.min(other), one.max(other))
        }
        Affected::Everyone => LaneSpan::All,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_change_does_not_shrink_the_lane_span() {
        let cut = LaneSpan::Between(1, 2);
        assert_eq!(LaneSpan::Empty.union(cut), cut);
        assert_eq!(cut.union(LaneSpan::Empty), cut);
        assert_eq!(cut.union(LaneSpan::Between(0, 1)), LaneSpan::Between(0, 2));
        assert_eq!(LaneSpan::All.union(cut), LaneSpan::All);
        assert_eq!(LaneSpan::Empty.union(LaneSpan::Empty), LaneSpan::Empty);
    }
}
