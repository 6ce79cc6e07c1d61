//! The trace that `polyleader run --trace` prints: each event as an object and as a sentence.

use std::collections::BTreeMap;

use analysis::{is_ordered_by_home, refused_request};
use explain::describe_record;
use replication::{
    Clock, ClockOwner, Command, Dot, Event, LeaderId, Micros, Operation, Record, RemovalReason, World, Write,
};
use serde::Serialize;
use serde_json::{Map, Value};
use timeline::Timeline;

/// One event of the trace.
#[derive(Serialize)]
pub struct EventReport {
    /// When it happened, in milliseconds.
    pub at_ms: Micros,
    /// What happened, in a sentence.
    pub event: String,
    /// What happened, as data: the kind of event and its fields.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

/// The first `count` events of a run. `world` gives the names for sentences.
pub fn trace(timeline: &Timeline, world: &World, count: usize) -> Vec<EventReport> {
    let mut clocks = Clocks::new(timeline);
    let report = |(number, record): (usize, Record)| {
        clocks.note(&record.event);
        EventReport {
            at_ms: record.at,
            event: describe_record(timeline, world, number),
            fields: fields(timeline, number, &record, &clocks),
        }
    };
    timeline.first(count).map(report).collect()
}

/// The fields of an event. To those of the recorded event it adds the value of the write that it is about, the
/// reading of the leader's clock, and the command that gave a new setting.
fn fields(timeline: &Timeline, number: usize, record: &Record, clocks: &Clocks) -> Map<String, Value> {
    let Ok(Value::Object(recorded)) = serde_json::to_value(record) else {
        return Map::new();
    };
    let mut fields = Map::new();
    for (name, value) in recorded {
        match name.as_str() {
            "event" => fields.insert("kind".into(), value),
            _ => fields.insert(name, value),
        };
    }
    if let Some(write) = dot_in(&fields).and_then(|dot| timeline.writes().get(&dot)) {
        put(&mut fields, "key", &write.write.key);
        put_value(&mut fields, as_stored(&record.event).unwrap_or(&write.write));
    }
    if let Some(reading) = record.event.leader().and_then(|leader| clocks.reading(leader, record.at)) {
        put(&mut fields, "clock_us", &reading);
    }
    let command = timeline.command_of(number).map(|scheduled| &scheduled.command);
    if let Some(command) = command.or_else(|| refused_request(timeline, number)) {
        put(&mut fields, "command", command);
    }
    if let Event::Applied { kept, removed, .. } = &record.event {
        tell_order_of_home(timeline, &mut fields, kept, removed);
    }
    fields
}

/// The write of an event as its leader stores it, where that may differ from what was accepted (SEMANTICS C8).
fn as_stored(event: &Event) -> Option<&Write> {
    if let Event::Applied { write, .. } = event { Some(write) } else { None }
}

/// The value that a write stores: null for a delete. An operation that each leader executes itself has no value.
fn put_value(fields: &mut Map<String, Value>, write: &Write) {
    let value = write.value();
    if value.is_some() || matches!(write.operation, Operation::Delete) {
        put(fields, "value", &value);
    }
}

/// Tells versions that a kept one replaces in the order of its home alone from those that its client had seen.
fn tell_order_of_home(
    timeline: &Timeline,
    fields: &mut Map<String, Value>,
    kept: &[Dot],
    removed: &[(Dot, RemovalReason)],
) {
    let Some(Value::Object(reasons)) = fields.get_mut("removed") else { return };
    for (dot, reason) in removed {
        let by_home = |later: &Dot| is_ordered_by_home(timeline, *later, *dot);
        let was_seen = |later: &Dot| {
            let write = timeline.writes().get(later).map(|record| &record.write);
            write.is_some_and(|write| write.context.contains(*dot)) && !by_home(later)
        };
        let is_in_order = *reason == RemovalReason::Superseded && kept.iter().any(by_home);
        if is_in_order && !kept.iter().any(was_seen) {
            reasons.insert(dot.to_string(), "overwritten-in-order".into());
        }
    }
}

fn dot_in(fields: &Map<String, Value>) -> Option<Dot> {
    fields.get("dot")?.as_str()?.parse().ok()
}

fn put(fields: &mut Map<String, Value>, name: &str, value: &impl Serialize) {
    if let (false, Ok(value)) = (fields.contains_key(name), serde_json::to_value(value)) {
        fields.insert(name.into(), value);
    }
}

/// The leaders' physical clocks, as they are set in the course of the trace.
struct Clocks(BTreeMap<LeaderId, Clock>);

impl Clocks {
    fn new(timeline: &Timeline) -> Self {
        let joining = timeline.all_commands().iter().filter_map(|scheduled| match &scheduled.command {
            Command::Join(newcomer) => Some(newcomer.spec()),
            _ => None,
        });
        let specs = timeline.setup().leaders.iter().cloned().chain(joining);
        Self(specs.map(|spec| (spec.id, spec.clock)).collect())
    }

    fn note(&mut self, event: &Event) {
        if let Event::ClockSet { owner: ClockOwner::Leader(leader), clock } = event {
            self.0.insert(*leader, *clock);
        }
    }

    /// What a leader's clock shows at an instant, in microseconds.
    fn reading(&self, leader: LeaderId, at: Micros) -> Option<i64> {
        self.0.get(&leader).map(|clock| clock.reading_at(at))
    }
}
