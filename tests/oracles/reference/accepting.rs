//! Accepted, refused and forwarded requests: contexts, values, timestamps and dependencies of writes.

use serde_json::Value;

use super::clocks::Reading;
use super::dots::{Dot, Dots, context_dots, dots_of, listed};
use super::event::{text, time_of};
use super::merging::{Known, known_dots};
use super::operations::Operation;
use super::replay::{Acknowledgement, Replay};
use super::requests::Request;
use super::settings::Handling;
use super::stores::{as_row, total_of};
use super::values::{Stored, Val, shown};
use super::world::{Leader, World, Write};

/// What the writer of a write had when it asked.
struct Asked {
    context: Dots,
    seen: Dots,
    session: Dots,
    token: Reading,
    client_us: i64,
    travels: bool,
}

impl Replay {
    /// A leader accepted a client's write.
    pub fn accepted(&mut self, index: usize, event: &Value) {
        let json = &event["write"];
        let (Some(dot), Some(operation)) = (Dot::of(json, "dot"), Operation::read(&json["operation"])) else {
            return;
        };
        let (leader, key, client) = (text(event, "leader"), text(json, "key"), text(json, "client"));
        self.count_dot(index, &dot);
        let traced_client_us = json["client_time_us"].as_i64().unwrap_or(0);
        let asked = self.asked(event, (leader, client, key), &operation);
        if (asked.client_us - traced_client_us).abs() > 1 {
            self.differs(
                index,
                format!("the clock of {client} should show {}, not {traced_client_us}", asked.client_us),
            );
        }
        let value = self.accepted_value(index, (leader, key), &dot, &operation);
        let mut write = Write {
            context: self.context_of(leader, key, &operation, &asked),
            client: Some(client.to_string()),
            key: key.to_string(),
            value,
            client_us: traced_client_us,
            leader_us: json["leader_time_us"].as_i64().unwrap_or(0),
            reading: self.tick(leader, asked.token, time_of(event)),
            dependencies: self.dependencies_of(leader, &asked),
            merges: None,
            seen: asked.seen.clone(),
            contains: Dots::new(),
            partly: Dots::new(),
            home_order: Dots::new(),
            sent: Dots::new(),
            policy: self.world.policy.policy,
            dot: dot.clone(),
            operation,
        };
        self.served_write(index, (time_of(event), client, leader, key), &asked.session);
        self.note_seen(&mut write, leader, client, asked.context);
        self.compare_write(index, &mut write, event);
        self.remember_home_write(leader, key, &dot);
        let acknowledgement = Acknowledgement {
            client: client.to_string(),
            key: key.to_string(),
            leader: leader.to_string(),
            travels: asked.travels,
            returns: None,
        };
        self.acknowledgements.insert(dot.clone(), acknowledgement);
        self.accounting.accept(&write, &self.world.live_items(leader, key));
        self.world.writes.insert(dot, write);
    }

    /// What the writer of a write had seen, and what its value contains (C2). A client has seen its own writes; who
    /// computes has seen what the accepting leader holds.
    fn note_seen(&self, write: &mut Write, leader: &str, client: &str, sent: Dots) {
        let key = &write.key.clone();
        let computes = write.operation.computes();
        let own = self
            .world
            .writes
            .values()
            .filter(|other| other.key == *key && other.client.as_deref() == Some(client));
        write.seen.extend(own.map(|other| other.dot.clone()));
        if computes && write.policy != Handling::Counter {
            write.seen = self.world.read_at(leader, key);
        }
        if computes && !matches!(write.policy, Handling::Counter | Handling::Set) {
            write.contains = self.world.contained_at(leader, key);
            write.partly = self.world.partly_at(leader, key);
        }
        if let (Handling::Set, Operation::Add(item)) = (write.policy, &write.operation) {
            write.contains = self.replaced_adds(leader, key, item);
        }
        write.sent = if computes { self.world.held_of(leader, key) } else { sent };
        if self.world.policy.avoidance {
            write.home_order = self.order_at_home(leader, key);
        }
        if write.policy == Handling::Counter {
            let own = self
                .world
                .versions(leader, key)
                .iter()
                .filter(|version| version.dot.leader == write.dot.leader);
            write.contains = own.flat_map(|version| version.contains.iter().cloned()).collect();
        }
    }

    /// Under a set: the additions of an item alone that are in effect at a leader, with what they contain.
    fn replaced_adds(&self, leader: &str, key: &str, item: &Val) -> Dots {
        let adds = self.world.live_items(leader, key).into_iter().filter(|(_, live)| live == item);
        let adds = adds.filter_map(|(dot, _)| self.world.writes.get(&dot));
        let alone = adds.filter(|add| self.world.items_of(leader, add) == [item.clone()]);
        alone.flat_map(|add| as_row(add).contains).collect()
    }

    /// Dots are given out without gaps.
    pub fn count_dot(&mut self, index: usize, dot: &Dot) {
        let issued = self.issued.entry(dot.leader.clone()).or_default();
        *issued += 1;
        if *issued != dot.counter {
            let says =
                format!("the next write of {} should be number {issued}, not {}", dot.leader, dot.counter);
            *issued = dot.counter;
            self.differs(index, says);
        }
    }

    /// Finds the request of an accepted write: what its client had when it sent it.
    fn asked(
        &mut self,
        event: &Value,
        (leader, client, key): (&str, &str, &str),
        operation: &Operation,
    ) -> Asked {
        let time_us = time_of(event);
        self.stop_waiting(event, Some(true));
        let numbered = event.get("request").and_then(Value::as_u64);
        self.decide(numbered);
        if let Some(request) = numbered.and_then(|number| self.requests.numbered(number)) {
            let travels = request.command.leader != leader;
            let Request { context, seen, session, token, client_us, .. } = request;
            return Asked { context, seen, session, token, client_us, travels };
        }
        let command = self.requests.take(time_us, client, key, leader, Some(operation));
        let command = command.or_else(|| self.requests.take_merge(client, key, leader, operation));
        ask(&mut self.world, client, key, command.and_then(|command| command.explicit), time_us)
    }

    /// A request left for the key's home: a new one, or one that waited where its home has changed.
    pub fn forwarded(&mut self, event: &Value) {
        let number = event["request"].as_u64().unwrap_or(0);
        let (client, key, leader) = (text(event, "client"), text(event, "key"), text(event, "from"));
        let is_known = self.requests.numbered(number).is_some();
        if !is_known && self.requests.has_write(time_of(event), client, key, leader) {
            return self.send_request(number, event, leader);
        }
        let Some(at) = self.waiting.iter().position(|one| one.is_write_of(leader, client, key)) else {
            return self.abandon_forwarded(leader, client, key);
        };
        let waited = self.waiting.remove(at);
        if let (Some(request), false) = (self.requests.numbered(waited.number), is_known) {
            self.requests.send(number, request);
        }
    }

    /// Notes what the client of a request has at the moment at which it sends it.
    pub fn send_request(&mut self, number: u64, event: &Value, leader: &str) {
        let (client, key) = (text(event, "client"), text(event, "key"));
        let Some(command) = self.requests.take_sent(time_of(event), client, key, leader) else {
            return;
        };
        let Asked { context, seen, session, token, client_us, .. } =
            ask(&mut self.world, client, key, command.explicit.clone(), time_of(event));
        self.requests.send(number, Request { command, context, seen, session, token, client_us });
    }

    /// A leader refused a request: the reasons that its store gives are checked.
    pub fn refused(&mut self, index: usize, event: &Value) {
        let (leader, key) = (text(event, "leader"), text(event, "key"));
        let waited = self.refused_waiting(event);
        self.decide(event.get("request").and_then(Value::as_u64));
        self.refused_session(index, event, waited.as_ref());
        let versions = self.world.versions(leader, key);
        let present = self.world.base(leader, key).is_some();
        let rows = !matches!(self.world.policy.policy, Handling::Counter | Handling::Set);
        let right = match text(event, "reason") {
            "insert-exists" => present || !rows,
            "update-missing" => !present || !rows,
            "siblings" => versions.len() > 1,
            "down" => self.world.leaders.get(leader).is_none_or(|leader| !leader.up),
            _ => true,
        };
        if !right {
            self.differs(
                index,
                format!("{leader} should not have refused {key} as {}", text(event, "reason")),
            );
        }
    }

    /// The value that an operation produces at the accepting leader, where rows are replicated.
    fn accepted_value(
        &mut self,
        index: usize,
        (leader, key): (&str, &str),
        dot: &Dot,
        operation: &Operation,
    ) -> Stored {
        let versions = self.world.versions(leader, key);
        match self.world.policy.policy {
            Handling::Counter => {
                let total = total_of(versions, &dot.leader);
                match operation {
                    Operation::Increment(by) => Some(Val::Number(total + by)),
                    other => other.wrote(),
                }
            }
            Handling::Set => operation.wrote(),
            Handling::None
            | Handling::LastWriteWins { .. }
            | Handling::Siblings { .. }
            | Handling::Merge(_)
            | Handling::Register => {
                // What the versions of a CRDT make together is one value.
                let store = self.world.store_policy(leader, key);
                let together = matches!(store, Handling::Counter | Handling::Set);
                let siblings = versions.len() > 1 && !together;
                let first = versions.first().and_then(|version| version.value.clone());
                let base = if together { self.world.base(leader, key) } else { first };
                let is_live = versions.iter().any(|version| version.value.is_some());
                let present = if together { base.is_some() } else { is_live };
                if operation.computes() && siblings && self.is_predictable(key) {
                    self.differs(
                        index,
                        format!("{leader} should have refused to compute from several siblings of {key}"),
                    );
                }
                match operation.apply(&base, present) {
                    Ok(_) if self.world.policy.policy.replicates_statements() => operation.wrote(),
                    Ok(value) => value,
                    Err(_) if !self.world.is_unmixed(key) => operation.wrote(),
                    Err(misfit) => {
                        self.differs(
                            index,
                            format!("{leader} should have refused the write of {key} as {}", misfit.name()),
                        );
                        operation.wrote()
                    }
                }
            }
        }
    }

    /// The writes that a write replaces. With plain version vectors, the accepting leader decides: all that it stores, or none.
    fn context_of(&self, leader: &str, key: &str, operation: &Operation, asked: &Asked) -> Dots {
        let policy = self.world.policy.policy;
        match policy {
            Handling::Set => return self.covered_adds(leader, key, operation),
            Handling::Counter => return self.world.held_of_own(leader, key),
            // The context that the client sends counts once a policy tracks contexts (C8).
            Handling::None | Handling::LastWriteWins { .. } | Handling::Register => {
                return if operation.computes() { Dots::new() } else { asked.context.clone() };
            }
            Handling::Siblings { .. } | Handling::Merge(_) => {}
        }
        let mut context =
            if operation.computes() { self.world.held_of(leader, key) } else { asked.context.clone() };
        if self.world.policy.avoidance {
            context.extend(self.order_at_home(leader, key));
        }
        let stored = self.world.versions(leader, key);
        let replaces_all = stored.iter().all(|version| context.contains(&version.dot));
        if policy == (Handling::Siblings { plain: true }) && !replaces_all {
            context.clear();
        }
        context
    }

    /// What a write at a home comes after (A4): what the home has accepted since it became home, or, for the
    /// first write, the version that it holds, if it holds exactly one; with what their writers had seen.
    fn order_at_home(&self, leader: &str, key: &str) -> Dots {
        let Some(own) = self.world.leaders.get(leader).and_then(|leader| leader.home_writes.get(key)) else {
            return if self.world.versions(leader, key).len() == 1 {
                self.world.held_of(leader, key)
            } else {
                Dots::new()
            };
        };
        let mut order = own.clone();
        for dot in own {
            order.extend(
                self.world.writes.get(dot).into_iter().flat_map(|write| write.context.iter().cloned()),
            );
        }
        order
    }

    /// What a merge comes after: what the leader holds and the latest of the writes that it knows, with what their writers
    /// had seen (W4).
    fn merged_from(&self, leader: &str, key: &str) -> Dots {
        let mut held = self.world.held_of(leader, key);
        for write in Known::new(&self.world, &known_dots(&self.world, leader, key)).heads() {
            held.insert(write.dot.clone());
            held.extend(write.context.iter().cloned());
        }
        self.world.closed(leader, key, held)
    }

    /// Under a set: the adds that the leader has applied and the operation takes out of effect (R7). A removal covers
    /// every add of its item, an add those of its item alone, a whole set and a delete all, and rows without items too,
    /// which may have some elsewhere (C8).
    fn covered_adds(&self, leader: &str, key: &str, operation: &Operation) -> Dots {
        let covers = |items: &[Val]| match operation {
            Operation::Add(own) => items == std::slice::from_ref(own),
            Operation::Remove(own) => items.contains(own),
            Operation::Put(_) | Operation::Insert(_) | Operation::Update(_) | Operation::Delete => {
                !items.is_empty()
            }
            Operation::Increment(_) | Operation::AssignHome => false,
        };
        let applied = self.world.counting_of(leader, key);
        let is_whole = !operation.computes();
        let is_row = |write: &Write| self.world.row_of(leader, write).is_some();
        let adds = applied
            .into_iter()
            .filter(|write| covers(&self.world.items_of(leader, write)) || (is_whole && is_row(write)));
        adds.map(|write| write.dot.clone()).collect()
    }

    /// Ticks a leader's logical clock for a write that it accepts.
    fn tick(&mut self, leader: &str, token: Reading, time_us: i64) -> Option<Reading> {
        let logical = self.world.policy.policy.logical()?;
        let leader = self.world.leaders.get_mut(leader)?;
        leader.logical = logical.accept(leader.logical, token, leader.clock.at(time_us));
        Some(leader.logical)
    }

    /// A write that is accepted before delivery becomes causal has no dependencies.
    fn dependencies_of(&self, leader: &str, asked: &Asked) -> Dots {
        if !self.world.replication.causal {
            return Dots::new();
        }
        let had = self.world.leaders.get(leader).map(Leader::all_had).unwrap_or_default();
        had.union(&asked.session).cloned().collect()
    }

    fn remember_home_write(&mut self, leader: &str, key: &str, dot: &Dot) {
        if self.world.policy.avoidance
            && let Some(leader) = self.world.leaders.get_mut(leader)
        {
            leader.home_writes.entry(key.to_string()).or_default().insert(dot.clone());
        }
    }

    /// Compares an accepted write with its prediction, and goes on with what the trace says.
    fn compare_write(&mut self, index: usize, write: &mut Write, event: &Value) {
        let json = &event["write"];
        let row = json.get("row").map(Val::read);
        self.traced.insert(write.dot.clone(), row.clone().unwrap_or_else(|| write.operation.wrote()));
        if let Some(row) = row
            && row != write.value
        {
            // After a change of policy, a value that a leader had computed is the row (C8): taken from the trace.
            if self.is_compared_key(&write.key) {
                self.differs(
                    index,
                    format!("{} should store {}, not {}", write.dot, shown(&write.value), shown(&row)),
                );
            }
            write.value = row;
        }
        self.compare_context(index, write, json);
        self.compare_times(index, write, json, time_of(event));
        if self.world.replication.causal {
            self.compare_dependencies(index, write, &context_dots(json.get("dependencies")));
        }
    }

    /// Dependencies may be left out where a stated one depends on them.
    fn compare_dependencies(&mut self, index: usize, write: &Write, stated: &Dots) {
        let mut implied = stated.clone();
        let mut pending: Vec<Dot> = stated.iter().cloned().collect();
        while let Some(dot) = pending.pop() {
            let further =
                self.world.writes.get(&dot).map(|write| write.dependencies.clone()).unwrap_or_default();
            pending.extend(further.difference(&implied).cloned());
            implied.extend(further);
        }
        let missing: Vec<&Dot> =
            write.dependencies.difference(&implied).filter(|dot| **dot != write.dot).collect();
        if !missing.is_empty() {
            self.differs(index, format!("{} should also depend on {}", write.dot, listed(missing)));
        }
        let exists = |dot: &&Dot| self.issued.get(&dot.leader).is_some_and(|count| dot.counter <= *count);
        let future: Vec<&Dot> = stated.iter().filter(|dot| !exists(dot)).collect();
        if !future.is_empty() {
            self.differs(
                index,
                format!("{} depends on writes that do not exist: {}", write.dot, listed(future)),
            );
        }
    }

    fn compare_context(&mut self, index: usize, write: &mut Write, json: &Value) {
        let mut stated = context_dots(json.get("context"));
        let concerned: Dots = match write.policy {
            Handling::Siblings { .. } | Handling::Merge(_) => self
                .world
                .writes
                .values()
                .filter(|other| other.key == write.key && other.merges.is_none())
                .map(|other| other.dot.clone())
                .collect(),
            Handling::Set => {
                stated.extend(dots_of(json.get("sources")));
                let adds = self
                    .world
                    .writes
                    .values()
                    .filter(|other| other.key == write.key && self.adds_somewhere(other));
                adds.map(|other| other.dot.clone()).collect()
            }
            Handling::Counter | Handling::None | Handling::LastWriteWins { .. } | Handling::Register => {
                return;
            }
        };
        let predicted: Dots = write.context.intersection(&concerned).cloned().collect();
        let stated: Dots = stated.intersection(&concerned).cloned().collect();
        if !self.is_compared_key(&write.key) {
            write.context = context_dots(json.get("context"));
        } else if predicted != stated {
            self.differs(
                index,
                format!(
                    "the context of {} should be {}, not {}",
                    write.dot,
                    listed(&predicted),
                    listed(&stated)
                ),
            );
            write.context = stated;
        }
    }

    /// Under a set: whether a write adds items at some leader that has applied it.
    fn adds_somewhere(&self, write: &Write) -> bool {
        let ids = self.world.leaders.iter().filter(|(_, leader)| leader.applied.contains(&write.dot));
        ids.into_iter().any(|(id, _)| !self.world.items_of(id, write).is_empty())
    }

    fn compare_times(&mut self, index: usize, write: &mut Write, json: &Value, time_us: i64) {
        let shown = self
            .world
            .leaders
            .get(&write.dot.leader)
            .map(|leader| leader.clock.at(time_us))
            .unwrap_or_default();
        if (shown - write.leader_us).abs() > 1 {
            self.differs(
                index,
                format!("the leader's time of {} should be {shown}, not {}", write.dot, write.leader_us),
            );
        }
        let stated = json.get("logical_timestamp").map(|json| Reading {
            time_us: json.get("time_us").and_then(Value::as_i64).unwrap_or(0),
            count: json.get("count").and_then(Value::as_i64).unwrap_or(0),
        });
        if stated != write.reading {
            self.differs(
                index,
                format!(
                    "the logical timestamp of {} should be {:?}, not {stated:?}",
                    write.dot, write.reading
                ),
            );
            if let (Some(stated), Some(leader)) = (stated, self.world.leaders.get_mut(&write.dot.leader)) {
                leader.logical = stated;
            }
            write.reading = stated;
        }
    }

    /// A leader merged concurrent versions.
    pub fn merged(&mut self, index: usize, event: &Value) {
        let json = &event["write"];
        let (Some(dot), Some(operation)) = (Dot::of(json, "dot"), Operation::read(&json["operation"])) else {
            return;
        };
        let (leader, key) = (text(event, "leader").to_string(), text(json, "key").to_string());
        self.count_dot(index, &dot);
        let known = known_dots(&self.world, &leader, &key);
        let Handling::Merge(rule) = self.world.policy.policy else { return };
        let traced = operation.wrote();
        let (value, (contains, partly), seen) = {
            let known = Known::for_rule(&self.world, &known, rule);
            let seen: Dots = known.heads().iter().flat_map(|write| write.seen.iter().cloned()).collect();
            let value = known.merge(rule);
            let contained = known.contained(rule, value.as_ref().unwrap_or(&traced));
            (value, contained, seen)
        };
        if let Some(value) = &value
            && *value != traced
            && self.world.is_unmixed(&key)
        {
            self.differs(
                index,
                format!("merging {} should give {}, not {}", listed(&known), shown(value), shown(&traced)),
            );
        }
        self.traced.insert(dot.clone(), traced.clone());
        let reading = self.tick(&leader, Reading::default(), time_of(event));
        // A merge depends on the versions that it merged, and on all that its leader had applied or skipped.
        let mut dependencies = Dots::new();
        if let (true, Some(leader)) = (self.world.replication.causal, self.world.leaders.get(&leader)) {
            dependencies.extend(dots_of(event.get("sources")));
            dependencies.extend(leader.all_had());
        }
        let write = Write {
            client: None,
            value: value.unwrap_or(traced),
            context: self.merged_from(&leader, &key),
            client_us: json["client_time_us"].as_i64().unwrap_or(0),
            leader_us: json["leader_time_us"].as_i64().unwrap_or(0),
            reading,
            dependencies,
            seen,
            contains,
            partly,
            home_order: Dots::new(),
            sent: Dots::new(),
            merges: Some(known),
            policy: self.world.policy.policy,
            dot: dot.clone(),
            key,
            operation,
        };
        self.world.writes.insert(dot, write);
    }
}

/// What a client has when it asks; what a context covers that its command states, it has seen, with what that contains.
fn ask(world: &mut World, client: &str, key: &str, explicit: Option<Dots>, time_us: i64) -> Asked {
    let stated = explicit.iter().flatten();
    let contained: Dots = stated
        .filter_map(|dot| world.writes.get(dot))
        .flat_map(|write| write.contains.iter().cloned())
        .collect();
    let state = world.clients.entry(client.to_string()).or_default();
    let mut seen = state.seen.get(key).cloned().unwrap_or_default();
    seen.extend(explicit.iter().flatten().cloned().chain(contained));
    let context = explicit.unwrap_or_else(|| state.contexts.get(key).cloned().unwrap_or_default());
    Asked {
        context,
        seen,
        session: state.session.clone(),
        token: state.token,
        client_us: state.clock.at(time_us),
        travels: false,
    }
}
