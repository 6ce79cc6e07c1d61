//! The replay of a run: the environment is taken from the trace, everything else is predicted and compared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::accounting::Accounting;
use super::clocks::{Clock, Reading};
use super::difference::Difference;
use super::dots::{Dot, Dots};
use super::event::{text, time_of};
use super::requests::Requests;
use super::settings::{Handling, PolicySetting, Replication};
use super::transport::Transport;
use super::values::Stored;
use super::waiting::{Violation, Waiting};
use super::world::{Leader, World};

/// What an acknowledgement will return to its client.
pub struct Acknowledgement {
    /// The client.
    pub client: String,
    /// The key.
    pub key: String,
    /// The accepting leader.
    pub leader: String,
    /// Whether the answer travels back from the key's home.
    pub travels: bool,
    /// What it returns, once the leader has applied the write.
    pub returns: Option<Returned>,
}

/// What an answer returns.
#[derive(Clone)]
pub struct Returned {
    /// The causal context.
    pub context: Dots,
    /// The writes contained in the versions (C2).
    pub seen: Dots,
    /// The versions.
    pub versions: Dots,
    /// The leader's logical clock.
    pub token: Reading,
}

/// A run in replay.
pub struct Replay {
    /// The state that is predicted.
    pub world: World,
    /// The commands of the scenario.
    pub requests: Requests,
    /// The accounting of every write.
    pub accounting: Accounting,
    /// The check of transport.
    pub transport: Transport,
    /// What differs so far.
    pub differences: Vec<Difference>,
    /// The value that each write carries, by the trace.
    pub traced: BTreeMap<Dot, Stored>,
    /// The value that each write has at each leader that applied it, by the trace.
    pub traced_at: BTreeMap<(String, Dot), Stored>,
    /// Acknowledgements that are still to be returned.
    pub acknowledgements: BTreeMap<Dot, Acknowledgement>,
    /// The number of dots that each leader has given out.
    pub issued: BTreeMap<String, u64>,
    /// Keys at leaders whose merge is to be compared once the leader is done.
    pub unmerged: BTreeMap<(String, String), (usize, Dots)>,
    /// The leader and write that were last found inapplicable and applied anyway.
    pub upserted: Option<(String, Dot)>,
    /// The commands of clocks, by instant, that the trace has not shown yet.
    pub jumps: Vec<Value>,
    /// Whether the run changed topology or members.
    pub rewired: bool,
    /// Requests that wait because their leader is behind their client.
    pub waiting: Vec<Waiting>,
    /// The numbers of requests that were accepted or refused.
    pub decided: BTreeSet<u64>,
    /// Requests that were served by leaders behind their clients, with the missing writes that violate the guarantee.
    pub violations: BTreeMap<Violation, Dots>,
    /// The instant of the last event, in microseconds.
    pub now_us: i64,
    /// The leaders that drain.
    pub draining: BTreeSet<String>,
    /// The leaders that drained and left.
    pub drained: BTreeSet<String>,
    /// The commands by which leaders leave.
    pub leaves: Vec<Value>,
    /// The commands that skip what has stopped a link.
    pub skips: Vec<Value>,
    /// The leaders to which each leader that left had a link.
    pub links_at_leave: BTreeMap<String, BTreeSet<String>>,
    /// The keys whose stores the documents do not decide after a change of policy.
    pub undecided: BTreeSet<String>,
    /// The epochs of assignments of homes.
    pub epochs: BTreeMap<Dot, u64>,
    /// What assignments of homes depend on.
    pub assigned_after: BTreeMap<Dot, Dots>,
    snapshots: BTreeMap<String, Leader>,
    overdue: BTreeSet<(String, String, Dot)>,
}

impl Replay {
    /// The start of a run of a scenario.
    pub fn new(scenario: &Value) -> Replay {
        let commands = scenario.get("commands").and_then(Value::as_array).cloned().unwrap_or_default();
        let named = |name: &str| commands.iter().filter(|json| json.get(name).is_some()).cloned().collect();
        let (leaves, skips) = (named("leave"), named("skip"));
        let mut jumps: Vec<Value> = commands
            .into_iter()
            .filter(|json| json.get("jump").is_some() || json.get("clock").is_some())
            .collect();
        jumps.sort_by_key(|json| super::clocks::micros(json["at_ms"].as_f64().unwrap_or(0.0)));
        Replay {
            world: World::new(scenario),
            requests: Requests::new(scenario),
            accounting: Accounting::default(),
            transport: Transport::new(scenario),
            differences: Vec::new(),
            traced: BTreeMap::new(),
            traced_at: BTreeMap::new(),
            acknowledgements: BTreeMap::new(),
            issued: BTreeMap::new(),
            unmerged: BTreeMap::new(),
            upserted: None,
            jumps,
            rewired: false,
            waiting: Vec::new(),
            decided: BTreeSet::new(),
            violations: BTreeMap::new(),
            now_us: 0,
            draining: BTreeSet::new(),
            drained: BTreeSet::new(),
            leaves,
            skips,
            links_at_leave: BTreeMap::new(),
            undecided: BTreeSet::new(),
            epochs: BTreeMap::new(),
            assigned_after: BTreeMap::new(),
            snapshots: BTreeMap::new(),
            overdue: BTreeSet::new(),
        }
    }

    /// Notes a difference at an event.
    pub fn differs(&mut self, index: usize, says: String) {
        self.differences.push(Difference { event: Some(index), says });
    }

    /// Replays the whole trace.
    pub fn run(&mut self, trace: &[Value]) {
        for (index, event) in trace.iter().enumerate() {
            self.check_clock(index, event);
            self.check_overdue(index, event);
            let goes_on = match text(event, "kind") {
                "merged" | "merge-failed" | "sent" | "duplicated" | "lost" => true,
                "applied" => event.get("via").is_none(),
                _ => false,
            };
            if !goes_on {
                self.settle();
            }
            self.check_waiting(index, event);
            self.check_draining(index, event);
            let found = self.transport.check(event, &self.world);
            found.into_iter().for_each(|says| self.differs(index, says));
            self.client_event(index, event);
            self.leader_event(index, event);
            self.environment_event(index, event);
        }
        self.settle();
    }

    /// Compares merges and returns acknowledgements, once a leader is done with a write.
    fn settle(&mut self) {
        self.compare_merges();
        self.acknowledge();
    }

    fn client_event(&mut self, index: usize, event: &Value) {
        match text(event, "kind") {
            "accepted" => self.accepted(index, event),
            "refused" => self.refused(index, event),
            "unanswered" => self.decide(event.get("request").and_then(Value::as_u64)),
            "answered" => self.answered(index, event),
            "forwarded" => self.forwarded(event),
            "returned" => self.returned(event),
            "request-waiting" => self.request_waiting(index, event),
            "ignored" => self.requests.ignore(time_of(event), &event["command"]),
            _ => {}
        }
    }

    fn leader_event(&mut self, index: usize, event: &Value) {
        match text(event, "kind") {
            "applied" => self.applied(index, event),
            "merged" => self.merged(index, event),
            "dropped" => self.dropped(index, event),
            "write-buffered" => self.write_buffered(event),
            "inapplicable" => self.inapplicable(index, event),
            "tombstone-removed" => self.tombstone_removed(index, event),
            "home-assigned" => self.home_assigned(index, event),
            "delivered" => self.late_assignment(event),
            "purged" => self.purged(index, event),
            _ => {}
        }
    }

    fn environment_event(&mut self, index: usize, event: &Value) {
        let id = text(event, "leader").to_string();
        match text(event, "kind") {
            "crashed" => self.with_leader(&id, |leader| leader.up = false),
            "restarted" => self.with_leader(&id, |leader| {
                leader.up = true;
                leader.steady_since_us = time_of(event);
                leader.overdue.clear();
            }),
            "joined" => self.joined(&id, event),
            "draining" => drop(self.draining.insert(id)),
            "left" => {
                self.check_drained(index, &id, event);
                self.left(index, &id);
            }
            "snapshot-sent" => {
                let (from, to) = (text(event, "from"), text(event, "to"));
                if let Some(source) = self.world.leaders.get(from) {
                    self.snapshots.insert(to.to_string(), source.clone());
                    self.accounting.send_snapshot(from, to);
                }
            }
            "snapshot-loaded" => self.snapshot_loaded(event),
            "clock-set" => self.clock_set(index, event),
            "policy-changed" => self.policy_changed(PolicySetting::read(event["command"].get("policy"))),
            "replication-changed" => {
                self.world.replication = Replication::read(event["command"].get("replication"))
            }
            "link-removed" => {
                self.rewired = true;
                self.link_of_departed(index, event);
            }
            "link-added" | "topology-changed" => self.rewired = true,
            _ => {}
        }
    }

    /// A policy takes effect. With another kind of logical clock, or with none, logical clocks begin anew (V3).
    fn policy_changed(&mut self, policy: PolicySetting) {
        if policy.policy.logical() != self.world.policy.policy.logical() {
            self.world.leaders.values_mut().for_each(|leader| leader.logical = Reading::default());
            self.world.clients.values_mut().for_each(|client| client.token = Reading::default());
        }
        self.note_rows(policy.policy);
        self.world.policy = policy;
        self.world.leaders.values_mut().for_each(|leader| leader.home_writes.clear());
        self.accounting.policy_changed = true;
    }

    /// Under a CRDT, the versions from before count with their rows, and what another policy had replaced does not
    /// count in a set (C8).
    fn note_rows(&mut self, policy: Handling) {
        let before = self.world.policy.policy;
        if before == policy {
            return;
        }
        // The documents do not say what the adds and removals of a set are where rows are stored, nor whether a set
        // without items is a value elsewhere.
        if !matches!(policy, Handling::Set | Handling::None) {
            let writes = self.world.writes.values().filter(|write| write.policy == Handling::Set);
            self.undecided.extend(writes.map(|write| write.key.clone()));
        }
        for (id, leader) in &self.world.leaders {
            let keys = leader.applied_under.iter().filter(|(_, policy)| **policy == Handling::Set);
            let leaves = |key: &str| match policy {
                Handling::Set => false,
                Handling::None => self.world.live_items(id, key).is_empty(),
                _ => true,
            };
            self.undecided.extend(keys.map(|(key, _)| key.clone()).filter(|key| leaves(key)));
        }
        // A snapshot that is on its way is a store from before as well.
        let snapshots = self.snapshots.values_mut();
        for leader in self.world.leaders.values_mut().chain(snapshots) {
            let under = &leader.applied_under;
            let is_set = |key: &str| under.get(key) == Some(&Handling::Set);
            let still = |dot: &Dot| self.world.writes.get(dot).is_some_and(|write| is_set(&write.key));
            let mut stored = Dots::new();
            for (key, versions) in &leader.store {
                stored.extend(versions.iter().map(|version| version.dot.clone()));
                if before != Handling::Set && !is_set(key) {
                    let rows = versions.iter().map(|version| (version.dot.clone(), version.value.clone()));
                    leader.rows.extend(rows);
                }
            }
            if policy == Handling::Set {
                let mut gone: Dots = leader.applied.difference(&stored).cloned().collect();
                gone.retain(|dot| !still(dot));
                gone.extend(leader.gone.iter().filter(|dot| still(dot)).cloned());
                stored.retain(|dot| !still(dot));
                stored.extend(leader.from_before.iter().filter(|dot| still(dot)).cloned());
                (leader.gone, leader.from_before) = (gone, stored);
            }
        }
    }

    fn with_leader(&mut self, id: &str, change: impl FnOnce(&mut Leader)) {
        if let Some(leader) = self.world.leaders.get_mut(id) {
            change(leader);
        }
    }

    fn joined(&mut self, id: &str, event: &Value) {
        let clock = Clock::read(event["command"]["join"].get("clock"));
        self.rewired = true;
        self.world.leaders.insert(id.to_string(), Leader { up: true, clock, ..Leader::default() });
    }

    fn left(&mut self, index: usize, id: &str) {
        self.rewired = true;
        if let Some(leader) = self.world.leaders.remove(id) {
            self.accounting.leave(index, id, &leader);
            self.world.left.insert(id.to_string(), (index, leader));
        }
    }

    /// A snapshot: the store, applied set, log, logical clock, homes, tombstones and purged writes of its source (T8).
    fn snapshot_loaded(&mut self, event: &Value) {
        let Some(mut loaded) = self.snapshots.remove(text(event, "to")) else { return };
        let Some(joiner) = self.world.leaders.get_mut(text(event, "to")) else { return };
        let now = joiner.clock.at(time_of(event));
        let lifetime = self.world.policy.policy.lifetime_us();
        loaded.expiries.values_mut().for_each(|expiry| *expiry = now + lifetime.unwrap_or(0));
        let own = std::mem::take(joiner);
        *joiner = Leader {
            up: own.up,
            steady_since_us: own.steady_since_us,
            clock: own.clock,
            held: own.held,
            overdue: own.overdue,
            home_writes: own.home_writes,
            ..loaded
        };
        let (from, to) = (text(event, "from"), text(event, "to"));
        self.accounting.join(to);
        let values = self.traced_at.iter().filter(|((at, _), _)| at == from);
        let values: Vec<_> =
            values.map(|((_, dot), value)| ((to.to_string(), dot.clone()), value.clone())).collect();
        self.traced_at.extend(values);
    }

    fn check_clock(&mut self, index: usize, event: &Value) {
        let (Some(shown), Some(leader)) =
            (event.get("clock_us").and_then(Value::as_i64), self.world.leaders.get(text(event, "leader")))
        else {
            return;
        };
        let predicted = leader.clock.at(time_of(event));
        let sets_clock = text(event, "kind") == "clock-set";
        if !sets_clock && (predicted - shown).abs() > 1 {
            self.differs(
                index,
                format!("the clock of {} should show {predicted} µs, not {shown}", text(event, "leader")),
            );
        }
    }

    /// A tombstone that should have been removed before this instant.
    fn check_overdue(&mut self, index: usize, event: &Value) {
        let before = time_of(event) - 1;
        let keeps = self.world.policy.policy.lifetime_us().is_none();
        let mut late = Vec::new();
        for (id, leader) in
            self.world.leaders.iter_mut().filter(|(_, leader)| leader.up && leader.steady_since_us <= before)
        {
            let due = leader.expiries.iter().filter(|(_, expiry)| **expiry + 1 < leader.clock.at(before));
            let due: Vec<_> =
                due.map(|(name, _)| name.clone()).filter(|name| !leader.overdue.contains(name)).collect();
            for (key, dot) in due {
                if keeps {
                    leader.overdue.insert((key, dot));
                } else {
                    late.push((id.clone(), key, dot));
                }
            }
        }
        for (id, key, dot) in late {
            if self.overdue.insert((id.clone(), key.clone(), dot.clone())) {
                self.differs(index, format!("{id} should have removed the tombstone {dot} of {key} before"));
            }
        }
    }

    fn clock_set(&mut self, index: usize, event: &Value) {
        let time_us = time_of(event);
        let is_named = |json: &Value| {
            let command = json.get("jump").or_else(|| json.get("clock"));
            let names = |name: &str| {
                event.get(name).is_some() && command.and_then(|command| command.get(name)) == event.get(name)
            };
            super::clocks::micros(json["at_ms"].as_f64().unwrap_or(0.0)) == time_us
                && (names("leader") || names("client"))
        };
        let Some(at) = self.jumps.iter().position(is_named) else {
            return self.differs(index, "no command of this instant sets this clock".to_string());
        };
        let command = self.jumps.remove(at);
        let clock = match (
            event.get("leader").and_then(Value::as_str),
            event.get("client").and_then(Value::as_str),
        ) {
            (Some(id), _) => self.world.leaders.get_mut(id).map(|leader| {
                leader.steady_since_us = time_us;
                &mut leader.clock
            }),
            (None, Some(id)) => self.world.clients.get_mut(id).map(|client| &mut client.clock),
            (None, None) => None,
        };
        let Some(clock) = clock else { return };
        match command.get("jump") {
            Some(jump) => clock.jump(jump.get("by_ms").and_then(Value::as_f64), time_us),
            None => *clock = Clock::read(command.get("clock")),
        }
    }
}
