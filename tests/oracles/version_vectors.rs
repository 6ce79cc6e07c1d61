//! Version vectors match `crdts::VClock`; causal contexts match a plain set of dots, and `VClock` for gaps.

use std::collections::BTreeSet;

use crdts::{CmRDT as _, CvRDT as _, VClock};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use replication::{CausalContext, Dot, LeaderId, VersionVector};

const LEADERS: [&str; 4] = ["A", "B", "C", "D"];
const HIGHEST: u64 = 6;
/// The number of vectors or contexts in use.
const SLOTS: usize = 3;

fn leaders() -> impl Iterator<Item = LeaderId> {
    LEADERS.iter().map(|id| id.parse().unwrap())
}

fn any_leader() -> impl Strategy<Value = LeaderId> {
    select(leaders().collect::<Vec<_>>())
}

/// Every dot that a test may insert, and some that it does not.
fn dots() -> impl Iterator<Item = Dot> {
    leaders().flat_map(|leader| (1..=HIGHEST + 1).map(move |counter| Dot::new(leader, counter)))
}

fn theirs(dot: Dot) -> crdts::Dot<LeaderId> {
    crdts::Dot::new(dot.leader, dot.counter)
}

/// An update of one of the vectors.
#[derive(Clone, Copy, Debug)]
enum Change {
    Raise(usize, LeaderId, u64),
    Join(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => (0..SLOTS, any_leader(), 0..=HIGHEST).prop_map(|(slot, leader, n)| Change::Raise(slot, leader, n)),
        1 => (0..SLOTS, 0..SLOTS).prop_map(|(slot, other)| Change::Join(slot, other)),
    ]
}

fn are_alike(vector: &VersionVector, clock: &VClock<LeaderId>) -> TestCaseResult {
    prop_assert_eq!(
        vector.iter().collect::<Vec<_>>(),
        clock.iter().map(|dot| (*dot.actor, dot.counter)).collect::<Vec<_>>()
    );
    prop_assert_eq!(vector.is_empty(), clock.is_empty());
    for dot in dots() {
        prop_assert_eq!(vector.count(dot.leader), clock.get(&dot.leader));
        prop_assert_eq!(vector.contains(dot), *clock >= VClock::from(theirs(dot)), "{} in {}", dot, vector);
    }
    Ok(())
}

/// An update of one of the contexts.
#[derive(Clone, Debug)]
enum Growth {
    Insert(usize, Dot),
    Join(usize, usize),
    JoinVector(usize, Vec<(LeaderId, u64)>),
}

fn growth() -> impl Strategy<Value = Growth> {
    let dot = (any_leader(), 1..=HIGHEST).prop_map(|(leader, counter)| Dot::new(leader, counter));
    let counts = leaders().map(|leader| (Just(leader), 0..=2u64)).collect::<Vec<_>>();
    prop_oneof![
        6 => (0..SLOTS, dot).prop_map(|(slot, dot)| Growth::Insert(slot, dot)),
        2 => (0..SLOTS, 0..SLOTS).prop_map(|(slot, other)| Growth::Join(slot, other)),
        1 => (0..SLOTS, counts).prop_map(|(slot, counts)| Growth::JoinVector(slot, counts)),
    ]
}

/// The dots that `VClock` accepts without a gap, and the rest.
fn without_gaps(set: &BTreeSet<Dot>) -> (VClock<LeaderId>, Vec<Dot>) {
    let mut clock = VClock::new();
    let beyond = set.iter().filter(|dot| {
        let fits = clock.validate_op(&theirs(**dot)).is_ok();
        if fits {
            clock.apply(theirs(**dot));
        }
        !fits
    });
    let beyond = beyond.copied().collect();
    (clock, beyond)
}

fn is_that_set(context: &CausalContext, set: &BTreeSet<Dot>) -> TestCaseResult {
    for dot in dots() {
        prop_assert_eq!(context.contains(dot), set.contains(&dot), "{} in {}", dot, context);
    }
    let (clock, beyond) = without_gaps(set);
    are_alike(context.vector(), &clock)?;
    prop_assert_eq!(context.dots_beyond_gaps().collect::<Vec<_>>(), beyond);
    prop_assert_eq!(context.is_empty(), set.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(crate::config(256))]

    #[test]
    fn v1_version_vectors_match_crdts_vclock(changes in vec(change(), 0..24)) {
        let mut vectors = vec![VersionVector::new(); SLOTS];
        let mut clocks = vec![VClock::new(); SLOTS];
        for change in changes {
            match change {
                Change::Raise(slot, leader, counter) => {
                    vectors[slot].raise(leader, counter);
                    clocks[slot].apply(crdts::Dot::new(leader, counter));
                }
                Change::Join(slot, other) => {
                    let (vector, clock) = (vectors[other].clone(), clocks[other].clone());
                    vectors[slot].join(&vector);
                    clocks[slot].merge(clock);
                }
            }
        }
        for (vector, clock) in vectors.iter().zip(&clocks) {
            are_alike(vector, clock)?;
            for (other, its_clock) in vectors.iter().zip(&clocks) {
                prop_assert_eq!(vector.partial_cmp(other), clock.partial_cmp(its_clock));
                prop_assert_eq!(vector == other, clock == its_clock);
            }
        }
    }

    #[test]
    fn r6_causal_context_is_a_set_of_dots_with_a_gapless_vector(growths in vec(growth(), 0..40)) {
        let mut contexts = vec![CausalContext::new(); SLOTS];
        let mut sets = vec![BTreeSet::new(); SLOTS];
        for growth in growths {
            match growth {
                Growth::Insert(slot, dot) => {
                    contexts[slot].insert(dot);
                    sets[slot].insert(dot);
                }
                Growth::Join(slot, other) => {
                    let (context, set) = (contexts[other].clone(), sets[other].clone());
                    contexts[slot].join(&context);
                    sets[slot].extend(set);
                }
                Growth::JoinVector(slot, counts) => {
                    contexts[slot].join(&VersionVector::from_iter(counts.iter().copied()).into());
                    let dots = |(leader, count)| (1..=count).map(move |counter| Dot::new(leader, counter));
                    sets[slot].extend(counts.into_iter().flat_map(dots));
                }
            }
        }
        for (context, set) in contexts.iter().zip(&sets) {
            is_that_set(context, set)?;
            for (other, its_set) in contexts.iter().zip(&sets) {
                prop_assert_eq!(context == other, set == its_set, "{} and {}", context, other);
            }
        }
    }
}
