//! Requests of clients that a leader is behind: who waits, who is refused, and the verdict of who was served (D2).

use std::collections::BTreeSet;

use serde_json::Value;

use super::dots::{Dot, Dots, dots_of, listed};
use super::event::{text, time_of};
use super::replay::Replay;
use super::settings::Behind;
use super::waiting::Waiting;

impl Replay {
    /// What a leader has not applied, nor purged, of what a client had seen.
    fn lacks(&self, leader: &str, session: &Dots) -> Dots {
        let Some(leader) = self.world.leaders.get(leader) else { return Dots::new() };
        // What it left out because it did not apply will not come again.
        let has = |dot: &Dot| {
            leader.applied.contains(dot) || leader.skipped.contains(dot) || leader.purged.contains(dot)
        };
        let lacks = |dot: &&Dot| !has(dot);
        session.iter().filter(lacks).cloned().collect()
    }

    fn session_of(&self, client: &str) -> Dots {
        self.world.clients.get(client).map(|client| client.session.clone()).unwrap_or_default()
    }

    /// A request waits at a leader.
    pub fn request_waiting(&mut self, index: usize, event: &Value) {
        let number = event["request"].as_u64().unwrap_or(0);
        let (leader, client, key) = (text(event, "leader"), text(event, "client"), text(event, "key"));
        let is_sent = self.requests.numbered(number).is_some();
        if !is_sent && !self.requests.read_waits(number, time_of(event), client, key, leader) {
            self.send_request(number, event, leader);
        }
        let request = self.requests.numbered(number);
        let is_write = request.is_some();
        let session = request.map_or_else(|| self.session_of(client), |request| request.session);
        let lacks = self.lacks(leader, &session);
        let stated = dots_of(event.get("missing"));
        if lacks.is_empty() || !self.world.replication.causal {
            self.differs(index, format!("{leader} is not behind {client}, whose request waits"));
        } else if stated != lacks {
            self.differs(index, format!("{leader} lacks {}, not {}", listed(&lacks), listed(&stated)));
        }
        self.waiting.push(Waiting {
            number,
            leader: leader.to_string(),
            client: client.to_string(),
            key: key.to_string(),
            session,
            since_us: time_of(event),
            timeout_us: self.world.replication.session_timeout_us,
            is_write,
            executed: false,
        });
    }

    /// Takes the request that an event of a leader is about from those that wait there.
    pub fn stop_waiting(&mut self, event: &Value, is_write: Option<bool>) -> Option<Waiting> {
        let number = event.get("request").and_then(Value::as_u64);
        let client = event["write"].get("client").or(event.get("client")).and_then(Value::as_str);
        let key = event["write"].get("key").or(event.get("key")).and_then(Value::as_str);
        let fits = |one: &Waiting| {
            one.leader == text(event, "leader")
                && number.is_none_or(|number| number == one.number)
                && client == Some(&one.client)
                && key == Some(&one.key)
                && is_write.is_none_or(|is_write| is_write == one.is_write)
        };
        let found = self.waiting.iter().find(|one| fits(one)).cloned()?;
        // A request that came back to the leader that forwarded it may wait there twice.
        self.waiting.retain(|one| one.number != found.number || one.leader != found.leader);
        Some(found)
    }

    /// Takes the request that a leader refused: one that waits there, or else a command of this instant.
    pub fn refused_waiting(&mut self, event: &Value) -> Option<Waiting> {
        let reason = text(event, "reason");
        if ["session-timeout", "down", "not-a-member", "leaving"].contains(&reason)
            && let Some(waited) = self.stop_waiting(event, None)
        {
            self.requests.end_waiting_read(waited.number);
            return Some(waited);
        }
        let (client, key, leader) = (text(event, "client"), text(event, "key"), text(event, "leader"));
        match self.requests.take(time_of(event), client, key, leader, None) {
            Some(_) => None,
            None => self.stop_waiting(event, Some(true)),
        }
    }

    /// A leader refused a request because it is behind, or because the time is over.
    pub fn refused_session(&mut self, index: usize, event: &Value, waited: Option<&Waiting>) {
        let (leader, client) = (text(event, "leader"), text(event, "client"));
        match (text(event, "reason"), waited) {
            ("session-timeout", Some(waited)) => {
                let due = waited.since_us + waited.timeout_us;
                if time_of(event) != due {
                    self.differs(index, format!("the request of {client} should be refused at {due} µs"));
                }
            }
            ("session-timeout", None) => {
                self.differs(index, format!("no request of {client} waits at {leader}"));
            }
            // A forwarded request was sent earlier; what its client has seen since does not count.
            ("session-behind", _) if self.lacks(leader, &self.session_of(client)).is_empty() => {
                self.differs(index, format!("{leader} is not behind {client}, which it refused"));
            }
            _ => {}
        }
    }

    /// A leader answered a read.
    pub fn served_read(&mut self, index: usize, event: &Value) {
        let client = text(event, "client");
        let waited = self.stop_waiting(event, Some(false));
        match &waited {
            Some(waited) => self.requests.take_waiting_read(waited.number),
            None => {
                let (key, leader) = (text(event, "key"), text(event, "leader"));
                self.requests.take_read(time_of(event), client, key, leader);
            }
        }
        let session = waited.map_or_else(|| self.session_of(client), |waited| waited.session);
        let (leader, key) = (text(event, "leader"), text(event, "key"));
        let lacks = self.lacks(leader, &session);
        let of_key: Vec<_> = lacks
            .iter()
            .filter_map(|dot| self.world.writes.get(dot))
            .filter(|write| write.key == key)
            .collect();
        let own = of_key.iter().any(|write| write.client.as_deref() == Some(client));
        let guarantee = match (own, of_key.is_empty()) {
            (true, _) => Some("read-your-writes"),
            (false, false) => Some("monotonic-reads"),
            (false, true) => None,
        };
        self.served(index, (time_of(event), client, leader, key), &lacks, guarantee, false);
    }

    /// A leader accepted a write whose client had the session when it sent it, with those acknowledged writes of its own.
    pub fn served_write(
        &mut self,
        index: usize,
        at: (i64, &str, &str, &str),
        (session, acknowledged): (&Dots, &Dots),
    ) {
        let (_, _, leader, _) = at;
        let lacks = self.lacks(leader, session);
        let own = !lacks.is_disjoint(acknowledged);
        let guarantee = if own { "monotonic-writes" } else { "writes-follow-reads" };
        self.served(index, at, &lacks, Some(guarantee), true);
    }

    fn served(
        &mut self,
        index: usize,
        (time_us, client, leader, key): (i64, &str, &str, &str),
        lacks: &Dots,
        guarantee: Option<&'static str>,
        is_write: bool,
    ) {
        if !self.world.replication.causal || lacks.is_empty() {
            return;
        }
        let replication = &self.world.replication;
        let setting = if is_write { replication.session_writes } else { replication.session_reads };
        if setting != Behind::Serve {
            self.differs(index, format!("{leader} served {client} without {}", listed(lacks)));
        } else if let Some(guarantee) = guarantee {
            let (client, leader, key) = (client.to_string(), leader.to_string(), key.to_string());
            self.violations.push((time_us, client, leader, key, guarantee));
        }
    }

    /// Requests that should have been served, or refused, before this instant.
    pub fn check_waiting(&mut self, index: usize, event: &Value) {
        if time_of(event) <= self.now_us {
            return;
        }
        self.now_us = time_of(event);
        let mut found = Vec::new();
        for one in self.waiting.iter().filter(|one| !one.executed) {
            let says = if self.lacks(&one.leader, &one.session).is_empty() {
                "should have been served before"
            } else if one.since_us + one.timeout_us < self.now_us {
                "should have been refused before"
            } else {
                continue;
            };
            found.push((one.number, format!("the request of {} at {} {says}", one.client, one.leader)));
        }
        for (number, says) in found {
            self.waiting.retain(|one| one.number != number);
            self.differs(index, says);
        }
    }

    /// Compares the verdict.
    pub fn compare_violations(&mut self, report: &Value) {
        let Some(stated) = report.get("violations").and_then(Value::as_array) else { return };
        let one = |json: &Value| {
            let at_us = super::clocks::micros(json["at_ms"].as_f64().unwrap_or(0.0));
            let field = |name: &str| text(json, name).to_string();
            (at_us, field("client"), field("leader"), field("key"), field("guarantee"))
        };
        let stated: BTreeSet<_> = stated.iter().map(one).collect();
        let predicted: BTreeSet<_> = self
            .violations
            .iter()
            .map(|(at_us, client, leader, key, guarantee)| {
                (*at_us, client.clone(), leader.clone(), key.clone(), guarantee.to_string())
            })
            .collect();
        let (missing, extra): (Vec<_>, Vec<_>) =
            (predicted.difference(&stated).collect(), stated.difference(&predicted).collect());
        if stated != predicted {
            self.differences.push(super::Difference {
                event: None,
                says: format!("violations should be stated: {missing:?}; these should not: {extra:?}"),
            });
        }
    }
}
