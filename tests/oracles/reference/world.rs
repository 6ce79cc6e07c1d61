//! What the oracle knows of a run: writes, leaders and clients.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::clocks::{Clock, Logical, Reading};
use super::dots::{Dot, Dots};
use super::operations::Operation;
use super::settings::{Handling, PolicySetting, Replication};
use super::values::{Stored, Val};

/// An accepted write, or a merge by a leader.
#[derive(Clone, Debug)]
pub struct Write {
    /// Its name.
    pub dot: Dot,
    /// Who wrote it; none for a merge.
    pub client: Option<String>,
    /// Its key.
    pub key: String,
    /// What it does.
    pub operation: Operation,
    /// The value that it stores where rows are replicated.
    pub value: Stored,
    /// The writes of the key that it replaces.
    pub context: Dots,
    /// The reading of the client's clock.
    pub client_us: i64,
    /// The reading of the accepting leader's clock.
    pub leader_us: i64,
    /// The reading of the accepting leader's logical clock.
    pub reading: Option<Reading>,
    /// What must be applied before it, under causal delivery.
    pub dependencies: Dots,
    /// For a merge: the client writes that it is made of.
    pub merges: Option<Dots>,
    /// The writes that its writer had seen (C2).
    pub seen: Dots,
    /// The writes that its value contains besides itself, where it computes from a value.
    pub contains: Dots,
    /// Those of them that it contains only in part.
    pub partly: Dots,
    /// The clients' part of its context: without what its home adds.
    pub sent: Dots,
    /// Under conflict avoidance: what its home had put before it (A4).
    pub home_order: Dots,
    /// The policy at its acceptance.
    pub policy: Handling,
}

/// A version in a leader's store.
#[derive(Clone, Debug)]
pub struct Version {
    /// The write that made it.
    pub dot: Dot,
    /// What it stores at this leader.
    pub value: Stored,
    /// The writes that it contains at this leader (C2).
    pub contains: Dots,
    /// Those of them that it contains only in part.
    pub partly: Dots,
}

/// A leader.
#[derive(Clone, Debug, Default)]
pub struct Leader {
    /// Whether it is up.
    pub up: bool,
    /// When it was last restarted or its clock set, in microseconds.
    pub steady_since_us: i64,
    /// Its physical clock.
    pub clock: Clock,
    /// Its logical clock.
    pub logical: Reading,
    /// The writes that it has applied, assignments of homes included.
    pub applied: Dots,
    /// The same in order: its log.
    pub log: Vec<Dot>,
    /// Delivered writes that it holds back.
    pub held: Dots,
    /// Writes that it left out because they did not apply.
    pub skipped: Dots,
    /// The versions of each key.
    pub store: BTreeMap<String, Vec<Version>>,
    /// When stored tombstones expire, by this leader's clock.
    pub expiries: BTreeMap<(String, Dot), i64>,
    /// Tombstones that outlived their expiry under a policy without lifetimes.
    pub overdue: BTreeSet<(String, Dot)>,
    /// Assignments of homes that it knows: by pattern, the epoch, the dot and the home.
    pub homes: BTreeMap<String, (u64, Dot, String)>,
    /// By key, the writes that it has accepted since it became home of it (A4).
    pub home_writes: BTreeMap<String, Dots>,
    /// The dots whose wait was given up.
    pub purged: Dots,
    /// By key, the policy under which a write was last applied: stores stay as they are until then (C8).
    pub applied_under: BTreeMap<String, Handling>,
    /// The rows with which versions from before a CRDT count (C8).
    pub rows: BTreeMap<Dot, Stored>,
    /// The writes that a policy before a CRDT set had replaced or discarded here.
    pub gone: Dots,
    /// The versions that were stored when a CRDT set came into force.
    pub from_before: Dots,
    /// By key, the versions that the trace keeps of a set without an item in effect. Nothing says when they go.
    pub without_items: BTreeMap<String, Dots>,
    /// The applied writes that were forgotten with an expired tombstone of their key (L4).
    pub forgotten: Dots,
}

/// A client.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Its physical clock.
    pub clock: Clock,
    /// By key, the causal context of the latest answer.
    pub contexts: BTreeMap<String, Dots>,
    /// By key, the writes that it has seen (C2).
    pub seen: BTreeMap<String, Dots>,
    /// The versions that answers have returned to it, of all keys, and its own writes that were acknowledged to it (D2).
    pub session: Dots,
    /// The greatest reading of a logical clock that came with an answer.
    pub token: Reading,
}

/// The state of a run.
pub struct World {
    /// Every write so far.
    pub writes: BTreeMap<Dot, Write>,
    /// The leaders that are present.
    pub leaders: BTreeMap<String, Leader>,
    /// The leaders that have left, as they were, with the index of the event.
    pub left: BTreeMap<String, (usize, Leader)>,
    /// The clients.
    pub clients: BTreeMap<String, Client>,
    /// The policy of the moment.
    pub policy: PolicySetting,
    /// The replication settings of the moment.
    pub replication: Replication,
}

impl World {
    /// The world at the start of a scenario.
    pub fn new(scenario: &Value) -> World {
        let list = |name: &str| scenario.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let id = |json: &Value| json["id"].as_str().unwrap_or_default().to_string();
        let leader =
            |json: &Value| Leader { up: true, clock: Clock::read(json.get("clock")), ..Leader::default() };
        let client = |json: &Value| Client { clock: Clock::read(json.get("clock")), ..Client::default() };
        World {
            writes: BTreeMap::new(),
            leaders: list("leaders").iter().map(|json| (id(json), leader(json))).collect(),
            left: BTreeMap::new(),
            clients: list("clients").iter().map(|json| (id(json), client(json))).collect(),
            policy: PolicySetting::read(scenario.get("policy")),
            replication: Replication::read(scenario.get("replication")),
        }
    }

    /// Whether the writes of the key were all accepted under the present kind of policy.
    pub fn is_unmixed(&self, key: &str) -> bool {
        let present = std::mem::discriminant(&self.policy.policy);
        self.writes
            .values()
            .filter(|write| write.key == key)
            .all(|write| std::mem::discriminant(&write.policy) == present)
    }

    /// The versions that a leader stores of a key.
    pub fn versions(&self, leader: &str, key: &str) -> &[Version] {
        self.leaders
            .get(leader)
            .and_then(|leader| leader.store.get(key))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// What a read of the key returns at a leader: its values in order.
    pub fn read(&self, leader: &str, key: &str) -> Vec<Val> {
        let versions = self.versions(leader, key);
        match self.store_policy(leader, key) {
            Handling::Counter => self.counter_value(versions).map(Val::Number).into_iter().collect(),
            Handling::Set => {
                vec![Val::Set(self.live_items(leader, key).into_iter().map(|(_, item)| item).collect())]
            }
            Handling::None
            | Handling::LastWriteWins { .. }
            | Handling::Siblings { .. }
            | Handling::Merge(_)
            | Handling::Register => {
                let mut values: Vec<Val> =
                    versions.iter().filter_map(|version| version.value.clone()).collect();
                values.sort();
                values
            }
        }
    }

    /// What a key reads for the verdict of convergence (C1): its values, tombstones among siblings too; a key whose only
    /// version is a tombstone reads like one that was never written, and a set that nobody wrote to has no items to read.
    pub fn reading(&self, leader: &str, key: &str) -> Vec<Stored> {
        let versions = self.versions(leader, key);
        match self.store_policy(leader, key) {
            Handling::Set if self.applied_of(leader, key).is_empty() => Vec::new(),
            Handling::Counter | Handling::Set => self.read(leader, key).into_iter().map(Some).collect(),
            _ if versions.len() == 1 && versions[0].value.is_none() => Vec::new(),
            _ => {
                let mut values: Vec<Stored> = versions.iter().map(|version| version.value.clone()).collect();
                values.sort();
                values
            }
        }
    }

    /// The policy by which a leader's store of a key reads: the one under which a write was last applied (C8).
    pub fn store_policy(&self, leader: &str, key: &str) -> Handling {
        let leader = self.leaders.get(leader);
        leader.and_then(|leader| leader.applied_under.get(key)).copied().unwrap_or(self.policy.policy)
    }

    /// The value that an operation reads at a leader where it is executed or makes a row: of a counter, its sum; of
    /// siblings from before, the live one of the least dot; of a set, its items (C8).
    pub fn base(&self, leader: &str, key: &str) -> Stored {
        let versions = self.versions(leader, key);
        match self.store_policy(leader, key) {
            Handling::Counter => self.counter_value(versions).map(Val::Number),
            Handling::Set if versions.is_empty() => None,
            Handling::Set => self.read(leader, key).into_iter().next(),
            _ => versions.iter().find_map(|version| version.value.clone()),
        }
    }

    fn counter_value(&self, versions: &[Version]) -> Option<i64> {
        let number = |version: &Version| match &version.value {
            Some(Val::Number(number)) => *number,
            Some(_) | None => 0,
        };
        let is_latest = |version: &&Version| {
            !versions.iter().any(|other| other.dot.leader == version.dot.leader && other.dot > version.dot)
        };
        (!versions.is_empty()).then(|| versions.iter().filter(is_latest).map(number).sum())
    }

    /// The writes of a key that a leader has applied.
    pub fn applied_of(&self, leader: &str, key: &str) -> Vec<&Write> {
        let Some(leader) = self.leaders.get(leader) else { return Vec::new() };
        let writes = leader.applied.iter().filter_map(|dot| self.writes.get(dot));
        writes.filter(|write| write.key == key).collect()
    }

    /// Those of them that the leader still knows of: with an expired tombstone it dropped what it knew of the key (L4).
    pub fn remembered_of(&self, leader: &str, key: &str) -> Vec<&Write> {
        let forgotten = self.leaders.get(leader).map(|leader| &leader.forgotten);
        let is_known = |write: &&Write| forgotten.is_none_or(|forgotten| !forgotten.contains(&write.dot));
        self.applied_of(leader, key).into_iter().filter(is_known).collect()
    }

    /// The writes of a key that count in a leader's set: those that it has applied, but for those that a policy before
    /// had replaced there.
    pub fn counting_of(&self, leader: &str, key: &str) -> Vec<&Write> {
        let gone = self.leaders.get(leader).map(|leader| &leader.gone);
        let counts = |write: &&Write| gone.is_none_or(|gone| !gone.contains(&write.dot));
        self.applied_of(leader, key).into_iter().filter(counts).collect()
    }

    /// The row with which a write counts under a CRDT at a leader; none if it counts as an operation (C8).
    pub fn row_of(&self, leader: &str, write: &Write) -> Option<Stored> {
        let had = self.leaders.get(leader).and_then(|leader| leader.rows.get(&write.dot)).cloned();
        match write.policy {
            Handling::None | Handling::Set => had,
            _ => Some(had.unwrap_or_else(|| write.value.clone())),
        }
    }

    /// The items that a write adds to a leader's set: those of its row, if it has one, or else those of its operation.
    pub fn items_of(&self, leader: &str, write: &Write) -> Vec<Val> {
        match self.row_of(leader, write) {
            Some(Some(Val::Set(items))) => items.into_iter().collect(),
            Some(_) => Vec::new(),
            None => write.added_items(),
        }
    }

    /// The adds of items that are in effect at a leader: those that no applied write covers.
    pub fn live_items(&self, leader: &str, key: &str) -> BTreeSet<(Dot, Val)> {
        let mut live = BTreeSet::new();
        for write in self.counting_of(leader, key) {
            let items = self.items_of(leader, write).into_iter();
            let in_effect = items.filter(|item| !self.is_taken_out(leader, write, item));
            live.extend(in_effect.map(|item| (write.dot.clone(), item)));
        }
        live
    }

    /// Whether an applied write covers an add of an item at a leader. What another policy had replaced covers only what
    /// arrives later: what was stored stays (C8).
    pub fn is_taken_out(&self, leader: &str, add: &Write, item: &Val) -> bool {
        let Some(state) = self.leaders.get(leader) else { return false };
        let counts =
            |other: &Write| !state.gone.contains(&other.dot) || !state.from_before.contains(&add.dot);
        let applied = self.applied_of(leader, &add.key);
        applied.iter().any(|other| counts(other) && self.takes_out(leader, other, add, item))
    }

    /// Whether a write covers an add of an item at a leader. An addition leaves what adds several items there in place
    /// (C8).
    pub fn takes_out(&self, leader: &str, write: &Write, add: &Write, item: &Val) -> bool {
        let is_addition = matches!((write.policy, &write.operation), (Handling::Set, Operation::Add(_)));
        let leaves = is_addition && self.items_of(leader, add).len() > 1;
        write.dot != add.dot && !leaves && write.removes(&add.dot, item)
    }

    /// Under a set: the writes of a whole set without items, or with several, that no applied delete or write of a
    /// whole set covers. They are versions, whatever was removed from them (R7).
    pub fn without_items(&self, leader: &str, key: &str) -> Dots {
        let applied = self.applied_of(leader, key);
        let is_whole = |write: &&Write| {
            matches!(write.operation, Operation::Put(_) | Operation::Insert(_) | Operation::Update(_))
        };
        let covers = |other: &&Write, write: &Write| {
            (is_whole(other) || other.operation == Operation::Delete) && other.context.contains(&write.dot)
        };
        let stays = |write: &&Write| {
            is_whole(write)
                && write.added_items().len() != 1
                && !applied.iter().any(|other| other.dot != write.dot && covers(other, write))
        };
        applied.iter().copied().filter(stays).map(|write| write.dot.clone()).collect()
    }

    /// What a leader holds of a key: its versions and what their writers had seen. What covers the last of the writes
    /// that it has applied of an origin without a gap covers the origin's earlier ones (R1).
    pub fn held_of(&self, leader: &str, key: &str) -> Dots {
        self.held_with(leader, key, self.versions(leader, key).iter())
    }

    /// What a leader holds of its own total of a counter, which its next total replaces (O2).
    pub fn held_of_own(&self, leader: &str, key: &str) -> Dots {
        let own = self.versions(leader, key).iter().filter(|version| version.dot.leader == leader);
        self.held_with(leader, key, own)
    }

    fn held_with<'a>(&self, leader: &str, key: &str, versions: impl Iterator<Item = &'a Version>) -> Dots {
        let mut held = Dots::new();
        for version in versions {
            held.insert(version.dot.clone());
            if let Some(write) = self.writes.get(&version.dot) {
                held.extend(write.context.iter().cloned());
            }
        }
        self.closed(leader, key, held)
    }

    /// These writes of a key, and the origin’s earlier ones of each that the leader has applied without a gap (R1).
    pub fn closed(&self, leader: &str, key: &str, mut held: Dots) -> Dots {
        let Some(leader) = self.leaders.get(leader) else { return held };
        let mut earlier = Dots::new();
        for dot in held.iter().filter(|dot| leader.has_up_to(dot)) {
            earlier.extend((1..dot.counter).map(|counter| Dot { leader: dot.leader.clone(), counter }));
        }
        earlier.retain(|dot| self.writes.get(dot).is_some_and(|write| write.key == key));
        held.extend(earlier);
        held
    }

    /// The writes that the versions of a key contain at a leader.
    pub fn contained_at(&self, leader: &str, key: &str) -> Dots {
        self.versions(leader, key).iter().flat_map(|version| version.contains.iter().cloned()).collect()
    }

    /// What the writer of an operation that computes had seen at a leader: what its versions contain and, under siblings,
    /// what their contexts cover of what their writers had seen (C2).
    pub fn read_at(&self, leader: &str, key: &str) -> Dots {
        let mut read = self.contained_at(leader, key);
        if matches!(self.policy.policy, Handling::Siblings { .. }) {
            for write in self.versions(leader, key).iter().filter_map(|version| self.writes.get(&version.dot))
            {
                read.extend(write.context.intersection(&write.seen).cloned());
            }
        }
        read
    }

    /// What a client has seen that these versions were returned to: what they contain and, under siblings, what the
    /// clients' part of their contexts covers of what their writers had seen (C2).
    pub fn shown_at(&self, leader: &str, key: &str) -> Dots {
        let mut shown = self.contained_at(leader, key);
        if matches!(self.policy.policy, Handling::Siblings { .. }) {
            for write in self.versions(leader, key).iter().filter_map(|version| self.writes.get(&version.dot))
            {
                shown.extend(write.sent.intersection(&write.seen).cloned());
            }
        }
        shown
    }

    /// Those of them that a version contains only in part, and none contains whole.
    pub fn partly_at(&self, leader: &str, key: &str) -> Dots {
        let versions = self.versions(leader, key);
        let whole = |dot: &Dot| {
            versions.iter().any(|version| version.contains.contains(dot) && !version.partly.contains(dot))
        };
        let partly = versions.iter().flat_map(|version| version.partly.iter());
        partly.filter(|dot| !whole(dot)).cloned().collect()
    }

    /// The pattern that gives a key its home, as a leader knows it, and the home; none if the key goes by hash.
    pub fn assigned_home(&self, leader: &str, key: &str) -> Option<(String, String)> {
        let leader = self.leaders.get(leader)?;
        let configured = self.policy.homes.iter().map(|(pattern, home)| (pattern, home, false));
        let assigned = leader.homes.iter().map(|(pattern, (_, _, home))| (pattern, home, true));
        let matching = configured.chain(assigned).filter(|(pattern, _, _)| matches(pattern, key));
        let best = matching
            .max_by_key(|(pattern, _, assigned)| (!pattern.ends_with('*'), pattern.len(), *assigned))?;
        Some((best.0.clone(), best.1.clone()))
    }
}

/// Whether a key matches a pattern: a key, or a prefix with a final `*`.
pub fn matches(pattern: &str, key: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == key, |prefix| key.starts_with(prefix))
}

impl Leader {
    /// Whether the leader has applied a write or left it out: it has it in its log.
    pub fn had(&self, dot: &Dot) -> bool {
        self.applied.contains(dot) || self.skipped.contains(dot)
    }

    /// The writes that the leader has applied or left out.
    pub fn all_had(&self) -> Dots {
        self.applied.union(&self.skipped).cloned().collect()
    }

    /// Whether the leader has applied a write and all earlier ones of its origin.
    fn has_up_to(&self, dot: &Dot) -> bool {
        let earlier = |counter| Dot { leader: dot.leader.clone(), counter };
        (1..=dot.counter).all(|counter| self.applied.contains(&earlier(counter)))
    }

    /// Whether the leader has applied a write, holds it back or left it out.
    pub fn has(&self, dot: &Dot) -> bool {
        self.applied.contains(dot) || self.held.contains(dot) || self.skipped.contains(dot)
    }
}

impl Write {
    /// Its reading of a kind of logical clock; none if it was accepted without that kind (C8).
    pub fn reading_of(&self, logical: Logical) -> Option<Reading> {
        self.reading.filter(|_| self.policy.logical() == Some(logical))
    }

    /// Under a set: the items that the write adds.
    pub fn added_items(&self) -> Vec<Val> {
        match &self.operation {
            Operation::Add(item) => vec![item.clone()],
            Operation::Put(value) | Operation::Insert(value) | Operation::Update(value) => {
                value.items().unwrap_or_default()
            }
            Operation::Delete | Operation::Increment(_) | Operation::Remove(_) | Operation::AssignHome => {
                Vec::new()
            }
        }
    }

    /// Under a set: whether the write takes an add of an item out of effect.
    pub fn removes(&self, add: &Dot, item: &Val) -> bool {
        let is_row = !matches!(self.policy, Handling::Set | Handling::None);
        let concerns = match &self.operation {
            // A row counts as a write of the whole set (C8).
            _ if is_row => true,
            Operation::Add(own) | Operation::Remove(own) => own == item,
            Operation::Put(_) | Operation::Insert(_) | Operation::Update(_) | Operation::Delete => true,
            Operation::Increment(_) | Operation::AssignHome => false,
        };
        concerns && self.context.contains(add)
    }
}
