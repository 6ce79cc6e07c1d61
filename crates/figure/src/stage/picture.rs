//! The stage as a picture: map, links, leaders and what is in flight, and the sentence below it.

use std::collections::BTreeMap;
use std::rc::Rc;

use analysis::Progress;
use explain::{Narration, describe_stage};
use replication::{Latency, LeaderId};

use super::card::Card;
use super::card_drawing::draw_card;
use super::client_drawing::draw_clients;
use super::layout::{CardDetail, Layout, LayoutInputs, Network, rows_per_card};
use super::network::{draw_in_flight, draw_links};
use crate::geometry::point::{Point, Rect, Size};
use crate::geometry::{GRID, land_path};
use crate::sheet::{MARGIN_PX, Picture, Run, wrapped};
use crate::svg::Element;
use crate::theme::Theme;

/// The size of the stage for this many leaders: twice as wide as high, like the map.
const SIZES: [(usize, f64); 4] = [(5, 1_120.0), (9, 1_360.0), (24, 1_680.0), (usize::MAX, 2_240.0)];
/// How much smaller a stage is that stands on a page with other things, so that its letters are larger there.
const BARE_SCALE: f64 = 0.75;
/// The size of letters of the sentence, and the height of its lines, in pixels.
const SENTENCE_PX: f64 = 14.0;
const LINE_PX: f64 = 20.0;
/// The distance of dots on a stage without a map, in pixels.
const GRAIN_PX: f64 = 26.0;

/// The stage of a run.
pub fn draw(run: &Run) -> Picture {
    let world = run.world();
    let leaders = world.members.len();
    let scale = if run.has_heading { 1.0 } else { BARE_SCALE };
    let width =
        scale * SIZES.iter().find(|(most, _)| leaders <= *most).map_or(SIZES[0].1, |(_, width)| *width);
    let scene = Size::new(width, width / 2.0);
    let detail = CardDetail::of(leaders, scene);
    let room = rows_per_card(leaders, scene);
    let members = world.members.iter().filter_map(|id| Some((*id, world.leaders.get(id)?)));
    let cards: Vec<Card> = members.map(|(id, leader)| Card::new(run, id, leader, room)).collect();
    let layout = layout(run, scene, detail, &cards);
    let drawn = cards.iter().filter_map(|card| {
        let area = layout.cards.get(&card.id)?;
        Some(draw_card(card, *area, detail, run.theme))
    });
    let (sentence, sentence_height) = match run.has_heading {
        true => sentence(run, width),
        false => (Element::group(), 0.0),
    };
    let content = Element::group()
        .child(background(run.theme, world.link_settings.latency, scene))
        .child(draw_links(run, &layout, detail))
        .child(draw_clients(run, &layout, world.now))
        .child(draw_in_flight(run, &layout, world.now))
        .children(drawn)
        .child(sentence.moved_to(Point::new(0.0, scene.height)));
    let size = Size::new(width, scene.height + sentence_height);
    let text = describe_stage(run.timeline, world, &run.outcome, run.count);
    run.picture(size, &text, content)
}

fn layout(run: &Run, scene: Size, detail: CardDetail, cards: &[Card]) -> Layout {
    let world = run.world();
    let sizes: BTreeMap<LeaderId, Size> = cards.iter().map(|card| (card.id, card.size(detail))).collect();
    let members = world.members.iter().filter_map(|id| Some((*id, world.leaders.get(id)?.place)));
    let network = Network {
        leaders: members.collect(),
        links: world.link_states.iter().map(|(link, channel)| (*link, channel.open)).collect(),
        latency: world.link_settings.latency,
    };
    Layout::new(&LayoutInputs { scene, corner: Size::default(), detail, sizes: Rc::new(sizes), network })
}

/// A world map where latency follows distance, or a plain ground with dots.
fn background(theme: &Theme, latency: Latency, scene: Size) -> Element {
    let area = Rect::new(Point::new(scene.width / 2.0, scene.height / 2.0), scene);
    let ground = Element::rect(area, 0.0).filled(theme.stage);
    if latency == Latency::ByDistance {
        let land = Element::path(land_path()).filled(theme.land).stroked(theme.coast, 1.0);
        let land = land.with("stroke-linejoin", "round").with("vector-effect", "non-scaling-stroke");
        let map = Element::new("svg")
            .at("width", scene.width)
            .at("height", scene.height)
            .with("viewBox", &format!("0 0 {} {}", GRID.0, GRID.1))
            .with("preserveAspectRatio", "none");
        return Element::group().child(ground).child(map.child(land));
    }
    let dot = Element::circle(Point::new(GRAIN_PX / 2.0, GRAIN_PX / 2.0), 1.3).filled(theme.grain);
    let pattern = Element::new("pattern").with("id", "grain").at("width", GRAIN_PX).at("height", GRAIN_PX);
    let pattern = pattern.with("patternUnits", "userSpaceOnUse").child(dot);
    Element::group()
        .child(Element::new("defs").child(pattern))
        .child(ground)
        .child(Element::rect(area, 0.0).filled("url(#grain)"))
}

/// The sentence about the instant, with a mark of its tone, and its height.
fn sentence(run: &Run, width: f64) -> (Element, f64) {
    let text = Narration::new(run.timeline, run.count, run.world(), &run.outcome).sentence;
    let left = MARGIN_PX + 20.0;
    let lines = wrapped(&text, width - left - MARGIN_PX, SENTENCE_PX);
    let count = lines.len() as f64;
    let lines = lines
        .iter()
        .enumerate()
        .map(|(line, text)| Element::text(Point::new(left, LINE_PX.mul_add(line as f64, 31.0)), text));
    let lines = Element::group().filled(run.theme.ink).at("font-size", SENTENCE_PX).children(lines);
    let mark = mark(run).moved_to(Point::new(MARGIN_PX + 5.0, 26.0));
    (Element::group().child(mark).child(lines), LINE_PX.mul_add(count, 28.0))
}

fn mark(run: &Run) -> Element {
    let (outcome, theme) = (&run.outcome, run.theme);
    let square = |colour: &str| Element::path("M-4-4h8v8h-8z").filled(colour);
    if outcome.progress == Progress::Diverged || !outcome.lost.is_empty() {
        return square(theme.bad);
    }
    if !outcome.conflicts.is_empty() {
        return Element::path("M0-5.6l5.6 5.6-5.6 5.6-5.6-5.6z").filled(theme.warn);
    }
    let colour = if outcome.progress == Progress::Converged { theme.ok } else { theme.soft };
    Element::circle(Point::default(), 4.0).filled(colour)
}
