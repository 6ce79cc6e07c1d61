//! Measuring one workload: the bare queue, the simulation and the recording, one right after the other.

use replication::{Event, Simulation};
use timeline::Timeline;

use crate::bare_queue::push_and_pop;
use crate::workloads::Workload;

/// A clock, in seconds from any beginning.
pub type Clock<'a> = &'a dyn Fn() -> f64;

/// How long each part is repeated at least, in seconds: the fastest repetition counts.
const MEASURED_FOR: f64 = 0.4;

/// What one workload costs.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the workload is called.
    pub name: String,
    /// How many messages were delivered.
    pub deliveries: u64,
    /// How many events the run has.
    pub events: u64,
    /// The time of the bare queue per message, in nanoseconds.
    pub queue_ns: f64,
    /// The time of the simulation per delivery, in nanoseconds.
    pub simulation_ns: f64,
    /// The time of the recording, with the simulation, per event in nanoseconds; none if the run is too long to record.
    pub recording_ns_per_event: Option<f64>,
}

impl Row {
    /// The time of the simulation per event, in nanoseconds.
    #[must_use]
    pub fn simulation_ns_per_event(&self) -> f64 {
        self.simulation_ns * self.deliveries as f64 / self.events as f64
    }
}

/// Measures a workload.
#[must_use]
pub fn measure(workload: &Workload, clock: Clock<'_>) -> Row {
    let (mut events, mut deliveries) = (0, 0);
    let simulation = fastest(clock, || (events, deliveries) = simulate(workload));
    let queue = fastest(clock, || std::hint::black_box(push_and_pop(deliveries)));
    let recording = workload.scenario.as_ref().map(|scenario| {
        // Dropping a timeline takes time too, but not while anyone waits.
        let mut last = None;
        fastest(clock, || last = Some(std::hint::black_box(Timeline::new(scenario))))
    });
    let nanoseconds = |seconds: f64, of: u64| seconds * 1e9 / of.max(1) as f64;
    Row {
        name: workload.name.clone(),
        deliveries,
        events,
        queue_ns: nanoseconds(queue, deliveries),
        simulation_ns: nanoseconds(simulation, deliveries),
        recording_ns_per_event: recording.map(|seconds| nanoseconds(seconds, events)),
    }
}

/// Runs a workload without recording it. Returns its events and deliveries.
fn simulate(workload: &Workload) -> (u64, u64) {
    let mut run = Simulation::new(&workload.setup, &workload.commands).without_limit();
    let (mut events, mut deliveries) = (0, 0);
    while events < workload.most_events
        && run.step(&mut |record| {
            events += 1;
            deliveries += u64::from(matches!(record.event, Event::Delivered { .. }));
        })
    {}
    (events, deliveries)
}

/// The fastest of several repetitions, in seconds.
fn fastest<T>(clock: Clock<'_>, mut work: impl FnMut() -> T) -> f64 {
    let begin = clock();
    let mut fastest = f64::INFINITY;
    while fastest.is_infinite() || clock() - begin < MEASURED_FOR {
        let start = clock();
        work();
        fastest = fastest.min(clock() - start);
    }
    fastest
}
