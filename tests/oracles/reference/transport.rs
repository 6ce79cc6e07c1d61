//! Invariants of transport, from the events of links (P2, P3, P4).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::dots::Dot;
use super::event::text;
use super::world::World;

/// A link, by its two ends.
type Link = (String, String);

/// What is on the way.
#[derive(Default)]
pub struct Transport {
    in_flight: BTreeMap<(Link, Dot), i64>,
    cut: BTreeSet<Link>,
    removed: BTreeSet<Link>,
    last: BTreeMap<Link, usize>,
    /// How often each write was sent over each link for the first time.
    first: BTreeMap<(Link, Dot), usize>,
    fifo: bool,
    /// Whether the topology forwards the writes of others.
    forwards: bool,
}

/// Whether leaders forward the writes of others in a topology: not in all-to-all, and in a custom one as it is set.
fn forwards(topology: Option<&Value>) -> bool {
    match topology {
        None => false,
        Some(Value::String(name)) => name != "all-to-all",
        Some(topology) => topology["custom"]["forward"] != false,
    }
}

impl Transport {
    /// The start of a run.
    pub fn new(scenario: &Value) -> Transport {
        let commands =
            scenario.get("commands").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let settings =
            commands.iter().filter_map(|command| command.get("links")).chain(scenario.get("links"));
        let unordered =
            settings.into_iter().any(|links| links.get("order").is_some_and(|order| order == "any"));
        let forwards = forwards(scenario.get("topology"));
        Transport { fifo: !unordered, forwards, ..Transport::default() }
    }

    /// Checks an event of a link, or notes what changes for links.
    pub fn check(&mut self, event: &Value, world: &World) -> Vec<String> {
        let link: Link = (text(event, "from").to_string(), text(event, "to").to_string());
        match text(event, "kind") {
            "cut" => drop(self.cut.insert(link)),
            "healed" => drop(self.cut.remove(&link)),
            "link-removed" => drop(self.removed.insert(link)),
            "link-added" => {
                self.removed.remove(&link);
                self.last.remove(&link);
                self.first.retain(|(other, _), _| *other != link);
            }
            // Every sender may go through its log again: for the writes of leaders that left (T9), and because it
            // forwards what it did not forward before (T5).
            "left" | "replication-changed" => self.last.clear(),
            "topology-changed" => {
                let forwards = forwards(event["command"].get("topology"));
                if forwards != std::mem::replace(&mut self.forwards, forwards) {
                    self.last.clear();
                }
            }
            "sent" => return self.sent(link, event, world),
            "duplicated" => self.add(link, event, 1),
            "lost" | "stopped" => self.add(link, event, -1),
            "delivered" => return self.delivered(link, event, world),
            _ => {}
        }
        Vec::new()
    }

    /// The messages that are on the way.
    pub fn is_empty(&self) -> bool {
        self.in_flight.values().all(|count| *count <= 0)
    }

    /// A message of a leader that is on its way.
    pub fn on_the_way_from(&self, id: &str) -> Option<&Dot> {
        let mut sent = self.in_flight.iter().filter(|((link, _), count)| link.0 == id && **count > 0);
        sent.next().map(|((_, dot), _)| dot)
    }

    /// Whether a write is on its way over a link.
    pub fn carries(&self, from: &str, to: &str, dot: &Dot) -> bool {
        self.in_flight.get(&((from.to_string(), to.to_string()), dot.clone())).is_some_and(|count| *count > 0)
    }

    /// A command took a message from the head of a link that it had stopped.
    pub fn skip(&mut self, from: &str, to: &str, dot: &Dot) {
        *self.in_flight.entry(((from.to_string(), to.to_string()), dot.clone())).or_default() -= 1;
    }

    fn add(&mut self, link: Link, event: &Value, change: i64) {
        if let Some(dot) = Dot::of(event, "dot") {
            *self.in_flight.entry((link, dot)).or_default() += change;
        }
    }

    fn sent(&mut self, link: Link, event: &Value, world: &World) -> Vec<String> {
        let mut found = self.closed(&link, world);
        if let (Some(dot), Some(sender)) = (Dot::of(event, "dot"), world.leaders.get(&link.0)) {
            let has = sender.applied.contains(&dot) || sender.held.contains(&dot) || dot.leader == link.0;
            if !has && !sender.skipped.contains(&dot) {
                found.push(format!("{} sent {dot}, which it had not applied", link.0));
            }
        }
        found.extend(self.sent_again(&link, event, world));
        self.add(link, event, 1);
        found
    }

    /// A write is sent over a link once, or as often as its sender passes on its repeated application (P6).
    fn sent_again(&mut self, link: &Link, event: &Value, world: &World) -> Option<String> {
        let dot = Dot::of(event, "dot")?;
        let passes_on = world.replication.forwards_unchanged || world.policy.policy.replicates_statements();
        // No event says when an assignment of a home is applied again.
        if passes_on && !world.writes.contains_key(&dot) {
            return None;
        }
        let again = event["attempt"].as_u64() != Some(1) || event.get("copy").is_some();
        if again || world.replication.forwards_departed {
            return None;
        }
        let applied = world.leaders.get(&link.0)?.log.iter().filter(|other| **other == dot).count();
        let allowed = if passes_on { applied.max(1) } else { 1 };
        let times = self.first.entry((link.clone(), dot.clone())).or_default();
        *times += 1;
        (*times > allowed).then(|| format!("{} sent {dot} to {} once too often", link.0, link.1))
    }

    fn delivered(&mut self, link: Link, event: &Value, world: &World) -> Vec<String> {
        let mut found = self.closed(&link, world);
        let Some(dot) = Dot::of(event, "dot") else { return found };
        let on_the_way = self.in_flight.entry((link.clone(), dot.clone())).or_default();
        *on_the_way -= 1;
        if *on_the_way < 0 {
            found.push(format!(
                "{dot} was delivered from {} to {} more often than it was sent",
                link.0, link.1
            ));
        }
        let position =
            world.leaders.get(&link.0).and_then(|sender| sender.log.iter().position(|other| *other == dot));
        // A duplicate changes nothing (P4), and may come at any time.
        let is_copy = event.get("copy").is_some_and(|copy| copy == true)
            || world.leaders.get(&link.1).is_some_and(|receiver| receiver.has(&dot));
        if let (Some(position), true, true, false) =
            (position, self.fifo, world.replication.suppress_by_dot, is_copy)
        {
            let last = self.last.entry(link.clone()).or_default();
            if position < *last {
                found.push(format!(
                    "{dot} was delivered from {} to {} out of the order of the log",
                    link.0, link.1
                ));
            }
            *last = position.max(*last);
        }
        found
    }

    fn closed(&self, link: &Link, world: &World) -> Vec<String> {
        let mut found = Vec::new();
        if self.cut.contains(link) {
            found.push(format!("the link from {} to {} is cut", link.0, link.1));
        }
        if self.removed.contains(link) {
            found.push(format!("there is no link from {} to {}", link.0, link.1));
        }
        for end in [&link.0, &link.1] {
            if world.leaders.get(end).is_none_or(|leader| !leader.up) {
                found.push(format!("{end} is down or no member, and a message passed"));
            }
        }
        found
    }
}
