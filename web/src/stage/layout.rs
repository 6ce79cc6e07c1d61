//! Where everything on the stage stands, in CSS pixels of the ground, for leaders at their places and one size
//! of the ground.

use std::collections::BTreeMap;
use std::rc::Rc;

use player::Frame;
use replication::{Latency, LeaderId, LinkId, Micros, Place};

use crate::geometry::curve::{Bend, Curve, curve_between};
use crate::geometry::overlap::CardArea;
use crate::geometry::point::{Point, Rect, Size};
use crate::geometry::projection::{clamp_card, to_degrees, to_stage};

/// How far a card stays away from the edge of the ground, so that its badge is seen whole.
const MARGIN_PX: f64 = 12.0;
/// The room that a link's label or mark takes.
const MARK_WIDTH_PX: f64 = 76.0;
const MARK_HEIGHT_PX: f64 = 36.0;

/// How much of a leader there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardDetail {
    /// Its name, its clock and its values.
    Full,
    /// The same on a small card.
    Small,
    /// Its face and its name.
    Face,
}

impl CardDetail {
    /// From how many leaders on cards are small, however much room there is.
    const SMALL_FROM: usize = 6;
    /// Below so many square pixels for each leader only faces are shown.
    const FACE_BELOW: f64 = 14_000.0;
    /// Fewer leaders than this are never only faces.
    const FACE_FROM: usize = 10;

    /// What there is room for on a ground of this size.
    pub fn of(leaders: usize, ground: Size) -> Self {
        match leaders {
            Self::FACE_FROM.. if area_per_leader(leaders, ground) < Self::FACE_BELOW => Self::Face,
            Self::SMALL_FROM.. => Self::Small,
            _ => Self::Full,
        }
    }

    /// For `data-detail` in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "whole",
            Self::Small => "small",
            Self::Face => "face",
        }
    }

    /// The size of a card that has not been drawn yet.
    fn first_size(self) -> Size {
        match self {
            Self::Full => Size::new(180.0, 96.0),
            Self::Small => Size::new(140.0, 70.0),
            Self::Face => Size::new(64.0, 46.0),
        }
    }

    /// How far cards that would touch are moved apart: enough to see a link and what travels along it.
    fn gap(self) -> f64 {
        match self {
            Self::Full | Self::Small => 34.0,
            Self::Face => 6.0,
        }
    }
}

/// How many values, and how many siblings of each, have room on a card at most.
pub const MAX_ROWS: usize = 3;
/// From so many square pixels for each leader on a card has room for two values, and for three.
const TWO_ROWS_FROM: f64 = 26_000.0;
const THREE_ROWS_FROM: f64 = 46_000.0;

/// How many values have room on each card, so that cards leave the links between them to be seen.
pub fn rows_per_card(leaders: usize, ground: Size) -> usize {
    match area_per_leader(leaders, ground) {
        THREE_ROWS_FROM.. => MAX_ROWS,
        TWO_ROWS_FROM.. => 2,
        _ => 1,
    }
}

/// How many square pixels of the ground there are for each leader.
fn area_per_leader(leaders: usize, ground: Size) -> f64 {
    ground.width * ground.height / (leaders.max(1) as f64)
}

/// All that places depend on. As long as it is the same, nothing is laid out anew.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutInputs {
    /// The ground.
    pub scene: Size,
    /// How much of its lower right corner is under the stage's buttons.
    pub corner: Size,
    /// How much of each leader is shown.
    pub detail: CardDetail,
    /// How large the cards are that have been drawn.
    pub sizes: Rc<BTreeMap<LeaderId, Size>>,
    leaders: Vec<(LeaderId, Place)>,
    /// The links, and whether each is open.
    links: Vec<(LinkId, bool)>,
    latency: Latency,
}

impl LayoutInputs {
    /// What counts of a frame.
    pub fn new(
        frame: &Frame,
        (ground, corner): (Size, Size),
        detail: CardDetail,
        sizes: Rc<BTreeMap<LeaderId, Size>>,
    ) -> Self {
        let leaders = frame.leaders().map(|leader| (leader.id, leader.place)).collect();
        let links = frame.links().collect();
        Self { scene: ground, corner, detail, sizes, leaders, links, latency: frame.link_settings().latency }
    }

    /// Whether there is a link, and whether it is open.
    fn link(&self, link: LinkId) -> Option<bool> {
        let place = self.links.binary_search_by_key(&link, |(there, _)| *there).ok()?;
        self.links.get(place).map(|(_, open)| *open)
    }

    fn latency(&self, link: LinkId) -> Micros {
        let place =
            |id: LeaderId| self.leaders.iter().find(|(there, _)| *there == id).map(|(_, place)| *place);
        let (from, to) = (place(link.from).unwrap_or_default(), place(link.to).unwrap_or_default());
        self.latency.between(from, to)
    }
}

/// One line on the stage: both directions of a link where they are alike, else one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkEdge {
    /// The link whose direction the curve has.
    pub link: LinkId,
    /// Whether the link back lies on the same line.
    pub is_two_way: bool,
    /// The line.
    pub curve: Curve,
    /// How long a message takes.
    pub latency: Micros,
}

/// Everything's place.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The ground.
    pub size: Size,
    /// The cards.
    pub cards: BTreeMap<LeaderId, Rect>,
    /// Where each leader's own place is, however far its card had to give way.
    leader_points: BTreeMap<LeaderId, Point>,
    /// The lines.
    pub edges: Vec<LinkEdge>,
    /// The way of each link's messages.
    paths: BTreeMap<LinkId, Curve>,
}

/// The line between cards that leave no room for one: most of it is beneath them, but it can still be chosen.
fn straight_line(start: Point, end: Point) -> Curve {
    Curve { start, control: start.lerp(end, 0.5), end }
}

/// The lower right corner of a ground, so large.
fn corner_rect(ground: Size, corner: Size) -> Rect {
    let centre = Point::new(ground.width - corner.width / 2.0, ground.height - corner.height / 2.0);
    Rect::new(centre, corner)
}

/// Whether both are the same object: one is made only when something has changed.
impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Layout {
    /// The layout for one set of inputs.
    pub fn new(inputs: &LayoutInputs) -> Self {
        let size = inputs.scene;
        let mut layout = Self {
            size,
            cards: BTreeMap::new(),
            leader_points: BTreeMap::new(),
            edges: Vec::new(),
            paths: BTreeMap::new(),
        };
        if size.width < 1.0 || size.height < 1.0 {
            return layout;
        }
        let (ids, mut cards): (Vec<LeaderId>, Vec<Rect>) = inputs
            .leaders
            .iter()
            .map(|(id, place)| {
                let card = inputs.sizes.get(id).copied().unwrap_or(inputs.detail.first_size());
                (*id, Rect::new(layout.card_centre(*place, card), card))
            })
            .unzip();
        layout.leader_points = inputs.leaders.iter().map(|(id, place)| (*id, layout.project(*place))).collect();
        CardArea {
            stage: size,
            margin: MARGIN_PX,
            gap: inputs.detail.gap(),
            reserved: corner_rect(size, inputs.corner),
        }
        .separate(&mut cards);
        layout.cards = ids.into_iter().zip(cards).collect();
        layout.edges = layout.route_edges(inputs);
        for wire in &layout.edges {
            layout.paths.insert(wire.link, wire.curve);
            if wire.is_two_way {
                layout.paths.insert(wire.link.reversed(), wire.curve.reversed());
            }
        }
        layout
    }

    fn project(&self, place: Place) -> Point {
        let at = to_stage(place.latitude(), place.longitude());
        Point::new(at.x * self.size.width, at.y * self.size.height)
    }

    /// Where a leader's own place is, in pixels of the ground.
    pub fn leader_point(&self, id: LeaderId) -> Option<Point> {
        self.leader_points.get(&id).copied()
    }

    fn card_centre(&self, place: Place, card: Size) -> Point {
        let at = clamp_card(to_stage(place.latitude(), place.longitude()), card, self.size, MARGIN_PX);
        Point::new(at.x * self.size.width, at.y * self.size.height)
    }

    /// The place on the globe of a point of the ground.
    pub fn place_at(&self, point: Point) -> Place {
        let (width, height) = (self.size.width.max(1.0), self.size.height.max(1.0));
        let at = Point::new((point.x / width).clamp(0.0, 1.0), (point.y / height).clamp(0.0, 1.0));
        let (latitude, longitude) = to_degrees(at);
        Place::from_degrees(latitude, longitude)
    }

    /// The leader whose card is at a point of the ground.
    pub fn card_at(&self, point: Point) -> Option<LeaderId> {
        self.cards.iter().find(|(_, card)| card.grown(MARGIN_PX).contains(point)).map(|(id, _)| *id)
    }

    fn route_edges(&self, inputs: &LayoutInputs) -> Vec<LinkEdge> {
        let centres: Vec<Point> = self.cards.values().map(|card| card.centre).collect();
        let middle = Point::mean(&centres).unwrap_or_default();
        let mut wires = Vec::new();
        for (link, open) in &inputs.links {
            let back = inputs.link(link.reversed());
            let both = back == Some(*open);
            if both && link.from > link.to {
                continue;
            }
            let (Some(from), Some(to)) = (self.cards.get(&link.from), self.cards.get(&link.to)) else {
                continue;
            };
            let bow = if both || back.is_none() { Bend::AwayFrom(middle) } else { Bend::Left };
            let bent = curve_between(*from, *to, bow).filter(|curve| self.mark_fits(curve.middle()));
            let plain = || curve_between(*from, *to, Bend::Straight);
            let curve = bent.or_else(plain).unwrap_or_else(|| straight_line(from.centre, to.centre));
            wires.push(LinkEdge { link: *link, is_two_way: both, curve, latency: inputs.latency(*link) });
        }
        wires
    }

    /// Whether a mark at this point is seen whole.
    fn mark_fits(&self, at: Point) -> bool {
        at == self.clamp_mark(at)
    }

    /// The nearest point at which a mark is seen whole.
    pub fn clamp_mark(&self, at: Point) -> Point {
        let within =
            |at: f64, room: f64, of: f64| if of > 2.0 * room { at.clamp(room, of - room) } else { of / 2.0 };
        Point::new(
            within(at.x, MARK_WIDTH_PX / 2.0, self.size.width),
            within(at.y, MARK_HEIGHT_PX / 2.0, self.size.height),
        )
    }

    /// The way of what needs no link: along one if it is there, else straight.
    pub fn path(&self, link: LinkId) -> Option<Curve> {
        let (from, to) = (self.cards.get(&link.from)?, self.cards.get(&link.to)?);
        let plain = || curve_between(*from, *to, Bend::Straight).unwrap_or_else(|| straight_line(from.centre, to.centre));
        Some(self.way(link).unwrap_or_else(plain))
    }

    /// Every link with the way that its messages take, in the order of links.
    pub fn paths(&self) -> impl Iterator<Item = (LinkId, Curve)> {
        self.paths.iter().map(|(link, way)| (*link, *way))
    }

    /// The way that messages of a link take.
    pub fn way(&self, link: LinkId) -> Option<Curve> {
        self.paths.get(&link).copied()
    }
}
