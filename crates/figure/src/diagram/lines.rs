//! Where the lines of messages and transfers run, and when a leader is down.

use analysis::outages;
use replication::{LeaderId, Micros};
use timeline::{DeliveryOutcome, MessageSpan, Timeline, Transfer, TransferKind};

use super::chart::Chart;
use crate::geometry::point::Point;
use crate::leaders::lane_of;

/// The fraction of the way at which the line of a transfer ends that reached no leader.
const STOPPED_AT: f64 = 0.85;

/// The kind of a line between lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// A message that arrives, or is still under way.
    Message,
    /// A copy of a message.
    Duplicate,
    /// A message that a cut or a crash stops.
    Stopped,
    /// A message that the link loses.
    Lost,
    /// A forwarded request.
    Request,
    /// The answer to a forwarded request.
    Answer,
    /// A snapshot for a leader that joins.
    Snapshot,
}

impl LineKind {
    /// The kind of a message's line.
    #[must_use]
    pub fn of_message(span: &MessageSpan) -> Self {
        match span.outcome {
            Some((_, DeliveryOutcome::Stopped)) => Self::Stopped,
            Some((_, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride)) => Self::Lost,
            Some((_, DeliveryOutcome::Delivered)) | None if span.message.is_duplicate => Self::Duplicate,
            Some((_, DeliveryOutcome::Delivered)) | None => Self::Message,
        }
    }

    /// The kind of a transfer's line.
    #[must_use]
    pub fn of_transfer(transfer: &Transfer) -> Self {
        match transfer.kind {
            TransferKind::Request(..) => Self::Request,
            TransferKind::Answer(..) => Self::Answer,
            TransferKind::Snapshot => Self::Snapshot,
        }
    }
}

/// The two ends of a message's line, on a link with this latency.
#[must_use]
pub fn line_of_message(
    timeline: &Timeline,
    chart: &Chart,
    span: &MessageSpan,
    latency: Micros,
) -> (Point, Point) {
    let link = span.message.link;
    let (ended_at, fraction) = message_end(timeline, span, latency);
    let lanes = (lane_of(timeline, link.from), lane_of(timeline, link.to));
    chart.line(lanes, (span.sent_at, ended_at), fraction)
}

/// The time and the fraction of the way at which a line ends: a lost or stopped message does not arrive.
fn message_end(timeline: &Timeline, span: &MessageSpan, latency: Micros) -> (Micros, f64) {
    let never = (timeline.ends_at(), 0.5);
    span.outcome.map_or(never, |(at, outcome)| match outcome {
        DeliveryOutcome::Delivered => (at, 1.0),
        DeliveryOutcome::Lost => (Micros(span.sent_at.0 + (at - span.sent_at).0 / 4), 0.5),
        DeliveryOutcome::DroppedByOverride | DeliveryOutcome::Stopped => {
            let part = ((at - span.sent_at).0 as f64 / latency.0.max(1) as f64).clamp(0.08, 0.92);
            (at, part)
        }
    })
}

/// The two ends of the line of a request, an answer or a snapshot.
#[must_use]
pub fn line_of_transfer(timeline: &Timeline, chart: &Chart, transfer: &Transfer) -> (Point, Point) {
    let link = transfer.link;
    let (ended_at, fraction) = match transfer.outcome {
        Some((at, DeliveryOutcome::Delivered)) => (at, 1.0),
        Some((at, DeliveryOutcome::Lost | DeliveryOutcome::DroppedByOverride | DeliveryOutcome::Stopped)) => {
            (at, STOPPED_AT)
        }
        None => (timeline.ends_at(), STOPPED_AT),
    };
    let lanes = (lane_of(timeline, link.from), lane_of(timeline, link.to));
    chart.line(lanes, (transfer.sent_at, ended_at), fraction)
}

/// The start and end of each period in which a leader is down or absent, as far as it is drawn: one that has no end yet
/// extends to the end of the diagram.
#[must_use]
pub fn downtimes(chart: &Chart, timeline: &Timeline, id: LeaderId) -> Vec<(Micros, Micros)> {
    let end = chart.drawn_to();
    let periods = outages(timeline, id).into_iter().filter(|outage| outage.from < end);
    periods.map(|outage| (outage.from, outage.to.map_or(end, |to| to.min(end)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::lanes::Lanes;
    use crate::geometry::timescale::TimeScale;
    use scenario::Scenario;

    const CRASHES: &str = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }, { "id": "T" }],
        "commands": [{ "at_ms": 5, "crash": { "leader": "F" } }, { "at_ms": 10, "crash": { "leader": "T" } },
                     { "at_ms": 20, "restart": { "leader": "T" } }] }"#;

    /// The downtimes of a leader in a chart of 100 ms, in milliseconds.
    fn shown(id: &str, horizon_ms: Option<u64>) -> Vec<(u64, u64)> {
        let timeline = Timeline::new(&Scenario::from_json(CRASHES).unwrap());
        let time = TimeScale { from_us: 0, to_us: 100_000, left_px: 0.0, right_px: 500.0 };
        let chart = Chart { lanes: Lanes::new(2, 500.0), time, horizon: horizon_ms.map(Micros::from_ms) };
        let periods = downtimes(&chart, &timeline, id.parse().unwrap());
        periods.into_iter().map(|(from, to)| (from.0 / 1_000, to.0 / 1_000)).collect()
    }

    #[test]
    fn leader_that_is_never_restarted_is_down_to_the_end_of_the_diagram() {
        assert_eq!(shown("F", None), [(5, 100)]);
        assert_eq!(shown("T", None), [(10, 20)]);
    }

    #[test]
    fn downtime_beyond_the_horizon_is_not_drawn() {
        assert_eq!(shown("T", Some(15)), [(10, 15)]);
        assert_eq!(shown("T", Some(10)), []);
        assert_eq!(shown("F", Some(15)), [(5, 15)]);
    }
}
