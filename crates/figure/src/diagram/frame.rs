//! The fixed parts of a diagram picture: the time axis, the lanes with their names, and the playhead.

use std::collections::BTreeSet;

use replication::{ClientSpec, LeaderId, Micros, initial};

use super::chart::Chart;
use super::legend::Entry;
use super::lines::downtimes;
use super::shapes::outage;
use crate::geometry::point::{Point, Rect, Size};
use crate::leaders::{COLOURS, mark_letters};
use crate::sheet::{Run, text_width};
use crate::svg::Element;
use crate::text_width::fitting;
use crate::theme::Theme;

/// The minimum distance between ticks, in pixels.
const TICKS_APART_PX: f64 = 72.0;
/// From the centre of a text to its base line, as a fraction of its size.
const BASELINE: f64 = 0.36;
/// The size of letters, in pixels: of ticks, of names, of letters on discs, and of clients' initials.
const TICK_PX: f64 = 11.5;
const NAME_PX: f64 = 12.5;
const LETTER_PX: f64 = 10.5;
const INITIAL_PX: f64 = 9.5;
/// The radius of a leader's disc, and of a client's.
const DISC_PX: f64 = 10.0;
const CLIENT_DISC_PX: f64 = 8.0;
/// The height of an outage.
const OUTAGE_PX: f64 = 18.0;

/// The time axis: ticks at round times with their labels, the last with the unit.
pub fn ticks(chart: &Chart, theme: &Theme) -> Element {
    let (top, foot) = (chart.lanes.y(0) - 24.0, chart.lanes.axis_y());
    let ticks = chart.time.ticks(TICKS_APART_PX);
    let lines = ticks.iter().map(|tick| Element::line(Point::new(tick.x, top), Point::new(tick.x, foot)));
    let labels = ticks.iter().map(|tick| {
        let half = text_width(&tick.label, TICK_PX) / 2.0;
        let x = tick.x.min(chart.lanes.width - half - 4.0);
        let label = Element::text(Point::new(x, foot + 17.0), &tick.label);
        if tick.at_us == 0 { label.with("text-anchor", "start") } else { label }
    });
    let lines = Element::group().stroked(theme.line, 1.0).children(lines);
    let labels = Element::group()
        .filled(theme.soft)
        .at("font-size", TICK_PX)
        .with("text-anchor", "middle")
        .children(labels);
    Element::group().child(lines).child(labels)
}

/// The lanes of leaders and clients, with outages.
pub fn lane_lines(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    let leaders = run.timeline.all_leaders().iter().enumerate();
    let leaders: Vec<Element> =
        leaders.map(|(lane, id)| leader_lane(run, chart, lane, *id, entries)).collect();
    let clients = run.timeline.clients().iter().take(chart.lanes.client_lanes).enumerate();
    let clients = clients.map(|(lane, client)| client_lane(run.theme, chart, lane, client));
    Element::group().children(leaders).children(clients)
}

fn leader_lane(
    run: &Run,
    chart: &Chart,
    lane: usize,
    id: LeaderId,
    entries: &mut BTreeSet<Entry>,
) -> Element {
    let (lanes, theme) = (chart.lanes, run.theme);
    let y = lanes.y(lane);
    let name = run.full_leader_name(id);
    let axis =
        Element::line(Point::new(lanes.left(), y), Point::new(lanes.right(), y)).stroked(theme.line, 1.25);
    let outages = downtimes(chart, run.timeline, id).into_iter().map(|(from, to)| {
        let (left, right) = (chart.x(from), chart.x(to));
        let width = (right - left).max(1.0);
        outage(Rect::new(Point::new(left + width / 2.0, y), Size::new(width, OUTAGE_PX)), theme)
    });
    let outages: Vec<Element> = outages.collect();
    if !outages.is_empty() {
        entries.insert(Entry::Outage);
    }
    Element::group()
        .child(leader_disc(Point::new(lanes.letter_x(), y), DISC_PX, lane, id, theme))
        .child(lane_name(chart, y, &name, theme))
        .child(axis)
        .children(outages)
}

/// A leader's disc with its letters, from the ninth leader on with a ring that tells it from the one of its colour.
pub fn leader_disc(at: Point, radius: f64, lane: usize, id: LeaderId, theme: &Theme) -> Element {
    let size = LETTER_PX * radius / DISC_PX;
    let ring = match lane / COLOURS {
        0 => None,
        repeat => {
            let ring = Element::circle(at, radius - 1.8).filled("none").stroked(theme.on_leader, 1.1);
            Some(if repeat == 1 { ring } else { ring.with("stroke-dasharray", &format!("{repeat} 2")) })
        }
    };
    let letters = Element::text(at + Point::new(0.0, size * BASELINE), &mark_letters(id));
    let letters = letters.filled(theme.on_leader).at("font-size", size).with("font-weight", "700");
    Element::group()
        .child(Element::circle(at, radius).filled(theme.leader(lane)))
        .children(ring)
        .child(letters.with("text-anchor", "middle"))
}

fn lane_name(chart: &Chart, y: f64, name: &str, theme: &Theme) -> Element {
    let at = Point::new(chart.lanes.name_x(), NAME_PX.mul_add(BASELINE, y));
    let text = Element::text(at, &fitting(name, chart.lanes.name_letters()));
    text.filled(theme.soft).at("font-size", NAME_PX)
}

fn client_lane(theme: &Theme, chart: &Chart, lane: usize, client: &ClientSpec) -> Element {
    let lanes = chart.lanes;
    let y = lanes.client_y(lane);
    let disc = Element::circle(Point::new(lanes.letter_x(), y), CLIENT_DISC_PX);
    let letter =
        Element::text(Point::new(lanes.letter_x(), y + INITIAL_PX * BASELINE), &initial(&client.name()));
    let letter = letter.filled(theme.soft).at("font-size", INITIAL_PX).with("font-weight", "650");
    let axis = Element::line(Point::new(lanes.left(), y), Point::new(lanes.right(), y));
    Element::group()
        .child(disc.filled(theme.panel).stroked(theme.edge, 1.2))
        .child(letter.with("text-anchor", "middle"))
        .child(lane_name(chart, y, &client.name(), theme))
        .child(axis.stroked(theme.line, 1.0).with("stroke-dasharray", "2 3"))
}

/// The playhead with its time, and a veil over the future.
pub fn playhead(run: &Run, chart: &Chart, at: Micros) -> Element {
    let (lanes, theme) = (chart.lanes, run.theme);
    let x = chart.x(at).clamp(lanes.left(), lanes.right());
    let label = at.to_string();
    let width = text_width(&label, TICK_PX) + 20.0;
    let label_x = x.clamp(width / 2.0 + 2.0, lanes.width - width / 2.0 - 2.0);
    let foot = lanes.axis_y();
    let veil =
        (at < run.timeline.ends_at()).then(|| after(chart, x).filled(theme.panel).at("fill-opacity", 0.66));
    let pill = Rect::new(Point::new(label_x, 13.0), Size::new(width, 20.0));
    let text = Element::text(Point::new(label_x, 13.0 + TICK_PX * BASELINE), &label);
    let text = text.filled(theme.on_accent).at("font-size", TICK_PX).with("font-weight", "650");
    Element::group()
        .children(veil)
        .child(Element::line(Point::new(x, 20.0), Point::new(x, foot)).stroked(theme.accent, 1.75))
        .child(Element::rect(pill, 10.0).filled(theme.accent))
        .child(text.with("text-anchor", "middle"))
}

/// The cover over a diagram whose end must stay hidden.
pub fn hidden_future(run: &Run, chart: &Chart, horizon: Micros) -> Element {
    after(chart, chart.x(horizon)).filled(run.theme.panel)
}

/// All of the diagram right of a position.
fn after(chart: &Chart, x: f64) -> Element {
    let foot = chart.lanes.axis_y();
    let centre = Point::new(f64::midpoint(x, chart.lanes.width), f64::midpoint(22.0, foot));
    Element::rect(Rect::new(centre, Size::new((chart.lanes.width - x).max(0.0), foot - 22.0)), 0.0)
}
