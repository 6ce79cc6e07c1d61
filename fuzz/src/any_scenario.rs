//! Decodes bytes to a scenario: a setup and a sequence of commands, most of which make sense.

use arbitrary::{Result, Unstructured};
use replication::{Configuration, OptionInfo, OptionKind, Policy, Topology, VariantInfo};
use scenario::Scenario;
use serde_json::{Map, Value, json};

const LEADERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];
/// Leaders that may join.
const JOINERS: [&str; 2] = ["G", "H"];
const CLIENTS: [&str; 3] = ["ana", "ben", "cleo"];
const KEYS: [&str; 2] = ["cart", "page"];
const ITEMS: [&str; 3] = ["milk", "eggs", ""];
const MAX_COMMANDS: usize = 60;
/// How deep values are nested.
const MAX_DEPTH: usize = 3;
const CODE: [&str; 3] = [
    "fn merge(mine, theirs, ancestor) { if mine > theirs { mine } else { theirs } }",
    "fn merge(a, b) { if type_of(a) == \"list\" { a + b } else { [a, b] } }",
    "fn merge(a, b) { throw \"no\" }",
];

/// The scenario that these bytes stand for; an error if they run out or it is out of bounds.
pub fn any_scenario(bytes: &[u8]) -> Result<Scenario> {
    let mut choices = Choices { bytes: Unstructured::new(bytes), leaders: Vec::new() };
    let json = choices.scenario()?;
    Scenario::from_json(&json.to_string()).map_err(|_| arbitrary::Error::IncorrectFormat)
}

/// Choices made by the bytes that are left.
struct Choices<'a> {
    bytes: Unstructured<'a>,
    /// Every leader that is or may join.
    leaders: Vec<&'static str>,
}

impl Choices<'_> {
    fn scenario(&mut self) -> Result<Value> {
        let count = self.bytes.int_in_range(1..=LEADERS.len())?;
        self.leaders = LEADERS[..count].to_vec();
        let leaders =
            self.leaders.clone().into_iter().map(|id| self.leader(id)).collect::<Result<Vec<_>>>()?;
        self.leaders.extend(JOINERS);
        let mut clients = Vec::new();
        for id in CLIENTS {
            clients.push(json!({ "id": id, "at": self.bytes.choose(&LEADERS[..count])? }));
        }
        let mut scenario = json!({
            "polyleader": 1,
            "seed": self.bytes.arbitrary::<u16>()?,
            "leaders": leaders,
            "topology": self.variant(Topology::VARIANTS)?,
            "links": self.links()?,
            "replication": self.replication()?,
            "policy": self.variant(Policy::VARIANTS)?,
            "clients": clients,
        });
        if self.bytes.ratio(1, 8)? {
            scenario["workload"] = self.workload()?;
        }
        scenario["commands"] = self.commands();
        Ok(scenario)
    }

    fn leader(&mut self, id: &str) -> Result<Value> {
        let mut leader = json!({ "id": id });
        if self.bytes.ratio(1, 4)? {
            leader["clock"] = self.clock()?;
        }
        if self.bytes.ratio(1, 4)? {
            leader["place"] = self.place()?;
        }
        Ok(leader)
    }

    fn clock(&mut self) -> Result<Value> {
        let (offset, drift) = (self.bytes.arbitrary::<i16>()?, self.bytes.arbitrary::<i16>()?);
        Ok(json!({ "offset_ms": offset, "drift_ppm": i32::from(drift) * 10 }))
    }

    fn place(&mut self) -> Result<Value> {
        Ok(json!([self.bytes.int_in_range(-90..=90)?, self.bytes.int_in_range(-180..=180)?]))
    }

    fn links(&mut self) -> Result<Value> {
        let latency = match self.bytes.ratio(1, 2)? {
            true => json!("by-distance"),
            false => json!({ "fixed_ms": self.bytes.arbitrary::<u8>()? }),
        };
        let mut links = json!({ "latency": latency });
        if self.bytes.ratio(1, 2)? {
            links["jitter_ms"] = json!(self.bytes.arbitrary::<u8>()?);
            links["loss_percent"] = json!(self.bytes.int_in_range(0..=95)?);
            links["duplicate_percent"] = json!(self.bytes.int_in_range(0..=100)?);
            links["order"] = json!(self.bytes.choose(&["fifo", "any"])?);
        }
        if self.bytes.ratio(1, 4)? {
            links["bytes_per_s"] = json!(self.bytes.int_in_range(1..=100_000)?);
        }
        Ok(links)
    }

    fn replication(&mut self) -> Result<Value> {
        let mut settings = Map::new();
        let on_error = ["skip", "upsert", "wait", "stop"];
        let on_behind = ["serve", "wait", "refuse"];
        let choices: [(&str, &[&str]); 11] = [
            ("forward", &["by-topology", "local", "onward", "everything"]),
            ("suppress", &["dot", "path", "origin", "off"]),
            ("acknowledgement", &["dot", "values", "by-policy"]),
            ("unchanged_rows", &["drop", "forward"]),
            ("delivery", &["as-it-comes", "causal"]),
            ("session_reads", &on_behind),
            ("session_writes", &on_behind),
            ("departed", &["ignore", "forward"]),
            ("update_missing", &on_error),
            ("insert_exists", &on_error),
            ("wrong_kind", &on_error),
        ];
        for (name, ids) in choices {
            if self.bytes.ratio(1, 4)? {
                settings.insert(name.into(), json!(self.bytes.choose(ids)?));
            }
        }
        Ok(settings.into())
    }

    /// A policy or a topology, with some options changed.
    fn variant(&mut self, variants: &[VariantInfo]) -> Result<Value> {
        let mut chosen = Configuration::new(*self.bytes.choose(variants)?);
        for option in chosen.variant().options {
            if self.bytes.ratio(1, 2)? {
                let value = self.option(option)?;
                chosen = chosen.with(option, Some(value));
            }
        }
        Ok(chosen.to_json())
    }

    fn option(&mut self, option: &OptionInfo) -> Result<Value> {
        Ok(match option.kind {
            OptionKind::Choice(choices) => json!(self.bytes.choose(choices)?.id),
            OptionKind::Switch | OptionKind::TwoWay(_) => json!(self.bytes.arbitrary::<bool>()?),
            OptionKind::Number { min, max, .. } | OptionKind::OptionalNumber { min, max, .. } => {
                json!(self.bytes.int_in_range(min..=max.min(min + 500))?)
            }
            OptionKind::Seed => json!(self.bytes.arbitrary::<u8>()?),
            OptionKind::Leader { .. } => json!(self.any_leader()?),
            OptionKind::Homes => json!({ "cart": self.any_leader()?, "pa*": self.any_leader()? }),
            OptionKind::Links => {
                let count = self.bytes.int_in_range(0..=12)?;
                let links = (0..count).map(|_| Ok([self.any_leader()?, self.any_leader()?]));
                json!(links.collect::<Result<Vec<_>>>()?)
            }
            OptionKind::Code => json!(self.bytes.choose(&CODE)?),
            OptionKind::Variant { variants, .. } => self.variant(&variants())?,
        })
    }

    fn workload(&mut self) -> Result<Value> {
        Ok(json!({
            "clients": self.bytes.int_in_range(1..=8)?,
            "until_ms": self.bytes.int_in_range(0..=3_000)?,
            "per_second": self.bytes.int_in_range(1..=20)?,
            "reads_percent": self.bytes.int_in_range(0..=100)?,
            "deletes_percent": self.bytes.int_in_range(0..=100)?,
            "writes": self.bytes.choose(&["put", "increment", "add"])?,
            "reads_first": self.bytes.arbitrary::<bool>()?,
            "keys": self.bytes.int_in_range(1..=4)?,
        }))
    }

    /// Commands until the bytes run out.
    fn commands(&mut self) -> Value {
        let mut commands = Vec::new();
        while commands.len() < MAX_COMMANDS && !self.bytes.is_empty() {
            let Ok((at, name, body)) = self.command() else { break };
            commands.push(json!({ "at_ms": at, name: body }));
        }
        commands.into()
    }

    fn command(&mut self) -> Result<(u64, &'static str, Value)> {
        let at = u64::from(self.bytes.arbitrary::<u8>()?) * 10;
        let (name, body) = match self.bytes.int_in_range(0..=3)? {
            0 | 1 => self.request()?,
            2 => self.fault(at)?,
            _ => self.setting()?,
        };
        Ok((at, name, body))
    }

    fn request(&mut self) -> Result<(&'static str, Value)> {
        let name = *self.bytes.choose(&[
            "write",
            "write",
            "insert",
            "update",
            "increment",
            "add",
            "remove",
            "delete",
            "read",
            "merge",
        ])?;
        let mut body = json!({ "client": self.bytes.choose(&CLIENTS)?, "key": self.bytes.choose(&KEYS)? });
        if self.bytes.ratio(1, 3)? {
            body["at"] = json!(self.any_leader()?);
        }
        match name {
            "write" | "insert" | "update" | "merge" => body["value"] = self.value(0)?,
            "increment" => body["by"] = json!(self.number()?),
            "add" | "remove" => body["item"] = self.value(MAX_DEPTH)?,
            _ => {}
        }
        if name == "write" && self.bytes.ratio(1, 4)? {
            body["context"] = json!({ self.any_leader()?: self.bytes.int_in_range(1..=9)? });
        }
        Ok((name, body))
    }

    fn fault(&mut self, at: u64) -> Result<(&'static str, Value)> {
        Ok(match self.bytes.int_in_range(0..=7)? {
            0 => ("crash", json!({ "leader": self.any_leader()? })),
            1 => ("restart", json!({ "leader": self.any_leader()? })),
            2 => ("cut", self.link()?),
            3 => ("heal", self.link()?),
            4 => ("partition", json!({ "groups": [[self.any_leader()?]] })),
            5 => ("heal-all", json!({})),
            6 => ("skip", json!({ "from": self.any_leader()?, "to": self.any_leader()? })),
            _ => ("message", self.message(at)?),
        })
    }

    fn message(&mut self, at: u64) -> Result<Value> {
        let then = match self.bytes.int_in_range(0..=2)? {
            0 => json!("lost"),
            1 => json!("doubled"),
            _ => json!({ "arrives_ms": at + u64::from(self.bytes.arbitrary::<u8>()?) }),
        };
        let mut body = json!({ "from": self.any_leader()?, "to": self.any_leader()?, "write": self.dot()?, "then": then });
        if self.bytes.ratio(1, 4)? {
            body["copy"] = json!(self.bytes.arbitrary::<bool>()?);
        }
        Ok(body)
    }

    fn setting(&mut self) -> Result<(&'static str, Value)> {
        Ok(match self.bytes.int_in_range(0..=12)? {
            0 => ("connect", self.link()?),
            1 => ("disconnect", self.link()?),
            2 => ("topology", self.variant(Topology::VARIANTS)?),
            3 => ("policy", self.variant(Policy::VARIANTS)?),
            4 => ("links", self.links()?),
            5 => ("replication", self.replication()?),
            6 => {
                let mut clock = self.clock()?;
                clock["leader"] = json!(self.any_leader()?);
                ("clock", clock)
            }
            7 => ("jump", json!({ "leader": self.any_leader()?, "by_ms": self.bytes.arbitrary::<i16>()? })),
            8 => (
                "assign",
                json!({ "key": self.bytes.choose(&["cart", "ca*", "*"])?, "home": self.any_leader()? }),
            ),
            9 => ("move", json!({ "leader": self.any_leader()?, "place": self.place()? })),
            10 => {
                let mut join = json!({ "id": self.bytes.choose(&JOINERS)? });
                if self.bytes.ratio(1, 2)? {
                    join["from"] = json!(self.any_leader()?);
                }
                ("join", join)
            }
            11 => {
                ("leave", json!({ "leader": self.any_leader()?, "drain": self.bytes.arbitrary::<bool>()? }))
            }
            _ => ("purge", json!({ "write": self.dot()? })),
        })
    }

    fn link(&mut self) -> Result<Value> {
        let (one, other) = (self.any_leader()?, self.any_leader()?);
        Ok(match self.bytes.arbitrary()? {
            true => json!({ "between": [one, other] }),
            false => json!({ "from": one, "to": other }),
        })
    }

    fn dot(&mut self) -> Result<String> {
        Ok(format!("{}{}", self.any_leader()?, self.bytes.int_in_range(1..=5)?))
    }

    fn any_leader(&mut self) -> Result<&'static str> {
        self.bytes.choose(&self.leaders).copied()
    }

    fn number(&mut self) -> Result<i64> {
        match self.bytes.ratio(1, 16)? {
            true => self.bytes.arbitrary(),
            false => self.bytes.int_in_range(-4..=4),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value> {
        let kinds = if depth < MAX_DEPTH { 4 } else { 1 };
        Ok(match self.bytes.int_in_range(0..=kinds)? {
            0 => json!(self.bytes.choose(&ITEMS)?),
            1 => json!(self.number()?),
            2 => self.list(depth)?,
            3 => json!({ "set": self.list(depth)? }),
            _ => json!({ "map": { "name": self.value(depth + 1)?, "town": self.value(depth + 1)? } }),
        })
    }

    fn list(&mut self, depth: usize) -> Result<Value> {
        let count = self.bytes.int_in_range(0..=3)?;
        (0..count).map(|_| self.value(depth + 1)).collect::<Result<Vec<_>>>().map(Value::from)
    }
}
