//! What is on its way between leaders, with all that is needed to draw it at any instant until something
//! happens.

use player::{Course, Frame, InFlight, LeaderId, Message, Micros, Payload};

use crate::components::letter;
use crate::geometry::curve::Curve;
use crate::geometry::point::Point;
use crate::stage::layout::Layout;

/// Half the side of a client's request on its way between leaders, and of a snapshot.
const REQUEST_PX: f64 = 9.0;
const SNAPSHOT_PX: f64 = 13.0;
/// Beyond so much of its way a message that will be lost is no longer seen.
const LOST_FADES_AT: f64 = 0.6;

/// One thing on its way.
#[derive(Clone, Debug)]
pub struct MovingItem {
    path: Curve,
    course: Course,
    /// What it looks like.
    pub appearance: Appearance,
}

/// What something looks like on its way.
#[derive(Clone, Debug)]
pub enum Appearance {
    /// A message of the log: a disc.
    Message(Message),
    /// Anything else: a square card with a sign on it, in the colour of a leader, half as wide as this.
    Card(LeaderId, String, f64),
}

impl MovingItem {
    /// Where it is at an instant, and how far it has faded; nowhere if it is gone.
    pub fn position_at(&self, at: Micros) -> Option<(Point, f64)> {
        match self.course {
            // In the queue of a narrow link it has not left yet: it stands at its sender.
            Course::Arrives(from, to) => Some((self.path.point_at(progress(from, to, at)), 0.0)),
            Course::Lost(from, to) => {
                let along = progress(from, to, at) * 2.0;
                (along < LOST_FADES_AT).then(|| (self.path.point_at(along), along / LOST_FADES_AT))
            }
            Course::Buffered => Some((self.path.point_at(1.0), 0.0)),
        }
    }
}

/// Which part of a leg is done at an instant.
fn progress(from: Micros, to: Micros, at: Micros) -> f64 {
    ((at - from).0 as f64 / ((to - from).0 as f64).max(1.0)).min(1.0)
}

/// Everything that is on its way, in the order in which it is drawn.
pub fn items_in_flight(frame: &Frame, layout: &Layout) -> Vec<MovingItem> {
    let mut ways = layout.paths().peekable();
    let messages = frame.messages_in_flight().filter_map(|message| {
        // Both are in the order of links.
        while ways.next_if(|(there, _)| *there < message.link).is_some() {}
        let (_, way) = ways.peek().filter(|(there, _)| *there == message.link)?;
        Some(moving_item(*way, message))
    });
    let others = frame.requests_in_flight().chain(frame.snapshots_in_flight());
    let others = others.filter_map(|other| Some(moving_item(layout.path(other.link)?, other)));
    messages.chain(others).collect()
}

fn moving_item(way: Curve, InFlight { payload, course, .. }: InFlight) -> MovingItem {
    let look = match payload {
        Payload::Message(message) => Appearance::Message(message),
        Payload::Request(asked) => Appearance::Card(asked, "?".into(), REQUEST_PX),
        Payload::Answer(asked) => Appearance::Card(asked, "✓".into(), REQUEST_PX),
        Payload::Snapshot(from) => Appearance::Card(from, letter(from), SNAPSHOT_PX),
    };
    MovingItem { path: way, course, appearance: look }
}

/// Where the disc of a message is at an instant; nowhere if it is not on its way.
pub fn message_position(frame: &Frame, layout: &Layout, wanted: Message, at: Micros) -> Option<Point> {
    let message = frame.message_in_flight(wanted)?;
    moving_item(layout.way(wanted.link)?, message).position_at(at).map(|(place, _)| place)
}
