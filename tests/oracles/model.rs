//! A `stateright` model of multi-leader replication, written from the specification and not from the code.
//! Every write has the set of writes that its client had seen, every leader the set that it knows, and links
//! deliver in every order that they allow.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use stateright::{Checker as _, Model, Path, Property};

use crate::model_config::{Index, ModelConfig, Order, Outcome, Rule, Shape, Step, WriteId};

type Writes = BTreeSet<WriteId>;

/// The state of a leader.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leader {
    pub kept: Writes,
    applied: Writes,
    /// What it has applied, or knows to be superseded.
    known: Writes,
}

/// A client's position in its script, and what it has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Client {
    done: usize,
    seen: Writes,
    answers: Vec<Writes>,
}

/// The metadata of a write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Metadata {
    origin: Index,
    /// `None` for a tombstone.
    value: Option<i64>,
    timestamp: i64,
    saw: Writes,
}

/// A write on a link, and the leaders that it has passed, starting with its origin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    pub write: WriteId,
    path: Vec<Index>,
}

/// A link, from one leader to another.
pub type Link = (Index, Index);

/// The state of the model between two actions.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    pub leaders: Vec<Leader>,
    clients: Vec<Client>,
    metadata: BTreeMap<WriteId, Metadata>,
    /// Messages in flight, oldest first; sorted if links are unordered. No list is empty.
    pub in_flight: BTreeMap<Link, Vec<Message>>,
}

impl State {
    /// What each leader keeps, and what each client was answered.
    pub fn outcome(&self) -> Outcome {
        Outcome {
            kept: self.leaders.iter().map(|leader| leader.kept.clone()).collect(),
            answers: self.clients.iter().map(|client| client.answers.clone()).collect(),
        }
    }
}

/// A possible next action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// A client executes the next step of its script.
    Act(Index),
    /// A link delivers one of its messages.
    Deliver(Link, usize),
}

impl ModelConfig {
    /// Where a leader sends a write that arrived from `from`, or that it accepted itself.
    fn sends_to(&self, leader: Index, from: Option<Index>) -> Vec<Index> {
        let others = (0..self.leaders).filter(|other| *other != leader);
        match self.shape {
            Shape::AllToAll if from.is_some() => vec![],
            Shape::AllToAll => others.collect(),
            // In a one-way ring a write goes on until it is back at its origin.
            Shape::Ring => vec![(leader + 1) % self.leaders],
            Shape::RingBothWays => {
                let beside = |other: &Index| {
                    (leader + 1) % self.leaders == *other || (other + 1) % self.leaders == leader
                };
                others.filter(|other| beside(other) && from != Some(*other)).collect()
            }
            Shape::Star => {
                others.filter(|other| (leader == 0 || *other == 0) && from != Some(*other)).collect()
            }
        }
    }

    /// The order of writes. No two writes of one leader have the same timestamp.
    fn rank(&self, metadata: &Metadata) -> (i64, Option<i64>, Index) {
        let by_value = matches!(self.rule, Rule::LastWriteWins { by_value: true, .. });
        (metadata.timestamp, metadata.value.filter(|_| by_value), metadata.origin)
    }

    /// A leader applies a write and forwards it.
    fn apply(&self, state: &mut State, at: Index, message: Message) {
        let Message { write, path } = message;
        let saw = &state.metadata[&write].saw;
        let mut leader = state.leaders[at].clone();
        match self.rule {
            Rule::None => leader.kept = Writes::from([write]),
            Rule::LastWriteWins { .. } => {
                leader.kept.insert(write);
                let winner = leader.kept.iter().copied().max_by_key(|id| self.rank(&state.metadata[id]));
                leader.kept = winner.into_iter().collect();
            }
            Rule::Siblings | Rule::ForgetfulSiblings => {
                let is_replaced = leader.known.contains(&write) && self.rule == Rule::Siblings;
                leader.kept.retain(|name| !saw.contains(name));
                leader.kept.extend((!is_replaced).then_some(write));
            }
        }
        leader.applied.insert(write);
        leader.known.insert(write);
        leader.known.extend(saw);
        state.leaders[at] = leader;
        let path: Vec<Index> = path.into_iter().chain([at]).collect();
        let from = path.iter().rev().nth(1).copied();
        for to in self.sends_to(at, from) {
            let on_link = state.in_flight.entry((at, to)).or_default();
            on_link.push(Message { write, path: path.clone() });
            if self.order == Order::Any {
                on_link.sort();
            }
        }
    }

    /// What a client sees that reads at a leader now: the kept versions and everything they replaced.
    fn seen_at(&self, state: &State, leader: Index) -> Writes {
        let kept = &state.leaders[leader].kept;
        let replaced = kept.iter().flat_map(|id| &state.metadata[id].saw);
        kept.iter().chain(replaced).copied().collect()
    }

    fn execute_step(&self, state: &mut State, client: Index) {
        let index = state.clients[client].done;
        let step = self.script.steps[client][index];
        let at = step.at();
        if step.is_write() {
            let write = self.write_id(client, index);
            let value = (!matches!(step, Step::Delete(_))).then(|| self.value_of(write));
            let timestamped = matches!(self.rule, Rule::LastWriteWins { .. });
            let count = i64::try_from(state.metadata.len()).unwrap();
            let timestamp = if timestamped { count + self.ahead(at) } else { 0 };
            let saw = state.clients[client].seen.clone();
            state.metadata.insert(write, Metadata { origin: at, value, timestamp, saw });
            self.apply(state, at, Message { write, path: vec![] });
        } else {
            let answer = state.leaders[at].kept.clone();
            state.clients[client].answers.push(answer);
        }
        state.clients[client].done += 1;
        // Under siblings, every answer returns a context, also that to a write; other policies return none.
        if matches!(self.rule, Rule::Siblings | Rule::ForgetfulSiblings) {
            state.clients[client].seen = self.seen_at(state, at);
        }
    }

    fn deliver(&self, state: &mut State, link: Link, index: usize) {
        let Some(on_link) = state.in_flight.get_mut(&link) else {
            return;
        };
        let message = on_link.remove(index);
        if on_link.is_empty() {
            state.in_flight.remove(&link);
        }
        let receiver = &state.leaders[link.1];
        let has_own_mark = message.path.contains(&link.1);
        if !has_own_mark && !receiver.applied.contains(&message.write) {
            self.apply(state, link.1, message);
        }
    }

    fn has_converging_rule(&self) -> bool {
        matches!(self.rule, Rule::LastWriteWins { .. } | Rule::Siblings)
    }
}

impl Model for ModelConfig {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let leaders = vec![Leader::default(); self.leaders];
        let clients = vec![Client::default(); self.script.steps.len()];
        vec![State { leaders, clients, ..State::default() }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let scripts = self.script.steps.iter().zip(&state.clients).enumerate();
        let busy = scripts.filter(|(_, (script, client))| client.done < script.len());
        actions.extend(busy.map(|(client, _)| Action::Act(client)));
        for (link, on_link) in &state.in_flight {
            let deliverable = if self.order == Order::Fifo { 1 } else { on_link.len() };
            actions.extend((0..deliverable).map(|index| Action::Deliver(*link, index)));
        }
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        match action {
            Action::Act(client) => self.execute_step(&mut next, client),
            Action::Deliver(link, index) => self.deliver(&mut next, link, index),
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("T1, T2: at rest every leader has applied every write", |_, state: &State| {
                let everywhere = |name| state.leaders.iter().all(|leader| leader.applied.contains(name));
                !state.in_flight.is_empty() || state.metadata.keys().all(everywhere)
            }),
            Property::always(
                "C1: leaders that have applied the same writes keep the same versions",
                |world: &Self, state: &State| {
                    let pairs = state
                        .leaders
                        .iter()
                        .flat_map(|one| state.leaders.iter().map(move |other| (one, other)));
                    let mut alike = pairs.filter(|(one, other)| one.applied == other.applied);
                    !world.has_converging_rule() || alike.all(|(one, other)| one.kept == other.kept)
                },
            ),
        ]
    }
}

/// All reachable states of a model.
pub struct Explored {
    /// Every state, the initial one first.
    pub states: Vec<State>,
    /// For each state, the possible actions and the states that they lead to; empty if nothing is left to do.
    pub next: Vec<Vec<(Action, usize)>>,
    /// For each state, a shortest path to it.
    paths: Vec<Vec<Action>>,
}

/// Explores the whole state space.
pub fn explore(world: ModelConfig) -> Explored {
    let visited = Arc::new(Mutex::new(Vec::new()));
    let visits = visited.clone();
    let visitor = move |path: Path<State, Action>| {
        let state = path.last_state().clone();
        visits.lock().unwrap().push((state, path.into_actions()));
    };
    let checker = world.checker().visitor(visitor).spawn_bfs().join();
    checker.assert_properties();
    let (states, paths): (Vec<_>, Vec<_>) = std::mem::take(&mut *visited.lock().unwrap()).into_iter().unzip();
    assert_eq!(states.len(), checker.unique_state_count(), "the checker visited every state");
    let numbers: HashMap<&State, usize> = states.iter().zip(0..).collect();
    let steps = |state| world.next_steps(state).into_iter().map(|(action, next)| (action, numbers[&next]));
    let next: Vec<Vec<_>> = states.iter().map(|state| steps(state).collect()).collect();
    Explored { next, paths, states }
}

impl Explored {
    /// The number of transitions.
    pub fn steps(&self) -> usize {
        self.next.iter().map(Vec::len).sum()
    }

    /// All outcomes of states in which nothing is left to do.
    pub fn outcomes(&self) -> BTreeSet<Outcome> {
        let last = self.states.iter().zip(&self.next).filter(|(_, next)| next.is_empty());
        last.map(|(state, _)| state.outcome()).collect()
    }

    /// Runs from start to end that together take every transition, each as actions with the states after
    /// them.
    pub fn runs(&self) -> Vec<Vec<(Action, &State)>> {
        let mut left: Vec<BTreeSet<Action>> =
            self.next.iter().map(|next| next.iter().map(|(action, _)| *action).collect()).collect();
        let mut runs = Vec::new();
        for (state, path) in self.paths.iter().enumerate() {
            while !left[state].is_empty() {
                runs.push(self.run(path, &mut left));
            }
        }
        runs
    }

    /// Follows this path, and then untaken transitions where there are any, to the end.
    fn run(&self, path: &[Action], left: &mut [BTreeSet<Action>]) -> Vec<(Action, &State)> {
        let mut run = Vec::new();
        let mut state = 0;
        while let Some((first, _)) = self.next[state].first() {
            let wanted = left[state].first().copied().unwrap_or(*first);
            let action = path.get(run.len()).copied().unwrap_or(wanted);
            left[state].remove(&action);
            let step = self.next[state].iter().find(|(possible, _)| *possible == action);
            state = step.expect("the checker followed this path").1;
            run.push((action, &self.states[state]));
        }
        run
    }
}
