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

    /// The session with which the request of an event was sent: that of the moment, unless it waited or was forwarded.
    fn session_sent(&self, event: &Value) -> Dots {
        let request = event.get("request").and_then(Value::as_u64);
        let request = request.and_then(|number| self.requests.numbered(number));
        request.map_or_else(|| self.session_of(text(event, "client")), |request| request.session)
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
        let abandoned = self.abandon_elsewhere(number, leader);
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
            abandoned,
        });
    }

    /// The leader that a client asked sends its request to one home at a time: where it waits at several, it has stopped
    /// waiting for some of them. Returns whether that may be so at this leader, to which it comes now.
    fn abandon_elsewhere(&mut self, number: u64, leader: &str) -> bool {
        let Some(request) = self.requests.numbered(number) else { return false };
        let asked = request.command.leader;
        let waits = self.waiting.iter_mut().filter(|one| one.number == number);
        let mut several = self.decided.contains(&number);
        for one in waits {
            several |= one.leader != leader;
            one.abandoned |= one.leader != asked;
        }
        several && asked != leader
    }

    /// A request was accepted or refused: where else it waits, nobody waits for the answer.
    pub fn decide(&mut self, number: Option<u64>) {
        let Some(number) = number else { return };
        self.decided.insert(number);
        let waits = self.waiting.iter_mut().filter(|one| one.number == number);
        waits.for_each(|one| one.abandoned = true);
    }

    /// A leader forwarded a request anew, and stopped waiting for the answer of the home that it had sent it to before.
    pub fn abandon_forwarded(&mut self, leader: &str, client: &str, key: &str) {
        let Replay { waiting, requests, .. } = self;
        let is_asked = |number| requests.numbered(number).is_some_and(|it| it.command.leader == leader);
        let elsewhere = |one: &&mut Waiting| one.leader != leader && one.client == client && one.key == key;
        let waits = waiting.iter_mut().filter(elsewhere).filter(|one| is_asked(one.number));
        waits.for_each(|one| one.abandoned = true);
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
            ("session-behind", _) if self.lacks(leader, &self.session_sent(event)).is_empty() => {
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
        let is_of_key = |dot: &&Dot| self.world.writes.get(*dot).is_some_and(|write| write.key == key);
        let of_key: Dots = lacks.iter().filter(is_of_key).cloned().collect();
        let own = self.own_of(client, &of_key);
        let violated = match (own.is_empty(), of_key.is_empty()) {
            (false, _) => Some(("read-your-writes", own)),
            (true, false) => Some(("monotonic-reads", of_key)),
            (true, true) => None,
        };
        self.served(index, (time_of(event), client, leader, key), &lacks, violated, false);
    }

    /// A leader accepted a write whose client had the session when it sent it.
    pub fn served_write(&mut self, index: usize, at: (i64, &str, &str, &str), session: &Dots) {
        let (_, client, leader, _) = at;
        let lacks = self.lacks(leader, session);
        let own = self.own_of(client, &lacks);
        let violated = match own.is_empty() {
            false => ("monotonic-writes", own),
            true => ("writes-follow-reads", lacks.clone()),
        };
        self.served(index, at, &lacks, Some(violated), true);
    }

    /// Those of some writes that are a client's own.
    fn own_of(&self, client: &str, dots: &Dots) -> Dots {
        let is_own = |dot: &&Dot| {
            self.world.writes.get(*dot).is_some_and(|write| write.client.as_deref() == Some(client))
        };
        dots.iter().filter(is_own).cloned().collect()
    }

    fn served(
        &mut self,
        index: usize,
        (time_us, client, leader, key): (i64, &str, &str, &str),
        lacks: &Dots,
        violated: Option<(&str, Dots)>,
        is_write: bool,
    ) {
        if !self.world.replication.causal || lacks.is_empty() {
            return;
        }
        let replication = &self.world.replication;
        let setting = if is_write { replication.session_writes } else { replication.session_reads };
        if setting != Behind::Serve {
            self.differs(index, format!("{leader} served {client} without {}", listed(lacks)));
        } else if let Some((guarantee, missing)) = violated {
            let [client, leader, key, guarantee] = [client, leader, key, guarantee].map(str::to_string);
            let violation = (time_us, client, leader, key, guarantee);
            self.violations.entry(violation).or_default().extend(missing);
        }
    }

    /// Requests that should have been served, or refused, before this instant.
    pub fn check_waiting(&mut self, index: usize, event: &Value) {
        if time_of(event) <= self.now_us {
            return;
        }
        self.now_us = time_of(event);
        let mut found = Vec::new();
        let now_us = self.now_us;
        self.waiting.retain(|one| !one.abandoned || one.since_us + one.timeout_us >= now_us);
        for one in self.waiting.iter().filter(|one| !one.abandoned) {
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

    /// Compares the verdict, and whether the write that it names as missing violates the guarantee.
    pub fn compare_violations(&mut self, report: &Value) {
        let Some(list) = report.get("violations").and_then(Value::as_array) else { return };
        let one = |json: &Value| {
            let at_us = super::clocks::micros(json["at_ms"].as_f64().unwrap_or(0.0));
            let field = |name: &str| text(json, name).to_string();
            (at_us, field("client"), field("leader"), field("key"), field("guarantee"))
        };
        let stated: BTreeSet<_> = list.iter().map(one).collect();
        let missing: Vec<_> =
            self.violations.keys().filter(|violation| !stated.contains(violation)).collect();
        let extra: Vec<_> =
            stated.iter().filter(|violation| !self.violations.contains_key(violation)).collect();
        let mut found = Vec::new();
        if !missing.is_empty() || !extra.is_empty() {
            found.push(format!("violations should be stated: {missing:?}; these should not: {extra:?}"));
        }
        for json in list {
            let Some(lacks) = self.violations.get(&one(json)) else { continue };
            if !Dot::of(json, "missing").is_some_and(|dot| lacks.contains(&dot)) {
                let says = format!("{:?} is missing {}, not {}", one(json), listed(lacks), json["missing"]);
                found.push(says);
            }
        }
        self.differences.extend(found.into_iter().map(|says| super::Difference { event: None, says }));
    }
}
