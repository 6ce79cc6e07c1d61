//! What a person can ask for, at an instant. Everything a person does is one of these.

use std::fmt;

use serde::de::value::{EnumAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, EnumAccess, Error, IntoDeserializer as _, MapAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, Deserializer, Serialize};

use crate::clock::Clock;
use crate::geography::Place;
use crate::id::{ClientId, LeaderId, LinkId};
use crate::links::LinkSettings;
use crate::policy::Policy;
use crate::setup::LeaderSpec;
use crate::time::{Micros, Offset};
use crate::topology::Topology;
use crate::value::{Key, Value};
use crate::versions::VersionVector;

/// What a person asks for. In a file the name of the variant, in kebab-case, is the name of a field:
/// `{"at_ms": 40, "write": {"client": "ana", "key": "cart", "value": ["milk"]}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// A client writes a value.
    Write {
        /// Who writes.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// To which key.
        key: Key,
        /// What.
        value: Value,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client deletes a key's value.
    Delete {
        /// Who deletes.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
        /// The causal context handed in, if not what the client has last seen; `{}` is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<VersionVector>,
    },
    /// A client reads a key.
    Read {
        /// Who reads.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
    },
    /// A client reads a key and replaces exactly what it then sees with one value.
    Merge {
        /// Who merges.
        client: ClientId,
        /// At which leader, if not at the client's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LeaderId>,
        /// Which key.
        key: Key,
        /// The merged value.
        value: Value,
    },
    /// A leader stops.
    Crash {
        /// Which.
        leader: LeaderId,
    },
    /// A leader that has stopped starts again, with what is on its disk.
    Restart {
        /// Which.
        leader: LeaderId,
    },
    /// The network is interrupted between two leaders, or one way.
    Cut(Way),
    /// A cut is mended.
    Heal(Way),
    /// A link is added to the topology, which is custom from then on.
    Connect(Way),
    /// A link is taken out of the topology, which is custom from then on.
    Disconnect(Way),
    /// The topology changes.
    Topology(Topology),
    /// Conflicts are handled otherwise from then on.
    Policy(Policy),
    /// Links behave otherwise from then on.
    Links(LinkSettings),
    /// Someone's clock is set.
    Clock(Reset),
    /// A leader is put somewhere else.
    Move {
        /// Which.
        leader: LeaderId,
        /// Where to.
        place: Place,
    },
    /// A leader joins, and catches up from the logs of those that send to it.
    Join(LeaderSpec),
    /// A leader leaves for good.
    Leave {
        /// Which.
        leader: LeaderId,
    },
}

impl Command {
    /// The leaders that it names, except one that joins by it.
    #[must_use]
    pub fn leaders(&self) -> Vec<LeaderId> {
        match self {
            Self::Write { at, context, .. } | Self::Delete { at, context, .. } => {
                let read = context.iter().flat_map(VersionVector::iter).map(|(leader, _)| leader);
                at.iter().copied().chain(read).collect()
            }
            Self::Read { at, .. } | Self::Merge { at, .. } => at.iter().copied().collect(),
            Self::Crash { leader } | Self::Restart { leader } | Self::Leave { leader } => vec![*leader],
            Self::Move { leader, .. } => vec![*leader],
            Self::Cut(way) | Self::Heal(way) | Self::Connect(way) | Self::Disconnect(way) => {
                let link = way.links().next();
                link.map(|link| vec![link.from, link.to]).unwrap_or_default()
            }
            Self::Topology(topology) => topology.rules().named().into_iter().collect(),
            Self::Clock(Reset { whose: Whose::Leader(leader), .. }) => vec![*leader],
            Self::Clock(_) | Self::Policy(_) | Self::Links(_) | Self::Join(_) => Vec::new(),
        }
    }

    /// The client that it names.
    #[must_use]
    pub fn client(&self) -> Option<ClientId> {
        match self {
            Self::Write { client, .. }
            | Self::Delete { client, .. }
            | Self::Read { client, .. }
            | Self::Merge { client, .. }
            | Self::Clock(Reset { whose: Whose::Client(client), .. }) => Some(*client),
            _ => None,
        }
    }
}

/// One direction between two leaders, `{"from": "A", "to": "B"}`, or both, `{"between": ["A", "B"]}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WayForm", into = "WayForm")]
pub enum Way {
    /// One direction.
    One(LinkId),
    /// Both directions.
    Both(LeaderId, LeaderId),
}

impl Way {
    /// The links that are meant.
    pub fn links(self) -> impl Iterator<Item = LinkId> {
        let (first, second) = match self {
            Self::One(link) => (link, None),
            Self::Both(a, b) => (LinkId::new(a, b), Some(LinkId::new(b, a))),
        };
        std::iter::once(first).chain(second)
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WayForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<(LeaderId, LeaderId)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<LeaderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<LeaderId>,
}

impl TryFrom<WayForm> for Way {
    type Error = &'static str;

    fn try_from(form: WayForm) -> Result<Self, Self::Error> {
        let (way, ends) = match form {
            WayForm { between: Some((a, b)), from: None, to: None } => (Self::Both(a, b), (a, b)),
            WayForm { between: None, from: Some(a), to: Some(b) } => (Self::One(LinkId::new(a, b)), (a, b)),
            _ => return Err("expected {\"between\": [\"A\", \"B\"]} or {\"from\": \"A\", \"to\": \"B\"}"),
        };
        if ends.0 == ends.1 {
            return Err("a link needs two different leaders");
        }
        Ok(way)
    }
}

impl From<Way> for WayForm {
    fn from(way: Way) -> Self {
        match way {
            Way::One(link) => Self { from: Some(link.from), to: Some(link.to), ..Self::default() },
            Way::Both(a, b) => Self { between: Some((a, b)), ..Self::default() },
        }
    }
}

/// Whose clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A leader's.
    Leader(LeaderId),
    /// A client's.
    Client(ClientId),
}

/// A clock that is set: `{"leader": "T", "offset_ms": 120}` or `{"client": "ana", "offset_ms": -3}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ResetForm", into = "ResetForm")]
pub struct Reset {
    /// Whose it is.
    pub whose: Whose,
    /// How it goes from then on, as if it had gone so from the beginning.
    pub clock: Clock,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ResetForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leader: Option<LeaderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client: Option<ClientId>,
    #[serde(default)]
    offset_ms: Offset,
    #[serde(default, skip_serializing_if = "is_steady")]
    drift_ppm: i32,
}

fn is_steady(drift_ppm: &i32) -> bool {
    *drift_ppm == 0
}

impl TryFrom<ResetForm> for Reset {
    type Error = String;

    fn try_from(form: ResetForm) -> Result<Self, Self::Error> {
        let whose = match (form.leader, form.client) {
            (Some(leader), None) => Whose::Leader(leader),
            (None, Some(client)) => Whose::Client(client),
            _ => return Err("a clock is a leader's or a client's: name one of them".into()),
        };
        let clock = Clock { offset: form.offset_ms, drift_ppm: form.drift_ppm };
        clock.check()?;
        Ok(Self { whose, clock })
    }
}

impl From<Reset> for ResetForm {
    fn from(reset: Reset) -> Self {
        let (leader, client) = match reset.whose {
            Whose::Leader(leader) => (Some(leader), None),
            Whose::Client(client) => (None, Some(client)),
        };
        Self { leader, client, offset_ms: reset.clock.offset, drift_ppm: reset.clock.drift_ppm }
    }
}

/// A command and its instant. In a file: `{"at_ms": 40, "crash": {"leader": "T"}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timed {
    /// When; in a file `at_ms`, in milliseconds.
    #[serde(rename = "at_ms")]
    pub at: Micros,
    /// What.
    #[serde(flatten)]
    pub command: Command,
}

impl Timed {
    /// A command at an instant.
    #[must_use]
    pub fn new(at: Micros, command: Command) -> Self {
        Self { at, command }
    }
}

/// Written by hand because a derived `flatten` would lose the line and column of a mistake.
impl<'de> Deserialize<'de> for Timed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TimedVisitor)
    }
}

struct TimedVisitor;

impl<'de> Visitor<'de> for TimedVisitor {
    type Value = Timed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a command: {\"at_ms\": 40, \"write\": {…}}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Timed, A::Error> {
        let (mut at, mut command) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            if name == "at_ms" {
                if at.replace(map.next_value()?).is_some() {
                    return Err(A::Error::duplicate_field("at_ms"));
                }
            } else if command.is_some() {
                return Err(A::Error::custom(format!("“{name}” is one too many: one command at a time")));
            } else {
                command =
                    Some(Command::deserialize(Entry { name: &name, map: &mut map }.into_deserializer())?);
            }
        }
        Ok(Timed {
            at: at.ok_or_else(|| A::Error::missing_field("at_ms"))?,
            command: command.ok_or_else(|| A::Error::custom("a command is missing beside “at_ms”"))?,
        })
    }
}

/// One entry of a map, read as an enum: its name is the variant.
struct Entry<'a, A> {
    name: &'a str,
    map: &'a mut A,
}

impl<'a, A> Entry<'a, A> {
    fn into_deserializer<'de>(self) -> EnumAccessDeserializer<Self>
    where
        A: MapAccess<'de>,
    {
        EnumAccessDeserializer::new(self)
    }
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Entry<'_, A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), A::Error> {
        let name: StrDeserializer<'_, A::Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Entry<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.map.next_value()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        self.map.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("commands have named fields"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(StructSeed { fields, visitor })
    }
}

struct StructSeed<V> {
    fields: &'static [&'static str],
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for StructSeed<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_struct("Command", self.fields, self.visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        serde_json::from_str::<Timed>(json).expect_err(json).to_string()
    }

    #[test]
    fn a_command_reads_back_as_it_was_written() {
        for json in [
            r#"{"at_ms":40,"write":{"client":"ana","key":"cart","value":["milk"]}}"#,
            r#"{"at_ms":40,"write":{"client":"ana","at":"T","key":"cart","value":1,"context":{"T":2}}}"#,
            r#"{"at_ms":0.5,"delete":{"client":"ana","key":"cart"}}"#,
            r#"{"at_ms":1,"cut":{"between":["T","S"]}}"#,
            r#"{"at_ms":1,"heal":{"from":"T","to":"S"}}"#,
            r#"{"at_ms":1,"crash":{"leader":"T"}}"#,
            r#"{"at_ms":1,"topology":"circular"}"#,
            r#"{"at_ms":1,"topology":{"star":{"hub":"T"}}}"#,
            r#"{"at_ms":1,"policy":{"last-write-wins":{"timestamp":"client","tie":"leader"}}}"#,
            r#"{"at_ms":1,"clock":{"leader":"T","offset_ms":-120}}"#,
            r#"{"at_ms":1,"move":{"leader":"T","place":[1.5,2.0]}}"#,
            r#"{"at_ms":1,"join":{"id":"N","name":"New York"}}"#,
        ] {
            let timed: Timed = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
            assert_eq!(serde_json::to_string(&timed).unwrap(), json);
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert!(refused(r#"{"write":{"client":"ana","key":"k","value":1}}"#).contains("at_ms"));
        assert!(refused(r#"{"at_ms":1}"#).contains("missing"));
        assert!(refused(r#"{"at_ms":1,"explode":{}}"#).contains("unknown variant `explode`"));
        assert!(
            refused(r#"{"at_ms":1,"crash":{"leader":"T"},"restart":{"leader":"T"}}"#)
                .contains("one too many")
        );
        assert!(refused(r#"{"at_ms":1,"cut":{"between":["T","T"]}}"#).contains("two different leaders"));
        let error = refused("{\"at_ms\":1,\n\"write\":{\"client\":\"ana\",\"kee\":1}}");
        assert!(error.contains("unknown field `kee`") && error.contains("line 2"), "{error}");
    }
}
