//! What a run cost: its events and deliveries, the time it took to record it, and the peak memory of the program.

use std::fmt;
use std::time::Duration;

use replication::Event;
use timeline::Timeline;

/// What recording a run cost.
pub struct Timing {
    events: usize,
    deliveries: usize,
    time: Duration,
    /// In bytes; none where the system does not say.
    peak_memory: Option<u64>,
}

impl Timing {
    /// What this run cost, whose recording took so long.
    pub fn new(timeline: &Timeline, time: Duration) -> Self {
        let is_delivery = |event: &Event| matches!(event, Event::Delivered { .. });
        let deliveries = timeline.records().iter().filter(|record| is_delivery(&record.event)).count();
        Self { events: timeline.records().len(), deliveries, time, peak_memory: peak_memory() }
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { events, deliveries, time, peak_memory } = self;
        let per_event = time.as_nanos() / (*events).max(1) as u128;
        write!(f, "{events} events, {deliveries} deliveries in {:.1} ms", time.as_secs_f64() * 1e3)?;
        write!(f, " ({per_event} ns per event)")?;
        match peak_memory {
            Some(bytes) => write!(f, ", peak memory {} MB", bytes / 1_000_000),
            None => write!(f, ", peak memory unknown on this system"),
        }
    }
}

/// The peak memory of this process, from `/proc`, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
