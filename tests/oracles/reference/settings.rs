//! Settings of a run: policies and replication.

use serde_json::Value;

use super::clocks::{Logical, micros};

/// The timestamp of last write wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timestamp {
    /// The accepting leader's clock.
    Leader,
    /// The client's clock.
    Client,
    /// The accepting leader's logical clock.
    Logical(Logical),
}

/// The tie-break of last write wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The greater leader id wins.
    Leader,
    /// The greater value wins; a delete is least.
    Value,
    /// A delete beats a write; then the greater value.
    DeleteWins,
    /// A write beats a delete; then the greater value.
    WriteWins,
}

/// A built-in merge rule, or the user's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Keep the greater value.
    Larger,
    /// Keep the longer value.
    Longer,
    /// Add the deltas.
    Sum,
    /// All items.
    Union,
    /// Added items win over removed ones.
    AddWins,
    /// Field by field.
    PerField,
    /// One after the other.
    Concatenate,
    /// The user's own code, which is not predicted.
    Script,
}

/// A way to handle conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// Applied on arrival.
    None,
    /// Last write wins.
    LastWriteWins {
        /// Whose clock.
        timestamp: Timestamp,
        /// Between equal timestamps.
        tie: Tie,
        /// How long tombstones stay.
        lifetime_us: Option<i64>,
    },
    /// Siblings.
    Siblings {
        /// Plain instead of dotted version vectors.
        plain: bool,
    },
    /// Merging on write.
    Merge(Rule),
    /// A counter.
    Counter,
    /// A set.
    Set,
    /// A register.
    Register,
}

impl Handling {
    /// Whether writes carry causal contexts and acknowledgements return what the leader holds (O5).
    pub fn has_contexts(self) -> bool {
        match self {
            Handling::Siblings { .. } | Handling::Merge(_) => true,
            Handling::None | Handling::LastWriteWins { .. } => false,
            Handling::Counter | Handling::Set | Handling::Register => false,
        }
    }

    /// The logical clock that leaders keep under the policy.
    pub fn logical(self) -> Option<Logical> {
        match self {
            Handling::LastWriteWins { timestamp: Timestamp::Logical(logical), .. } => Some(logical),
            Handling::Register => Some(Logical::Hybrid),
            Handling::LastWriteWins { timestamp: Timestamp::Leader | Timestamp::Client, .. } => None,
            Handling::None
            | Handling::Siblings { .. }
            | Handling::Merge(_)
            | Handling::Counter
            | Handling::Set => None,
        }
    }

    /// How long tombstones that are applied under the policy stay.
    pub fn lifetime_us(self) -> Option<i64> {
        match self {
            Handling::LastWriteWins { lifetime_us, .. } => lifetime_us,
            Handling::None | Handling::Siblings { .. } | Handling::Merge(_) => None,
            Handling::Counter | Handling::Set | Handling::Register => None,
        }
    }

    /// Whether operations travel as statements, which each leader executes again (O3).
    pub fn replicates_statements(self) -> bool {
        self == Handling::None
    }
}

/// A policy with the homes around it, if it is conflict avoidance.
#[derive(Clone, Debug)]
pub struct PolicySetting {
    /// What happens with conflicts.
    pub policy: Handling,
    /// Whether each key has a home.
    pub avoidance: bool,
    /// Homes by pattern.
    pub homes: Vec<(String, String)>,
}

/// Splits `"name"` and `{ "name": options }`.
fn named(json: &Value) -> (&str, &Value) {
    match json.as_object().and_then(|object| object.iter().next()) {
        Some((name, options)) => (name, options),
        None => (json.as_str().unwrap_or_default(), &Value::Null),
    }
}

impl PolicySetting {
    /// Reads a policy of a scenario; a missing one is last write wins.
    pub fn read(json: Option<&Value>) -> PolicySetting {
        let Some(json) = json else { return PolicySetting::plain(read_last_write_wins(&Value::Null)) };
        let (name, options) = named(json);
        if name == "avoidance" {
            let inner = options
                .get("otherwise")
                .map_or(Handling::Siblings { plain: false }, |json| PolicySetting::read(Some(json)).policy);
            let homes = options.get("homes").and_then(Value::as_object).into_iter().flatten();
            let homes = homes.map(|(pattern, home)| (pattern.clone(), text(home))).collect();
            return PolicySetting { policy: inner, avoidance: true, homes };
        }
        PolicySetting::plain(match name {
            "none" => Handling::None,
            "siblings" => {
                Handling::Siblings { plain: options.get("versions").and_then(Value::as_str) == Some("plain") }
            }
            "merge" => Handling::Merge(read_rule(options.get("with"))),
            "crdt" => match options.get("type").and_then(Value::as_str) {
                Some("set") => Handling::Set,
                Some("register") => Handling::Register,
                _ => Handling::Counter,
            },
            _ => read_last_write_wins(options),
        })
    }

    fn plain(policy: Handling) -> PolicySetting {
        PolicySetting { policy, avoidance: false, homes: Vec::new() }
    }
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_string()
}

fn read_rule(json: Option<&Value>) -> Rule {
    match json.map(|json| named(json).0) {
        Some("larger") => Rule::Larger,
        Some("longer") => Rule::Longer,
        Some("sum") => Rule::Sum,
        Some("add-wins") => Rule::AddWins,
        Some("per-field") => Rule::PerField,
        Some("concatenate") => Rule::Concatenate,
        Some("script") => Rule::Script,
        _ => Rule::Union,
    }
}

fn read_last_write_wins(options: &Value) -> Handling {
    let option = |name: &str| options.get(name).and_then(Value::as_str);
    let timestamp = match option("timestamp") {
        Some("client") => Timestamp::Client,
        Some("hybrid") => Timestamp::Logical(Logical::Hybrid),
        Some("lamport") => Timestamp::Logical(Logical::Lamport),
        _ => Timestamp::Leader,
    };
    let tie = match option("tie") {
        Some("value") => Tie::Value,
        Some("delete-wins") => Tie::DeleteWins,
        Some("write-wins") => Tie::WriteWins,
        _ => Tie::Leader,
    };
    let lifetime_us = options.get("tombstone_lifetime_ms").and_then(Value::as_f64).map(micros);
    Handling::LastWriteWins { timestamp, tie, lifetime_us }
}

/// What a leader does with a statement that does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnMisfit {
    /// Leaves it out.
    Skip,
    /// Applies it anyway.
    Upsert,
    /// Holds it until it applies.
    Wait,
    /// Stops the link.
    Stop,
}

/// What a leader does with a request of a client that it is behind (D2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Serves it at once.
    Serve,
    /// Lets it wait.
    Wait,
    /// Refuses it.
    Refuse,
}

/// How leaders replicate.
#[derive(Clone, Debug)]
pub struct Replication {
    /// Whether a write is recognised by its dot.
    pub suppress_by_dot: bool,
    /// Whether writes are held back until their dependencies are applied.
    pub causal: bool,
    /// Whether acknowledgements return what the leader holds; none leaves it to the policy (O5).
    pub acknowledges_values: Option<bool>,
    /// What a leader does with a read of a client that it is behind.
    pub session_reads: Behind,
    /// The same for a write.
    pub session_writes: Behind,
    /// How long requests wait, in microseconds.
    pub session_timeout_us: i64,
    /// Whether the writes of leaders that left are sent over all links.
    pub forwards_departed: bool,
    /// Whether rows that change nothing are passed on.
    pub forwards_unchanged: bool,
    /// An update of an absent key.
    pub update_missing: OnMisfit,
    /// An insert of a present key.
    pub insert_exists: OnMisfit,
    /// An operation on a value of another type.
    pub wrong_kind: OnMisfit,
}

impl Replication {
    /// Reads the settings of a scenario.
    pub fn read(json: Option<&Value>) -> Replication {
        let option = |name: &str| json.and_then(|json| json.get(name)).and_then(Value::as_str);
        let on_misfit = |name: &str| match option(name) {
            Some("upsert") => OnMisfit::Upsert,
            Some("wait") => OnMisfit::Wait,
            Some("stop") => OnMisfit::Stop,
            _ => OnMisfit::Skip,
        };
        let behind = |name: &str| match option(name) {
            Some("wait") => Behind::Wait,
            Some("refuse") => Behind::Refuse,
            _ => Behind::Serve,
        };
        Replication {
            suppress_by_dot: matches!(option("suppress"), None | Some("dot")),
            causal: option("delivery") == Some("causal"),
            acknowledges_values: match option("acknowledgement") {
                Some("values") => Some(true),
                Some("dot") => Some(false),
                _ => None,
            },
            session_reads: behind("session_reads"),
            session_writes: behind("session_writes"),
            session_timeout_us: micros(
                json.and_then(|json| json.get("session_timeout_ms"))
                    .and_then(Value::as_f64)
                    .unwrap_or(1000.0),
            ),
            forwards_departed: option("departed") == Some("forward"),
            forwards_unchanged: option("unchanged_rows") == Some("forward"),
            update_missing: on_misfit("update_missing"),
            insert_exists: on_misfit("insert_exists"),
            wrong_kind: on_misfit("wrong_kind"),
        }
    }
}
