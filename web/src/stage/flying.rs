//! What is on its way between leaders, with all that is needed to draw it at any instant until something
//! happens.

use replication::{LeaderId, Leg, LinkId, Message, Micros, Stage, Transmission, World};

use crate::parts::letter;
use crate::scene::curve::Curve;
use crate::scene::point::Point;
use crate::stage::layout::Layout;

/// Half the side of a client's request on its way between leaders, and of a snapshot.
const ERRAND_PX: f64 = 9.0;
const SNAPSHOT_PX: f64 = 13.0;
/// Beyond so much of its way a message that will be lost is no longer seen.
const VANISHES_AT: f64 = 0.6;

/// One thing on its way.
#[derive(Clone, Debug)]
pub struct Flying {
    way: Curve,
    course: Course,
    /// What it looks like.
    pub look: Look,
}

/// What something looks like on its way.
#[derive(Clone, Debug)]
pub enum Look {
    /// A message of the log: a disc.
    Message(Message),
    /// Anything else: a square card with a sign on it, in the colour of a leader, half as wide as this.
    Card(LeaderId, String, f64),
}

/// How far something has come.
#[derive(Clone, Copy, Debug)]
enum Course {
    /// From the beginning of its way at one instant to its end at another.
    Between(Micros, Micros),
    /// The same, but it will not arrive: it is sent again at the second instant.
    Doomed(Micros, Micros),
    /// At the end of its way.
    AtTheDoor,
}

impl Flying {
    /// Where it is at an instant, and how far it has faded; nowhere if it is gone.
    pub fn place(&self, at: Micros) -> Option<(Point, f64)> {
        match self.course {
            // In the queue of a narrow link it has not left yet: it stands at its sender.
            Course::Between(from, to) => Some((self.way.point_at(part_of(from, to, at)), 0.0)),
            Course::Doomed(from, to) => {
                let along = part_of(from, to, at) * 2.0;
                (along < VANISHES_AT).then(|| (self.way.point_at(along), along / VANISHES_AT))
            }
            Course::AtTheDoor => Some((self.way.point_at(1.0), 0.0)),
        }
    }
}

/// Which part of a leg is done at an instant.
fn part_of(from: Micros, to: Micros, at: Micros) -> f64 {
    ((at - from).0 as f64 / ((to - from).0 as f64).max(1.0)).min(1.0)
}

/// Everything that is on its way, in the order in which it is drawn.
pub fn all_flying(world: &World, layout: &Layout) -> Vec<Flying> {
    let mut ways = layout.ways().peekable();
    let messages = world.in_flight().filter_map(|(link, sent)| {
        // Both are in the order of links.
        while ways.next_if(|(there, _)| *there < link).is_some() {}
        let (_, way) = ways.peek().filter(|(there, _)| *there == link)?;
        message(*way, link, sent)
    });
    messages.chain(errands(world, layout)).chain(snapshots(world, layout)).collect()
}

fn message(way: Curve, link: LinkId, sent: &Transmission) -> Option<Flying> {
    let course = match sent.stage {
        Stage::Flying { sent_at, arrives_at } => Course::Between(sent_at, arrives_at),
        Stage::Doomed { sent_at, resend_at } => Course::Doomed(sent_at, resend_at),
        Stage::Held => Course::AtTheDoor,
        Stage::Stopped => return None,
    };
    Some(Flying { way, course, look: Look::Message(sent.message(link)) })
}

/// Clients' requests on their way to another leader, and the answers on their way back.
fn errands(world: &World, layout: &Layout) -> impl Iterator<Item = Flying> {
    world.errands.values().filter_map(|errand| {
        let (from, to, sign) = match &errand.leg {
            Leg::Going { sent_at, arrives_at } => (*sent_at, *arrives_at, "?"),
            Leg::Returning { sent_at, arrives_at, .. } => (*sent_at, *arrives_at, "✓"),
            Leg::Nowhere => return None,
        };
        let way = layout.way_between(errand.request.link)?;
        let look = Look::Card(errand.asked, sign.into(), ERRAND_PX);
        Some(Flying { way, course: Course::Between(from, to), look })
    })
}

fn snapshots(world: &World, layout: &Layout) -> impl Iterator<Item = Flying> {
    world.snapshots.iter().filter_map(|(to, snapshot)| {
        let copy = snapshot.under_way.as_ref()?;
        let way = layout.way_between(LinkId::new(snapshot.from, *to))?;
        let look = Look::Card(snapshot.from, letter(snapshot.from), SNAPSHOT_PX);
        Some(Flying { way, course: Course::Between(copy.sent_at, copy.arrives_at), look })
    })
}

/// Where the disc of a message is at an instant; nowhere if it is not on its way.
pub fn place_of(world: &World, layout: &Layout, wanted: Message, at: Micros) -> Option<Point> {
    let channel = world.channels.get(&wanted.link)?;
    let mut sent = channel.pending.values().chain(channel.copies.values());
    let sent = sent.find(|sent| sent.message(wanted.link) == wanted)?;
    message(layout.way(wanted.link)?, wanted.link, sent)?.place(at).map(|(place, _)| place)
}
