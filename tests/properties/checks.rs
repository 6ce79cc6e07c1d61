//! Checks on random runs agree with their definitions, written out plainly over the whole trace.

use std::collections::{BTreeMap, BTreeSet};

use analysis::{
    CHECKS, Check, DivergenceSeries, Finding, Replicas, SessionGuarantee, Status, Verdict, check_all,
    find_check, stale_read,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{
    CausalContext, Dot, Event, Key, Leader, LeaderId, Merge, MergeRule, Micros, Operation, Policy, Store,
    World,
};
use scenario::invariants::Invariant;
use timeline::Timeline;

use crate::plain::Plain;
use crate::scenarios::{Mix, OperationMix, Readable, scenarios, with_remote_clients};

/// Everything that can happen.
fn everything() -> Mix {
    Mix { operations: OperationMix::All, ..Mix::everything() }
}

/// Merge on write with each rule that is not code.
fn built_in_merge_rules() -> Vec<Policy> {
    let rules = MergeRule::VARIANTS.iter().filter_map(|variant| MergeRule::by_id(variant.id));
    let built_in = rules.filter(|rule| !rule.as_function().runs_script());
    built_in.map(|with| Policy::Merge(Merge { with })).collect()
}

fn end_of(timeline: &Timeline) -> Micros {
    timeline.ends_at()
}

fn verdict_at(timeline: &Timeline, id: &str, at: Micros) -> Verdict {
    let check: &'static Check = find_check(id).unwrap();
    check_all(timeline, at, &[check], &[]).remove(0)
}

/// Longer runs are skipped: the plain definitions take quadratic time.
fn is_short(plain: &Plain) -> bool {
    plain.records.len() < 600
}

/// From an instant up to another.
type Span = (Micros, Option<Micros>);

fn violated(verdict: &Verdict) -> bool {
    verdict.violations > 0
}

/// The home assignments of a run, which are no writes of values.
fn assignments(timeline: &Timeline) -> BTreeSet<Dot> {
    let all = timeline.writes().values().map(|record| &record.write);
    all.filter(|write| matches!(write.operation, Operation::AssignHome { .. }))
        .map(|write| write.dot)
        .collect()
}

/// What a store reads, key by key.
fn readings(store: &Store) -> BTreeMap<String, Vec<Option<replication::Value>>> {
    let all = store.iter().map(|(key, entry)| {
        (key.to_string(), entry.reading().into_iter().map(|value| value.cloned()).collect::<Vec<_>>())
    });
    all.filter(|(_, values)| !values.is_empty()).collect()
}

fn replicas_are_as_in(world: &World, replicas: &Replicas) -> TestCaseResult {
    prop_assert_eq!(world.leaders.len(), replicas.leaders.len());
    let nothing = CausalContext::new();
    for (id, leader) in &world.leaders {
        let replica = &replicas.leaders[id];
        let read = replica.store.iter().map(|(key, stored)| {
            let values = stored.sorted_values().into_iter().map(|value| value.cloned()).collect::<Vec<_>>();
            (key.to_string(), values)
        });
        let read: BTreeMap<_, _> = read.filter(|(_, values)| !values.is_empty()).collect();
        prop_assert_eq!(&read, &readings(&leader.store), "{} at {}", id, world.now);
        let applied = leader.applied.dots_not_in(&nothing).filter(|dot| !replicas.assignments.contains(*dot));
        let applied: Vec<Dot> = applied.collect();
        prop_assert_eq!(replica.applied.iter().collect::<Vec<_>>(), applied, "{} at {}", id, world.now);
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::config(96))]

    #[test]
    fn replicas_followed_through_the_trace_are_those_of_the_world(
        Readable(scenario) in with_remote_clients(everything()),
        instants in proptest::collection::vec(0u64..2_500_000, 3),
    ) {
        let timeline = Timeline::new(&scenario);
        for at in instants.into_iter().map(Micros).chain([end_of(&timeline)]) {
            let replicas = Replicas::after(&timeline, timeline.count_at(at));
            replicas_are_as_in(timeline.run_at(at, None).world(), &replicas)?;
        }
    }

    #[test]
    fn c4_session_checks_agree_with_the_plain_definition(Readable(scenario) in with_remote_clients(everything())) {
        let plain = Plain::of(&scenario);
        prop_assume!(is_short(&plain));
        let timeline = Timeline::new(&scenario);
        let all = plain.session_violations();
        for (id, guarantee) in [
            ("read-your-writes", SessionGuarantee::ReadYourWrites),
            ("monotonic-reads", SessionGuarantee::MonotonicReads),
            ("monotonic-writes", SessionGuarantee::MonotonicWrites),
            ("writes-follow-reads", SessionGuarantee::WritesFollowReads),
        ] {
            let expected: Vec<usize> =
                all.iter().filter(|(_, it)| *it == guarantee).map(|(number, _)| *number).collect();
            let found = verdict_at(&timeline, id, end_of(&timeline));
            let numbers: Vec<usize> = found.witnesses.iter().map(|witness| witness.number).collect();
            prop_assert_eq!(numbers, expected.into_iter().take(100).collect::<Vec<_>>(), "{}", id);
        }
    }

    #[test]
    fn c3_causal_order_is_violated_exactly_where_a_dependency_is_missing(
        Readable(scenario) in with_remote_clients(everything()),
    ) {
        let plain = Plain::of(&scenario);
        prop_assume!(is_short(&plain));
        let timeline = Timeline::new(&scenario);
        let found = verdict_at(&timeline, "causal-order", end_of(&timeline));
        let dependencies = plain.dependencies();
        prop_assert_eq!(found.witnesses.first().map(|witness| witness.number), plain.first_causal_violation());
        for witness in &found.witnesses {
            let Finding::AppliedBefore(missing) = witness.finding else { panic!("{witness:?}") };
            prop_assert!(dependencies[&witness.writes[0]].contains(&missing));
            prop_assert!(!plain.met(witness.leaders[0], witness.number, true).contains(&missing));
        }
    }

    #[test]
    fn c4_prefix_and_staleness_of_each_read_agree_with_the_plain_definition(
        Readable(scenario) in with_remote_clients(everything()),
    ) {
        let plain = Plain::of(&scenario);
        prop_assume!(is_short(&plain));
        let timeline = Timeline::new(&scenario);
        let dependencies = plain.dependencies();
        let assignments = assignments(&timeline);
        let (mut stale, mut gaps, mut causal) = (Vec::new(), Vec::new(), Vec::new());
        for (number, record) in plain.records.iter().enumerate() {
            let Event::Answered { leader, key, .. } = &record.event else { continue };
            let (met, applied) = (plain.met(*leader, number, true), plain.met(*leader, number, false));
            let missing: Vec<(Dot, Micros)> =
                plain.acknowledged(key, number).into_iter().filter(|(dot, _)| !applied.contains(dot)).collect();
            if let Some((oldest, at)) = missing.first() {
                stale.push((number, missing.len(), *oldest, record.at - *at));
            }
            let is_missing = |dot: Dot| !met.contains(&dot) && !assignments.contains(&dot);
            let has_gap = |dot: &Dot| (1..dot.counter).any(|counter| is_missing(Dot::new(dot.leader, counter)));
            gaps.extend(applied.iter().any(has_gap).then_some(number));
            let lacks = |dot: &Dot| dependencies.get(dot).into_iter().flatten().any(|it| !met.contains(it));
            causal.extend(applied.iter().any(lacks).then_some(number));
            let at = record.at;
            if timeline.count_at(at) == number + 1 {
                let run = timeline.run_at(at, None);
                prop_assert_eq!(stale_read(&timeline, number, run.world()).is_some(), !missing.is_empty());
            }
        }
        let end = end_of(&timeline);
        let numbers = |id| -> Vec<usize> {
            verdict_at(&timeline, id, end).witnesses.iter().map(|witness| witness.number).collect()
        };
        prop_assert_eq!(numbers("consistent-prefix"), gaps.into_iter().take(100).collect::<Vec<_>>());
        prop_assert_eq!(numbers("causal-prefix"), causal.into_iter().take(100).collect::<Vec<_>>());
        let reads = verdict_at(&timeline, "fresh-reads", end);
        let found = reads.witnesses.iter().map(|witness| match witness.finding {
            Finding::Stale { missing, oldest, age } => (witness.number, missing, oldest, age),
            _ => panic!("{witness:?}"),
        });
        prop_assert_eq!(found.collect::<Vec<_>>(), stale.into_iter().take(100).collect::<Vec<_>>());
    }

    #[test]
    fn c1_built_in_merge_rules_read_the_same_after_the_same_client_writes(
        Readable(scenario) in scenarios(Mix {
            policies: built_in_merge_rules(),
            operations: OperationMix::All,
            leaders: 2..6,
            ..Mix::default()
        })
    ) {
        let timeline = Timeline::new(&scenario);
        let verdict = verdict_at(&timeline, "strong-eventual-consistency", end_of(&timeline));
        prop_assert_eq!(verdict.status, Status::Holds, "{:?}", verdict.witnesses.first());
    }

    #[test]
    fn c1_and_c5_pairs_of_leaders_differ_exactly_when_their_stores_do(Readable(scenario) in with_remote_clients(everything())) {
        let timeline = Timeline::new(&scenario);
        prop_assume!(timeline.records().len() < 1_500);
        let mut instants: Vec<Micros> = timeline.records().iter().map(|record| record.at).collect();
        instants.dedup();
        let (mut run, mut differ_after_same) = (None, false);
        let mut apart: BTreeMap<(LeaderId, LeaderId), Vec<Micros>> = BTreeMap::new();
        let mut forgotten = BTreeSet::new();
        let assignments = assignments(&timeline);
        let nothing = CausalContext::new();
        let merged_from = |dot: Dot| match &timeline.writes().get(&dot).unwrap().write.merged_from {
            Some(from) => from.history.dots().collect::<Vec<Dot>>(),
            None => vec![dot],
        };
        let known = |leader: &Leader| -> BTreeSet<Dot> {
            let applied = leader.applied.dots_not_in(&nothing).filter(|dot| !assignments.contains(dot));
            applied.flat_map(merged_from).collect()
        };
        let later = instants.iter().copied().skip(1).chain([end_of(&timeline)]);
        let next: BTreeMap<Micros, Micros> = instants.iter().copied().zip(later).collect();
        for at in instants {
            let now = timeline.run_at(at, run.as_ref());
            for (_, record) in timeline.records().range(timeline.records().before(at), timeline.count_at(at)) {
                if let Event::TombstoneRemoved { key, .. } = &record.event {
                    forgotten.insert(key.clone());
                }
            }
            let leaders = &now.world().leaders;
            for (one, a) in leaders {
                for (other, b) in leaders.range_from(one).filter(|(other, _)| *other != one) {
                    let keys: BTreeSet<&Key> = a.store.iter().chain(b.store.iter()).map(|(key, _)| key).collect();
                    let mut differing = keys.into_iter().filter(|key| !a.store.reads_like_on(key, &b.store));
                    let first = differing.next();
                    if first.is_some() {
                        apart.entry((*one, *other)).or_default().push(at);
                    }
                    let mut unexcused = first.into_iter().chain(differing).filter(|key| !forgotten.contains(*key));
                    differ_after_same |= known(a) == known(b) && unexcused.next().is_some();
                }
            }
            run = Some(now);
        }
        let end = end_of(&timeline);
        prop_assert_eq!(violated(&verdict_at(&timeline, "strong-eventual-consistency", end)), differ_after_same);
        let series = DivergenceSeries::of(&timeline);
        let time_apart = apart.values().flatten().map(|at| (next[at] - *at).0).sum::<u64>();
        prop_assert_eq!(series.pair_time(end), time_apart);
        let still_apart = apart.values().any(|instants| next.last_key_value().is_some_and(|(last, _)| instants.contains(last)));
        prop_assert_eq!(series.agree_since().is_none(), still_apart);
        let divergence = verdict_at(&timeline, "no-divergence", end);
        prop_assume!(divergence.violations < 100);
        let mut found: BTreeMap<(LeaderId, LeaderId), Vec<Span>> = BTreeMap::new();
        for witness in divergence.witnesses {
            let Finding::Apart { until, .. } = witness.finding else { panic!("{witness:?}") };
            let pair = (*witness.leaders.iter().min().unwrap(), *witness.leaders.iter().max().unwrap());
            found.entry(pair).or_default().push((witness.at, until));
        }
        prop_assert_eq!(found.keys().collect::<Vec<_>>(), apart.keys().collect::<Vec<_>>());
        for (pair, instants) in apart {
            let is_in = |at: &Micros, (from, until): &Span| from <= at && until.is_none_or(|until| *at < until);
            let spans = &found[&pair];
            prop_assert!(instants.iter().all(|at| spans.iter().any(|span| is_in(at, span))), "{pair:?}");
            prop_assert!(spans.iter().all(|(from, _)| instants.contains(from)), "{pair:?}");
            prop_assert!(spans.iter().all(|(_, until)| until.is_none_or(|until| !instants.contains(&until))));
        }
    }

    #[test]
    fn checks_followed_to_the_end_agree_with_checks_at_each_instant(
        Readable(scenario) in with_remote_clients(everything()),
        instants in proptest::collection::vec((0u64..2_500_000).prop_map(Micros), 4),
        slice in 1usize..200,
    ) {
        let timeline = Timeline::new(&scenario);
        let invariants: Vec<Invariant> = INVARIANTS.iter().map(|text| text.parse().unwrap()).collect();
        let mut run = analysis::CheckRun::new(&timeline, CHECKS, &invariants);
        while run.advance_by(slice) {
            prop_assert!(run.complete() <= timeline.records().len());
        }
        let mut last = None;
        for at in instants.into_iter().chain([end_of(&timeline)]) {
            let count = timeline.count_at(at);
            let world = timeline.run_at(at, None);
            let outcome = analysis::Outcome::new(&timeline, count, world.world());
            let found = run.verdicts_at(count, &outcome, world.world()).unwrap();
            let alone = check_all(&timeline, at, CHECKS, &invariants);
            prop_assert_eq!(&found, &alone, "at {}", at);
            for verdict in &found {
                prop_assert!(verdict.witnesses.iter().all(|witness| witness.at <= at));
            }
            last = Some(found);
        }
        prop_assert_eq!(Some(run.verdicts()), last);
    }

    #[test]
    fn checks_followed_up_to_an_instant_cannot_be_asked_of_later_ones(
        Readable(scenario) in with_remote_clients(everything()),
        at in (0u64..2_500_000).prop_map(Micros),
    ) {
        let timeline = Timeline::new(&scenario);
        let mut run = analysis::CheckRun::new(&timeline, CHECKS, &[]);
        run.advance(at);
        let (world, count) = (timeline.run_at(end_of(&timeline), None), timeline.records().len());
        let outcome = analysis::Outcome::new(&timeline, count, world.world());
        let is_known = run.verdicts_at(count, &outcome, world.world()).is_some();
        prop_assert_eq!(is_known, timeline.count_at(at) == count);
    }
}

/// Invariants on the keys of random runs.
const INVARIANTS: &[&str] =
    &[r#"count("*") <= 2"#, r#"versions("cart") <= 1"#, r#"value("page") < 5"#, r#"unique("*")"#];

/// A text made of words of the language.
fn texts() -> impl Strategy<Value = String> {
    let words = [
        "value",
        "count",
        "sum",
        "keys",
        "versions",
        "unique",
        "no_overlap",
        "per",
        "key",
        "and",
        "or",
        "not",
        "(",
        ")",
        "\"a\"",
        "\"a*\"",
        "\"",
        ".",
        ",",
        "+",
        "-",
        "=",
        "<=",
        "!=",
        "1",
        "99",
        "\\",
        "é",
        "%",
    ];
    let words = proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..20);
    prop_oneof![3 => words.prop_map(|words| words.join(" ")), 1 => "\\PC{0,600}"]
}

proptest! {
    #![proptest_config(crate::config(512))]

    #[test]
    fn any_text_is_an_invariant_or_rejected_with_a_short_error(text in texts()) {
        if let Err(error) = text.parse::<Invariant>() {
            let sentence = error.to_string();
            prop_assert!(error.place >= 1 && error.place <= text.chars().count() + 1, "{sentence}");
            prop_assert!(sentence.chars().count() < 220 && !sentence.contains(char::is_control), "{sentence}");
        }
    }
}
