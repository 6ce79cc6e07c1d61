//! How long clients wait for writes, and how many are served, in a run and in its single-leader baseline.

use analysis::{LatencyReport, LatencySummary};
use replication::{ClientId, LeaderId, Micros};
use scenario::Scenario;
use timeline::Timeline;

use crate::request_end::in_whole_ms;

/// The figures of a run beside those of its single-leader baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// The single leader of the baseline.
    pub leader: LeaderId,
    /// Each client that sends something, with its figures.
    pub clients: Vec<ClientFigures>,
}

/// The figures of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientFigures {
    /// The client.
    pub client: ClientId,
    /// In the run.
    pub here: Figures,
    /// In the baseline.
    pub baseline: Figures,
}

/// How long a client waits for its writes, and how many are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The longest wait for the acknowledgement of a write, in whole milliseconds; none if none was acknowledged.
    pub wait: Option<Micros>,
    /// How many writes were acknowledged.
    pub acknowledged: usize,
    /// How many requests were sent.
    pub sent: usize,
}

impl From<LatencySummary> for Figures {
    fn from(summary: LatencySummary) -> Self {
        let wait = summary.writes.map(|writes| Micros::from_ms(in_whole_ms(writes.max)));
        Self { wait, acknowledged: summary.acknowledged, sent: summary.sent }
    }
}

impl SideBySide {
    /// The figures of a whole run beside its baseline with the first leader; none without a leader.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let leader = scenario.leaders.first()?.id;
        let here = report(scenario);
        let baseline = report(&scenario.with_single_leader(leader, None));
        let figures = here.clients.iter().filter(|(_, summary)| summary.sent > 0);
        let clients = figures.map(|(client, summary)| ClientFigures {
            client: *client,
            here: (*summary).into(),
            baseline: baseline.clients.get(client).copied().unwrap_or_default().into(),
        });
        Some(Self { leader, clients: clients.collect() })
    }
}

fn report(scenario: &Scenario) -> LatencyReport {
    let timeline = Timeline::new(scenario);
    let run = timeline.run_at(timeline.ends_at(), None);
    LatencyReport::new(&timeline, timeline.count_at(timeline.ends_at()), run.world())
}
