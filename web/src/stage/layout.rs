//! Where everything on the stage stands, in CSS pixels, for one world and one size of stage.

use std::collections::BTreeMap;

use replication::{LeaderId, LinkId, Place};

use crate::scene::apart::move_apart;
use crate::scene::curve::{Bow, Curve, between};
use crate::scene::point::{Point, Rect, Size};
use crate::scene::projection::{keep_inside, to_place, to_stage};
use crate::store::View;

/// How far a card stays away from the edge of the stage, so that its badge is seen whole.
const MARGIN_PX: f64 = 12.0;
/// How far cards that would touch are moved apart: enough to see a link and what travels along it.
const GAP_PX: f64 = 34.0;
/// The room that a link's label or mark takes.
const MARK_WIDTH_PX: f64 = 76.0;
const MARK_HEIGHT_PX: f64 = 36.0;
/// The size of a card that has not been drawn yet.
const FIRST_CARD: Size = Size { width: 180.0, height: 96.0 };

/// One line on the stage: both directions of a link where they are alike, else one.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// The link whose direction the curve has.
    pub link: LinkId,
    /// Whether the link back lies on the same line.
    pub both: bool,
    /// The line.
    pub curve: Curve,
}

/// Everything's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The stage.
    pub size: Size,
    /// The cards.
    pub cards: BTreeMap<LeaderId, Rect>,
    /// The lines.
    pub wires: Vec<Wire>,
}

/// The line between cards that leave no room for one: most of it is beneath them, but it can still be chosen.
fn straight(start: Point, end: Point) -> Curve {
    Curve { start, control: start.toward(end, 0.5), end }
}

impl Layout {
    /// The layout of what is shown now.
    pub fn new(view: &View, size: Size, sizes: &BTreeMap<LeaderId, Size>) -> Self {
        let mut layout = Self { size, cards: BTreeMap::new(), wires: Vec::new() };
        if size.width < 1.0 || size.height < 1.0 {
            return layout;
        }
        let mut there: Vec<(LeaderId, Rect)> = Vec::new();
        for id in &view.world().roster {
            if let Some(leader) = view.world().leaders.get(id) {
                let card = sizes.get(id).copied().unwrap_or(FIRST_CARD);
                there.push((*id, Rect::new(layout.centre(leader.place, card), card)));
            }
        }
        let (ids, mut cards): (Vec<LeaderId>, Vec<Rect>) = there.into_iter().unzip();
        move_apart(&mut cards, size, GAP_PX, MARGIN_PX);
        layout.cards = ids.into_iter().zip(cards).collect();
        layout.wires = layout.lay_wires(view);
        layout
    }

    fn centre(&self, place: Place, card: Size) -> Point {
        let at = keep_inside(to_stage(place.latitude(), place.longitude()), card, self.size, MARGIN_PX);
        Point::new(at.x * self.size.width, at.y * self.size.height)
    }

    /// The place on the globe of a point of the stage.
    pub fn place_at(&self, point: Point) -> Place {
        let (width, height) = (self.size.width.max(1.0), self.size.height.max(1.0));
        let at = Point::new((point.x / width).clamp(0.0, 1.0), (point.y / height).clamp(0.0, 1.0));
        let (latitude, longitude) = to_place(at);
        Place::from_degrees(latitude, longitude)
    }

    fn lay_wires(&self, view: &View) -> Vec<Wire> {
        let world = view.world();
        let centres: Vec<Point> = self.cards.values().map(|card| card.centre).collect();
        let middle = Point::mean(&centres).unwrap_or_default();
        let mut wires = Vec::new();
        for (link, channel) in &world.channels {
            let back = world.channels.get(&link.reversed());
            let both = back.is_some_and(|back| back.open == channel.open);
            if both && link.from > link.to {
                continue;
            }
            let (Some(from), Some(to)) = (self.cards.get(&link.from), self.cards.get(&link.to)) else {
                continue;
            };
            let bow = if both || back.is_none() { Bow::AwayFrom(middle) } else { Bow::Left };
            let bent = between(*from, *to, bow).filter(|curve| self.shows(curve.middle()));
            let plain = || between(*from, *to, Bow::Straight);
            let curve = bent.or_else(plain).unwrap_or_else(|| straight(from.centre, to.centre));
            wires.push(Wire { link: *link, both, curve });
        }
        wires
    }

    /// Whether a mark at this point is seen whole.
    fn shows(&self, at: Point) -> bool {
        at == self.kept_in(at)
    }

    /// The nearest point at which a mark is seen whole.
    pub fn kept_in(&self, at: Point) -> Point {
        let within =
            |at: f64, room: f64, of: f64| if of > 2.0 * room { at.clamp(room, of - room) } else { of / 2.0 };
        Point::new(
            within(at.x, MARK_WIDTH_PX / 2.0, self.size.width),
            within(at.y, MARK_HEIGHT_PX / 2.0, self.size.height),
        )
    }

    /// The way of what needs no link: along one if it is there, else straight.
    pub fn way_between(&self, link: LinkId) -> Option<Curve> {
        let (from, to) = (self.cards.get(&link.from)?, self.cards.get(&link.to)?);
        let plain = || between(*from, *to, Bow::Straight).unwrap_or_else(|| straight(from.centre, to.centre));
        Some(self.way(link).unwrap_or_else(plain))
    }

    /// The way that messages of a link take.
    pub fn way(&self, link: LinkId) -> Option<Curve> {
        self.wires.iter().find_map(|wire| match wire {
            wire if wire.link == link => Some(wire.curve),
            wire if wire.both && wire.link == link.reversed() => Some(wire.curve.reversed()),
            _ => None,
        })
    }
}
