//! Model checking: in small configurations, the core reaches exactly the outcomes that the model reaches.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use replication::{Dot, Key, LeaderId, LinkId};
use scenario::Scenario;

use crate::model::{Action, Explored, State, explore};
use crate::model_config::Step::{Delete, Read, Write};
use crate::model_config::{
    CLIENTS, Index, LEADERS, ModelConfig, Order, Outcome, Rule, Script, Shape, WriteId,
};
use crate::observed::{Observation, Observed, ObservedRun, Version};
use crate::schedules::{KEY, directed, just_after, random_schedules};

/// A run of the core in the model's terms.
struct Run {
    observed: ObservedRun,
    leaders: Vec<LeaderId>,
    key: Key,
    ids: BTreeMap<Dot, WriteId>,
    answers: Vec<Vec<BTreeSet<WriteId>>>,
}

impl Run {
    fn new(scenario: &Scenario) -> Self {
        Self {
            observed: ObservedRun::new(scenario),
            leaders: scenario.leaders.iter().map(|spec| spec.id).collect(),
            key: KEY.parse().unwrap(),
            ids: BTreeMap::new(),
            answers: vec![vec![]; scenario.clients.len()],
        }
    }

    /// Records write ids and answers. A client's writes are numbered in order.
    fn record(&mut self, observations: Vec<Observation>) {
        let number = |client: &str| CLIENTS.iter().position(|id| *id == client).unwrap();
        for observation in observations {
            match observation.what {
                Observed::Accepted { client, write } => {
                    let client = number(client.as_str());
                    let before = self.ids.values().filter(|id| id.0 == client).count();
                    self.ids.insert(write.dot, (client, before));
                }
                Observed::Answered { client, versions } => {
                    let answer = self.ids_of(&versions);
                    self.answers[number(client.as_str())].push(answer);
                }
                Observed::Applied { .. } | Observed::Stored { .. } => {}
            }
        }
    }

    fn ids_of(&self, versions: &[Version]) -> BTreeSet<WriteId> {
        versions.iter().map(|version| self.ids[&version.dot]).collect()
    }

    fn outcome(&self) -> Outcome {
        let kept = self.leaders.iter().map(|leader| self.ids_of(&self.observed.kept(*leader, &self.key)));
        Outcome { kept: kept.collect(), answers: self.answers.clone() }
    }

    fn in_flight(&self) -> Vec<(LinkId, WriteId)> {
        let mut in_flight: Vec<_> =
            self.observed.in_flight().into_iter().map(|(link, dot)| (link, self.ids[&dot])).collect();
        in_flight.sort_unstable();
        in_flight
    }
}

/// The messages in flight in a state of the model, in the core's terms.
fn in_flight(state: &State) -> Vec<(LinkId, WriteId)> {
    let id = |leader: Index| LEADERS[leader].parse().unwrap();
    let links = state.in_flight.iter();
    let mut in_flight: Vec<_> = links
        .flat_map(|((from, to), on_link)| {
            let link = LinkId::new(id(*from), id(*to));
            on_link.iter().map(move |message| (link, message.write))
        })
        .collect();
    in_flight.sort_unstable();
    in_flight
}

/// Drives the core through a run of the model, and compares the two after every action.
fn core_follows(core: &ModelConfig, actions: &[(Action, &State)]) -> Result<(), String> {
    let scenario = directed(core, actions);
    let mut run = Run::new(&scenario);
    for (index, (action, state)) in actions.iter().enumerate() {
        let observations = run.observed.run_until(just_after(index));
        run.record(observations);
        let (ours, theirs) = ((run.outcome(), run.in_flight()), (state.outcome(), in_flight(state)));
        if ours != theirs {
            let file = scenario.to_json();
            return Err(format!(
                "after {action:?} at index {index} the core has {ours:?}, the model {theirs:?}, in {file}"
            ));
        }
    }
    let at_rest = run.observed.at_rest();
    at_rest.then_some(()).ok_or_else(|| format!("the core is not at rest after {}", scenario.to_json()))
}

/// The number of random schedules for each configuration, unless `PROPTEST_CASES` asks for more.
const RANDOM_SCHEDULES: u32 = 256;

/// Counts of a comparison.
#[derive(Debug)]
struct Counts {
    /// States of the model.
    states: usize,
    /// Transitions between them.
    steps: usize,
    /// Runs of the core that together take every transition.
    directed: usize,
    /// Outcomes of the model.
    outcomes: usize,
    /// Outcomes that random schedules of the core reached.
    reached: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { states, steps, directed, outcomes, reached } = self;
        write!(f, "{states} states and {steps} transitions, covered by {directed} directed runs; ")?;
        write!(f, "random schedules reach {reached} of {outcomes} outcomes")
    }
}

/// Every run of the model is possible in the core. Returns the number of runs.
fn core_covers_model(core: &ModelConfig, model: &Explored) -> Result<usize, String> {
    let runs = model.runs();
    for run in &runs {
        core_follows(core, run)?;
    }
    Ok(runs.len())
}

/// Under random schedules, the core reaches only states and outcomes of the model. Returns the number of
/// different outcomes.
fn core_stays_within_model(core: &ModelConfig, model: &Explored) -> Result<usize, String> {
    let on_the_way: HashSet<Outcome> = model.states.iter().map(State::outcome).collect();
    let at_the_end = model.outcomes();
    let mut reached = BTreeSet::new();
    let number = crate::config(RANDOM_SCHEDULES).cases.max(RANDOM_SCHEDULES);
    for scenario in random_schedules(core, number as usize) {
        let never = |outcome| {
            Err(format!("the core reaches {outcome:?}, which the model does not, in {}", scenario.to_json()))
        };
        let mut run = Run::new(&scenario);
        while let Some(observations) = run.observed.step() {
            run.record(observations);
            let outcome = run.outcome();
            if !on_the_way.contains(&outcome) {
                return never(outcome);
            }
        }
        if !at_the_end.contains(&run.outcome()) {
            return never(run.outcome());
        }
        reached.insert(run.outcome());
    }
    Ok(reached.len())
}

/// Compares the core with the model of the same configuration.
fn compare(world: &ModelConfig) -> Result<Counts, String> {
    let explored = explore(*world);
    let directed = core_covers_model(world, &explored)?;
    let reached = core_stays_within_model(world, &explored)?;
    Ok(Counts {
        states: explored.states.len(),
        steps: explored.steps(),
        directed,
        outcomes: explored.outcomes().len(),
        reached,
    })
}

const PAIR: Script = Script {
    title: "one client writes; another reads elsewhere and writes there",
    steps: &[&[Write(0)], &[Read(1), Write(1)]],
};
const WRITERS: Script = Script {
    title: "three clients write, each to a leader of its own",
    steps: &[&[Write(0)], &[Write(1)], &[Write(2)]],
};
const ANSWER: Script = Script {
    title: "one client writes; another reads elsewhere and writes there, while a third writes too",
    steps: &[&[Write(0)], &[Read(2), Write(2)], &[Write(1)]],
};
const CART: Script = Script {
    title: "two clients write in turn to one leader; a third reads at another and writes there",
    steps: &[&[Write(0), Write(0)], &[Write(0)], &[Read(1), Write(1)]],
};
const MOVES: Script = Script {
    title: "a client writes, reads elsewhere, perhaps too early, and writes there; another deletes",
    steps: &[&[Write(0), Read(1), Write(1)], &[Read(0), Delete(0)]],
};

const TRUE_CLOCKS: Rule = Rule::LastWriteWins { ahead: [0; 3], by_value: false };
/// Clocks skewed so far that timestamps tie, or contradict the order of writes.
const SKEWED_CLOCKS: Rule = Rule::LastWriteWins { ahead: [2, 1, 0], by_value: false };
const SKEWED_CLOCKS_TIES_BY_VALUE: Rule = Rule::LastWriteWins { ahead: [1, 0, 1], by_value: true };

/// Compares the core with the model in each configuration, under one policy.
fn check_against_model(rule: Rule, worlds: &[(usize, Script, Shape, Order)]) {
    for &(leaders, script, shape, order) in worlds {
        let world = ModelConfig { leaders, script, shape, order, rule };
        let counts = compare(&world).unwrap_or_else(|difference| panic!("{world:?}: {difference}"));
        println!("{leaders} leaders, {shape:?}, {order:?}, {rule:?}, {}: {counts}", script.title);
        assert!(counts.reached * 2 >= counts.outcomes, "random schedules reach too few outcomes: {counts}");
    }
}

#[test]
fn without_conflict_handling_core_matches_model() {
    check_against_model(
        Rule::None,
        &[
            (3, WRITERS, Shape::AllToAll, Order::Any),
            (3, WRITERS, Shape::Ring, Order::Any),
            (3, WRITERS, Shape::Star, Order::Fifo),
            (3, ANSWER, Shape::AllToAll, Order::Fifo),
            (2, CART, Shape::AllToAll, Order::Any),
        ],
    );
}

#[test]
fn last_write_wins_core_matches_model() {
    check_against_model(TRUE_CLOCKS, &[(2, CART, Shape::AllToAll, Order::Fifo)]);
    check_against_model(
        SKEWED_CLOCKS,
        &[
            (3, ANSWER, Shape::AllToAll, Order::Fifo),
            (3, ANSWER, Shape::Ring, Order::Any),
            (3, WRITERS, Shape::Star, Order::Any),
        ],
    );
    check_against_model(
        SKEWED_CLOCKS_TIES_BY_VALUE,
        &[(3, WRITERS, Shape::Ring, Order::Fifo), (2, MOVES, Shape::Ring, Order::Any)],
    );
}

#[test]
fn siblings_core_matches_model() {
    check_against_model(
        Rule::Siblings,
        &[
            (3, ANSWER, Shape::AllToAll, Order::Any),
            (3, ANSWER, Shape::Ring, Order::Any),
            (3, WRITERS, Shape::Star, Order::Any),
            (2, CART, Shape::AllToAll, Order::Any),
            (2, CART, Shape::Ring, Order::Fifo),
            (2, MOVES, Shape::AllToAll, Order::Any),
        ],
    );
}

#[test]
fn two_way_ring_core_matches_model() {
    for rule in [Rule::None, SKEWED_CLOCKS, Rule::Siblings] {
        check_against_model(rule, &[(3, PAIR, Shape::RingBothWays, Order::Any)]);
    }
}

#[test]
fn t7_three_writers_can_diverge_only_without_conflict_handling() {
    let disagrees = |outcome: &Outcome| outcome.kept.windows(2).any(|pair| pair[0] != pair[1]);
    for shape in [Shape::AllToAll, Shape::Ring] {
        let world = ModelConfig { leaders: 3, script: WRITERS, shape, order: Order::Fifo, rule: Rule::None };
        assert!(explore(world).outcomes().iter().any(disagrees), "{shape:?}");
        for rule in [TRUE_CLOCKS, SKEWED_CLOCKS_TIES_BY_VALUE, Rule::Siblings] {
            assert!(
                !explore(ModelConfig { rule, ..world }).outcomes().iter().any(disagrees),
                "{shape:?}, {rule:?}"
            );
        }
    }
}

/// A configuration with many different outcomes.
fn world(rule: Rule) -> ModelConfig {
    ModelConfig { leaders: 3, script: ANSWER, shape: Shape::AllToAll, order: Order::Any, rule }
}

/// Whether each half of the comparison fails if the model has another configuration.
fn caught(core: &ModelConfig, model: &ModelConfig) -> (bool, bool) {
    let explored = explore(*model);
    let does_less = core_covers_model(core, &explored).is_err();
    let does_more = core_stays_within_model(core, &explored).is_err();
    (does_less, does_more)
}

#[test]
fn model_with_another_policy_is_caught() {
    let all = (true, true);
    assert_eq!(caught(&world(Rule::None), &world(TRUE_CLOCKS)), all, "conflict handling in the model only");
    assert_eq!(caught(&world(SKEWED_CLOCKS), &world(TRUE_CLOCKS)), all, "other clocks");
    assert_eq!(
        caught(&world(SKEWED_CLOCKS), &world(SKEWED_CLOCKS_TIES_BY_VALUE)),
        all,
        "other clocks and ties"
    );
    assert_eq!(caught(&world(Rule::Siblings), &world(TRUE_CLOCKS)), all, "one value in place of siblings");
}

/// Such a model reaches every outcome of the core, so only the directed runs can detect it.
#[test]
fn model_that_allows_more_is_caught_by_directed_runs() {
    let less = (true, false);
    assert_eq!(caught(&world(TRUE_CLOCKS), &world(Rule::None)), less, "no conflict handling");
    assert_eq!(caught(&world(Rule::Siblings), &world(Rule::ForgetfulSiblings)), less, "forgetful siblings");
}

#[test]
fn model_with_another_tie_break_is_caught() {
    let tie = |by_value| ModelConfig {
        script: WRITERS,
        ..world(Rule::LastWriteWins { ahead: [2, 1, 0], by_value })
    };
    assert_eq!(caught(&tie(false), &tie(true)), (true, true), "the greater value");
    assert!(caught(&tie(true), &tie(false)).0, "the greater leader");
}

#[test]
fn model_with_other_links_is_caught() {
    let any = ModelConfig { leaders: 2, script: CART, ..world(Rule::None) };
    let fifo = ModelConfig { order: Order::Fifo, ..any };
    assert_eq!(caught(&fifo, &any), (true, false), "only the core is FIFO");
    assert_eq!(caught(&any, &fifo), (false, true), "only the model is FIFO");
    let star = ModelConfig { shape: Shape::Star, ..world(Rule::None) };
    assert!(caught(&world(Rule::None), &star).0, "another topology");
}
