//! Siblings match `crdts::MVReg`, and last write wins matches `crdts::LWWReg`.

use std::collections::BTreeMap;

use crdts::{CmRDT as _, LWWReg, MVReg, VClock};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use replication::{ClientId, Dot, LeaderId, Value};
use scenario::Scenario;
use serde_json::json;

use crate::observed::Version;
use crate::replay::{Counts, Oracle, WriteRequest, follow};
use crate::runs::{Clients, Run, runs};

/// The actor of a write in an `MVReg`.
///
/// A register has a version vector for each value, and an actor's next counter is one more than that in its
/// context. An actor that has not seen its own last write would give out a counter twice, and the register
/// would take the second write for the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Actor {
    /// Correct in every run: no actor acts twice, and vectors are sets of writes.
    Write(Dot),
    /// Correct while each client stays at one leader, whose acknowledgement covers the write.
    Client(ClientId),
    /// Wrong as soon as two clients write at one leader, each with its own context: see R3.
    Leader(LeaderId),
}

/// A register that keeps concurrent values side by side.
struct MvRegOracle {
    actor: fn(&WriteRequest) -> Actor,
}

const ACTOR_PER_WRITE: MvRegOracle = MvRegOracle { actor: |request| Actor::Write(request.write.dot) };
const ACTOR_PER_CLIENT: MvRegOracle = MvRegOracle { actor: |request| Actor::Client(request.client) };
const ACTOR_PER_LEADER: MvRegOracle = MvRegOracle { actor: |request| Actor::Leader(request.leader) };

impl Oracle for MvRegOracle {
    type Replica = MVReg<Version, Actor>;
    type Context = VClock<Actor>;
    type Operation = crdts::mvreg::Op<Version, Actor>;
    type Reading = Vec<Version>;

    fn context(&self, replica: &Self::Replica) -> Self::Context {
        replica.read_ctx().add_clock
    }

    fn write(
        &self,
        replica: &Self::Replica,
        context: Self::Context,
        request: &WriteRequest,
    ) -> Self::Operation {
        // The client's last read may be old and from another replica.
        let read = crdts::ctx::ReadCtx { add_clock: context.clone(), rm_clock: context, val: () };
        replica.write(request.write.clone(), read.derive_add_ctx((self.actor)(request)))
    }

    fn apply(&self, replica: &mut Self::Replica, operation: Self::Operation) {
        replica.apply(operation);
    }

    /// Dots too: two concurrent writes of an equal value are two siblings (R5).
    fn reading(&self, replica: &Self::Replica) -> Self::Reading {
        let mut versions = replica.read().val;
        versions.sort();
        versions
    }

    fn core_reading(&self, versions: &[Version]) -> Self::Reading {
        versions.to_vec()
    }
}

/// The order of writes: the timestamp, the value if it breaks ties, the dot.
type Marker = (i64, Option<Value>, Dot);

/// A register that keeps the value with the greatest marker.
struct LwwRegOracle {
    /// Whether the timestamp is the client's or the leader's.
    by_client: bool,
    /// Whether the greater value wins a tie.
    by_value: bool,
    /// How far ahead each leader's and each client's clock is, in microseconds.
    leaders: BTreeMap<LeaderId, i64>,
    clients: BTreeMap<ClientId, i64>,
}

impl LwwRegOracle {
    fn new(scenario: &Scenario, by_client: bool, by_value: bool) -> Self {
        let leaders = scenario.leaders.iter().map(|spec| (spec.id, spec.clock.offset.0)).collect();
        let clients = scenario.clients.iter().map(|spec| (spec.id, spec.clock.offset.0)).collect();
        Self { by_client, by_value, leaders, clients }
    }
}

impl Oracle for LwwRegOracle {
    type Replica = Option<LWWReg<Version, Marker>>;
    type Context = ();
    type Operation = LWWReg<Version, Marker>;
    type Reading = Vec<Version>;

    fn context(&self, _: &Self::Replica) {}

    fn write(&self, _: &Self::Replica, (): (), request: &WriteRequest) -> Self::Operation {
        let ahead =
            if self.by_client { self.clients[&request.client] } else { self.leaders[&request.leader] };
        let timestamp = i64::try_from(request.at.0).unwrap() + ahead;
        let tie = request.write.value.clone().filter(|_| self.by_value);
        LWWReg { val: request.write.clone(), marker: (timestamp, tie, request.write.dot) }
    }

    fn apply(&self, replica: &mut Self::Replica, operation: Self::Operation) {
        let register = replica.get_or_insert_with(|| operation.clone());
        assert_eq!(register.validate_op(&operation), Ok(()), "no marker is used twice");
        register.apply(operation);
    }

    fn reading(&self, replica: &Self::Replica) -> Self::Reading {
        replica.iter().map(|register| register.val.clone()).collect()
    }

    fn core_reading(&self, versions: &[Version]) -> Self::Reading {
        versions.to_vec()
    }
}

fn siblings(clients: Clients) -> impl Strategy<Value = Run> {
    runs(json!("siblings"), clients)
}

fn last_write_wins() -> impl Strategy<Value = (bool, bool, Run)> {
    (any::<bool>(), any::<bool>()).prop_flat_map(|(by_client, by_value)| {
        let timestamp = if by_client { "client" } else { "leader" };
        let tie = if by_value { "value" } else { "leader" };
        let policy = json!({ "last-write-wins": { "timestamp": timestamp, "tie": tie } });
        (Just(by_client), Just(by_value), runs(policy, Clients::Roam))
    })
}

proptest! {
    #![proptest_config(crate::config(128))]

    #[test]
    fn r1_r5_siblings_match_mvreg_with_an_actor_per_write(Run(scenario) in siblings(Clients::Roam)) {
        follow(&ACTOR_PER_WRITE, &scenario)?;
    }

    #[test]
    fn r1_siblings_of_pinned_clients_match_mvreg_with_client_actors(
        Run(scenario) in siblings(Clients::StayAtOneLeader),
    ) {
        follow(&ACTOR_PER_CLIENT, &scenario)?;
        follow(&ACTOR_PER_WRITE, &scenario)?;
    }

    #[test]
    fn l2_winner_matches_crdts_lwwreg((by_client, by_value, Run(scenario)) in last_write_wins()) {
        follow(&LwwRegOracle::new(&scenario, by_client, by_value), &scenario)?;
    }
}

/// A number of random runs, the same every time.
fn sample(strategy: impl Strategy<Value = Run>, count: usize) -> Vec<Scenario> {
    let mut runner = TestRunner::deterministic();
    let mut next = || strategy.new_tree(&mut runner).unwrap().current().0;
    (0..count).map(|_| next()).collect()
}

/// The number of runs in which the core and the oracle differ.
fn differing<O: Oracle>(scenarios: &[Scenario], oracle: impl Fn(&Scenario) -> O) -> usize {
    scenarios.iter().filter(|scenario| follow(&oracle(scenario), scenario).is_err()).count()
}

#[test]
fn random_runs_often_have_siblings() {
    let counts: Vec<Counts> = sample(siblings(Clients::Roam), 64)
        .iter()
        .map(|scenario| follow(&ACTOR_PER_WRITE, scenario).unwrap())
        .collect();
    let compared: usize = counts.iter().map(|counts| counts.compared).sum();
    let siblings: usize = counts.iter().map(|counts| counts.siblings).sum();
    println!("64 runs: {compared} comparisons, {siblings} of them with siblings");
    assert!(siblings * 4 > compared, "{siblings} of {compared}");
}

#[test]
fn r3_mvreg_with_leader_actors_is_caught() {
    let scenarios = sample(siblings(Clients::StayAtOneLeader), 32);
    let caught = differing(&scenarios, |_| ACTOR_PER_LEADER);
    println!("{caught} of {} runs differ", scenarios.len());
    assert!(caught > 0);
}

#[test]
fn mvreg_with_roaming_client_actors_is_caught() {
    let scenarios = sample(siblings(Clients::Roam), 32);
    let caught = differing(&scenarios, |_| ACTOR_PER_CLIENT);
    println!("{caught} of {} runs differ", scenarios.len());
    assert!(caught > 0);
}

#[test]
fn lwwreg_with_another_clock_or_tie_break_is_caught() {
    let policy = json!({ "last-write-wins": { "timestamp": "client", "tie": "value" } });
    let scenarios = sample(runs(policy, Clients::Roam), 64);
    assert_eq!(differing(&scenarios, |scenario| LwwRegOracle::new(scenario, true, true)), 0);
    for (by_client, by_value) in [(false, true), (true, false)] {
        let caught = differing(&scenarios, |scenario| LwwRegOracle::new(scenario, by_client, by_value));
        println!(
            "by client clock: {by_client}, by value: {by_value}: {caught} of {} runs differ",
            scenarios.len()
        );
        assert!(caught > 0);
    }
}
