//! Text alternatives of pictures of a run: of the diagram, and of the stage at an instant.

use analysis::{Outcome, messages_in_flight};
use replication::{Leader, LeaderId, Micros, World};
use timeline::{EventKind, Timeline};

use crate::client_transfers::describe_requests;
use crate::event::describe_record;
use crate::names::{Names, list_of};
use crate::narration::Narration;
use crate::value::{describe_entry, describe_offset};

/// At most this many leaders and keys are named, and this many events told; the rest are counted.
const MAX_NAMED: usize = 12;
const MAX_EVENTS: usize = 24;

/// What the diagram of a run shows, with the world and the outcome after its first `count` records. `at` is the instant
/// of the playhead; without one, the whole run is told.
#[must_use]
pub fn describe_diagram(
    timeline: &Timeline,
    world: &World,
    outcome: &Outcome,
    count: usize,
    at: Option<Micros>,
) -> String {
    let names = Names::of_run(timeline, world);
    let until = at.unwrap_or(timeline.ends_at());
    let messages = timeline.message_span_count_at(until);
    let facts = [
        counted(timeline.all_leaders().len(), "leader"),
        counted(timeline.index().count(EventKind::Accepted, count), "accepted write"),
        counted(messages, "message"),
        counted(timeline.index().count(EventKind::Conflict, count), "conflict"),
        counted(outcome.lost.len(), "lost write"),
    ];
    let told = told_events(timeline, world, count);
    let requests = describe_requests(timeline, at);
    let leaders = named(timeline.all_leaders().iter().map(|id| names.leader(*id)).collect(), "leader");
    let sentence = Narration::new(timeline, count, world, outcome).sentence;
    let when = at.map_or_else(|| "At the end".to_owned(), |at| format!("At {at}"));
    format!(
        "Space-time diagram with {} up to {until}. The leaders are {leaders}. {requests}{told} {when}: {sentence}",
        list_of(&facts)
    )
}

/// What the stage shows at the instant of the world.
#[must_use]
pub fn describe_stage(timeline: &Timeline, world: &World, outcome: &Outcome, count: usize) -> String {
    let names = Names::of_run(timeline, world);
    let described = world.members.iter().filter_map(|id| Some((*id, world.leaders.get(id)?)));
    let leaders: Vec<String> =
        described.take(MAX_NAMED).map(|(id, leader)| describe_leader(names, id, leader)).collect();
    let more = match world.members.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" {}.", counted(more, "more leader")),
    };
    let cuts = world.cuts.iter().map(|link| names.link(*link)).collect::<Vec<_>>();
    let cuts = if cuts.is_empty() { String::new() } else { format!(" Cut: {}.", named(cuts, "link")) };
    let flying = counted(messages_in_flight(world).count(), "message");
    let sentence = Narration::new(timeline, count, world, outcome).sentence;
    format!(
        "The leaders at {}, with {flying} in flight. {}{more}{cuts} {sentence}",
        world.now,
        leaders.join(" ")
    )
}

fn describe_leader(names: Names<'_>, id: LeaderId, leader: &Leader) -> String {
    let state = match leader.up {
        true => format!("clock {}", describe_offset(leader.clock.offset_at(names.world().now))),
        false => "down".into(),
    };
    let stored = leader.store.iter().take(MAX_NAMED);
    let mut parts = vec![state];
    parts.extend(stored.map(|(key, entry)| format!("{key} is {}", describe_entry(entry))));
    let more = leader.store.len().saturating_sub(MAX_NAMED);
    if more > 0 {
        parts.push(counted(more, "more key"));
    }
    format!("{}: {}.", names.leader(id), parts.join(", "))
}

/// The first notable events, with their times.
fn told_events(timeline: &Timeline, world: &World, count: usize) -> String {
    let numbers: Vec<usize> =
        timeline.index().next(analysis::NOTABLE, 0).take_while(|number| *number < count).collect();
    let told = numbers.iter().take(MAX_EVENTS).filter_map(|number| {
        let at = timeline.records().at(*number)?;
        Some(format!("{at}: {}", describe_record(timeline, world, *number)))
    });
    let told = told.collect::<Vec<_>>().join(" ");
    match numbers.len().saturating_sub(MAX_EVENTS) {
        0 => told,
        more => format!("{told} {} follow.", counted(more, "further event")),
    }
}

/// The first items, and how many there are besides.
fn named(items: Vec<String>, noun: &str) -> String {
    let more = items.len().saturating_sub(MAX_NAMED);
    let mut shown: Vec<String> = items.into_iter().take(MAX_NAMED).collect();
    if more > 0 {
        shown.push(counted(more, &format!("other {noun}")));
    }
    list_of(&shown)
}

/// `no messages`, `1 message`, `2 messages`.
fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
