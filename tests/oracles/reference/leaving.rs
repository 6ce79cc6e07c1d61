//! Draining leaders, and the fate of writes whose leader has left: purges and forwarding (T9, D1).

use serde_json::Value;

use super::dots::Dot;
use super::event::{text, time_of};
use super::replay::Replay;

impl Replay {
    /// A leader that drains serves nobody.
    pub fn check_draining(&mut self, index: usize, event: &Value) {
        let at = match text(event, "kind") {
            "accepted" | "answered" | "request-waiting" => text(event, "leader"),
            "forwarded" => text(event, "from"),
            _ => return,
        };
        if self.draining.contains(at) {
            self.differs(index, format!("{at} drains, and should have refused the request"));
        }
    }

    /// A leader that drained left: it is up, and nothing of it is under way, unless it was told to leave at once.
    pub fn check_drained(&mut self, index: usize, id: &str, event: &Value) {
        if !self.draining.remove(id) || self.leaves_at_once(id, time_of(event)) {
            return;
        }
        if self.world.leaders.get(id).is_some_and(|leader| !leader.up) {
            self.differs(index, format!("{id} is down and cannot have drained"));
        }
        if let Some(dot) = self.transport.on_the_way_from(id) {
            self.differs(index, format!("{id} should not leave while {dot} is on its way"));
        }
        self.drained.insert(id.to_string());
    }

    fn leaves_at_once(&self, id: &str, time_us: i64) -> bool {
        self.leaves.iter().any(|json| {
            json["leave"]["leader"] == id
                && json["leave"]["drain"] != true
                && super::clocks::micros(json["at_ms"].as_f64().unwrap_or(0.0)) == time_us
        })
    }

    /// The link of a leader that left: if it drained, its own writes are at the other end.
    pub fn link_of_departed(&mut self, index: usize, event: &Value) {
        let (from, to) = (text(event, "from").to_string(), text(event, "to").to_string());
        let (Some((_, departed)), Some(receiver)) = (self.world.left.get(&from), self.world.leaders.get(&to))
        else {
            return;
        };
        let own = departed.applied.iter().filter(|dot| dot.leader == from);
        let missing = own.filter(|dot| !receiver.has(dot)).min().cloned();
        if let (Some(dot), true) = (missing, self.drained.contains(&from)) {
            self.differs(index, format!("{from} should not leave before {to} has {dot}"));
        }
        self.links_at_leave.entry(from).or_default().insert(to);
    }

    /// A leader gave up waiting for a write.
    pub fn purged(&mut self, index: usize, event: &Value) {
        let id = text(event, "leader");
        let Some(dot) = Dot::of(event, "dot") else { return };
        let is_member = self.world.leaders.contains_key(&dot.leader);
        let Some(leader) = self.world.leaders.get_mut(id) else { return };
        let wrong = is_member || !leader.up || leader.applied.contains(&dot) || leader.purged.contains(&dot);
        leader.purged.insert(dot.clone());
        if wrong {
            self.differs(index, format!("the purge of {dot} at {id} should do nothing"));
        }
    }

    /// At the end: nobody is still draining, nothing is held back without need, and writes of leaders that left are
    /// wherever a path leads, if they are forwarded.
    pub fn check_departed(&mut self, report: &Value) {
        let mut found = Vec::new();
        let at_rest = report["at_rest"] == true;
        for id in self.draining.iter().filter(|_| at_rest) {
            if self.world.leaders.get(id).is_some_and(|leader| leader.up) {
                found.push(format!("at rest, {id} should have drained and left"));
            }
        }
        for (id, leader) in self.world.leaders.iter().filter(|(_, leader)| leader.up) {
            let causal = self.world.replication.causal && !self.world.policy.policy.replicates_statements();
            for dot in leader.held.iter().filter(|_| causal) {
                let met = |one: &Dot| {
                    one == dot
                        || leader.applied.contains(one)
                        || leader.skipped.contains(one)
                        || leader.purged.contains(one)
                };
                if self.world.writes.get(dot).is_some_and(|write| write.dependencies.iter().all(met)) {
                    found.push(format!("{id} should not hold {dot} back"));
                }
            }
        }
        if at_rest && self.world.replication.forwards_departed && self.world.replication.suppress_by_dot {
            found.extend(self.not_forwarded(report));
        }
        for says in found {
            self.differences.push(super::Difference { event: None, says });
        }
    }

    fn not_forwarded(&self, report: &Value) -> Vec<String> {
        let pairs = report["unreachable"].as_array().cloned().unwrap_or_default();
        let unreachable = |from: &str, to: &str| pairs.iter().any(|pair| pair[0] == from && pair[1] == to);
        let mut found = Vec::new();
        for dot in self.world.writes.keys().filter(|dot| self.world.left.contains_key(&dot.leader)) {
            for (to, receiver) in self.world.leaders.iter().filter(|(_, leader)| !leader.has(dot)) {
                let sends = self
                    .world
                    .leaders
                    .iter()
                    .find(|(from, leader)| leader.applied.contains(dot) && !unreachable(from, to));
                if let (Some((from, _)), false) = (sends, receiver.purged.contains(dot)) {
                    found.push(format!("at rest, {from} should have sent {dot} on to {to}"));
                }
            }
        }
        found
    }
}
