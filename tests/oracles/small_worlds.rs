//! Model checking: in small configurations, the core reaches exactly the outcomes that the model reaches.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;

use replication::{Dot, Key, LeaderId, LinkId};
use scenario::Scenario;

use crate::model::{Action, Explored, State, explore};
use crate::observed::{Happening, Observed, Version, What};
use crate::small_world::Step::{Delete, Read, Write};
use crate::small_world::{CLIENTS, LEADERS, Name, Number, Order, Outcome, Rule, Script, Shape, SmallWorld};
use crate::timing::{KEY, directed, just_after, undirected};

/// A run of the core in the model's terms.
struct Run {
    observed: Observed,
    leaders: Vec<LeaderId>,
    key: Key,
    names: BTreeMap<Dot, Name>,
    answers: Vec<Vec<BTreeSet<Name>>>,
}

impl Run {
    fn new(scenario: &Scenario) -> Self {
        Self {
            observed: Observed::new(scenario),
            leaders: scenario.leaders.iter().map(|spec| spec.id).collect(),
            key: KEY.parse().unwrap(),
            names: BTreeMap::new(),
            answers: vec![vec![]; scenario.clients.len()],
        }
    }

    /// Records write ids and answers. A client's writes are numbered in order.
    fn note(&mut self, happenings: Vec<Happening>) {
        let number = |client: &str| CLIENTS.iter().position(|id| *id == client).unwrap();
        for happening in happenings {
            match happening.what {
                What::Accepted { client, write } => {
                    let client = number(client.as_str());
                    let before = self.names.values().filter(|name| name.0 == client).count();
                    self.names.insert(write.name, (client, before));
                }
                What::Answered { client, versions } => {
                    let answer = self.named(&versions);
                    self.answers[number(client.as_str())].push(answer);
                }
                What::Applied { .. } | What::Stands { .. } => {}
            }
        }
    }

    fn named(&self, versions: &[Version]) -> BTreeSet<Name> {
        versions.iter().map(|version| self.names[&version.name]).collect()
    }

    fn outcome(&self) -> Outcome {
        let kept = self.leaders.iter().map(|leader| self.named(&self.observed.kept(*leader, &self.key)));
        Outcome { kept: kept.collect(), answers: self.answers.clone() }
    }

    fn in_flight(&self) -> Vec<(LinkId, Name)> {
        let mut flying: Vec<_> =
            self.observed.in_flight().into_iter().map(|(link, dot)| (link, self.names[&dot])).collect();
        flying.sort_unstable();
        flying
    }
}

/// The messages in flight in a state of the model, in the core's terms.
fn in_flight(state: &State) -> Vec<(LinkId, Name)> {
    let id = |leader: Number| LEADERS[leader].parse().unwrap();
    let links = state.flying.iter();
    let mut flying: Vec<_> = links
        .flat_map(|((from, to), on_link)| {
            let link = LinkId::new(id(*from), id(*to));
            on_link.iter().map(move |message| (link, message.write))
        })
        .collect();
    flying.sort_unstable();
    flying
}

/// Drives the core through a run of the model, and compares the two after every action.
fn goes_along(core: &SmallWorld, actions: &[(Action, &State)]) -> Result<(), String> {
    let scenario = directed(core, actions);
    let mut run = Run::new(&scenario);
    for (index, (action, state)) in actions.iter().enumerate() {
        let happenings = run.observed.run_until(just_after(index));
        run.note(happenings);
        let (ours, theirs) = ((run.outcome(), run.in_flight()), (state.outcome(), in_flight(state)));
        if ours != theirs {
            let file = scenario.to_json();
            return Err(format!(
                "after {action:?}, number {index}, the core has {ours:?}, the model {theirs:?}, in {file}"
            ));
        }
    }
    let rests = run.observed.at_rest();
    rests.then_some(()).ok_or_else(|| format!("the core does not rest after {}", scenario.to_json()))
}

/// The number of random schedules for each configuration, unless `PROPTEST_CASES` asks for more.
const UNDIRECTED: u32 = 256;

/// Counts of a comparison.
#[derive(Debug)]
struct Figures {
    /// States of the model.
    states: usize,
    /// Transitions between them.
    steps: usize,
    /// Runs of the core that together take every transition.
    directed: usize,
    /// Outcomes of the model.
    outcomes: usize,
    /// Outcomes that random schedules of the core reached.
    met: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { states, steps, directed, outcomes, met } = self;
        write!(f, "{states} states and {steps} steps between them, gone in {directed} runs of the core; ")?;
        write!(f, "of {outcomes} outcomes {met} are met by chance")
    }
}

/// Every run of the model is possible in the core. Returns the number of runs.
fn core_does_all_that_the_model_can(core: &SmallWorld, model: &Explored) -> Result<usize, String> {
    let runs = model.runs();
    for run in &runs {
        goes_along(core, run)?;
    }
    Ok(runs.len())
}

/// Under random schedules, the core reaches only states and outcomes of the model. Returns the number of
/// different outcomes.
fn core_does_nothing_else(core: &SmallWorld, model: &Explored) -> Result<usize, String> {
    let on_the_way: HashSet<Outcome> = model.states.iter().map(State::outcome).collect();
    let at_the_end = model.outcomes();
    let mut met = BTreeSet::new();
    let number = crate::config(UNDIRECTED).cases.max(UNDIRECTED);
    for scenario in undirected(core, number as usize) {
        let never = |outcome| {
            Err(format!("the model never has {outcome:?}, and the core has in {}", scenario.to_json()))
        };
        let mut run = Run::new(&scenario);
        while let Some(happenings) = run.observed.step() {
            run.note(happenings);
            let outcome = run.outcome();
            if !on_the_way.contains(&outcome) {
                return never(outcome);
            }
        }
        if !at_the_end.contains(&run.outcome()) {
            return never(run.outcome());
        }
        met.insert(run.outcome());
    }
    Ok(met.len())
}

/// Compares the core with the model of the same configuration.
fn compare(world: &SmallWorld) -> Result<Figures, String> {
    let explored = explore(*world);
    let directed = core_does_all_that_the_model_can(world, &explored)?;
    let met = core_does_nothing_else(world, &explored)?;
    Ok(Figures {
        states: explored.states.len(),
        steps: explored.steps(),
        directed,
        outcomes: explored.outcomes().len(),
        met,
    })
}

const PAIR: Script = Script {
    about: "one client writes; another reads elsewhere and writes there",
    steps: &[&[Write(0)], &[Read(1), Write(1)]],
};
const WRITERS: Script = Script {
    about: "three clients write, each to a leader of its own",
    steps: &[&[Write(0)], &[Write(1)], &[Write(2)]],
};
const ANSWER: Script = Script {
    about: "one client writes; another reads elsewhere and writes there, while a third writes too",
    steps: &[&[Write(0)], &[Read(2), Write(2)], &[Write(1)]],
};
const CART: Script = Script {
    about: "two clients write in turn to one leader; a third reads at another and writes there",
    steps: &[&[Write(0), Write(0)], &[Write(0)], &[Read(1), Write(1)]],
};
const MOVES: Script = Script {
    about: "a client writes, reads elsewhere, where that may not be yet, and writes there; another deletes",
    steps: &[&[Write(0), Read(1), Write(1)], &[Read(0), Delete(0)]],
};

const ON_TIME: Rule = Rule::LastWriteWins { ahead: [0; 3], by_value: false };
/// Clocks skewed so far that timestamps tie, or contradict the order of writes.
const OFF: Rule = Rule::LastWriteWins { ahead: [2, 1, 0], by_value: false };
const OFF_BY_VALUE: Rule = Rule::LastWriteWins { ahead: [1, 0, 1], by_value: true };

/// Compares the core with the model in each configuration, under one policy.
fn agree(rule: Rule, worlds: &[(usize, Script, Shape, Order)]) {
    for &(leaders, script, shape, order) in worlds {
        let world = SmallWorld { leaders, script, shape, order, rule };
        let figures = compare(&world).unwrap_or_else(|difference| panic!("{world:?}: {difference}"));
        println!("{leaders} leaders, {shape:?}, {order:?}, {rule:?}, {}: {figures}", script.about);
        assert!(figures.met * 2 >= figures.outcomes, "the undirected runs are much alike: {figures}");
    }
}

#[test]
fn without_conflict_handling_core_matches_model() {
    agree(
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
    agree(ON_TIME, &[(2, CART, Shape::AllToAll, Order::Fifo)]);
    agree(
        OFF,
        &[
            (3, ANSWER, Shape::AllToAll, Order::Fifo),
            (3, ANSWER, Shape::Ring, Order::Any),
            (3, WRITERS, Shape::Star, Order::Any),
        ],
    );
    agree(OFF_BY_VALUE, &[(3, WRITERS, Shape::Ring, Order::Fifo), (2, MOVES, Shape::Ring, Order::Any)]);
}

#[test]
fn siblings_core_matches_model() {
    agree(
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
    for rule in [Rule::None, OFF, Rule::Siblings] {
        agree(rule, &[(3, PAIR, Shape::RingBothWays, Order::Any)]);
    }
}

#[test]
fn t7_three_writers_can_diverge_only_without_conflict_handling() {
    let disagrees = |outcome: &Outcome| outcome.kept.windows(2).any(|pair| pair[0] != pair[1]);
    for shape in [Shape::AllToAll, Shape::Ring] {
        let world = SmallWorld { leaders: 3, script: WRITERS, shape, order: Order::Fifo, rule: Rule::None };
        assert!(explore(world).outcomes().iter().any(disagrees), "{shape:?}");
        for rule in [ON_TIME, OFF_BY_VALUE, Rule::Siblings] {
            assert!(
                !explore(SmallWorld { rule, ..world }).outcomes().iter().any(disagrees),
                "{shape:?}, {rule:?}"
            );
        }
    }
}

/// A configuration with many different outcomes.
fn world(rule: Rule) -> SmallWorld {
    SmallWorld { leaders: 3, script: ANSWER, shape: Shape::AllToAll, order: Order::Any, rule }
}

/// Whether each half of the comparison fails if the model has another configuration.
fn caught(core: &SmallWorld, model: &SmallWorld) -> (bool, bool) {
    let explored = explore(*model);
    let does_less = core_does_all_that_the_model_can(core, &explored).is_err();
    let does_more = core_does_nothing_else(core, &explored).is_err();
    (does_less, does_more)
}

#[test]
fn model_with_another_policy_is_caught() {
    let all = (true, true);
    assert_eq!(caught(&world(Rule::None), &world(ON_TIME)), all, "a rule where there is none");
    assert_eq!(caught(&world(OFF), &world(ON_TIME)), all, "other clocks");
    assert_eq!(caught(&world(OFF), &world(OFF_BY_VALUE)), all, "other clocks and ties");
    assert_eq!(caught(&world(Rule::Siblings), &world(ON_TIME)), all, "one value for many");
}

/// Such a model reaches every outcome of the core, so only the directed runs can detect it.
#[test]
fn model_that_allows_more_is_caught_by_directed_runs() {
    let less = (true, false);
    assert_eq!(caught(&world(ON_TIME), &world(Rule::None)), less, "no rule");
    assert_eq!(caught(&world(Rule::Siblings), &world(Rule::ForgetfulSiblings)), less, "forgetful siblings");
}

#[test]
fn model_with_another_tie_break_is_caught() {
    let tie = |by_value| SmallWorld {
        script: WRITERS,
        ..world(Rule::LastWriteWins { ahead: [2, 1, 0], by_value })
    };
    assert_eq!(caught(&tie(false), &tie(true)), (true, true), "the greater value");
    assert!(caught(&tie(true), &tie(false)).0, "the greater leader");
}

#[test]
fn model_with_other_links_is_caught() {
    let any = SmallWorld { leaders: 2, script: CART, ..world(Rule::None) };
    let fifo = SmallWorld { order: Order::Fifo, ..any };
    assert_eq!(caught(&fifo, &any), (true, false), "the core keeps an order that the model does not");
    assert_eq!(caught(&any, &fifo), (false, true), "the model keeps an order that the core does not");
    let star = SmallWorld { shape: Shape::Star, ..world(Rule::None) };
    assert!(caught(&world(Rule::None), &star).0, "another topology");
}
