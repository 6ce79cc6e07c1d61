//! A builder of small scenarios for tests.

use crate::gallery::{Example, GALLERY};
use crate::scenario::Scenario;

/// Builds a scenario from the fields of its file.
pub struct ScenarioBuilder {
    fields: Vec<(&'static str, String)>,
}

/// Starts a scenario with these leaders, 100 ms apart, and these clients.
///
/// A leader is an id, or a name whose first letter becomes the id. A client is `ana at F`, or `Ana at F` for one
/// that also has the name Ana.
#[must_use]
pub fn scenario_of(leaders: &[&str], clients: &[&str]) -> ScenarioBuilder {
    let leaders: Vec<String> = leaders.iter().map(|leader| self::leader(leader)).collect();
    let clients: Vec<String> = clients.iter().map(|client| self::client(client)).collect();
    let builder = ScenarioBuilder { fields: vec![("polyleader", "1".to_owned())] };
    let builder = builder.with("seed", "1").with("links", r#"{ "latency": { "fixed_ms": 100 } }"#);
    builder
        .with("leaders", &format!("[{}]", leaders.join(", ")))
        .with("clients", &format!("[{}]", clients.join(", ")))
}

impl ScenarioBuilder {
    /// Sets a field of the file, as JSON.
    #[must_use]
    pub fn with(mut self, field: &'static str, json: &str) -> Self {
        self.fields.retain(|(given, _)| *given != field);
        self.fields.push((field, json.to_owned()));
        self
    }

    /// Sets the commands: JSON objects separated by commas.
    #[must_use]
    pub fn commands(self, commands: &str) -> Self {
        self.with("commands", &format!("[{commands}]"))
    }

    /// Builds the scenario.
    ///
    /// # Panics
    /// If the scenario is invalid.
    #[must_use]
    pub fn build(self) -> Scenario {
        let fields: Vec<String> =
            self.fields.iter().map(|(field, json)| format!("{field:?}: {json}")).collect();
        let file = format!("{{ {} }}", fields.join(", "));
        Scenario::from_json(&file).unwrap_or_else(|error| panic!("{error}: {file}"))
    }
}

fn leader(text: &str) -> String {
    match text.chars().count() {
        1 => format!(r#"{{ "id": {text:?} }}"#),
        _ => format!(r#"{{ "id": {:?}, "name": {text:?} }}"#, &text[..1]),
    }
}

fn client(text: &str) -> String {
    let (name, leader) = text.split_once(" at ").unwrap_or_else(|| panic!("“{text}” names no leader"));
    let id = name.to_lowercase();
    let named = if id == name { String::new() } else { format!(r#", "name": {name:?}"#) };
    format!(r#"{{ "id": {id:?}{named}, "at": {leader:?} }}"#)
}

/// The examples whose runs end by themselves, not at the event limit.
pub fn examples_that_end() -> impl Iterator<Item = &'static Example> {
    GALLERY.iter().filter(|example| !["orphan", "storm"].contains(&example.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenario_is_built_from_its_parts() {
        let built = scenario_of(&["Frankfurt", "T"], &["Ana at F", "ben at T"])
            .with("policy", r#""siblings""#)
            .with("seed", "7")
            .commands(r#"{ "at_ms": 1, "write": { "client": "ana", "key": "k", "value": "v" } }"#)
            .build();
        let written = r#"{ "polyleader": 1, "seed": 7, "policy": "siblings", "links": { "latency": { "fixed_ms": 100 } },
            "leaders": [{ "id": "F", "name": "Frankfurt" }, { "id": "T" }],
            "clients": [{ "id": "ana", "name": "Ana", "at": "F" }, { "id": "ben", "at": "T" }],
            "commands": [{ "at_ms": 1, "write": { "client": "ana", "key": "k", "value": "v" } }] }"#;
        assert_eq!(Ok(built), Scenario::from_json(written));
    }
}
