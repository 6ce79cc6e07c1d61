//! How writes spread, conflict and are kept.

use std::collections::BTreeSet;

use analysis::{CausalOrder, Progress};
use replication::{Dot, Micros};

use crate::run::Run;

#[test]
fn asynchronous_replication_answers_first_and_replicates_later() {
    let run = Run::of("asynchronous-replication", 2);
    let pumpkin = run.write("ana", "pumpkin");
    assert_eq!(run.holders(pumpkin, 300), ["F"]);
    assert_eq!(run.holders(pumpkin, run.end()), ["F", "T", "S"]);
    // Both a stale read of Ben’s and a read of Ana’s own write elsewhere.
    assert_eq!(
        (run.reads("T", "soup", 350), run.reads("F", "soup", 350)),
        (vec!["tomato".into()], vec!["pumpkin".into()])
    );
    assert_eq!(run.reads("S", "soup", 340), ["tomato"]);
    let crashed = Run::of("asynchronous-replication", 5);
    assert_eq!(crashed.holders(crashed.write("ana", "pumpkin"), crashed.end()), ["F"]);
    let restarted = Run::solved("asynchronous-replication", 6);
    assert_eq!(restarted.holders(restarted.write("ana", "pumpkin"), restarted.end()), ["F", "T", "S"]);
}

#[test]
fn ring_with_a_crash_passes_on_only_what_comes_before_the_gap() {
    let run = Run::of("ring", 3);
    // São Paulo is down, between New York and Tokyo.
    assert_eq!(run.holders(run.write("dan", "snow"), run.end()), ["N"]);
    let other_way = Run::of("ring", 4);
    assert_eq!(other_way.holders(other_way.write("ben", "4 : 2"), other_way.end()), ["F", "N", "T"]);
    let mended = Run::solved("ring", 5);
    assert_eq!(mended.holders(mended.write("dan", "snow"), mended.end()), ["F", "N", "T"]);
    let both_ways = Run::of("ring", 6);
    assert_eq!(both_ways.holders(both_ways.write("dan", "snow"), both_ways.end()), ["F", "N", "T"]);
}

#[test]
fn star_survives_an_outer_crash_and_not_that_of_its_hub() {
    let outer = Run::of("star", 2);
    assert_eq!(outer.holders(outer.write("ben", "Rain"), outer.end()), ["F", "S", "T"]);
    let hub = Run::of("star", 3);
    assert_eq!(hub.holders(hub.write("ben", "Rain"), hub.end()), ["T"]);
    let new_hub = Run::solved("star", 5);
    assert_eq!(new_hub.holders(new_hub.write("ben", "Rain"), new_hub.end()), ["N", "S", "T"]);
    assert_eq!(Run::of("star", 6).outcome().progress, Progress::Converged);
}

#[test]
fn all_to_all_lets_an_answer_overtake_and_causal_delivery_holds_it_back() {
    let chat = Run::of("all-to-all", 2);
    assert_eq!(chat.reads("T", "answer", 250), ["Yes, at 8!"]);
    assert!(chat.reads("T", "question", 250).is_empty());
    let on_arrival = Run::of("all-to-all", 3);
    assert_eq!(on_arrival.outcome().progress, Progress::Diverged);
    assert_eq!(on_arrival.reads("T", "order", 600), ["2 pizzas"]);
    let causal = Run::of("all-to-all", 5);
    assert!(causal.reads("T", "order", 250).is_empty());
    assert_eq!(causal.reads("T", "order", 600), ["5 pizzas"]);
    assert_eq!(causal.outcome().progress, Progress::Converged);
    // Concurrent writes are in no order that could be kept.
    assert_eq!(Run::of("all-to-all", 6).outcome().progress, Progress::Diverged);
}

#[test]
fn concurrent_is_about_what_was_seen_and_not_about_time() {
    let order = |step: usize, other: (&str, &str)| {
        let run = Run::of("concurrent", step);
        let (ana, other) = (run.write("ana", "Rain"), run.write(other.0, other.1));
        let at = |dot: Dot| run.timeline.writes()[&dot].at;
        (run.order(other, ana), at(other) - at(ana))
    };
    let (unseen, after_two_seconds) = order(3, ("ben", "Fire"));
    let (seen, at_once) = order(4, ("cleo", "Snow"));
    assert_eq!((unseen, seen), (CausalOrder::Concurrent, CausalOrder::After));
    assert!(after_two_seconds > Micros::from_ms(1_000) && at_once <= Micros::from_ms(10));
    assert_eq!(order(1, ("ben", "Fire")).0, CausalOrder::Concurrent);
    assert_eq!(order(2, ("ben", "Fire")).0, CausalOrder::After);
    let cut = Run::solved("concurrent", 5);
    assert_eq!(cut.order(cut.write("ana", "Rain"), cut.write("ben", "Fire")), CausalOrder::Concurrent);
}

#[test]
fn homes_prevent_conflicts_until_they_fail_over_or_move() {
    assert_eq!(Run::of("home-leaders", 1).reads("F", "seat 12", 400), ["Ana"]);
    let down = Run::of("home-leaders", 3).outcome();
    assert_eq!((down.accepted, down.unanswered), (0, 1));
    let failed_over = Run::of("home-leaders", 4);
    let homes = |at_ms: u64| {
        let run = failed_over.timeline.run_at(Micros::from_ms(at_ms), None);
        run.world().active_homes(&"seat 12".parse().unwrap()).len()
    };
    assert_eq!((homes(500), homes(650), homes(700)), (1, 2, 1));
    assert!(!failed_over.outcome().conflicts.is_empty());
    assert!(!Run::solved("home-leaders", 5).outcome().conflicts.is_empty());
    let waits = Run::of("home-leaders", 6).outcome();
    assert_eq!((waits.conflicts.len(), waits.refused), (0, 1));
}

#[test]
fn last_write_wins_loses_the_later_write_of_a_slow_clock() {
    let lost = |step: usize| Run::of("last-write-wins", step).lost();
    assert_eq!(lost(1), ["3 €"]);
    assert_eq!(lost(2), ["4 €"]);
    // Ben had read “3 €”: no conflict, and yet the leaders’ clocks lose his correction; hybrid clocks do not.
    let knowing = Run::of("last-write-wins", 4);
    assert_eq!(knowing.order(knowing.write("ben", "4 €"), knowing.write("ana", "3 €")), CausalOrder::After);
    assert_eq!(lost(4), ["4 €"]);
    assert!(lost(5).is_empty());
    // Concurrent writes are lost under hybrid clocks, too.
    assert_eq!(lost(6), ["4 €"]);
    assert_eq!(Run::solved("last-write-wins", 3).lost(), ["4 €"]);
}

#[test]
fn siblings_are_kept_merged_in_conflict_and_resurrected_by_union() {
    let carts = |step: usize| {
        let run = Run::of("siblings", step);
        run.reads("F", "cart", run.end())
    };
    assert_eq!(carts(1), ["{eggs}", "{milk}"]);
    assert_eq!(carts(3), ["{eggs, ham, milk}", "{eggs, milk}"]);
    assert_eq!(carts(4), ["{eggs, milk}", "{tea}"]);
    assert_eq!(carts(5), ["{bread, eggs, milk}"]);
    for step in [1, 3, 4] {
        assert!(Run::of("siblings", step).lost().is_empty());
    }
    let merged = Run::solved("siblings", 6);
    assert_eq!(merged.reads("S", "cart", merged.end()), ["{bread, eggs}"]);
}

#[test]
fn version_vectors_tell_who_has_seen_what() {
    let comic = |step: usize| Run::of("who-has-seen-what", step);
    assert_eq!(comic(1).vector("C", 215), "A1 B1");
    // Before: no number is larger.
    assert_eq!((comic(2).vector("C", 500), comic(2).vector("A", 500)), ("A2 B1".into(), "A3 B1".into()));
    // Concurrent, although the sums are equal.
    assert_eq!((comic(3).vector("C", 500), comic(3).vector("A", 500)), ("A2 B1 C1".into(), "A3 B1".into()));
    // Together: of each number the larger.
    let together: BTreeSet<String> = ["A", "B", "C"].map(|id| comic(4).vector(id, 800)).into();
    assert_eq!(together, BTreeSet::from(["A3 B1 C1".to_owned()]));
    assert_eq!(comic(5).lost(), ["the dragon wakes up"]);
    assert!(comic(6).lost().is_empty());
    assert_eq!(comic(6).reads("B", "page 3", 900), ["the dragon snores", "the dragon wakes up"]);
    let merged = Run::solved("who-has-seen-what", 7);
    assert!(merged.lost().is_empty());
    for id in ["A", "B", "C"] {
        assert_eq!(merged.reads(id, "page 3", merged.end()).len(), 1);
    }
}

#[test]
fn one_vector_for_all_siblings_never_stops_growing_and_dots_do() {
    let counts = |step: usize| {
        let run = Run::of("dots", step);
        let after_save = |number: u64| run.reads("L", "page 1", 90 + 10 * number).len();
        (1..=8).map(after_save).collect::<Vec<_>>()
    };
    assert_eq!(counts(3), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(counts(4), [1, 2, 2, 2, 2, 2, 2, 2]);
    let merged = Run::solved("dots", 5);
    assert_eq!(merged.reads("L", "page 1", merged.end()).len(), 1);
}

#[test]
fn device_that_was_offline_brings_conflicts_home() {
    let offline = Run::of("devices", 1);
    assert_eq!(offline.holders(offline.write("ana", "Mon 9:00"), offline.end()), ["P"]);
    let two_entries = Run::of("devices", 2).outcome();
    assert_eq!((two_entries.progress, two_entries.conflicts.len()), (Progress::Converged, 0));
    assert_eq!(Run::of("devices", 3).reads("P", "dentist", 2300), ["Tue 10:00", "Wed 8:00"]);
    assert_eq!(Run::of("devices", 4).lost(), ["Tue 10:00"]);
    assert_eq!(Run::of("devices", 5).reads("L", "dentist", 2300), ["Tue 10:00"]);
    let merged = Run::solved("devices", 6).outcome();
    assert_eq!((merged.progress, merged.conflicts.len(), merged.lost.len()), (Progress::Converged, 0, 0));
}
