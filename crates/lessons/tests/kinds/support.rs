//! Small runs and lessons for tests. Three leaders, A, B and C; every message takes 100 ms.

use lessons::{Asked, CannotAsk, Goal, Lesson, Question};
use replication::Micros;
use scenario::Scenario;
use serde_json::{Map, Value, json};
use timeline::Timeline;

/// The fields of a scenario in which Ana is at A, Ben at B and Cleo at C. `fields` are added or replaced.
pub fn fields(fields: Value) -> Map<String, Value> {
    let Value::Object(mut all) = json!({
        "polyleader": 1,
        "leaders": [{ "id": "A" }, { "id": "B" }, { "id": "C" }],
        "links": { "latency": { "fixed_ms": 100 } },
        "policy": "siblings",
        "clients": [
            { "id": "ana", "name": "Ana", "at": "A" },
            { "id": "ben", "name": "Ben", "at": "B" },
            { "id": "cleo", "name": "Cleo", "at": "C" }
        ]
    }) else {
        unreachable!("it is an object")
    };
    if let Value::Object(fields) = fields {
        all.extend(fields);
    }
    all
}

/// A run with these fields.
pub fn run(own: Value) -> Scenario {
    let json = serde_json::to_string(&fields(own)).unwrap();
    Scenario::from_json(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// A write of a number to `k`.
pub fn write(at_ms: u64, client: &str, value: u64) -> Value {
    json!({ "at_ms": at_ms, "write": { "client": client, "key": "k", "value": value } })
}

/// A read of `k`.
pub fn read(at_ms: u64, client: &str) -> Value {
    json!({ "at_ms": at_ms, "read": { "client": client, "key": "k" } })
}

/// Names a request in a question.
pub fn request(client: &str, at_ms: u64) -> Value {
    json!({ "client": client, "at_ms": at_ms })
}

/// Asks a question of a run.
pub fn ask(question: Value, scenario: &Scenario) -> Result<Asked, CannotAsk> {
    let question: Question = serde_json::from_value(question).unwrap();
    question.ask(scenario, &Timeline::new(scenario))
}

/// The right answer to a question about a run.
pub fn right(question: Value, scenario: &Scenario) -> String {
    let asked = ask(question.clone(), scenario).unwrap_or_else(|error| panic!("{error}: {question}"));
    asked.choices[asked.right].text.clone()
}

/// Whether a goal holds at an instant of a run.
pub fn holds(goal: Value, scenario: &Scenario, at_ms: u64) -> bool {
    let goal: Goal = serde_json::from_value(goal).unwrap();
    goal.holds(scenario, &Timeline::new(scenario), Micros::from_ms(at_ms))
}

/// A lesson with one step.
pub fn lesson(step: Value) -> Lesson {
    let file = json!({
        "polyleader_lesson": 1, "title": "A title", "purpose": "A purpose", "minutes": 3, "steps": [step],
        "remember": "A sentence"
    });
    Lesson::from_json(&file.to_string()).unwrap_or_else(|error| panic!("{error}"))
}
