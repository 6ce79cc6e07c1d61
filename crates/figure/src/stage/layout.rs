//! The layout of the stage: positions of cards and links in CSS pixels of the scene, the zoomable area that holds
//! them.

use std::collections::BTreeMap;
use std::rc::Rc;

use replication::{Latency, LeaderId, LinkId, Micros, Place, gather};

use super::link_edge::{LinkEdge, label_size};
use crate::geometry::clamped;
use crate::geometry::curve::{Bend, Curve, curve_between};
use crate::geometry::overlap::CardArea;
use crate::geometry::point::{Point, Rect, Size};
use crate::geometry::projection::{clamp_card, to_degrees, to_stage};

/// Margin between cards and the scene's edge, so that badges are not clipped.
const MARGIN_PX: f64 = 12.0;
/// The size of a link's label or cut mark.
const MARK_WIDTH_PX: f64 = 76.0;
const MARK_HEIGHT_PX: f64 = 36.0;

/// How much a leader's card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardDetail {
    /// Name, clock and values.
    Full,
    /// The same on a small card.
    Small,
    /// The letter and the name only.
    Face,
}

impl CardDetail {
    /// From this many leaders, cards are small whatever the area.
    const SMALL_FROM: usize = 6;
    /// Below this area per leader, in square pixels, only faces are shown.
    const FACE_BELOW: f64 = 14_000.0;
    /// With fewer leaders than this, cards are reduced to faces only on a tiny stage: below the second area per leader.
    const FACE_FROM: usize = 10;
    const TINY: f64 = 8_000.0;
    /// The height, in pixels, below which a scene has no room between cards.
    const LOW: f64 = 180.0;

    /// The detail that fits this many leaders in a scene of this size.
    pub fn of(leaders: usize, scene: Size) -> Self {
        match leaders {
            2.. if area_per_leader(leaders, scene) < Self::TINY => Self::Face,
            Self::FACE_FROM.. if area_per_leader(leaders, scene) < Self::FACE_BELOW => Self::Face,
            Self::SMALL_FROM.. => Self::Small,
            _ => Self::Full,
        }
    }

    /// The value of `data-detail` in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "whole",
            Self::Small => "small",
            Self::Face => "face",
        }
    }

    /// The assumed size of a card before its first render.
    fn first_size(self) -> Size {
        match self {
            Self::Full => Size::new(180.0, 96.0),
            Self::Small => Size::new(140.0, 70.0),
            Self::Face => Size::new(64.0, 46.0),
        }
    }

    /// The gap between cards that are moved apart: enough to see the link and its messages, where there is room.
    fn gap(self, scene: Size) -> f64 {
        match self {
            Self::Full | Self::Small if scene.height < Self::LOW => 10.0,
            Self::Full | Self::Small => 34.0,
            Self::Face => 6.0,
        }
    }
}

/// The maximum number of values on a card, and of siblings per value.
pub const MAX_ROWS: usize = 3;
/// The area per leader, in square pixels, from which cards show two values, and three.
const TWO_ROWS_FROM: f64 = 26_000.0;
const THREE_ROWS_FROM: f64 = 46_000.0;

/// The number of values per card that leaves the links between cards visible.
pub fn rows_per_card(leaders: usize, scene: Size) -> usize {
    match area_per_leader(leaders, scene) {
        THREE_ROWS_FROM.. => MAX_ROWS,
        TWO_ROWS_FROM.. => 2,
        _ => 1,
    }
}

/// The scene's area per leader, in square pixels.
fn area_per_leader(leaders: usize, scene: Size) -> f64 {
    scene.width * scene.height / (leaders.max(1) as f64)
}

/// Everything the layout depends on. While it stays equal, the layout is reused.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutInputs {
    /// The size of the scene.
    pub scene: Size,
    /// The size of the lower right corner covered by the stage's buttons.
    pub corner: Size,
    /// How much each card shows.
    pub detail: CardDetail,
    /// The measured sizes of rendered cards.
    pub sizes: Rc<BTreeMap<LeaderId, Size>>,
    /// What is laid out.
    pub network: Network,
}

/// The leaders and links that are laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The leaders and their places.
    pub leaders: Vec<(LeaderId, Place)>,
    /// The links in order, and whether each is open.
    pub links: Vec<(LinkId, bool)>,
    /// The latency of links.
    pub latency: Latency,
}

impl Network {
    /// Whether a link is open; `None` if it does not exist.
    fn link(&self, link: LinkId) -> Option<bool> {
        let place = self.links.binary_search_by_key(&link, |(existing, _)| *existing).ok()?;
        self.links.get(place).map(|(_, open)| *open)
    }

    fn latency(&self, link: LinkId) -> Micros {
        let place =
            |id: LeaderId| self.leaders.iter().find(|(leader, _)| *leader == id).map(|(_, place)| *place);
        let (from, to) = (place(link.from).unwrap_or_default(), place(link.to).unwrap_or_default());
        self.latency.between(from, to)
    }
}

/// The positions of everything on the stage.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The size of the scene.
    pub size: Size,
    /// The cards' rectangles.
    pub cards: BTreeMap<LeaderId, Rect>,
    /// What the stage's buttons cover.
    corner: Rect,
    /// Each leader's actual position; its card may be shifted to avoid overlap.
    leader_points: BTreeMap<LeaderId, Point>,
    /// The lines of the links.
    pub edges: Vec<LinkEdge>,
    /// The path of each link's messages.
    paths: BTreeMap<LinkId, Curve>,
}

/// The line between overlapping cards: mostly hidden below them, but it can still be selected.
fn straight_line(start: Point, end: Point) -> Curve {
    Curve { start, control: start.lerp(end, 0.5), end }
}

/// The rectangle of a given size in the scene's lower right corner.
fn corner_rect(scene: Size, corner: Size) -> Rect {
    let centre = Point::new(scene.width - corner.width / 2.0, scene.height - corner.height / 2.0);
    Rect::new(centre, corner)
}

/// Compares by identity: a new layout is created only when its inputs change.
impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Layout {
    /// Computes the layout.
    pub fn new(inputs: &LayoutInputs) -> Self {
        let size = inputs.scene;
        let mut layout = Self {
            size,
            cards: BTreeMap::new(),
            corner: corner_rect(size, inputs.corner),
            leader_points: BTreeMap::new(),
            edges: Vec::new(),
            paths: BTreeMap::new(),
        };
        if size.width < 1.0 || size.height < 1.0 {
            return layout;
        }
        let (ids, mut cards): (Vec<LeaderId>, Vec<Rect>) = inputs
            .network
            .leaders
            .iter()
            .map(|(id, place)| {
                let card = inputs.sizes.get(id).copied().unwrap_or(inputs.detail.first_size());
                (*id, Rect::new(layout.card_centre(*place, card), card))
            })
            .unzip();
        layout.leader_points =
            gather(inputs.network.leaders.iter().map(|(id, place)| (*id, layout.point_of(*place))));
        CardArea { stage: size, margin: MARGIN_PX, gap: inputs.detail.gap(size), reserved: layout.corner }
            .separate(&mut cards);
        layout.cards = gather(ids.into_iter().zip(cards));
        layout.edges = layout.route_edges(inputs);
        for edge in &layout.edges {
            layout.paths.insert(edge.link, edge.curve);
            if edge.is_two_way {
                layout.paths.insert(edge.link.reversed(), edge.curve.reversed());
            }
        }
        layout
    }

    /// The point of a place on the globe, in scene pixels.
    #[must_use]
    pub fn point_of(&self, place: Place) -> Point {
        let at = to_stage(place.latitude(), place.longitude());
        Point::new(at.x * self.size.width, at.y * self.size.height)
    }

    /// A leader's actual position, in scene pixels.
    pub fn leader_point(&self, id: LeaderId) -> Option<Point> {
        self.leader_points.get(&id).copied()
    }

    fn card_centre(&self, place: Place, card: Size) -> Point {
        let at = clamp_card(to_stage(place.latitude(), place.longitude()), card, self.size, MARGIN_PX);
        Point::new(at.x * self.size.width, at.y * self.size.height)
    }

    /// The geographic place at a point of the scene.
    pub fn place_at(&self, point: Point) -> Place {
        let (width, height) = (self.size.width.max(1.0), self.size.height.max(1.0));
        let at = Point::new(clamped(point.x / width, 0.0, 1.0), clamped(point.y / height, 0.0, 1.0));
        let (latitude, longitude) = to_degrees(at);
        Place::from_degrees(latitude, longitude)
    }

    /// The leader whose card is at a point of the scene.
    pub fn card_at(&self, point: Point) -> Option<LeaderId> {
        self.cards.iter().find(|(_, card)| card.grown(MARGIN_PX).contains(point)).map(|(id, _)| *id)
    }

    fn route_edges(&self, inputs: &LayoutInputs) -> Vec<LinkEdge> {
        let centres: Vec<Point> = self.cards.values().map(|card| card.centre).collect();
        let middle = Point::mean(&centres).unwrap_or_default();
        let mut edges = Vec::new();
        for (link, open) in &inputs.network.links {
            let back = inputs.network.link(link.reversed());
            let is_two_way = back == Some(*open);
            if is_two_way && link.from > link.to {
                continue;
            }
            let (Some(from), Some(to)) = (self.cards.get(&link.from), self.cards.get(&link.to)) else {
                continue;
            };
            let bow = if is_two_way || back.is_none() { Bend::AwayFrom(middle) } else { Bend::Left };
            let bent = curve_between(*from, *to, bow).filter(|curve| self.mark_fits(curve.middle()));
            let plain = || curve_between(*from, *to, Bend::Straight);
            let curve = bent.or_else(plain).unwrap_or_else(|| straight_line(from.centre, to.centre));
            edges.push(LinkEdge { link: *link, is_two_way, curve, latency: inputs.network.latency(*link) });
        }
        edges
    }

    /// Whether a mark centred here is fully visible.
    fn mark_fits(&self, at: Point) -> bool {
        at == self.clamp_mark(at)
    }

    /// The nearest point at which a mark is fully visible.
    pub fn clamp_mark(&self, at: Point) -> Point {
        let within = |at: f64, room: f64, of: f64| {
            if of > 2.0 * room { clamped(at, room, of - room) } else { of / 2.0 }
        };
        Point::new(
            within(at.x, MARK_WIDTH_PX / 2.0, self.size.width),
            within(at.y, MARK_HEIGHT_PX / 2.0, self.size.height),
        )
    }

    /// The centre of a line's label: beside its middle, on the side that the stage's buttons leave free.
    pub fn label_point(&self, edge: &LinkEdge, is_cut: bool, text: &str) -> Point {
        let (offset, size) = (edge.label_offset(is_cut, text), label_size(text));
        let [outer, inner] = [offset, -offset].map(|pixels| self.clamp_mark(edge.curve.label_point(pixels)));
        if Rect::new(outer, size).overlaps(self.corner) { inner } else { outer }
    }

    /// The path between two leaders for items that need no link: the link's path if there is one, else straight.
    pub fn path_between(&self, link: LinkId) -> Option<Curve> {
        let (from, to) = (self.cards.get(&link.from)?, self.cards.get(&link.to)?);
        let plain = || {
            curve_between(*from, *to, Bend::Straight).unwrap_or_else(|| straight_line(from.centre, to.centre))
        };
        Some(self.path(link).unwrap_or_else(plain))
    }

    /// Every link with its messages' path, ordered by link.
    pub fn paths(&self) -> impl Iterator<Item = (LinkId, Curve)> {
        self.paths.iter().map(|(link, path)| (*link, *path))
    }

    /// The path of a link's messages.
    pub fn path(&self, link: LinkId) -> Option<Curve> {
        self.paths.get(&link).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokyo and São Paulo, linked both ways, on a wide and low stage.
    fn layout(corner: Size) -> Layout {
        let (tokyo, paulo): (LeaderId, LeaderId) = ("T".parse().unwrap(), "S".parse().unwrap());
        let leaders =
            vec![(paulo, Place::from_degrees(-23.5, -46.6)), (tokyo, Place::from_degrees(35.7, 139.7))];
        let links = vec![(LinkId::new(paulo, tokyo), true), (LinkId::new(tokyo, paulo), true)];
        Layout::new(&LayoutInputs {
            scene: Size::new(850.0, 300.0),
            corner,
            detail: CardDetail::Full,
            sizes: Rc::new(BTreeMap::new()),
            network: Network { leaders, links, latency: Latency::ByDistance },
        })
    }

    #[test]
    fn label_is_on_the_side_of_its_line_that_the_buttons_leave_free() {
        let text = "186 ms";
        let free = layout(Size::default());
        let outer = free.label_point(&free.edges[0], false, text);
        let covered = layout(Size::new(850.0 - outer.x, 300.0 - outer.y));
        let at = covered.label_point(&covered.edges[0], false, text);
        assert!(!Rect::new(at, label_size(text)).overlaps(covered.corner), "{at:?} in {:?}", covered.corner);
    }
}
