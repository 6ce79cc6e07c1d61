//! The first event in which two runs differ, in words: two sentences that are never the same.

use replication::{Clock, Dot, Event, Message, Micros, Offset, RequestMessage, World, Write};
use timeline::Timeline;

use crate::event::describe_record;

/// The wording if the events differ in a detail without words here, such as the end of a long value.
const OTHER_DETAILS: &str = "details differ";

/// A run, a world that knows its names, and the number of the event in question.
#[derive(Clone, Copy, Debug)]
pub struct EventInRun<'a> {
    /// The run.
    pub timeline: &'a Timeline,
    /// The world whose names are used.
    pub world: &'a World,
    /// The number of the event, which need not exist.
    pub number: usize,
}

/// What happens in each of two runs at the instant at which they begin to differ. If both events read the same, each
/// sentence says in which detail it differs.
#[must_use]
pub fn describe_difference(one: EventInRun<'_>, other: EventInRun<'_>, at: Micros) -> [String; 2] {
    let sentences = [one.sentence(at), other.sentence(at)];
    if sentences[0] != sentences[1] {
        return sentences;
    }
    let records = [one, other].map(|it| it.timeline.records().get(it.number));
    let details = records.map(|record| record.map(|record| details(&record.event)).unwrap_or_default());
    let differs = |(mine, theirs): &(&Detail, &Detail)| mine != theirs;
    let found = details[0].iter().zip(&details[1]).find(differs);
    let [mine, theirs] = sentences;
    match found {
        Some((detail, others)) => [with_detail(&mine, &detail.said()), with_detail(&theirs, &others.said())],
        None => {
            let theirs = with_detail(&theirs, OTHER_DETAILS);
            [mine, theirs]
        }
    }
}

impl EventInRun<'_> {
    fn sentence(&self, at: Micros) -> String {
        match self.timeline.records().get(self.number) {
            Some(record) if record.at == at => describe_record(self.timeline, self.world, self.number),
            Some(record) => format!("nothing until {}", record.at),
            None => "nothing more".into(),
        }
    }
}

/// `Ben read price at Tokyo: “10 €” (version F2).`
fn with_detail(sentence: &str, detail: &str) -> String {
    format!("{} ({detail}).", sentence.trim_end_matches('.'))
}

/// A detail of an event that its sentence leaves out.
#[derive(Debug, PartialEq, Eq)]
struct Detail {
    name: &'static str,
    value: String,
}

impl Detail {
    fn said(&self) -> String {
        if self.value.is_empty() {
            format!("{}: none", self.name)
        } else {
            format!("{}: {}", self.name, self.value)
        }
    }
}

fn detail(name: &'static str, value: impl Into<String>) -> Detail {
    Detail { name, value: value.into() }
}

/// The details, most telling first. Events of one kind have the same details.
fn details(event: &Event) -> Vec<Detail> {
    let mut all = Vec::new();
    all.extend(write_of(event).into_iter().flat_map(details_of_write));
    all.extend(message_of(event).into_iter().flat_map(details_of_message));
    all.extend(versions_of(event));
    if let Event::ClockSet { clock: Clock { drift_ppm, .. }, .. } = event {
        all.push(detail("drift", format!("{drift_ppm} µs per second")));
    }
    if let Event::Accepted { acknowledged, .. } = event {
        all.push(detail("acknowledged here", if *acknowledged { "yes" } else { "no" }));
    }
    all.push(detail("request", request_of(event).map(|number| number.to_string()).unwrap_or_default()));
    all
}

fn write_of(event: &Event) -> Option<&Write> {
    if let Event::Accepted { write, .. }
    | Event::Applied { write, .. }
    | Event::Merged { write, .. }
    | Event::HomeAssigned { write, .. } = event
    {
        return Some(write);
    }
    None
}

fn details_of_write(write: &Write) -> Vec<Detail> {
    let logical = write.logical_time.map(|reading| reading.timestamp);
    let logical = logical.map(|it| format!("{}, count {}", Offset(it.time), it.count)).unwrap_or_default();
    let dependencies = write.dependencies.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        detail("write", write.dot.to_string()),
        detail("causal context", write.context.to_string()),
        detail("leader’s clock", Offset(write.leader_time).to_string()),
        detail("client’s clock", Offset(write.client_time).to_string()),
        detail("logical clock", logical),
        detail("depends on", dependencies),
        detail("merges", listed(write.sources.iter().copied())),
    ]
}

fn message_of(event: &Event) -> Option<&Message> {
    if let Event::Sent { message }
    | Event::Lost { message }
    | Event::Buffered { message, .. }
    | Event::Stopped { message, .. }
    | Event::Delivered { message }
    | Event::Duplicated { message }
    | Event::MessageOverridden { message, .. } = event
    {
        return Some(message);
    }
    None
}

fn details_of_message(message: &Message) -> Vec<Detail> {
    vec![
        detail("write", message.dot.to_string()),
        detail("attempt", message.attempt.to_string()),
        detail("hops", message.hops.to_string()),
        detail("duplicate", if message.is_duplicate { "yes" } else { "no" }),
    ]
}

/// The versions that an event read, kept, removed or lacked.
fn versions_of(event: &Event) -> Vec<Detail> {
    if let Event::Answered { versions, context, .. } = event {
        let versions = listed(versions.iter().map(|version| version.dot));
        return vec![detail("versions", versions), detail("causal context", context.to_string())];
    }
    if let Event::Applied { kept, removed, .. } = event {
        let removed = listed(removed.iter().map(|(dot, _)| *dot));
        return vec![detail("stored now", listed(kept.iter().copied())), detail("removed", removed)];
    }
    if let Event::Accepted { observed, stated_context, .. } = event {
        let stated = stated_context.as_ref().map(ToString::to_string).unwrap_or_default();
        let read = listed(observed.iter().copied());
        return vec![detail("versions read", read), detail("stated causal context", stated)];
    }
    if let Event::MergeFailed { sources: dots, .. } | Event::RequestWaiting { missing: dots, .. } = event {
        return vec![detail("versions", listed(dots.iter().copied()))];
    }
    dot_of(event).map(|dot| detail("write", dot.to_string())).into_iter().collect()
}

/// The write that an event is about, if that is all it has of it.
fn dot_of(event: &Event) -> Option<Dot> {
    if let Event::Dropped { dot, .. }
    | Event::WriteBuffered { dot, .. }
    | Event::Inapplicable { dot, .. }
    | Event::RequestAnswered { dot, .. }
    | Event::TombstoneRemoved { dot, .. }
    | Event::Purged { dot, .. } = event
    {
        return Some(*dot);
    }
    None
}

fn request_of(event: &Event) -> Option<u64> {
    if let Event::Accepted { request, .. }
    | Event::Refused { request, .. }
    | Event::Answered { request, .. } = event
    {
        return *request;
    }
    if let Event::RequestForwarded { request: RequestMessage { number, .. } }
    | Event::RequestAnswered { request: RequestMessage { number, .. }, .. }
    | Event::RequestWaiting { request: number, .. } = event
    {
        return Some(*number);
    }
    None
}

fn listed(dots: impl Iterator<Item = Dot>) -> String {
    dots.map(|dot| dot.to_string()).collect::<Vec<_>>().join(", ")
}
