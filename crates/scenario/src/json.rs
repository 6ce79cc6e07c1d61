//! The JSON format of a scenario: read with positions in every error, written compactly.

use std::fmt::Write as _;

use serde::Serialize as _;

use crate::check::check;
use crate::check_error::CheckError;
use crate::error::{Position, ScenarioError};
use crate::error_messages::plain_message;
use crate::limits::MAX_SCENARIO_BYTES;
use crate::object_form::check_object_form;
use crate::scenario::Scenario;
use crate::source_position::position_of_path;

impl Scenario {
    /// Parses and checks a scenario.
    ///
    /// # Errors
    /// One sentence that says what is wrong, with its position.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        check_size(text)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut scenario = Self::read(text)?;
        let json: serde_json::Value = serde_json::from_str(text).map_err(|error| syntax_error("", &error))?;
        check_object_form(&json).and_then(|()| check(&scenario)).map_err(
            |CheckError { path, message }| {
                let position = Some(position_of_path(text, &path));
                ScenarioError { position, path, message }
            },
        )?;
        scenario.commands.sort_by_key(|timed| timed.at);
        Ok(scenario)
    }

    /// Checks what the types do not: that references resolve and limits hold. The scenario is written and read
    /// back, because a scenario built in code must fit into a file too, or it could not be shared.
    ///
    /// # Errors
    /// The first error, with its path.
    pub fn check(&self) -> Result<(), ScenarioError> {
        let text = self.to_compact_json();
        check_size(&text)?;
        let scenario = Self::read(&text).map_err(|error| ScenarioError { position: None, ..error })?;
        check(&scenario).map_err(|CheckError { path, message }| ScenarioError {
            position: None,
            path,
            message,
        })
    }

    /// Parses a scenario without checking references and limits: it may be a part of one.
    ///
    /// # Errors
    /// One sentence that says what is wrong.
    pub fn from_unchecked_json(text: &str) -> Result<Self, ScenarioError> {
        check_size(text)?;
        Self::read(text)
    }

    fn read(text: &str) -> Result<Self, ScenarioError> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let scenario = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let path = error.path().to_string();
            // Unknown parts of a path appear as a question mark, and an unknown path as a dot.
            syntax_error(path.trim_end_matches(['.', '?']), error.inner())
        })?;
        deserializer.end().map_err(|error| syntax_error("", &error))?;
        Ok(scenario)
    }

    /// The scenario as JSON on one line.
    #[must_use]
    pub fn to_compact_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The scenario as formatted JSON, with one line per leader, client and command.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Ok(serde_json::Value::Object(fields)) = self.serialize(serde_json::value::Serializer) else {
            return String::new();
        };
        let mut text = String::from("{");
        for (index, (name, value)) in fields.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(text, "{comma}\n  \"{name}\": {}", format_field(value));
        }
        text.push_str("\n}\n");
        text
    }
}

fn check_size(text: &str) -> Result<(), ScenarioError> {
    if text.len() <= MAX_SCENARIO_BYTES {
        return Ok(());
    }
    let message = format!("the scenario is too large: {MAX_SCENARIO_BYTES} bytes at most");
    Err(ScenarioError { position: None, path: String::new(), message })
}

/// Formats a top-level field: lists of objects take one line per item, anything else one line in total.
fn format_field(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) if items.iter().any(serde_json::Value::is_object) => {
            let lines: Vec<String> =
                items.iter().map(|item| format!("\n    {}", format_inline(item))).collect();
            format!("[{}\n  ]", lines.join(","))
        }
        _ => format_inline(value),
    }
}

/// Formats a value on one line, with spaces after colons and commas and inside braces.
fn format_inline(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(fields) if !fields.is_empty() => {
            let inner: Vec<String> = fields
                .iter()
                .map(|(name, value)| {
                    format!("{}: {}", serde_json::Value::from(name.as_str()), format_inline(value))
                })
                .collect();
            format!("{{ {} }}", inner.join(", "))
        }
        serde_json::Value::Array(items) => {
            let inner: Vec<String> = items.iter().map(format_inline).collect();
            format!("[{}]", inner.join(", "))
        }
        _ => value.to_string(),
    }
}

/// A serde error as a scenario error in plain English.
fn syntax_error(path: &str, error: &serde_json::Error) -> ScenarioError {
    let sentence = error.to_string();
    let message = sentence.rsplit_once(" at line ").map_or(sentence.as_str(), |(message, _)| message);
    let position = (error.line() > 0).then(|| Position { line: error.line(), column: error.column().max(1) });
    ScenarioError { position, path: path.into(), message: plain_message(message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{
  "polyleader": 1,
  "title": "Two carts, one key",
  "seed": 7,
  "leaders": [
    { "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] },
    { "id": "T", "clock": { "offset_ms": 120 } }
  ],
  "links": { "latency": { "fixed_ms": 100 }, "order": "fifo" },
  "policy": "siblings",
  "clients": [
    { "id": "ana", "at": "F" }
  ],
  "commands": [
    { "at_ms": 40, "write": { "client": "ana", "key": "cart", "value": ["milk"] } },
    { "at_ms": 90, "cut": { "between": ["T", "F"] } }
  ]
}
"#;

    fn rejection(text: &str) -> String {
        Scenario::from_json(text).expect_err(text).to_string()
    }

    #[test]
    fn hand_written_scenario_round_trips_verbatim() {
        let scenario = Scenario::from_json(SMALL).unwrap();
        assert_eq!(scenario.to_json(), SMALL);
        assert_eq!(Scenario::from_json(&scenario.to_compact_json()).unwrap(), scenario);
    }

    #[test]
    fn check_reports_what_from_json_reports() {
        let changes: [fn(&mut Scenario); 5] = [
            |_| {},
            |scenario| scenario.leaders.clear(),
            |scenario| scenario.clients[0].at = "Q".parse().unwrap(),
            |scenario| scenario.commands[0].at = replication::Micros(u64::MAX),
            |scenario| scenario.title = "x".repeat(MAX_SCENARIO_BYTES),
        ];
        for change in changes {
            let mut scenario = Scenario::from_json(SMALL).unwrap();
            change(&mut scenario);
            let read = Scenario::from_json(&scenario.to_compact_json()).map(drop);
            let read = read.map_err(|error| ScenarioError { position: None, ..error });
            assert_eq!(scenario.check(), read);
        }
    }

    #[test]
    fn error_is_one_sentence_with_its_position() {
        for (change, sentence) in [
            (
                ("\"ana\", \"key\"", "\"anna\", \"key\""),
                "there is no client “anna” (line 15, column 5, at commands[0])",
            ),
            (
                ("[\"T\", \"F\"]", "[\"T\", \"X\"]"),
                "there is no leader “X” (line 16, column 5, at commands[1])",
            ),
            (
                ("\"at\": \"F\"", "\"at\": \"G\""),
                "there is no leader “G” (line 12, column 26, at clients[0].at)",
            ),
            (
                ("\"id\": \"T\"", "\"id\": \"F\""),
                "duplicate leader ID “F” (line 7, column 13, at leaders[1].id)",
            ),
            (
                ("[\"milk\"]", "[], \"context\": {\"Q\": 1}"),
                "there is no leader “Q” (line 15, column 5, at commands[0])",
            ),
            (
                ("\"polyleader\": 1", "\"polyleader\": 2"),
                "unsupported scenario version 2: this program reads version 1",
            ),
            (("\"siblings\"", "\"hope\""), "unknown variant `hope`, expected one of"),
            (("\"seed\"", "\"sead\""), "unknown field `sead`… (line 4, column 8, at sead)"),
        ] {
            let message = rejection(&SMALL.replace(change.0, change.1));
            assert!(sentence.split('…').all(|part| message.contains(part)), "{message}");
        }
    }

    #[test]
    fn error_stays_on_one_line_for_any_names() {
        let message = rejection(&SMALL.replace("\"seed\"", "\"se\\ned\\u001b[2J\""));
        assert!(
            message.starts_with("unknown field") && message.ends_with(r", at se\ned\u{1b}[2J)"),
            "{message}"
        );
        assert!(!message.contains(char::is_control));
    }

    #[test]
    fn long_text_and_control_characters_are_rejected() {
        let long = "x".repeat(replication::limits::MAX_TEXT_BYTES + 1);
        let join =
            |name: &str| format!("{{ \"at_ms\": 1, \"join\": {{ \"id\": \"N\", \"name\": \"{name}\" }} }},");
        for text in [&long, "\\u001b[2J", "two\\nlines"] {
            let named = SMALL.replace("Frankfurt", text);
            assert!(rejection(&named).ends_with(", at leaders[0].name)"), "{named}");
            let title = SMALL.replace("Two carts, one key", text);
            assert!(rejection(&title).ends_with("(line 3, column 12, at title)"), "{title}");
            let joined = SMALL.replace("\"commands\": [", &format!("\"commands\": [{}", join(text)));
            assert!(rejection(&joined).ends_with(", at commands[0].join.name)"), "{joined}");
        }
        let field = SMALL.replace("[\"milk\"]", &format!("{{\"map\": {{\"{long}\": 1}}}}"));
        assert!(rejection(&field).contains("too long"), "{field}");
    }

    #[test]
    fn array_in_place_of_an_object_is_rejected() {
        for (change, place) in [
            (("{ \"id\": \"ana\", \"at\": \"F\" }", "[\"ana\", null, \"F\"]"), "clients[0]"),
            (("{ \"latency\": { \"fixed_ms\": 100 }, \"order\": \"fifo\" }", "[\"by-distance\"]"), "links"),
            (("\"siblings\"", "{ \"siblings\": [\"dotted\"] }"), "policy.siblings"),
            (
                ("\"siblings\"", "{ \"merge\": { \"with\": { \"script\": [\"\"] } } }"),
                "policy.merge.with.script",
            ),
            (
                (
                    "\"siblings\"",
                    "{ \"avoidance\": { \"otherwise\": { \"crdt\": { \"type\": { \"set\": [] } } } } }",
                ),
                "policy.avoidance.otherwise.crdt.type.set",
            ),
            (("\"cut\": { \"between\": [\"T\", \"F\"] }", "\"crash\": [\"T\"]"), "commands[1].crash"),
            (("{ \"offset_ms\": 120 }", "[120]"), "leaders[1].clock"),
        ] {
            let message = rejection(&SMALL.replace(change.0, change.1));
            assert!(
                message.contains(place) && message.contains("expected an object, found a list"),
                "{message}"
            );
        }
    }

    #[test]
    fn invalid_scenario_is_rejected() {
        for text in [
            "",
            "{",
            "[]",
            "null",
            "{}",
            r#"{"polyleader":1,"leaders":[]}"#,
            &"[".repeat(100_000),
            &format!("{SMALL}x"),
        ] {
            rejection(text);
        }
        assert!(rejection(&" ".repeat(MAX_SCENARIO_BYTES + 1)).contains("too large"));
    }

    #[test]
    fn leader_in_two_partition_groups_is_rejected() {
        let cut = |groups: &str| {
            let command = format!(r#"[{{ "at_ms": 1, "partition": {{ "groups": {groups} }} }}]"#);
            Scenario::from_json(&format!(
                r#"{{ "polyleader": 1, "leaders": [{{ "id": "A" }}, {{ "id": "B" }}], "commands": {command} }}"#
            ))
        };
        assert!(cut(r#"[["A"], ["B"]]"#).is_ok());
        let sentence = cut(r#"[["A", "B"], ["A"]]"#).unwrap_err().to_string();
        assert!(
            sentence.starts_with("“A” is in two groups (line ")
                && sentence.ends_with(", at commands[0].partition.groups)"),
            "{sentence}"
        );
    }

    #[test]
    fn unknown_leader_or_client_is_rejected() {
        let read = |topology: &str, policy: &str, command: &str| {
            Scenario::from_json(&format!(
                r#"{{ "polyleader": 1, "leaders": [{{ "id": "A" }}, {{ "id": "B" }}], "topology": {topology},
                    "policy": {policy}, "clients": [{{ "id": "ana", "at": "A" }}],
                    "commands": [{{ "at_ms": 1, {command} }}] }}"#
            ))
        };
        let [plain, homes] = [r#""none""#, r#"{ "avoidance": { "homes": { "k": "Q" } } }"#];
        let [all, star] = [r#""all-to-all""#, r#"{ "star": { "hub": "Q" } }"#];
        let heal = r#""heal-all": {}"#;
        assert!(read(all, plain, heal).is_ok());
        let errors = [
            read(all, homes, heal),
            read(star, plain, heal),
            read(all, plain, &format!(r#""policy": {homes}"#)),
            read(all, plain, &format!(r#""topology": {star}"#)),
            read(all, plain, r#""partition": { "groups": [["A"], ["Q"]] }"#),
            read(all, plain, r#""skip": { "from": "A", "to": "Q" }"#),
            read(all, plain, r#""cut": { "from": "A", "to": "Q" }"#),
            read(all, plain, r#""assign": { "key": "k", "home": "Q" }"#),
            read(all, plain, r#""assign": { "key": "k", "home": "A", "at": "Q" }"#),
            read(all, plain, r#""jump": { "leader": "Q" }"#),
            read(all, plain, r#""clock": { "leader": "Q" }"#),
            read(all, plain, r#""join": { "id": "N", "from": "Q" }"#),
            read(all, plain, r#""move": { "leader": "Q", "place": [0, 0] }"#),
            read(all, plain, r#""leave": { "leader": "Q" }"#),
            read(all, plain, r#""increment": { "client": "ana", "at": "Q", "key": "k" }"#),
            read(all, plain, r#""add": { "client": "ana", "key": "k", "item": 1, "context": { "Q": 1 } }"#),
            read(all, plain, r#""merge": { "client": "ana", "at": "Q", "key": "k", "value": 1 }"#),
        ];
        for error in errors {
            assert!(error.unwrap_err().message.contains("there is no leader “Q”"));
        }
        for command in
            [r#""jump": { "client": "q" }"#, r#""insert": { "client": "q", "key": "k", "value": 1 }"#]
        {
            assert!(read(all, plain, command).unwrap_err().message.contains("there is no client “q”"));
        }
    }
}
