//! Scheduled commands, and how they are read from a file.

use std::fmt;

use serde::de::value::{EnumAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, EnumAccess, Error, IntoDeserializer as _, MapAccess, VariantAccess, Visitor,
};
use serde::{Deserialize, Deserializer, Serialize};

use crate::command::Command;
use crate::excerpt::excerpt;
use crate::sort::sort_by;
use crate::time::Micros;

/// A command and the time at which it is executed. In a file: `{"at_ms": 40, "crash": {"leader": "T"}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduledCommand {
    /// The true time of execution; in a file `at_ms`, in milliseconds.
    #[serde(rename = "at_ms")]
    pub at: Micros,
    /// The command to execute.
    #[serde(flatten)]
    pub command: Command,
}

/// The commands by time; those of one instant stay in their order. Sorts numbers, because the code of a sort is large and
/// made for each type of item.
#[must_use]
pub fn in_time_order(commands: Vec<ScheduledCommand>) -> Vec<ScheduledCommand> {
    let mut order: Vec<(Micros, usize)> = commands.iter().map(|timed| timed.at).zip(0..).collect();
    sort_by(&mut order, Ord::cmp);
    let mut commands: Vec<Option<ScheduledCommand>> = commands.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, number)| commands[number].take()).collect()
}

impl ScheduledCommand {
    /// Schedules a command at a time.
    #[must_use]
    pub fn new(at: Micros, command: Command) -> Self {
        Self { at, command }
    }
}

/// Written by hand because a derived `flatten` would lose the line and column of an error.
impl<'de> Deserialize<'de> for ScheduledCommand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ScheduledCommandVisitor)
    }
}

struct ScheduledCommandVisitor;

impl<'de> Visitor<'de> for ScheduledCommandVisitor {
    type Value = ScheduledCommand;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a command: {\"at_ms\": 40, \"write\": {…}}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ScheduledCommand, A::Error> {
        let (mut at, mut command) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            if name == "at_ms" {
                if at.replace(map.next_value()?).is_some() {
                    return Err(A::Error::duplicate_field("at_ms"));
                }
            } else if command.is_some() {
                return Err(A::Error::custom(format!(
                    "“{}” is a second command: give each command its own “at_ms”",
                    excerpt(&name)
                )));
            } else {
                command = Some(Command::deserialize(
                    CommandField { name: &name, map: &mut map }.into_deserializer(),
                )?);
            }
        }
        Ok(ScheduledCommand {
            at: at.ok_or_else(|| A::Error::missing_field("at_ms"))?,
            command: command
                .ok_or_else(|| A::Error::custom("the command is missing: add one next to “at_ms”"))?,
        })
    }
}

/// One field of a JSON object, read as an enum whose variant is the field's name.
struct CommandField<'a, A> {
    name: &'a str,
    map: &'a mut A,
}

impl<'a, A> CommandField<'a, A> {
    fn into_deserializer<'de>(self) -> EnumAccessDeserializer<Self>
    where
        A: MapAccess<'de>,
    {
        EnumAccessDeserializer::new(self)
    }
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for CommandField<'_, A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), A::Error> {
        let name: StrDeserializer<'_, A::Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for CommandField<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.map.next_value()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        self.map.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("a command must be an object with named fields"))
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
        serde_json::from_str::<ScheduledCommand>(json).expect_err(json).to_string()
    }

    #[test]
    fn commands_round_trip_through_json() {
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
            r#"{"at_ms":1,"join":{"id":"N","from":"T"}}"#,
            r#"{"at_ms":1,"leave":{"leader":"T"}}"#,
            r#"{"at_ms":1,"leave":{"leader":"T","drain":true}}"#,
            r#"{"at_ms":1,"purge":{"write":"T1"}}"#,
            r#"{"at_ms":1,"purge":{"write":"T1","at":"F"}}"#,
            r#"{"at_ms":1,"replication":{"departed":"forward","session_reads":"wait","session_writes":"refuse","session_timeout_ms":50}}"#,
            r#"{"at_ms":1,"insert":{"client":"ana","key":"k","value":"x"}}"#,
            r#"{"at_ms":1,"update":{"client":"ana","at":"T","key":"k","value":"x"}}"#,
            r#"{"at_ms":1,"increment":{"client":"ana","key":"k"}}"#,
            r#"{"at_ms":1,"increment":{"client":"ana","key":"k","by":-2}}"#,
            r#"{"at_ms":1,"add":{"client":"ana","key":"k","item":"x"}}"#,
            r#"{"at_ms":1,"remove":{"client":"ana","key":"k","item":["x"]}}"#,
            r#"{"at_ms":1,"partition":{"groups":[["A","B"],["C"]]}}"#,
            r#"{"at_ms":1,"heal-all":{}}"#,
            r#"{"at_ms":1,"skip":{"from":"T","to":"S"}}"#,
            r#"{"at_ms":1,"message":{"from":"F","to":"T","write":"F1","then":{"arrives_ms":250.5}}}"#,
            r#"{"at_ms":1,"message":{"from":"F","to":"T","write":"L2:1","hops":2,"then":"lost"}}"#,
            r#"{"at_ms":1,"message":{"from":"F","to":"T","write":"F1","attempt":3,"copy":true,"then":"doubled"}}"#,
            r#"{"at_ms":1,"jump":{"leader":"T","by_ms":-40}}"#,
            r#"{"at_ms":1,"jump":{"client":"ana"}}"#,
            r#"{"at_ms":1,"assign":{"key":"user:*","home":"T"}}"#,
            r#"{"at_ms":1,"replication":{"forward":"local","suppress":"origin","delivery":"causal"}}"#,
            r#"{"at_ms":1,"policy":{"merge":{"with":{"script":{"source":"fn merge(a, b) { a }"}}}}}"#,
            r#"{"at_ms":1,"policy":{"crdt":{"type":"set"}}}"#,
            r#"{"at_ms":1,"policy":{"avoidance":{"homes":{"cart":"T"},"failover_ms":300,"otherwise":"none"}}}"#,
        ] {
            let timed: ScheduledCommand =
                serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
            assert_eq!(serde_json::to_string(&timed).unwrap(), json);
        }
    }

    #[test]
    fn invalid_message_override_is_rejected() {
        let message = |rest: &str| refused(&format!(r#"{{"at_ms":1,"message":{{"from":"F",{rest}}}}}"#));
        assert!(message(r#""to":"F","write":"F1","then":"lost""#).contains("two different leaders"));
        assert!(message(r#""to":"T","write":"F","then":"lost""#).contains("“F” is not the name of a write"));
        assert!(message(r#""to":"T","write":"F1","then":"late""#).contains("unknown variant `late`"));
        assert!(message(r#""to":"T","write":"F1","hops":0,"then":"lost""#).contains("counted from 1"));
        assert!(message(r#""to":"T","write":"F1""#).contains("missing field `then`"));
        let late = message(r#""to":"T","write":"F1","then":{"arrives_ms":86400001}"#);
        assert!(late.contains("86400001 ms is out of range"), "{late}");
    }

    #[test]
    fn invalid_command_is_reported_with_its_line() {
        assert!(refused(r#"{"write":{"client":"ana","key":"k","value":1}}"#).contains("at_ms"));
        assert!(refused(r#"{"at_ms":1}"#).contains("missing"));
        assert!(refused(r#"{"at_ms":1,"explode":{}}"#).contains("unknown variant `explode`"));
        assert!(
            refused(r#"{"at_ms":1,"crash":{"leader":"T"},"restart":{"leader":"T"}}"#)
                .contains("“restart” is a second command")
        );
        assert!(refused(r#"{"at_ms":1,"cut":{"between":["T","T"]}}"#).contains("two different leaders"));
        let error = refused("{\"at_ms\":1,\n\"write\":{\"client\":\"ana\",\"kee\":1}}");
        assert!(error.contains("unknown field `kee`") && error.contains("line 2"), "{error}");
    }
}
