//! Applied, held-back and dropped writes, and answers: stores and readings.

use serde_json::Value;

use super::accounting::with_equals;
use super::clocks::micros;
use super::dots::{Dot, Dots, context_dots, dots_of, listed};
use super::event::{text, time_of};
use super::merging::{Known, known_dots};
use super::operations::Operation;
use super::replay::{Replay, Returned};
use super::settings::{Handling, OnMisfit, Rule};
use super::stores::{as_row, resolve, total_of};
use super::values::{Stored, Val, shown_all};
use super::world::{Client, Version, Write};

impl Replay {
    /// A leader applied a write.
    pub fn applied(&mut self, index: usize, event: &Value) {
        let leader = text(event, "leader").to_string();
        let Some(write) = Dot::of(event, "dot").and_then(|dot| self.world.writes.get(&dot).cloned()) else {
            return self.differs(index, format!("{leader} applied a write that nobody accepted"));
        };
        let delivered = event.get("via").is_some();
        let write = self.as_row_here(&leader, write, delivered);
        self.check_may_apply(index, &leader, &write, delivered);
        let before = self.world.versions(&leader, &write.key).to_vec();
        let base = self.world.base(&leader, &write.key);
        let traced = dots_of(event.get("kept"));
        self.note_traced_value(&leader, &write.dot, event);
        let repeated =
            self.world.leaders.get(&leader).is_some_and(|state| state.applied.contains(&write.dot));
        self.note_application(&leader, &write, delivered, time_of(event));
        let predictable = self.is_predictable(&write.key);
        // A row that is applied again changes nothing (P6), also where its tombstone is forgotten.
        let unchanged = repeated && predictable && !self.world.policy.policy.replicates_statements();
        let after = if predictable {
            self.predicted((&leader, &write), &base, &traced)
        } else {
            self.as_traced(&leader, &traced)
        };
        let after = if unchanged { before.clone() } else { with_equals(&self.world, &write, &before, after) };
        self.store(&leader, &write, after.clone(), time_of(event));
        self.note_without_items(&leader, &write.key, &traced);
        if matches!(self.world.policy.policy, Handling::Merge(_)) {
            self.unmerged.insert((leader.clone(), write.key.clone()), (index, traced));
        } else if predictable {
            self.compare_store(index, (&leader, &write.key), &traced, event);
        }
        // A removal from a set whose item came back is not there again.
        if !unchanged || self.world.policy.policy != Handling::Set {
            self.accounting.apply(index, &self.world, (&leader, &write), &before, &after);
        }
    }

    /// A statement that arrives when rows are stored becomes the row that it makes of the one stored value, or of
    /// nothing (C8).
    fn as_row_here(&self, leader: &str, mut write: Write, delivered: bool) -> Write {
        match self.world.policy.policy {
            Handling::Counter => return self.as_total_here(leader, write, delivered),
            Handling::Set => return write,
            _ => {}
        }
        let rows = !self.world.policy.policy.replicates_statements();
        if delivered && rows && write.policy.replicates_statements() && write.operation.computes() {
            let makes_one_value = self.world.store_policy(leader, &write.key) == Handling::Counter;
            let base = match self.world.versions(leader, &write.key) {
                [version] => version.value.clone(),
                _ if makes_one_value => self.world.base(leader, &write.key),
                _ => None,
            };
            let made = write.operation.apply(&base, base.is_some());
            write.value = made.or_else(|_| write.operation.apply(&None, false)).unwrap_or_default();
        }
        write
    }

    /// An increment that arrives as a statement raises the total of the leader that accepted it (C8).
    fn as_total_here(&self, leader: &str, mut write: Write, delivered: bool) -> Write {
        if let (Operation::Increment(by), true, true) =
            (&write.operation, delivered, write.policy.replicates_statements())
        {
            let total = total_of(self.world.versions(leader, &write.key), &write.dot.leader);
            write.value = Some(Val::Number(total + by));
            // What it was computed from where it was accepted may still be on its way here.
            write.contains = Dots::new();
        }
        write
    }

    /// Stores of keys whose writes were accepted under several kinds of policy are predicted only where
    /// the present one needs no context and no totals.
    pub fn is_predictable(&self, key: &str) -> bool {
        let mut writes = self.world.writes.values().filter(|write| write.key == key);
        let merging = matches!(self.world.policy.policy, Handling::Merge(_));
        if !merging && writes.any(|write| matches!(write.policy, Handling::Merge(_))) {
            return false;
        }
        if self.undecided.contains(key) {
            return false;
        }
        match self.world.policy.policy {
            Handling::Merge(Rule::Script) => false,
            Handling::None
            | Handling::LastWriteWins { .. }
            | Handling::Register
            | Handling::Siblings { .. } => true,
            Handling::Counter | Handling::Set => true,
            Handling::Merge(_) => self.world.is_unmixed(key),
        }
    }

    /// Whether what a write of the key carries is compared: after a change of policy only under a CRDT.
    pub fn is_compared_key(&self, key: &str) -> bool {
        let is_crdt = matches!(self.world.policy.policy, Handling::Counter | Handling::Set);
        let decided = !self.undecided.contains(key);
        decided && (self.world.is_unmixed(key) || (is_crdt && self.is_predictable(key)))
    }

    fn check_may_apply(&mut self, index: usize, leader: &str, write: &Write, delivered: bool) {
        let upserted = self.upserted.take().is_some_and(|(at, dot)| at == leader && dot == write.dot);
        let Some(state) = self.world.leaders.get(leader) else {
            return self.differs(index, format!("{leader} is no member and applied {}", write.dot));
        };
        let mut found = Vec::new();
        if self.world.replication.suppress_by_dot && state.applied.contains(&write.dot) {
            found.push(format!("{leader} applied {} twice", write.dot));
        }
        let waits = |dot: &&Dot| {
            let is_held_assignment = state.held.contains(dot) && self.epochs.contains_key(dot);
            let is_met = [&state.applied, &state.purged, &state.skipped].iter().any(|met| met.contains(dot));
            **dot != write.dot && !is_met && !is_held_assignment
        };
        let missing: Vec<&Dot> = write.dependencies.iter().filter(waits).collect();
        if delivered && self.world.replication.causal && !missing.is_empty() {
            found.push(format!("{leader} applied {} before {}", write.dot, listed(missing)));
        }
        let predictable = self.is_predictable(&write.key);
        if delivered && predictable && self.world.policy.policy.replicates_statements() && !upserted {
            let value = self.world.base(leader, &write.key);
            if let Err(misfit) = write.operation.apply(&value, value.is_some()) {
                found.push(format!(
                    "{leader} applied {}, which does not apply: {}",
                    write.dot,
                    misfit.name()
                ));
            }
        }
        found.into_iter().for_each(|says| self.differs(index, says));
    }

    fn note_application(&mut self, leader: &str, write: &Write, delivered: bool, time_us: i64) {
        let logical = self.world.policy.policy.logical();
        let Some(state) = self.world.leaders.get_mut(leader) else { return };
        state.held.remove(&write.dot);
        state.skipped.remove(&write.dot);
        state.applied.insert(write.dot.clone());
        state.log.push(write.dot.clone());
        // A write from before leaders kept this kind of logical clock carries no reading, and ticks none.
        let received = logical.and_then(|logical| write.reading_of(logical));
        if let (Some(logical), Some(received), true) =
            (logical, received, delivered && write.dot.leader != leader)
        {
            state.logical = logical.receive(state.logical, received, state.clock.at(time_us));
        }
    }

    /// What the leader stores afterwards. Which merge stands for a merged value is taken from the trace; it contains what
    /// its rule kept of the writes that it was made from (W4).
    fn predicted(&self, (leader, write): (&str, &Write), base: &Stored, traced: &Dots) -> Vec<Version> {
        let Handling::Merge(rule) = self.world.policy.policy else {
            return resolve(&self.world, leader, write, base);
        };
        let dots = known_dots(&self.world, leader, &write.key);
        let known = Known::for_rule(&self.world, &dots, rule);
        let heads = known.heads();
        match known.merge(rule) {
            Some(value) if heads.len() > 1 => {
                let dot = traced.first().unwrap_or(&write.dot).clone();
                let made = self.world.writes.get(&dot).filter(|made| made.merges.is_some());
                let made = made.filter(|_| traced.len() == 1);
                let (contains, partly) = match made {
                    Some(made) => (made.contains.clone(), made.partly.clone()),
                    None => known.contained(rule, &value),
                };
                vec![Version { dot, value, contains, partly }]
            }
            Some(_) | None => heads.into_iter().map(as_row).collect(),
        }
    }

    /// The versions that the trace names.
    fn as_traced(&self, leader: &str, kept: &Dots) -> Vec<Version> {
        let version = |dot: &Dot| {
            let mut version = as_row(self.world.writes.get(dot)?);
            version.value = self.traced_value(leader, dot);
            Some(version)
        };
        kept.iter().filter_map(version).collect()
    }

    fn store(&mut self, leader: &str, write: &Write, after: Vec<Version>, time_us: i64) {
        let lifetime = self.world.policy.policy.lifetime_us();
        let Some(state) = self.world.leaders.get_mut(leader) else { return };
        let kept = |key: &str, dot: &Dot| key != write.key || after.iter().any(|version| version.dot == *dot);
        state.expiries.retain(|(key, dot), _| kept(key, dot));
        state.overdue.retain(|(key, dot)| kept(key, dot));
        let stays = after.iter().any(|version| version.dot == write.dot && version.value.is_none());
        if let (Some(lifetime), true) = (lifetime, stays) {
            let expiry = state.clock.at(time_us) + lifetime;
            state.expiries.entry((write.key.clone(), write.dot.clone())).or_insert(expiry);
        }
        state.applied_under.insert(write.key.clone(), self.world.policy.policy);
        state.store.insert(write.key.clone(), after);
    }

    fn compare_store(&mut self, index: usize, (leader, key): (&str, &str), traced: &Dots, event: &Value) {
        let predicted: Dots =
            self.world.versions(leader, key).iter().map(|version| version.dot.clone()).collect();
        let traced_adds: Dots = traced.iter().filter(|dot| self.is_compared(leader, dot)).cloned().collect();
        if predicted != traced_adds {
            self.differs(
                index,
                format!("{leader} should keep {} of {key}, not {}", listed(&predicted), listed(&traced_adds)),
            );
        }
        let read = self.world.read(leader, key);
        let traced_read = self.traced_reading(leader, event.get("reading"), traced);
        if read != traced_read {
            self.differs(
                index,
                format!(
                    "{leader} should read {} for {key}, not {}",
                    shown_all(&read),
                    shown_all(&traced_read)
                ),
            );
        }
    }

    /// Under a set, the trace also keeps removals, tombstones from before, and writes of several items whose items were
    /// taken out one by one; none of them is compared.
    fn is_compared(&self, leader: &str, dot: &Dot) -> bool {
        let Some(write) = self.world.writes.get(dot) else { return false };
        let is_set = [self.world.policy.policy, self.world.store_policy(leader, &write.key)];
        if !is_set.contains(&Handling::Set) {
            return true;
        }
        let stored = || self.world.versions(leader, &write.key).iter().any(|version| version.dot == *dot);
        // A statement can have become a row of several items elsewhere.
        let items = |id: &String| self.world.items_of(id, write).len();
        match (self.world.items_of(leader, write).len(), self.world.leaders.keys().map(items).max()) {
            (0, _) => false,
            (1, Some(0 | 1)) => true,
            _ => stored(),
        }
    }

    /// Notes which versions the trace keeps of a set although none of their items is in effect: reads return them too, but
    /// no removals (O4).
    fn note_without_items(&mut self, leader: &str, key: &str, traced: &Dots) {
        let is_one = |dot: &&Dot| !self.is_compared(leader, dot) && !self.is_removal(leader, dot);
        let without_items = traced.iter().filter(is_one).cloned().collect();
        if let Some(state) = self.world.leaders.get_mut(leader) {
            state.without_items.insert(key.to_string(), without_items);
        }
    }

    /// Under a set: whether a write counts at a leader as the operation that removes an item, or all.
    fn is_removal(&self, leader: &str, dot: &Dot) -> bool {
        let Some(write) = self.world.writes.get(dot) else { return false };
        let removes = matches!(write.operation, Operation::Remove(_) | Operation::Delete);
        removes && self.world.row_of(leader, write).is_none()
    }

    /// What the trace says that a read returns: the reading, or else the values of the versions.
    fn traced_reading(&self, leader: &str, reading: Option<&Value>, kept: &Dots) -> Vec<Val> {
        if let Some(reading) = reading {
            return Val::read(reading).into_iter().collect();
        }
        let mut values: Vec<Val> = kept.iter().filter_map(|dot| self.traced_value(leader, dot)).collect();
        values.sort();
        values
    }

    /// Notes the value that an applied write has at its leader: what a read returns, where the leader executed it.
    fn note_traced_value(&mut self, leader: &str, dot: &Dot, event: &Value) {
        let executes = self.world.policy.policy.replicates_statements();
        let reading = event.get("reading").filter(|_| executes);
        let value = reading.or(event.get("value")).and_then(Val::read);
        self.traced_at.insert((leader.to_string(), dot.clone()), value);
    }

    /// The value that a version has at a leader, by the trace.
    fn traced_value(&self, leader: &str, dot: &Dot) -> Stored {
        let here = self.traced_at.get(&(leader.to_string(), dot.clone()));
        here.or_else(|| self.traced.get(dot)).cloned().flatten()
    }

    /// Compares what leaders read after merging.
    pub fn compare_merges(&mut self) {
        for ((leader, key), (index, traced)) in std::mem::take(&mut self.unmerged) {
            if !self.is_predictable(&key) {
                continue;
            }
            let read = self.world.read(&leader, &key);
            let traced_read = self.traced_reading(&leader, None, &traced);
            if read != traced_read {
                let known = listed(&known_dots(&self.world, &leader, &key));
                self.differs(
                    index,
                    format!(
                        "{leader} should read {} for {key}, not {}: it knows {known}",
                        shown_all(&read),
                        shown_all(&traced_read)
                    ),
                );
            }
        }
    }

    /// Fills the acknowledgements of applied writes, and returns those whose client is at the leader.
    pub fn acknowledge(&mut self) {
        let waiting: Vec<Dot> = self
            .acknowledgements
            .iter()
            .filter(|(_, one)| one.returns.is_none())
            .map(|(dot, _)| dot.clone())
            .collect();
        for dot in waiting {
            let (leader, key) =
                (self.acknowledgements[&dot].leader.clone(), self.acknowledgements[&dot].key.clone());
            if !self.world.leaders.get(&leader).is_some_and(|leader| leader.applied.contains(&dot)) {
                continue;
            }
            let mut returned = self.returned_by(&leader, &key);
            returned.seen.insert(dot.clone());
            let has_contexts = self.world.policy.policy.has_contexts();
            if !self.world.replication.acknowledges_values.unwrap_or(has_contexts) {
                let write = &self.world.writes[&dot];
                returned.seen = as_row(write).contains;
                returned.versions = Dots::from([dot.clone()]);
                if has_contexts {
                    returned.context = write.context.clone();
                    returned.context.insert(dot.clone());
                }
            }
            let acknowledgement = self.acknowledgements.get_mut(&dot).expect("it is waiting");
            acknowledgement.returns = Some(returned);
            if !acknowledgement.travels {
                self.receive(&dot);
            }
        }
    }

    /// What an answer of a leader returns for a key.
    fn returned_by(&self, leader: &str, key: &str) -> Returned {
        let policy = self.world.policy.policy;
        let state = self.world.leaders.get(leader);
        let without_items = state.and_then(|state| state.without_items.get(key)).into_iter().flatten();
        let versions = self.world.versions(leader, key).iter().map(|version| &version.dot);
        Returned {
            context: if policy.has_contexts() { self.world.held_of(leader, key) } else { Dots::new() },
            seen: self.world.shown_at(leader, key),
            versions: versions.chain(without_items).cloned().collect(),
            token: state.map(|leader| leader.logical).unwrap_or_default(),
        }
    }

    /// The answer to a forwarded request came back.
    pub fn returned(&mut self, event: &Value) {
        if let Some(dot) = Dot::of(event, "dot") {
            self.receive(&dot);
        }
    }

    fn receive(&mut self, dot: &Dot) {
        let Some(acknowledgement) = self.acknowledgements.remove(dot) else { return };
        let Some(returned) = acknowledgement.returns else { return };
        let client = self.world.clients.entry(acknowledgement.client).or_default();
        client.session.insert(dot.clone());
        take_answer(client, &acknowledgement.key, returned);
    }

    /// A leader answered a read.
    pub fn answered(&mut self, index: usize, event: &Value) {
        let (leader, key) = (text(event, "leader"), text(event, "key"));
        self.served_read(index, event);
        let versions = event["versions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let traced: Dots = versions.iter().filter_map(|version| Dot::of(version, "dot")).collect();
        if self.is_predictable(key) {
            let read = self.world.read(leader, key);
            let mut traced_read: Vec<Val> = match event.get("reading") {
                Some(reading) => Val::read(reading).into_iter().collect(),
                None => versions.iter().filter_map(|version| Val::read(&version["value"])).collect(),
            };
            traced_read.sort();
            let nothing = |values: &[Val]| values.iter().all(|value| *value == Val::Set(Default::default()));
            if read != traced_read && !(nothing(&read) && nothing(&traced_read)) {
                self.differs(
                    index,
                    format!(
                        "reading {key} at {leader} should return {}, not {}",
                        shown_all(&read),
                        shown_all(&traced_read)
                    ),
                );
            }
            let versions = self.world.versions(leader, key).iter().map(|version| version.dot.clone());
            let predicted: Dots = versions.filter(|dot| self.is_compared(leader, dot)).collect();
            let traced: Dots = traced.iter().filter(|dot| self.is_compared(leader, dot)).cloned().collect();
            if predicted != traced {
                self.differs(
                    index,
                    format!(
                        "reading {key} at {leader} should return {}, not {}",
                        listed(&predicted),
                        listed(&traced)
                    ),
                );
            }
        }
        let removals: Vec<&Dot> = traced.iter().filter(|dot| self.is_removal(leader, dot)).collect();
        let policies = [self.world.policy.policy, self.world.store_policy(leader, key)];
        let is_set = policies.iter().all(|policy| *policy == Handling::Set);
        if is_set && self.is_predictable(key) && !removals.is_empty() {
            let says = format!("reading {key} at {leader} should return no removals: {}", listed(removals));
            self.differs(index, says);
        }
        let mut returned = self.returned_by(leader, key);
        let stated = context_dots(event.get("context"));
        if self.is_compared_key(key) {
            self.compare_returned_context(index, key, &returned.context, &stated);
        } else {
            returned.context = stated;
        }
        take_answer(self.world.clients.entry(text(event, "client").to_string()).or_default(), key, returned);
    }

    fn compare_returned_context(&mut self, index: usize, key: &str, predicted: &Dots, traced: &Dots) {
        if !self.world.policy.policy.has_contexts() {
            return;
        }
        let concerned: Dots = self
            .world
            .writes
            .values()
            .filter(|write| write.key == key && write.merges.is_none())
            .map(|write| write.dot.clone())
            .collect();
        let predicted: Dots = predicted.intersection(&concerned).cloned().collect();
        let traced: Dots = traced.intersection(&concerned).cloned().collect();
        if predicted != traced {
            self.differs(
                index,
                format!(
                    "the answer should return the context {}, not {}",
                    listed(&predicted),
                    listed(&traced)
                ),
            );
        }
    }

    /// A leader dropped a delivered write.
    pub fn dropped(&mut self, index: usize, event: &Value) {
        let (Some(dot), Some(leader)) =
            (Dot::of(event, "dot"), self.world.leaders.get(text(event, "leader")))
        else {
            return;
        };
        if self.world.replication.suppress_by_dot && !leader.has(&dot) {
            self.differs(index, format!("{} dropped {dot}, which it had not applied", text(event, "leader")));
        }
    }

    /// A leader holds a delivered write back.
    pub fn write_buffered(&mut self, event: &Value) {
        if let (Some(dot), Some(leader)) =
            (Dot::of(event, "dot"), self.world.leaders.get_mut(text(event, "leader")))
        {
            // An assignment that changes nothing is applied without an event, but not before what it depends on.
            if self.epochs.contains_key(&dot) && leader.applied.remove(&dot) {
                leader.log.retain(|other| *other != dot);
            }
            leader.held.insert(dot);
        }
    }

    /// A delivered statement does not apply.
    pub fn inapplicable(&mut self, index: usize, event: &Value) {
        let leader = text(event, "leader").to_string();
        let Some(write) = Dot::of(event, "dot").and_then(|dot| self.world.writes.get(&dot).cloned()) else {
            return;
        };
        let value = self.world.base(&leader, &write.key);
        let (reason, handled) = (text(event, "reason"), text(event, "handled"));
        let misfit = write.operation.apply(&value, value.is_some()).err();
        if misfit.is_none_or(|misfit| misfit.name() != reason) && reason != "too-large" {
            let right = misfit.map_or("applies", |misfit| misfit.name());
            self.differs(
                index,
                format!("{} {right} at {leader}, but is called inapplicable: {reason}", write.dot),
            );
        }
        let setting = match reason {
            "update-missing" => self.world.replication.update_missing,
            "insert-exists" => self.world.replication.insert_exists,
            _ => self.world.replication.wrong_kind,
        };
        let right = match setting {
            OnMisfit::Skip => "skipped",
            OnMisfit::Upsert => "upserted",
            OnMisfit::Wait => "waits",
            OnMisfit::Stop => "stops-link",
        };
        // The documents leave open whether a statement that was held back can still stop a link.
        let was_held = self.world.leaders.get(&leader).is_some_and(|state| state.held.contains(&write.dot));
        let waits = right == "stops-link" && handled == "waits" && was_held;
        let by_command = handled == "skipped" && self.skip_by_command(time_of(event), &leader, &write.dot);
        if handled != right && !waits && !by_command {
            self.differs(
                index,
                format!("{} at {leader} should be handled as {right}, not {handled}", write.dot),
            );
        }
        match handled {
            "upserted" => self.upserted = Some((leader, write.dot)),
            "skipped" => {
                if let Some(state) = self.world.leaders.get_mut(&leader) {
                    state.held.remove(&write.dot);
                    state.skipped.insert(write.dot.clone());
                }
                self.accounting.skip(index, &leader, &write);
            }
            _ => {}
        }
    }

    /// A command of this instant skips the write that had stopped a link to the leader.
    fn skip_by_command(&mut self, time_us: i64, leader: &str, dot: &Dot) -> bool {
        let due = |json: &Value| micros(json["at_ms"].as_f64().unwrap_or(0.0)) == time_us;
        let names = |ends: &Value, from: &str| {
            let between = ends.get("between").and_then(Value::as_array);
            let both = |ids: &Vec<Value>| [from, leader].iter().all(|end| ids.iter().any(|id| id == end));
            between.map_or_else(|| text(ends, "from") == from && text(ends, "to") == leader, both)
        };
        let skips = |from: &str| self.skips.iter().any(|json| due(json) && names(&json["skip"], from));
        let stopped = |from: &&String| self.transport.carries(from, leader, dot) && skips(from);
        let from: Vec<String> = self.world.leaders.keys().filter(stopped).cloned().collect();
        from.iter().for_each(|from| self.transport.skip(from, leader, dot));
        !from.is_empty()
    }

    /// A tombstone reached the end of its lifetime.
    pub fn tombstone_removed(&mut self, index: usize, event: &Value) {
        let (id, key, now) =
            (text(event, "leader").to_string(), text(event, "key").to_string(), time_of(event));
        let known: Dots = self.world.applied_of(&id, &key).iter().map(|write| write.dot.clone()).collect();
        let (Some(dot), Some(leader)) = (Dot::of(event, "dot"), self.world.leaders.get_mut(&id)) else {
            return;
        };
        leader.forgotten.extend(known);
        let shows = leader.clock.at(now);
        let expiry = leader.expiries.remove(&(key.clone(), dot.clone()));
        leader.overdue.remove(&(key.clone(), dot.clone()));
        let versions = leader.store.entry(key.clone()).or_default();
        let removed: Vec<Version> = versions.iter().filter(|version| version.dot == dot).cloned().collect();
        versions.retain(|version| version.dot != dot);
        self.accounting.expire(&id, &key, &removed);
        match expiry {
            Some(expiry) if expiry <= shows + 1 => {}
            Some(expiry) => self.differs(
                index,
                format!(
                    "{id} should keep the tombstone {dot} until its clock shows {expiry}; it shows {shows}"
                ),
            ),
            None => self.differs(index, format!("{id} keeps no tombstone {dot} that expires")),
        }
    }
}

fn take_answer(client: &mut Client, key: &str, returned: Returned) {
    client.contexts.insert(key.to_string(), returned.context);
    client.seen.entry(key.to_string()).or_default().extend(returned.seen);
    client.session.extend(returned.versions);
    client.token = client.token.max(returned.token);
}
