//! What clients wait for, what merge code decides, and what no policy sees.

use analysis::{CHECKS, LatencyReport, Progress, RequestEnd, Status, check_all};
use lessons::SideBySide;
use replication::Micros;

use crate::run::{Run, lesson};

/// How a client’s request of an instant ended, and how long it took, in whole milliseconds.
fn request(run: &Run, client: &str, sent_ms: u64) -> (Option<RequestEnd>, Option<u64>) {
    let end = run.timeline.run_at(run.timeline.ends_at(), None);
    let report = LatencyReport::new(&run.timeline, run.timeline.records().len(), end.world());
    let client = client.parse().expect("an id");
    let is_it = |it: &&analysis::RequestTime| it.client == client && it.sent_at == Micros::from_ms(sent_ms);
    let request = report.requests.iter().find(is_it).expect("the client sends this");
    (request.end.map(|(end, _)| end), request.latency().map(|it| (it.0 + 500) / 1_000))
}

/// Whether a check holds at the end of a run.
fn holds(run: &Run, id: &str) -> bool {
    let check = CHECKS.iter().find(|check| check.id == id).expect("there is such a check");
    check_all(&run.timeline, run.timeline.ends_at(), &[check], &[])[0].status == Status::Holds
}

#[test]
fn several_leaders_are_near_survive_a_crash_and_all_do_all_the_work() {
    let why = |step: usize| Run::of("why-several-leaders", step);
    let served = |ms: u64| (Some(RequestEnd::Acknowledged), Some(ms));
    assert_eq!(request(&why(1), "ben", 10), served(189));
    assert_eq!(request(&why(2), "ben", 10), served(2));
    assert_eq!(request(&why(3), "ben", 400), (Some(RequestEnd::Unanswered), None));
    assert_eq!(request(&Run::solved("why-several-leaders", 4), "ben", 400), served(489));
    // São Paulo alone would have taken 22 ms.
    assert_eq!(request(&why(6), "cleo", 160), served(72));
    for leader in ["F", "T", "S"] {
        assert_eq!(why(6).vector(leader, 351), "F3 S1 T3");
    }
    assert_eq!(why(7).outcome().conflicts.len(), 3);
}

#[test]
fn figures_of_three_leaders_stand_beside_those_of_one() {
    let figures = SideBySide::of(lesson("why-several-leaders").scenario(4)).unwrap();
    let rows = figures.clients.iter().map(|row| {
        let shown = |it: lessons::Figures| (it.wait.map(|wait| wait.0 / 1_000), it.acknowledged, it.sent);
        (row.client.to_string(), shown(row.baseline), shown(row.here))
    });
    let expected = [
        ("ana", (Some(2), 1, 2), (Some(489), 2, 2)),
        ("ben", (Some(191), 1, 2), (Some(2), 2, 2)),
        ("cleo", (Some(200), 1, 2), (Some(2), 2, 2)),
    ];
    assert_eq!(
        rows.collect::<Vec<_>>(),
        expected.map(|(client, one, three)| (client.to_owned(), one, three))
    );
}

#[test]
fn merge_code_that_breaks_a_law_shows_it_while_merges_cross() {
    let chairs = |step: usize, leader: &str, at_ms: u64| {
        Run::of("merge-on-write", step).reads(leader, "chairs", at_ms)
    };
    assert_eq!((chairs(1, "F", 210), chairs(1, "T", 210)), (vec!["60".into()], vec!["60".into()]));
    // Not commutative.
    assert_eq!((chairs(2, "F", 220), chairs(2, "T", 220)), (vec!["40".into()], vec!["60".into()]));
    assert_eq!((chairs(3, "F", 310), chairs(3, "T", 310)), (vec!["60".into()], vec!["60".into()]));
    // Not associative.
    let all = |at_ms: u64| ["F", "T", "S"].map(|leader| chairs(5, leader, at_ms).concat());
    assert_eq!((all(260), all(320)), (["75", "75", "65"].map(String::from), ["75"; 3].map(String::from)));
    // Not idempotent.
    assert_eq!(chairs(6, "F", 300), ["100"]);
    for (step, is_strong) in [(1, true), (2, false), (5, false)] {
        let run = Run::of("merge-on-write", step);
        assert_eq!(run.outcome().progress, Progress::Converged, "{step}");
        assert_eq!(holds(&run, "strong-eventual-consistency"), is_strong, "{step}");
    }
    assert!(holds(&Run::solved("merge-on-write", 4), "strong-eventual-consistency"));
}

#[test]
fn invariants_are_broken_although_no_key_has_a_conflict() {
    for step in [1, 3, 4] {
        let run = Run::of("unseen-conflicts", step);
        let outcome = run.outcome();
        let kept = (outcome.progress, outcome.conflicts.len(), outcome.lost.len(), outcome.refused);
        assert_eq!(kept, (Progress::Converged, 0, 0, 0), "{step}");
        let invariants = lesson("unseen-conflicts").scenario(step - 1).stated_invariants();
        let verdicts = check_all(&run.timeline, run.timeline.ends_at(), &[], &invariants);
        assert_eq!((verdicts[0].status.clone(), verdicts[0].violations), (Status::Violated, 2), "{step}");
    }
    assert_eq!(Run::of("unseen-conflicts", 3).reads("T", "balance", 500), ["-60"]);
    let prevented = Run::solved("unseen-conflicts", 5).outcome();
    assert_eq!((prevented.accepted, prevented.refused, prevented.conflicts.len()), (1, 1, 0));
    let down = Run::of("unseen-conflicts", 6).outcome();
    assert_eq!((down.accepted, down.unanswered), (0, 1));
}
