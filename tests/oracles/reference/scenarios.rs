//! Random scenarios, each from the number of its seed.

use serde_json::{Map, Value, json};

use super::numbers::Numbers;

/// What the values of a scenario are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Texts,
    Numbers,
    Sets,
    Maps,
    Counter,
    SetType,
}

/// The kind of policy of a scenario.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    None,
    LastWriteWins,
    Siblings,
    Merge,
    Crdt,
    Avoidance,
}

/// A scenario under construction.
struct Draft {
    numbers: Numbers,
    leaders: Vec<String>,
    clients: Vec<String>,
    keys: Vec<String>,
    kind: Kind,
    family: Family,
    end_ms: u64,
    joined: u64,
    commands: Vec<Value>,
}

/// The scenario of a seed.
pub fn scenario(seed: u64) -> Value {
    let mut numbers = Numbers::new(seed.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let family = [
        Family::None,
        Family::LastWriteWins,
        Family::Siblings,
        Family::Merge,
        Family::Crdt,
        Family::Avoidance,
    ][numbers.below(6) as usize];
    let names = ["A", "B", "C", "D", "E"];
    let count = numbers.between(2, 5) as usize;
    let mut draft = Draft {
        leaders: names[..count].iter().map(ToString::to_string).collect(),
        clients: (0..numbers.between(1, 4)).map(|number| format!("c{number}")).collect(),
        keys: ["k", "q"][..numbers.between(1, 2) as usize].iter().map(ToString::to_string).collect(),
        kind: Kind::Texts,
        family,
        end_ms: numbers.between(60, 300),
        joined: 0,
        commands: Vec::new(),
        numbers,
    };
    let (changes, readers) = (seed % 4 == 1, seed % 8 == 2);
    if readers {
        draft.family = Family::Avoidance;
    } else if changes && matches!(draft.family, Family::Merge | Family::Avoidance) {
        draft.family = Family::None;
    }
    draft.kind = draft.kind();
    if changes && draft.kind == Kind::Texts {
        draft.kind = if seed % 8 == 1 { Kind::Numbers } else { Kind::Sets };
    }
    let kind = draft.kind;
    let mut scenario = draft.scenario(seed);
    if changes {
        let is_set = matches!(kind, Kind::Sets | Kind::SetType);
        super::changes::policies(&mut scenario, seed, if is_set { "set" } else { "counter" });
    }
    if readers {
        super::changes::readers(&mut scenario, seed);
    }
    if seed % 4 == 3 {
        super::features::add(&mut scenario, seed);
    }
    scenario
}

impl Draft {
    fn kind(&mut self) -> Kind {
        let among: &[Kind] = match self.family {
            Family::None | Family::LastWriteWins | Family::Siblings | Family::Avoidance => {
                &[Kind::Texts, Kind::Numbers, Kind::Sets]
            }
            Family::Merge => &[Kind::Texts, Kind::Numbers, Kind::Sets, Kind::Maps],
            Family::Crdt => &[Kind::Counter, Kind::SetType, Kind::Texts],
        };
        among[self.numbers.below(among.len() as u64) as usize]
    }

    fn scenario(mut self, seed: u64) -> Value {
        let policy = self.policy(self.family);
        let leaders: Vec<Value> = self.leaders.clone().iter().map(|id| self.member(id, None)).collect();
        let clients: Vec<Value> = self
            .clients
            .clone()
            .iter()
            .map(|id| {
                let at = self.leader();
                self.member(id, Some(&at))
            })
            .collect();
        let topology = self.topology();
        let (links, replication) = (self.links(), self.replication());
        for _ in 0..self.numbers.between(4, 24) {
            self.client_command();
        }
        self.trouble();
        self.commands.sort_by(|one, other| {
            one["at_ms"].as_f64().unwrap_or(0.0).total_cmp(&other["at_ms"].as_f64().unwrap_or(0.0))
        });
        json!({
            "polyleader": 1, "title": format!("Random scenario {seed}"), "seed": seed, "leaders": leaders, "topology": topology,
            "links": links, "replication": replication, "policy": policy, "clients": clients, "commands": self.commands,
        })
    }

    fn member(&mut self, id: &str, at: Option<&str>) -> Value {
        let mut member = Map::new();
        member.insert("id".into(), json!(id));
        if let Some(at) = at {
            member.insert("at".into(), json!(at));
        }
        if self.numbers.percent(30) {
            member.insert("clock".into(), self.clock());
        }
        Value::Object(member)
    }

    fn clock(&mut self) -> Value {
        let offset = self.numbers.below(61) as i64 - 30;
        let drift = if self.numbers.percent(50) { 0 } else { self.numbers.below(200_001) as i64 - 100_000 };
        json!({ "offset_ms": offset, "drift_ppm": drift })
    }

    fn leader(&mut self) -> String {
        let at = self.numbers.below(self.leaders.len() as u64) as usize;
        self.leaders[at].clone()
    }

    fn two_leaders(&mut self) -> (String, String) {
        let from = self.numbers.below(self.leaders.len() as u64) as usize;
        let to = (from + 1 + self.numbers.below(self.leaders.len() as u64 - 1) as usize) % self.leaders.len();
        (self.leaders[from].clone(), self.leaders[to].clone())
    }

    fn topology(&mut self) -> Value {
        match self.numbers.below(12) {
            0 => json!("circular"),
            1 => json!({ "circular": { "both_ways": true } }),
            2 => json!("star"),
            3 => json!({ "star": { "hub": self.leader() } }),
            4 => json!("chain"),
            5 => json!("tree"),
            6 => json!("grid"),
            7 => json!({ "random": { "seed": self.numbers.below(9), "extra_percent": 40 } }),
            8 => {
                let links: Vec<_> = (0..self.numbers.between(2, 7)).map(|_| self.two_leaders()).collect();
                let mut distinct: Vec<Value> = Vec::new();
                for (from, to) in links {
                    let link = json!([from, to]);
                    if !distinct.contains(&link) {
                        distinct.push(link);
                    }
                }
                json!({ "custom": { "links": distinct, "forward": self.numbers.percent(70) } })
            }
            _ => json!("all-to-all"),
        }
    }

    fn links(&mut self) -> Value {
        let mut links = json!({ "latency": { "fixed_ms": self.numbers.between(1, 40) } });
        let mut set = |name: &str, value: Value| {
            drop(links.as_object_mut().map(|links| links.insert(name.into(), value)))
        };
        if self.numbers.percent(40) {
            set("jitter_ms", json!(self.numbers.between(1, 50)));
        }
        if self.numbers.percent(20) {
            set("loss_percent", json!(self.numbers.between(5, 50)));
        }
        if self.numbers.percent(20) {
            set("duplicate_percent", json!(self.numbers.between(10, 80)));
        }
        if self.numbers.percent(10) {
            set("bytes_per_s", json!(self.numbers.between(2000, 20000)));
        }
        if self.numbers.percent(40) {
            set("order", json!("any"));
        }
        links
    }

    fn replication(&mut self) -> Value {
        let mut settings = json!({});
        let mut set = |name: &str, value: &str| {
            drop(settings.as_object_mut().map(|settings| settings.insert(name.into(), json!(value))))
        };
        if self.numbers.percent(25) {
            set("delivery", "causal");
        }
        for name in ["update_missing", "insert_exists", "wrong_kind"] {
            if self.numbers.percent(40) {
                set(name, self.numbers.pick(&["skip", "upsert", "wait"]));
            }
        }
        if self.numbers.percent(8) {
            set("forward", self.numbers.pick(&["local", "onward", "everything"]));
        }
        settings
    }

    fn policy(&mut self, family: Family) -> Value {
        match family {
            Family::None => json!("none"),
            Family::LastWriteWins => {
                let mut options = json!({
                    "timestamp": self.numbers.pick(&["leader", "client", "hybrid", "lamport"]),
                    "tie": self.numbers.pick(&["leader", "value", "delete-wins", "write-wins"]),
                });
                if self.numbers.percent(40) {
                    options["tombstone_lifetime_ms"] = json!(self.numbers.between(5, 120));
                }
                json!({ "last-write-wins": options })
            }
            Family::Siblings if self.numbers.percent(15) => json!({ "siblings": { "versions": "plain" } }),
            Family::Siblings => json!("siblings"),
            Family::Merge => json!({ "merge": { "with": self.rule() } }),
            Family::Crdt => json!({ "crdt": { "type": match self.kind {
                Kind::Counter => "counter",
                Kind::SetType => "set",
                Kind::Texts | Kind::Numbers | Kind::Sets | Kind::Maps => "register",
            } } }),
            Family::Avoidance => self.avoidance(),
        }
    }

    fn rule(&mut self) -> &'static str {
        let among: &[&str] = match self.kind {
            Kind::Texts => &["larger", "longer", "concatenate"],
            Kind::Numbers => &["larger", "sum"],
            Kind::Sets => &["union", "add-wins", "larger"],
            Kind::Maps => &["per-field"],
            Kind::Counter | Kind::SetType => &["larger"],
        };
        self.numbers.pick(among)
    }

    fn avoidance(&mut self) -> Value {
        let mut options = json!({});
        if self.numbers.percent(70) {
            options["homes"] = json!({ "*": self.leader() });
        }
        if self.numbers.percent(30) {
            options["elsewhere"] = json!("refuse");
        } else if self.numbers.percent(50) {
            options["failover_ms"] = json!(self.numbers.between(20, 120));
        }
        let otherwise = [Family::Siblings, Family::Siblings, Family::LastWriteWins, Family::None]
            [self.numbers.below(4) as usize];
        options["otherwise"] = self.policy(otherwise);
        json!({ "avoidance": options })
    }

    fn value(&mut self) -> Value {
        match self.kind {
            Kind::Texts => json!(self.numbers.pick(&["a", "b", "bb", "c"])),
            Kind::Numbers | Kind::Counter => json!(self.numbers.below(4)),
            Kind::Sets | Kind::SetType => {
                let items: Vec<&str> =
                    ["x", "y", "z"].into_iter().filter(|_| self.numbers.percent(50)).collect();
                json!({ "set": items })
            }
            Kind::Maps => {
                let mut fields = Map::new();
                for name in ["f", "g"] {
                    if self.numbers.percent(70) {
                        fields.insert(name.into(), json!(self.numbers.below(3)));
                    }
                }
                json!({ "map": fields })
            }
        }
    }

    fn client_command(&mut self) {
        let client = self.clients[self.numbers.below(self.clients.len() as u64) as usize].clone();
        let key = self.keys[self.numbers.below(self.keys.len() as u64) as usize].clone();
        let mut body = json!({ "client": client, "key": key });
        if self.numbers.percent(25) {
            body["at"] = json!(self.leader());
        }
        let name = self.operation();
        match name {
            "write" | "insert" | "update" | "merge" => body["value"] = self.value(),
            "increment" => body["by"] = json!(self.numbers.between(1, 3)),
            "add" | "remove" => body["item"] = json!(self.numbers.pick(&["x", "y", "z"])),
            _ => {}
        }
        if name == "write" && self.numbers.percent(10) {
            let mut context = json!({});
            if self.numbers.percent(60) {
                context[self.leader()] = json!(self.numbers.between(1, 2));
            }
            body["context"] = context;
        }
        let at_ms = self.numbers.between(1, self.end_ms);
        self.commands.push(json!({ "at_ms": at_ms, name: body }));
    }

    fn operation(&mut self) -> &'static str {
        let among: &[&str] = match self.kind {
            Kind::Counter => &["increment", "increment", "write", "read"],
            Kind::SetType => &["add", "add", "add", "remove", "remove", "write", "delete", "read"],
            Kind::Numbers => &["write", "write", "increment", "read", "insert", "update", "delete", "merge"],
            Kind::Sets => &["write", "add", "add", "remove", "read", "delete", "merge"],
            Kind::Texts | Kind::Maps => {
                &["write", "write", "write", "read", "read", "insert", "update", "delete", "merge"]
            }
        };
        self.numbers.pick(among)
    }

    /// Faults, changes of members, clocks, messages and settings.
    fn trouble(&mut self) {
        for _ in 0..self.numbers.below(4) {
            let (at_ms, length) = (self.numbers.between(1, self.end_ms), self.numbers.between(10, 150));
            match self.numbers.below(10) {
                0 | 1 => self.cut(at_ms, length),
                2 => self.crash(at_ms, length),
                3 => self.partition(at_ms, length),
                4 => self.members(at_ms),
                5 => self.clocks(at_ms),
                6 | 7 => self.late_message(at_ms),
                8 => self.settings(at_ms),
                _ => self.assign(at_ms),
            }
        }
        if self.numbers.percent(70) {
            self.commands.push(json!({ "at_ms": self.end_ms + 200, "heal-all": {} }));
        }
    }

    fn cut(&mut self, at_ms: u64, length: u64) {
        let (from, to) = self.two_leaders();
        let ends = if self.numbers.percent(50) {
            json!({ "from": from, "to": to })
        } else {
            json!({ "between": [from, to] })
        };
        self.commands.push(json!({ "at_ms": at_ms, "cut": ends.clone() }));
        self.commands.push(json!({ "at_ms": at_ms + length, "heal": ends }));
    }

    fn crash(&mut self, at_ms: u64, length: u64) {
        let leader = self.leader();
        self.commands.push(json!({ "at_ms": at_ms, "crash": { "leader": leader } }));
        self.commands.push(json!({ "at_ms": at_ms + length, "restart": { "leader": leader } }));
    }

    fn partition(&mut self, at_ms: u64, length: u64) {
        let group = self.leader();
        self.commands.push(json!({ "at_ms": at_ms, "partition": { "groups": [[group]] } }));
        self.commands.push(json!({ "at_ms": at_ms + length, "heal-all": {} }));
    }

    fn members(&mut self, at_ms: u64) {
        if self.numbers.percent(50) {
            let leader = self.leader();
            return self.commands.push(json!({ "at_ms": at_ms, "leave": { "leader": leader } }));
        }
        self.joined += 1;
        let mut body = json!({ "id": format!("J{}", ["x", "y", "z", "w"][self.joined as usize % 4]) });
        if self.numbers.percent(60) {
            body["from"] = json!(self.leader());
        }
        self.commands.push(json!({ "at_ms": at_ms, "join": body }));
    }

    fn clocks(&mut self, at_ms: u64) {
        let who = if self.numbers.percent(70) {
            ("leader", self.leader())
        } else {
            ("client", self.clients[self.numbers.below(self.clients.len() as u64) as usize].clone())
        };
        let mut body = json!({ who.0: who.1 });
        if self.numbers.percent(50) {
            let clock = self.clock();
            body["offset_ms"] = clock["offset_ms"].clone();
            body["drift_ppm"] = clock["drift_ppm"].clone();
            return self.commands.push(json!({ "at_ms": at_ms, "clock": body }));
        }
        if self.numbers.percent(70) {
            body["by_ms"] = json!(self.numbers.below(81) as i64 - 40);
        }
        self.commands.push(json!({ "at_ms": at_ms, "jump": body }));
    }

    fn late_message(&mut self, at_ms: u64) {
        let (from, to) = self.two_leaders();
        let write = format!("{from}{}", self.numbers.between(1, 3));
        let then = match self.numbers.below(4) {
            0 => json!("lost"),
            1 => json!("doubled"),
            _ => json!({ "arrives_ms": at_ms + self.numbers.between(20, 200) }),
        };
        self.commands.push(
            json!({ "at_ms": at_ms, "message": { "from": from, "to": to, "write": write, "then": then } }),
        );
    }

    fn settings(&mut self, at_ms: u64) {
        let command = match self.numbers.below(4) {
            0 => json!({ "topology": self.topology() }),
            1 => json!({ "links": self.links() }),
            2 => json!({ "replication": self.replication() }),
            _ => {
                let families = [Family::None, Family::LastWriteWins, Family::Siblings];
                if matches!(self.kind, Kind::Counter | Kind::SetType | Kind::Maps) {
                    return;
                }
                let family = families[self.numbers.below(3) as usize];
                json!({ "policy": self.policy(family) })
            }
        };
        let mut command = command;
        command["at_ms"] = json!(at_ms);
        self.commands.push(command);
    }

    fn assign(&mut self, at_ms: u64) {
        if self.family != Family::Avoidance {
            return self.cut(at_ms, 40);
        }
        let pattern = if self.numbers.percent(50) { "*" } else { "k" };
        let mut body = json!({ "key": pattern, "home": self.leader() });
        if self.numbers.percent(60) {
            body["at"] = json!(self.leader());
        }
        self.commands.push(json!({ "at_ms": at_ms, "assign": body }));
    }
}
