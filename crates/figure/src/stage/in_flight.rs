//! Messages, requests and snapshots in flight, each with its path, so that it can be drawn at any instant until
//! the next event.

use analysis::{Course, InFlight, Payload};
use replication::{LeaderId, Message, Micros};

use crate::geometry::curve::Curve;
use crate::geometry::point::Point;
use crate::leaders::mark_letters;

use super::layout::Layout;

/// Half the side of the square card of a forwarded request, and of a snapshot.
const REQUEST_PX: f64 = 9.0;
const SNAPSHOT_PX: f64 = 13.0;
/// The fraction of its path at which a message that will be lost has faded out.
const LOST_FADES_AT: f64 = 0.6;

/// One item in flight.
#[derive(Clone, Debug)]
pub struct MovingItem {
    path: Curve,
    course: Course,
    /// How it is drawn.
    pub appearance: Appearance,
}

/// How an item in flight is drawn.
#[derive(Clone, Debug)]
pub enum Appearance {
    /// A log message: a disc.
    Message(Message),
    /// Anything else: a square card with the leader's colour, a label, and half its side in pixels.
    Card(LeaderId, String, f64),
}

impl MovingItem {
    /// Its position at an instant, and how far it has faded from 0 to 1; `None` once it is gone.
    pub fn position_at(&self, at: Micros) -> Option<(Point, f64)> {
        match self.course {
            // While queued for bandwidth it has not left yet, and waits at its sender.
            Course::Arrives(from, to) => Some((self.path.point_at(progress(from, to, at)), 0.0)),
            Course::Lost(from, to) => {
                let along = progress(from, to, at) * 2.0;
                (along < LOST_FADES_AT).then(|| (self.path.point_at(along), along / LOST_FADES_AT))
            }
            Course::Buffered => Some((self.path.point_at(1.0), 0.0)),
        }
    }
}

/// The fraction of an interval that has passed at an instant.
fn progress(from: Micros, to: Micros, at: Micros) -> f64 {
    ((at - from).0 as f64 / ((to - from).0 as f64).max(1.0)).min(1.0)
}

/// All items in flight, in drawing order: messages, in link order, and others.
pub fn moving_items(
    layout: &Layout,
    messages: impl Iterator<Item = InFlight>,
    others: impl Iterator<Item = InFlight>,
) -> Vec<MovingItem> {
    let mut paths = layout.paths().peekable();
    let messages = messages.filter_map(|message| {
        // Both iterators are ordered by link.
        while paths.next_if(|(link, _)| *link < message.link).is_some() {}
        let (_, path) = paths.peek().filter(|(link, _)| *link == message.link)?;
        Some(moving_item(*path, message))
    });
    let others = others.filter_map(|other| Some(moving_item(layout.path_between(other.link)?, other)));
    messages.chain(others).collect()
}

/// An item in flight on this path.
pub fn moving_item(path: Curve, InFlight { payload, course, .. }: InFlight) -> MovingItem {
    let appearance = match payload {
        Payload::Message(message) => Appearance::Message(message),
        Payload::Request(origin) => Appearance::Card(origin, "?".into(), REQUEST_PX),
        Payload::Answer(origin) => Appearance::Card(origin, "✓".into(), REQUEST_PX),
        Payload::Snapshot(from) => Appearance::Card(from, mark_letters(from), SNAPSHOT_PX),
    };
    MovingItem { path, course, appearance }
}
