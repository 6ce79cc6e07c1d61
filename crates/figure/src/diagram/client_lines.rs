//! Requests of clients away from leaders and the responses to them, as slanted lines between the lanes of clients and
//! leaders, and where a client's patience ends.

use analysis::{
    ClientEventKind, ClientMessageKind, ClientTransfer, ClientTransferEnd, client_transfers, is_away,
};
use replication::{ClientId, Event, Micros, RefusalReason};
use timeline::{EventKind, Timeline};

use super::chart::Chart;
use super::clients::client_outline;
use crate::geometry::lanes::CLIENT_SPACING;
use crate::geometry::point::Point;
use crate::leaders::lane_of;

/// The fraction of the way at which the line of a request ends that no leader receives.
const LOST_AT: f64 = 0.85;
/// The radius of the disc below the number of a repeated request, in pixels.
pub const NUMBER_RADIUS_PX: f64 = 6.5;
/// The radius of the ring at the end of a response that its client ignores, in pixels.
pub const IGNORED_RADIUS_PX: f64 = 4.0;

/// The kind of a line between a client and a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClientLineKind {
    /// A request that reaches its leader.
    Request,
    /// A response that its client waits for.
    Response,
    /// A response that comes too late: its client ignores it.
    Ignored,
    /// A request that reaches no leader.
    Lost,
}

impl ClientLineKind {
    /// Its name in style sheets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Ignored => "ignored",
            Self::Lost => "lost",
        }
    }

    fn of(transfer: &ClientTransfer) -> Self {
        match (transfer.end, transfer.kind) {
            (ClientTransferEnd::Lost, _) => Self::Lost,
            (ClientTransferEnd::Ignored, _) => Self::Ignored,
            (ClientTransferEnd::Received | ClientTransferEnd::InFlight, ClientMessageKind::Request) => {
                Self::Request
            }
            (ClientTransferEnd::Received | ClientTransferEnd::InFlight, ClientMessageKind::Response) => {
                Self::Response
            }
        }
    }
}

/// The line of a request or a response.
#[derive(Clone, Debug)]
pub struct ClientLine {
    /// What it stands for.
    pub transfer: ClientTransfer,
    /// What it is.
    pub kind: ClientLineKind,
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
    /// The lane that it begins on, counted from the first leader's.
    pub lane: usize,
}

impl ClientLine {
    fn of(timeline: &Timeline, chart: &Chart, transfer: ClientTransfer) -> Option<Self> {
        let client = client_lane(timeline, transfer.attempt.client)?;
        let leader = lane_of(timeline, transfer.attempt.leader);
        let (at_client, at_leader) = (chart.lanes.client_y(client), chart.lanes.y(leader));
        let (start, end, lane) = match transfer.kind {
            ClientMessageKind::Request => (at_client, at_leader, chart.lanes.count + client),
            ClientMessageKind::Response => (at_leader, at_client, leader),
        };
        let from = Point::new(chart.x(transfer.sent_at), start);
        let arrival = Point::new(chart.x(transfer.arrives_at), end);
        let kind = ClientLineKind::of(&transfer);
        let to = if kind == ClientLineKind::Lost { from.lerp(arrival, LOST_AT) } else { arrival };
        Some(Self { transfer, kind, from, to, lane })
    }

    /// Where the number of a repeated request stands; none for a first attempt and for a response.
    #[must_use]
    pub fn number_at(&self) -> Option<Point> {
        let is_numbered = self.transfer.kind == ClientMessageKind::Request && self.transfer.is_retry();
        // Halfway to the next client's lane, so that it is on no other client's.
        let along = CLIENT_SPACING / 2.0 / (self.to.y - self.from.y).abs().max(1.0);
        is_numbered.then(|| self.from.lerp(self.to, along.min(0.5)))
    }
}

/// The instant at which a client stops waiting for an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout {
    /// The number of the record.
    pub number: usize,
    /// When it happens.
    pub at: Micros,
    /// The lane of the client, counted from the first client's.
    pub lane: usize,
    /// Whether the client gives up on the request: it makes no further attempt.
    pub gives_up: bool,
}

/// The outline of a timeout's mark around the origin, as an SVG path: an hourglass, or a cross if the client gives up.
#[must_use]
pub fn timeout_outline(gives_up: bool) -> &'static str {
    match gives_up {
        true => client_outline(ClientEventKind::Refused),
        false => "M-4-5h8l-8 10h8z",
    }
}

/// The lane of a client, counted from the first client's.
fn client_lane(timeline: &Timeline, client: ClientId) -> Option<usize> {
    timeline.clients().iter().position(|there| there.id == client)
}

/// Whether a client is away from leaders, so that its requests are lines.
#[must_use]
pub fn has_lines(timeline: &Timeline, client: ClientId) -> bool {
    timeline.clients().iter().any(|there| there.id == client && is_away(there))
}

/// The lines in the visible time range; none without lanes of clients.
#[must_use]
pub fn client_lines(timeline: &Timeline, chart: &Chart) -> Vec<ClientLine> {
    if chart.lanes.client_lanes == 0 {
        return Vec::new();
    }
    let transfers = client_transfers(timeline, chart.from(), chart.drawn_to());
    transfers.into_iter().filter_map(|transfer| ClientLine::of(timeline, chart, transfer)).collect()
}

/// The timeouts of clients away from leaders in the visible time range; none without lanes of clients.
#[must_use]
pub fn timeouts(timeline: &Timeline, chart: &Chart) -> Vec<Timeout> {
    if chart.lanes.client_lanes == 0 {
        return Vec::new();
    }
    let (first, last) = (timeline.records().before(chart.from()), timeline.count_at(chart.drawn_to()));
    let numbers = timeline.index().range(EventKind::RequestTimedOut, first, last);
    numbers.filter_map(|number| timeout(timeline, number)).collect()
}

fn timeout(timeline: &Timeline, number: usize) -> Option<Timeout> {
    let record = timeline.records().get(number)?;
    let Event::RequestTimedOut { attempt } = record.event else {
        return None;
    };
    if !has_lines(timeline, attempt.client) {
        return None;
    }
    let next = timeline.records().get(number + 1).map(|next| next.event);
    let gives_up = matches!(
        next,
        Some(Event::Refused { reason: RefusalReason::ClientTimeout, request, .. }) if request == Some(attempt.id.request)
    );
    Some(Timeout { number, at: record.at, lane: client_lane(timeline, attempt.client)?, gives_up })
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;

    use super::*;
    use crate::geometry::lanes::Lanes;
    use crate::geometry::timescale::TimeScale;

    /// A client that is 20 ms away and waits for 30 ms, with a leader that crashes at 100 ms.
    const RUN: &str = r#"{ "polyleader": 1, "leaders": [{ "id": "F" }, { "id": "T" }],
        "clients": [{ "id": "ben", "at": "T" },
                    { "id": "ana", "at": "F", "requests": { "latency": { "fixed_ms": 20 }, "timeout_ms": 30, "retry": "same", "attempts": 2 } }],
        "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
                     { "at_ms": 10, "write": { "client": "ben", "key": "k", "value": 2 } },
                     { "at_ms": 100, "crash": { "leader": "F" } },
                     { "at_ms": 110, "read": { "client": "ana", "key": "k" } }] }"#;

    /// A chart of 200 ms with a pixel for each, and with a lane for each client or none.
    fn chart(timeline: &Timeline, client_lanes: usize) -> Chart {
        let lanes = Lanes::new(timeline.all_leaders().len(), 400.0).with_client_lanes(client_lanes);
        let time = TimeScale { from_us: 0, to_us: 200_000, left_px: 0.0, right_px: 200.0 };
        Chart { lanes, time, horizon: None }
    }

    fn run() -> Timeline {
        Timeline::new(&Scenario::from_json(RUN).unwrap())
    }

    #[test]
    fn lines_slant_between_the_lanes_of_client_and_leader() {
        let timeline = run();
        let chart = chart(&timeline, 2);
        let (ana, frankfurt) = (chart.lanes.client_y(1), chart.lanes.y(0));
        let lines = client_lines(&timeline, &chart);
        let ends = |line: &ClientLine| (line.kind, (line.from.x, line.from.y), (line.to.x, line.to.y));
        assert_eq!(ends(&lines[0]), (ClientLineKind::Request, (10.0, ana), (30.0, frankfurt)));
        assert_eq!(ends(&lines[1]), (ClientLineKind::Ignored, (30.0, frankfurt), (50.0, ana)));
        assert_eq!(lines[0].number_at(), None);
        let retry = lines.iter().find(|line| line.transfer.is_retry()).unwrap();
        let number = retry.number_at().unwrap();
        assert!(retry.from.x < number.x && number.x < retry.to.x);
        let lost: Vec<_> = lines.iter().filter(|line| line.kind == ClientLineKind::Lost).collect();
        assert_eq!(lost.len(), 2, "both attempts of the read");
        assert!(lost.iter().all(|line| line.to.y > frankfurt), "it ends before the leader's lane");
    }

    #[test]
    fn a_client_times_out_and_then_gives_up() {
        let timeline = run();
        let all = timeouts(&timeline, &chart(&timeline, 2));
        let told: Vec<_> = all.iter().map(|it| (it.at.0 / 1_000, it.lane, it.gives_up)).collect();
        assert_eq!(told, [(40, 1, false), (70, 1, true), (140, 1, false), (170, 1, true)]);
    }

    #[test]
    fn without_lanes_of_clients_there_are_no_lines() {
        let timeline = run();
        assert!(client_lines(&timeline, &chart(&timeline, 0)).is_empty());
        assert!(timeouts(&timeline, &chart(&timeline, 0)).is_empty());
    }
}
