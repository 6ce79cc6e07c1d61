//! The end of a run: stores, convergence, stranded writes, and the totals of the accounting.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Difference;
use super::accounting::{Cause, Fate};
use super::dots::{Dot, Dots, dots_of, dots_up_to, listed};
use super::event::text;
use super::replay::Replay;
use super::settings::Handling;
use super::values::{Val, shown_all};

impl Replay {
    /// Compares the report with what was predicted.
    pub fn compare_report(&mut self, report: &Value) {
        if report["halted"] == true {
            return;
        }
        let leaders = report["leaders"].as_array().cloned().unwrap_or_default();
        for leader in &leaders {
            self.compare_leader(leader);
        }
        self.compare_agreement(report);
        self.compare_stranded(report);
        self.compare_never_arrives(report);
        self.compare_violations(report);
        self.check_departed(report);
        if report["at_rest"] == true {
            self.check_everywhere(report);
            self.compare_accounting(report);
        }
    }

    fn ends(&mut self, says: String) {
        self.differences.push(Difference { event: None, says });
    }

    fn compare_leader(&mut self, json: &Value) {
        let id = text(json, "id").to_string();
        let Some(leader) = self.world.leaders.get(&id).cloned() else {
            return self.ends(format!("{id} should not be a member"));
        };
        let mut applied = dots_up_to(json.get("applied"));
        applied.extend(dots_of(json.get("applied_beyond")));
        let skipped_too: Dots = leader.applied.union(&leader.skipped).cloned().collect();
        // No event says when an assignment that was held back and changes nothing is applied.
        let waits = |dot: &Dot| leader.held.contains(dot) && !leader.applied.contains(dot);
        let late = |dot: &Dot| waits(dot) && self.epochs.contains_key(dot);
        applied.retain(|dot| !late(dot));
        if applied != leader.applied && applied != skipped_too {
            self.ends(format!(
                "{id} should have applied {}, not {}",
                listed(&leader.applied),
                listed(&applied)
            ));
        }
        if json["up"] != leader.up {
            self.ends(format!("{id} should be {}", if leader.up { "up" } else { "down" }));
        }
        let keys: BTreeSet<&String> = leader
            .store
            .keys()
            .chain(json["store"].as_object().into_iter().flatten().map(|(key, _)| key))
            .collect();
        for key in keys.into_iter().filter(|key| self.is_predictable(key)).cloned().collect::<Vec<_>>() {
            self.compare_key(&id, &key, json);
        }
    }

    fn compare_key(&mut self, id: &str, key: &str, json: &Value) {
        let versions = json["store"].get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut values: Vec<Val> = match json.get("readings").and_then(|readings| readings.get(key)) {
            Some(reading) => Val::read(reading).into_iter().collect(),
            None => versions.iter().filter_map(|version| Val::read(&version["value"])).collect(),
        };
        values.sort();
        let read = self.world.read(id, key);
        let nothing = |values: &[Val]| values.iter().all(|value| *value == Val::Set(BTreeSet::new()));
        if read != values && !(nothing(&read) && nothing(&values)) {
            self.ends(format!(
                "in the end {id} should read {} for {key}, not {}",
                shown_all(&read),
                shown_all(&values)
            ));
        }
        let kept: Dots = versions.iter().filter_map(|version| Dot::of(version, "dot")).collect();
        let predicted: Dots =
            self.world.versions(id, key).iter().map(|version| version.dot.clone()).collect();
        let policies = [self.world.policy.policy, self.world.store_policy(id, key)];
        let compares = !policies.iter().any(|policy| matches!(policy, Handling::Set | Handling::Merge(_)));
        if compares && kept != predicted {
            self.ends(format!(
                "in the end {id} should keep {} of {key}, not {}",
                listed(&predicted),
                listed(&kept)
            ));
        }
    }

    fn keys(&self) -> BTreeSet<String> {
        self.world.leaders.values().flat_map(|leader| leader.store.keys().cloned()).collect()
    }

    fn compare_agreement(&mut self, report: &Value) {
        let keys = self.keys();
        if !keys.iter().all(|key| self.is_predictable(key)) {
            return;
        }
        let ids: Vec<String> = self.world.leaders.keys().cloned().collect();
        let reads = ids
            .iter()
            .all(|id| keys.iter().all(|key| self.world.reading(id, key) == self.world.reading(&ids[0], key)));
        let dots = |id: &str, key: &str| -> Dots {
            let versions = self.world.versions(id, key).iter().map(|version| version.dot.clone());
            let is_set = self.world.store_policy(id, key) == Handling::Set;
            let without_items = if is_set { self.world.without_items(id, key) } else { Dots::new() };
            versions.chain(without_items).collect()
        };
        let versions = ids.iter().all(|id| keys.iter().all(|key| dots(id, key) == dots(&ids[0], key)));
        let at_rest = report["at_rest"] == true;
        let says = |name: &str, right: bool| format!("the verdict {name} should be {right}");
        // The documents do not say whether a tombstone from before is a version of a set.
        let is_set = |key: &String| ids.iter().any(|id| self.world.store_policy(id, key) == Handling::Set);
        let versions_known = match self.world.policy.policy {
            Handling::Merge(_) => false,
            Handling::Set => keys.iter().all(|key| self.world.is_unmixed(key)),
            _ => keys.iter().all(|key| self.world.is_unmixed(key) || !is_set(key)),
        };
        for (name, right, known) in [
            ("reads_agree", reads, true),
            ("versions_agree", versions && reads, versions_known),
            ("converged", at_rest && reads && !ids.is_empty(), report.get("reads_agree").is_some()),
        ] {
            if known && report.get(name).is_some_and(|stated| *stated != right) {
                self.ends(says(name, right));
            }
        }
    }

    /// At rest in a run that was never rewired, every write is wherever a path leads.
    fn check_everywhere(&mut self, report: &Value) {
        if !self.transport.is_empty() {
            self.ends("the run is called at rest with messages in flight".to_string());
        }
        if self.rewired || !self.world.left.is_empty() {
            return;
        }
        let pairs = report["unreachable"].as_array().cloned().unwrap_or_default();
        let unreachable =
            |origin: &str, leader: &str| pairs.iter().any(|pair| pair[0] == origin && pair[1] == leader);
        let mut found = Vec::new();
        for dot in self.world.writes.keys() {
            for (id, leader) in &self.world.leaders {
                if !leader.had(dot) && !unreachable(&dot.leader, id) {
                    found.push(format!("at rest, {dot} has not reached {id}"));
                }
            }
        }
        found.into_iter().for_each(|says| self.ends(says));
    }

    /// The writes that some remaining leader has applied or left out and another lacks, who lacks them, and the leader that left
    /// with them (T9).
    fn partly_replicated(&self) -> BTreeSet<(Dot, String, Option<String>)> {
        let mut stranded = BTreeSet::new();
        for dot in self.world.writes.keys().chain(self.epochs.keys()) {
            if !self.world.leaders.values().any(|leader| leader.had(dot)) {
                continue;
            }
            for (id, leader) in &self.world.leaders {
                if !leader.has(dot) && !leader.purged.contains(dot) {
                    stranded.insert((dot.clone(), id.clone(), self.left_with(dot, id)));
                }
            }
        }
        stranded
    }

    /// The leader that left with a write and had a link to a leader that lacks it: the write's origin, or else the first.
    fn left_with(&self, dot: &Dot, lacking: &str) -> Option<String> {
        let fits = |id: &String| {
            let linked = self.links_at_leave.get(id).is_some_and(|links| links.contains(lacking));
            linked && self.world.left.get(id).is_some_and(|(_, leader)| leader.had(dot))
        };
        if fits(&dot.leader) {
            return Some(dot.leader.clone());
        }
        self.world.left.keys().find(|id| fits(id)).cloned()
    }

    /// The verdict is given once nothing is in flight, queued or due.
    fn compare_stranded(&mut self, report: &Value) {
        let Some(stated) = report.get("stranded").and_then(Value::as_array) else { return };
        if report["at_rest"] != true {
            return;
        }
        let mut found = BTreeSet::new();
        for json in stated {
            let Some(dot) = Dot::of(json, "write") else { continue };
            let left = (text(json, "reason") == "left").then(|| text(json, "left").to_string());
            for id in json["missing_at"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                found.insert((dot.clone(), id.to_string(), left.clone()));
            }
        }
        let predicted = self.partly_replicated();
        if found != predicted {
            let only = |one: &BTreeSet<_>, other: &BTreeSet<_>| {
                format!("{:?}", one.difference(other).collect::<Vec<_>>())
            };
            let (lacking, extra) = (only(&predicted, &found), only(&found, &predicted));
            self.ends(format!("stranded writes should be stated: {lacking}; these should not: {extra}"));
        }
    }

    fn compare_never_arrives(&mut self, report: &Value) {
        let Some(stated) = report.get("never_arrives").and_then(Value::as_array) else { return };
        if !self.transport.is_empty() {
            return;
        }
        let stated: BTreeSet<(Option<Dot>, String)> =
            stated.iter().map(|json| (Dot::of(json, "write"), text(json, "held_at").to_string())).collect();
        let mut predicted = BTreeSet::new();
        for (id, leader) in &self.world.leaders {
            for dot in &leader.held {
                let write = self.world.writes.get(dot).map(|write| &write.dependencies);
                let Some(after) = write.or_else(|| self.assigned_after.get(dot)) else { continue };
                let somewhere = |one: &Dot| self.world.leaders.values().any(|leader| leader.has(one));
                if after.iter().any(|one| !somewhere(one) && !leader.purged.contains(one)) {
                    predicted.insert((Some(dot.clone()), id.clone()));
                }
            }
        }
        if stated != predicted {
            self.ends(format!("the writes that wait forever should be {predicted:?}, not {stated:?}"));
        }
    }

    fn compare_accounting(&mut self, report: &Value) {
        let counts = &report["counts"];
        if counts.get("kept").is_none() {
            return;
        }
        let fates = self.accounting.fates(&self.world);
        let count = |name: &str| counts.get(name).and_then(Value::as_u64).unwrap_or(0);
        if count("kept") + count("superseded") + count("overwritten_in_order") + count("lost")
            != count("accepted")
        {
            self.ends("the fates do not add up to the accepted writes".to_string());
        }
        let lost: BTreeMap<Dot, String> = report["lost"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|json| Some((Dot::of(json, "dot")?, text(json, "cause").to_string())))
            .collect();
        for (dot, fate) in &fates {
            let predicted = match fate {
                Fate::Lost(cause) => Some(cause.name()),
                Fate::Kept { .. } | Fate::Superseded | Fate::OverwrittenInOrder => None,
                Fate::Unknown => continue,
            };
            let stated = lost.get(dot).map(String::as_str);
            if stated != predicted {
                self.ends(format!("{dot} should be {fate:?}, but its cause of loss is {stated:?}"));
            }
        }
        self.compare_totals(&fates, &count);
    }

    fn compare_totals(&mut self, fates: &BTreeMap<Dot, Fate>, count: &impl Fn(&str) -> u64) {
        let of = |test: &dyn Fn(&Fate) -> bool| fates.values().filter(|fate| test(fate)).count() as u64;
        let totals = [
            ("kept", of(&|fate| matches!(fate, Fate::Kept { .. }))),
            ("kept_partly", of(&|fate| *fate == Fate::Kept { partly: true })),
            ("superseded", of(&|fate| *fate == Fate::Superseded)),
            ("overwritten_in_order", of(&|fate| *fate == Fate::OverwrittenInOrder)),
            ("lost", of(&|fate| matches!(fate, Fate::Lost(_)))),
            ("discarded", of(&|fate| *fate == Fate::Lost(Cause::Discarded))),
            ("discarded_by_merge", of(&|fate| *fate == Fate::Lost(Cause::DiscardedByMerge))),
            ("overwritten", of(&|fate| *fate == Fate::Lost(Cause::Overwritten))),
            ("skipped", of(&|fate| *fate == Fate::Lost(Cause::Skipped))),
            ("stranded", of(&|fate| *fate == Fate::Lost(Cause::Stranded))),
            ("resurrected", of(&|fate| *fate == Fate::Lost(Cause::Resurrected))),
        ];
        let unknown = of(&|fate| *fate == Fate::Unknown);
        let named: Vec<String> = fates.iter().map(|(dot, fate)| format!("{dot} {fate:?}")).collect();
        for (name, right) in totals {
            if !(right..=right + unknown).contains(&count(name)) {
                self.ends(format!("the count {name} should be {right}, not {}: {named:?}", count(name)));
            }
        }
    }
}
