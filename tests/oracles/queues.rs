//! The queue of a leader agrees with queueing theory: waiting times of M/D/1 and M/M/1 by the Pollaczek–Khinchine
//! formula, and utilisation by Little's law.

use analysis::LatencyReport;
use replication::{
    Centi, LeaderSpec, Micros, RequestSettings, ServiceSpread, ServiceTimes, Workload, WriteKind,
};
use scenario::Scenario;
use timeline::Timeline;

const SERVICE: Micros = Micros(2_000);
const CLIENTS: u32 = 50;
const SECONDS: u64 = 20;

/// One leader that serves reads, asked at random by many clients: together a Poisson process of this rate.
fn reads(seed: u64, per_second: u32, spread: ServiceSpread) -> Scenario {
    let service = ServiceTimes { read: SERVICE, spread, ..ServiceTimes::default() };
    let workload = Workload {
        clients: CLIENTS,
        at: std::collections::BTreeMap::new(),
        from: Micros::ZERO,
        until: Micros::from_ms(SECONDS * 1_000),
        per_second: Centi(per_second * 100 / CLIENTS),
        reads_percent: 100,
        writes: WriteKind::Put,
        deletes_percent: 0,
        reads_first: false,
        keys: 1,
        zipf: Centi(0),
        requests: RequestSettings::default(),
    };
    let leaders = vec![LeaderSpec { service, ..LeaderSpec::new("A".parse().unwrap()) }];
    Scenario { seed, leaders, workload: Some(workload), ..Scenario::default() }
}

/// The mean waiting time in microseconds and the utilisation, over several seeds.
fn waiting_and_utilisation(per_second: u32, spread: ServiceSpread) -> (f64, f64) {
    let (mut waited, mut served, mut busy, mut time) = (0.0, 0.0, 0.0, 0.0);
    for seed in 1..=5 {
        let timeline = Timeline::new(&reads(seed, per_second, spread));
        let at = Micros::from_ms(SECONDS * 1_000);
        let report = LatencyReport::new(&timeline, timeline.count_at(at), timeline.run_at(at, None).world());
        let latencies = report.requests.iter().filter_map(|request| request.latency());
        waited +=
            latencies.clone().map(|latency| latency.0 as f64).sum::<f64>() - report.leaders[0].busy.0 as f64;
        served += latencies.count() as f64;
        busy += report.leaders[0].busy.0 as f64;
        time += at.0 as f64;
    }
    (waited / served, busy / time)
}

/// Whether a figure is as expected, within this many percent.
fn is_close(figure: f64, expected: f64, percent: f64) -> bool {
    (figure / expected - 1.0).abs() < percent / 100.0
}

#[test]
fn n5_fixed_service_times_make_an_m_d_1_queue() {
    for per_second in [150, 350] {
        let load = f64::from(per_second) * SERVICE.0 as f64 / 1e6;
        let expected = load * SERVICE.0 as f64 / (2.0 * (1.0 - load));
        let (waiting, utilisation) = waiting_and_utilisation(per_second, ServiceSpread::Fixed);
        assert!(is_close(waiting, expected, 8.0), "{per_second}/s: {waiting} µs instead of {expected} µs");
        assert!(is_close(utilisation, load, 2.0), "{per_second}/s: {utilisation} instead of {load}");
    }
}

#[test]
fn n5_exponential_service_times_make_an_m_m_1_queue() {
    for per_second in [150, 350] {
        let load = f64::from(per_second) * SERVICE.0 as f64 / 1e6;
        let expected = load * SERVICE.0 as f64 / (1.0 - load);
        let (waiting, utilisation) = waiting_and_utilisation(per_second, ServiceSpread::Exponential);
        assert!(is_close(waiting, expected, 10.0), "{per_second}/s: {waiting} µs instead of {expected} µs");
        assert!(is_close(utilisation, load, 3.0), "{per_second}/s: {utilisation} instead of {load}");
    }
}

#[test]
fn n5_an_overloaded_leader_serves_no_more_than_it_can() {
    let mut scenario = reads(1, 490, ServiceSpread::Fixed);
    scenario.leaders[0].service.read = Micros(4_000);
    let timeline = Timeline::new(&scenario);
    let at = Micros::from_ms(SECONDS * 1_000);
    let report = LatencyReport::new(&timeline, timeline.count_at(at), timeline.run_at(at, None).world());
    let most = SECONDS as usize * 250;
    assert!((most - 10..=most).contains(&report.total.served()), "{}", report.total.served());
    assert!(report.leaders[0].queued > 4_000);
}
