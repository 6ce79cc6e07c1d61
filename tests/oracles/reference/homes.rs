//! What leaders know of the homes of keys (A3, A4).

use serde_json::Value;

use super::dots::Dot;
use super::event::text;
use super::replay::Replay;
use super::world::{Leader, matches};

impl Replay {
    /// A leader learned of a new home, or assigned it.
    pub fn home_assigned(&mut self, index: usize, event: &Value) {
        let Some(dot) = Dot::of(event, "dot") else { return };
        let (id, pattern, home) = (
            text(event, "leader").to_string(),
            text(event, "key").to_string(),
            text(event, "home").to_string(),
        );
        let known = self
            .world
            .leaders
            .get(&id)
            .and_then(|leader| leader.homes.get(&pattern))
            .map_or(0, |(epoch, _, _)| *epoch);
        if !self.epochs.contains_key(&dot) {
            self.count_dot(index, &dot);
            self.epochs.insert(dot.clone(), known + 1);
            self.note_what_it_comes_after(&id, &dot);
        }
        let epoch = self.epochs[&dot];
        let learned = pattern.clone();
        let Some(leader) = self.world.leaders.get_mut(&id) else { return };
        leader.applied.insert(dot.clone());
        leader.held.remove(&dot);
        leader.log.push(dot.clone());
        let replaces = leader.homes.get(&pattern).is_none_or(|(other, by, _)| (*other, by) < (epoch, &dot));
        if replaces {
            leader.homes.insert(pattern, (epoch, dot, home));
        }
        let keys: Vec<String> =
            leader.home_writes.keys().filter(|key| matches(&learned, key)).cloned().collect();
        for key in keys {
            // An assignment of a less specific pattern does not count for the key.
            let counts = self.world.assigned_home(&id, &key);
            let begins_anew = counts.is_some_and(|(by, home)| (replaces && by == learned) || home != id);
            if let (true, Some(leader)) = (begins_anew, self.world.leaders.get_mut(&id)) {
                leader.home_writes.remove(&key);
            }
        }
    }

    /// An assignment depends on all that the leader that makes it had applied or left out (D1).
    fn note_what_it_comes_after(&mut self, id: &str, dot: &Dot) {
        let leader = self.world.leaders.get(id).filter(|_| self.world.replication.causal);
        let had = leader.map(Leader::all_had).unwrap_or_default();
        self.assigned_after.insert(dot.clone(), had);
    }

    /// An assignment arrived that changes nothing, because the leader knows a later one: no event says so. A duplicate
    /// of one that is held back changes nothing either.
    pub fn late_assignment(&mut self, event: &Value) {
        let Some(dot) = Dot::of(event, "dot") else { return };
        let Some(epoch) = self.epochs.get(&dot) else { return };
        let Some(leader) = self.world.leaders.get_mut(text(event, "to")) else { return };
        let known = leader.homes.get(text(event, "key"));
        if known.is_some_and(|(other, by, _)| (*other, by) > (*epoch, &dot))
            && !leader.held.contains(&dot)
            && leader.applied.insert(dot.clone())
        {
            leader.log.push(dot);
        }
    }
}
