//! Latencies: each request is timed from its sending to the response that its client accepts.

use analysis::{LatencyReport, RequestEnd, RequestTime};
use replication::Micros;
use scenario::Scenario;
use timeline::Timeline;

fn report(leaders: &str, policy: &str, clients: &str, commands: &str) -> LatencyReport {
    let text = format!(
        r#"{{ "polyleader": 1, "leaders": [{leaders}], "links": {{ "latency": {{ "fixed_ms": 40 }} }},
            "policy": {policy}, "clients": [{clients}], "commands": [{commands}] }}"#
    );
    let timeline = Timeline::new(&Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}")));
    let run = timeline.run_at(timeline.ends_at(), None);
    LatencyReport::new(&timeline, timeline.records().len(), run.world())
}

fn ends(report: &LatencyReport) -> Vec<(u64, Option<(RequestEnd, u64)>)> {
    let ms = |at: Micros| at.0 / 1_000;
    let end = |request: &RequestTime| request.end.map(|(end, at)| (end, ms(at)));
    report.requests.iter().map(|request| (ms(request.sent_at), end(request))).collect()
}

#[test]
fn each_request_is_timed_from_its_sending_to_its_response() {
    let busy = r#"{ "id": "F", "service": { "write_ms": 5, "read_ms": 2 } }"#;
    let clients = r#"{ "id": "ana", "at": "F", "requests": { "latency": { "fixed_ms": 10 }, "timeout_ms": 30 } },
        { "id": "ben", "at": "F" }"#;
    let commands = r#"
        { "at_ms": 0, "write": { "client": "ana", "key": "k", "value": 1 } },
        { "at_ms": 8, "read": { "client": "ben", "key": "k" } },
        { "at_ms": 100, "crash": { "leader": "F" } },
        { "at_ms": 110, "write": { "client": "ana", "key": "k", "value": 2 } }"#;
    let report = report(busy, r#""siblings""#, clients, commands);
    let expected = [
        (0, Some((RequestEnd::Acknowledged, 25))),
        (8, Some((RequestEnd::Answered, 10))),
        (110, Some((RequestEnd::Unanswered, 140))),
    ];
    assert_eq!(ends(&report), expected);
    assert_eq!((report.total.sent, report.total.served(), report.total.timed_out), (3, 2, 1));
    assert_eq!(report.total.availability(), Some(6_666));
    assert_eq!(report.leaders[0].busy, Micros::from_ms(7));
    assert_eq!(report.leaders[0].utilisation, Some(500));
}

#[test]
fn a_forwarded_write_is_timed_without_a_network_too() {
    let leaders = r#"{ "id": "F" }, { "id": "T" }"#;
    let clients = r#"{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }"#;
    let commands = r#"
        { "at_ms": 0, "write": { "client": "ana", "key": "k", "value": 1 } },
        { "at_ms": 5, "write": { "client": "ben", "key": "k", "value": 1 } },
        { "at_ms": 200, "crash": { "leader": "F" } },
        { "at_ms": 210, "write": { "client": "ben", "key": "k", "value": 2 } },
        { "at_ms": 220, "read": { "client": "ana", "key": "k" } }"#;
    let report = report(leaders, r#"{ "avoidance": { "homes": { "*": "F" } } }"#, clients, commands);
    let expected = [
        (0, Some((RequestEnd::Acknowledged, 0))),
        (5, Some((RequestEnd::Acknowledged, 85))),
        (210, Some((RequestEnd::Unanswered, 300))),
        (220, Some((RequestEnd::Refused, 220))),
    ];
    assert_eq!(ends(&report), expected);
}

#[test]
fn a_retried_request_is_timed_from_its_first_attempt() {
    let leaders = r#"{ "id": "F" }, { "id": "T" }"#;
    let clients = r#"{ "id": "ana", "at": "F",
        "requests": { "latency": { "fixed_ms": 10 }, "timeout_ms": 50, "retry": "nearest" } }"#;
    let commands = r#"
        { "at_ms": 0, "crash": { "leader": "F" } },
        { "at_ms": 10, "read": { "client": "ana", "key": "k" } }"#;
    let report = report(leaders, r#""siblings""#, clients, commands);
    assert_eq!(ends(&report), [(10, Some((RequestEnd::Answered, 80)))]);
    assert_eq!((report.total.retried, report.total.timed_out), (1, 1));
    assert_eq!(report.requests[0].latency(), Some(Micros::from_ms(70)));
    assert_eq!(report.requests[0].leader, "T".parse().unwrap());
}
