//! Links and what is in flight on them, in a picture of the stage.

use analysis::{is_blocked, messages_in_flight, requests_in_flight, snapshots_in_flight};
use replication::{LeaderId, Micros};

use super::in_flight::{Appearance, moving_items};
use super::layout::{CardDetail, Layout};
use super::link_edge::{LinkEdge, rounded_latency};
use crate::geometry::curve::SCISSORS;
use crate::geometry::point::{Point, Rect, Size};
use crate::leaders::{lane_of, mark_letters};
use crate::sheet::Run;
use crate::svg::Element;
use crate::theme::{Theme, mixed};

/// The size of labels, and of letters on discs, in pixels.
const LABEL_PX: f64 = 12.5;
const LETTER_PX: f64 = 11.0;
/// The radius of a disc, and of the ring that separates it from the line.
const DISC_PX: f64 = 9.5;
const RING_PX: f64 = 11.5;
/// From this many items in flight, discs are small and have no letters.
const SMALL_FROM: usize = 300;
const SMALL_SCALE: f64 = 0.55;

/// The state of a line: of its one link, or of both directions together.
struct EdgeState {
    is_cut: bool,
    is_open: bool,
    is_blocked: bool,
    waiting: usize,
}

impl EdgeState {
    fn of(run: &Run, edge: &LinkEdge) -> Self {
        let world = run.world();
        let links = [Some(edge.link), edge.is_two_way.then_some(edge.link.reversed())];
        let links: Vec<_> = links.into_iter().flatten().collect();
        Self {
            is_cut: links.iter().any(|link| world.cuts.contains(link)),
            is_open: links.iter().all(|link| world.is_passable(*link)),
            is_blocked: links.iter().any(|link| is_blocked(world, *link)),
            waiting: links.iter().map(|link| run.outcome.queued_on(*link)).sum(),
        }
    }

    fn colour(&self, detail: CardDetail, theme: &Theme) -> String {
        match (self.is_cut, self.is_open, detail) {
            (true, ..) => theme.bad.to_owned(),
            (false, false, _) => mixed(theme.wire, theme.stage, 60),
            (false, true, CardDetail::Face) => mixed(theme.wire, theme.stage, 45),
            (false, true, CardDetail::Full | CardDetail::Small) => theme.wire.to_owned(),
        }
    }
}

/// The lines of all links, with what is said about them.
pub fn draw_links(run: &Run, layout: &Layout, detail: CardDetail) -> Element {
    let states: Vec<(&LinkEdge, EdgeState)> =
        layout.edges.iter().map(|edge| (edge, EdgeState::of(run, edge))).collect();
    let lines = states.iter().map(|(edge, state)| draw_line(edge, state, detail, run.theme));
    let labels = states.iter().filter_map(|(edge, state)| draw_label(layout, edge, state, detail, run.theme));
    let labels = Element::group()
        .at("font-size", LABEL_PX)
        .with("text-anchor", "middle")
        .stroked(run.theme.stage, 5.0)
        .with("stroke-linejoin", "round")
        .with("paint-order", "stroke")
        .children(labels);
    Element::group().children(lines).child(labels)
}

fn draw_line(edge: &LinkEdge, state: &EdgeState, detail: CardDetail, theme: &Theme) -> Element {
    let colour = state.colour(detail, theme);
    let line = Element::path(&edge.curve.svg_path()).filled("none").with("stroke-linecap", "round");
    if state.is_cut {
        let at = edge.curve.middle();
        let scissors = Element::path(SCISSORS).filled("none").stroked(theme.bad, 1.6);
        let mark = Element::group()
            .child(Element::circle(Point::default(), 19.0).filled(theme.stage))
            .child(Element::circle(Point::default(), 13.0).filled(theme.panel).stroked(theme.bad, 1.5))
            .child(scissors.with("stroke-linecap", "round").with("stroke-linejoin", "round"));
        let line = line.stroked(&colour, 2.0).with("stroke-dasharray", "1 7");
        return Element::group().child(line).child(mark.moved_to(at));
    }
    let width = if detail == CardDetail::Face { 1.0 } else { 1.5 };
    let heads = (detail != CardDetail::Face).then(|| Element::path(&edge.arrowheads()).filled(&colour));
    Element::group().child(line.stroked(&colour, width)).children(heads)
}

fn draw_label(
    layout: &Layout,
    edge: &LinkEdge,
    state: &EdgeState,
    detail: CardDetail,
    theme: &Theme,
) -> Option<Element> {
    let text = match state {
        EdgeState { is_blocked: true, .. } => "blocked".to_owned(),
        EdgeState { waiting: 1.., .. } => format!("{} queued", state.waiting),
        EdgeState { is_cut: true, .. } => "cut".to_owned(),
        EdgeState { .. } if detail == CardDetail::Full => rounded_latency(edge.latency),
        EdgeState { .. } => return None,
    };
    let at = layout.label_point(edge, state.is_cut, &text);
    let is_problem = state.is_blocked || state.waiting > 0;
    let label = Element::text(at + Point::new(0.0, 4.5), &text);
    Some(match is_problem {
        true => label.filled(theme.bad).with("font-weight", "600"),
        false => label.filled(theme.soft),
    })
}

/// Everything in flight at an instant.
pub fn draw_in_flight(run: &Run, layout: &Layout, at: Micros) -> Element {
    let world = run.world();
    let others = requests_in_flight(world).chain(snapshots_in_flight(world));
    let items = moving_items(layout, messages_in_flight(world), others);
    let is_small = items.len() >= SMALL_FROM;
    let drawn = items.iter().filter_map(|item| {
        let (place, faded) = item.position_at(at)?;
        let shape = match &item.appearance {
            Appearance::Message(message) => {
                draw_disc(run, message.dot.leader, message.is_duplicate, is_small)
            }
            Appearance::Card(leader, label, half) => draw_square(run, *leader, label, *half),
        };
        let shape = shape.moved_to(place);
        Some(if faded > 0.0 { shape.at("opacity", 1.0 - faded) } else { shape })
    });
    Element::group().children(drawn)
}

fn letters(text: &str, colour: &str) -> Element {
    let text = Element::text(Point::new(0.0, LETTER_PX * 0.36), text).filled(colour);
    text.at("font-size", LETTER_PX).with("font-weight", "700").with("text-anchor", "middle")
}

/// A message: a disc, or an outline if it is a duplicate.
fn draw_disc(run: &Run, origin: LeaderId, is_duplicate: bool, is_small: bool) -> Element {
    let (theme, colour) = (run.theme, run.theme.leader(lane_of(run.timeline, origin)));
    let scale = if is_small { SMALL_SCALE } else { 1.0 };
    let disc = |radius: f64, colour: &str| Element::circle(Point::default(), radius * scale).filled(colour);
    let inner = is_duplicate.then(|| disc(DISC_PX - 1.5, theme.panel));
    let ink = if is_duplicate { colour } else { theme.on_leader };
    let letter = (!is_small).then(|| letters(&mark_letters(origin), ink));
    Element::group()
        .child(disc(RING_PX, theme.panel))
        .child(disc(DISC_PX, colour))
        .children(inner)
        .children(letter)
}

/// A request, an answer or a snapshot.
fn draw_square(run: &Run, leader: LeaderId, label: &str, half: f64) -> Element {
    let (theme, colour) = (run.theme, run.theme.leader(lane_of(run.timeline, leader)));
    let area = Rect::new(Point::default(), Size::new(2.0 * half, 2.0 * half));
    Element::group()
        .child(Element::rect(area.grown(2.0), 0.0).filled(theme.panel))
        .child(Element::rect(area.grown(-0.9), 0.0).filled(theme.panel).stroked(colour, 1.8))
        .child(letters(label, colour))
}
