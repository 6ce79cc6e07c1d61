//! What happens, in a picture of the diagram: changes, messages and marks, or the density of them.

use std::collections::BTreeSet;

use analysis::ChangeKind;
use replication::LeaderId;

use super::changes::{Change, ICON_RADIUS_PX, caption, captions_fit, changes_in, icon_path};
use super::chart::Chart;
use super::density::Density;
use super::legend::Entry;
use super::lines::{LineKind, line_of_message, line_of_transfer};
use super::marks::{Mark, MarkKind, TEXT_ABOVE_PX, marks_in, text_centre};
use super::shapes::{cross, line_style, mark_shape, mark_text_colour};
use crate::geometry::curve::arrowhead;
use crate::geometry::point::Point;
use crate::leaders::lane_of;
use crate::sheet::Run;
use crate::svg::Element;
use crate::theme::Theme;

/// The size of letters over marks, and beside changes, in pixels.
const MARK_TEXT_PX: f64 = 12.0;
const CAPTION_PX: f64 = 11.5;

/// With a ground around its letters, so that lines do not run through them.
fn on_ground(text: Element, theme: &Theme) -> Element {
    text.stroked(theme.panel, 4.0).with("stroke-linejoin", "round").with("paint-order", "stroke")
}

fn colour_of(run: &Run, id: LeaderId) -> &'static str {
    run.theme.leader(lane_of(run.timeline, id))
}

/// The icons of configuration changes, and whether there are any.
pub fn change_icons(run: &Run, chart: &Chart) -> (Element, bool) {
    let all = changes_in(run.timeline, chart);
    let fits = captions_fit(&all, chart);
    let icons = all.iter().zip(fits).map(|(change, fits)| change_icon(run.theme, chart, change, fits));
    (Element::group().children(icons), !all.is_empty())
}

fn change_colour(kind: ChangeKind, theme: &Theme) -> &'static str {
    match kind {
        ChangeKind::Cut => theme.bad,
        ChangeKind::Healed => theme.ok,
        ChangeKind::Ignored => theme.warn,
        ChangeKind::Topology
        | ChangeKind::Policy
        | ChangeKind::Links
        | ChangeKind::Clock
        | ChangeKind::Moved => theme.soft,
    }
}

fn change_icon(theme: &Theme, chart: &Chart, change: &Change, caption_fits: bool) -> Element {
    let at = Point::new(chart.x(change.at), chart.lanes.run_marks_y());
    let colour = change_colour(change.kind, theme);
    let stem = change.lanes(chart.lanes.count).into_iter().flat_map(|(first, last)| {
        let [top, first, last] = [at.y + ICON_RADIUS_PX, chart.lanes.y(first), chart.lanes.y(last)];
        let line = |from, to| Element::line(Point::new(at.x, from), Point::new(at.x, to));
        let across = line(first, last).stroked(colour, 1.4).with("stroke-dasharray", "2 4");
        [line(top, first).stroked(colour, 1.0).at("stroke-opacity", 0.35), across]
    });
    let sign = Element::path(icon_path(change.kind)).moved_to(at).filled("none").stroked(colour, 1.5);
    let sign = sign.with("stroke-linecap", "round").with("stroke-linejoin", "round");
    let text = caption_fits.then(|| {
        let text = Element::text(at + Point::new(12.0, 4.0), caption(change.kind));
        on_ground(text.filled(colour).at("font-size", CAPTION_PX), theme)
    });
    let ground = Element::circle(at, ICON_RADIUS_PX).filled(theme.panel);
    Element::group().children(stem).child(ground).child(sign).children(text)
}

/// A line between lanes: an arrow, or a line with a cross if it does not arrive.
fn line(ends: (Point, Point), kind: LineKind, arrives: bool, colour: &str, theme: &Theme) -> [Element; 2] {
    let (from, to) = ends;
    let line = line_style(Element::line(from, to), kind, colour);
    let end = match arrives {
        true => Element::path(&arrowhead(to, (to - from).unit())).filled(colour),
        false => cross(to, theme),
    };
    match kind {
        LineKind::Duplicate => [line.at("opacity", 0.55), end.at("opacity", 0.55)],
        LineKind::Message
        | LineKind::Stopped
        | LineKind::Lost
        | LineKind::Request
        | LineKind::Answer
        | LineKind::Snapshot => [line, end],
    }
}

/// Messages as slanted lines.
pub fn message_lines(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    let mut lines = Vec::new();
    for span in run.timeline.message_spans_in(chart.from(), chart.drawn_to()) {
        let kind = LineKind::of_message(&span);
        entries.insert(Entry::Line(kind));
        let ends = line_of_message(run.timeline, chart, &span, run.world().latency(span.message.link));
        let colour = colour_of(run, span.message.dot.leader);
        lines.extend(line(ends, kind, span.is_delivered(), colour, run.theme));
    }
    Element::group().children(lines)
}

/// Forwarded requests, answers and snapshots as slanted, dashed lines.
pub fn transfer_lines(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    let mut lines = Vec::new();
    for transfer in run.timeline.transfers_in(chart.from(), chart.drawn_to()) {
        let kind = LineKind::of_transfer(transfer);
        entries.insert(Entry::Line(kind));
        let ends = line_of_transfer(run.timeline, chart, transfer);
        let arrives = matches!(transfer.outcome, Some((_, timeline::DeliveryOutcome::Delivered)));
        lines.extend(line(ends, kind, arrives, colour_of(run, transfer.origin), run.theme));
    }
    Element::group().children(lines)
}

/// The marks of events on the leaders' lanes.
pub fn marks(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    let marks = marks_in(run.timeline, chart, |client| run.names().client(client));
    let is_covered = |number: usize, mark: &Mark| {
        let mut later = marks[number + 1..].iter().take_while(|later| later.at == mark.at);
        later.any(|later| later.lane == mark.lane)
    };
    let seen = marks.iter().enumerate().filter(|(number, mark)| !is_covered(*number, mark));
    entries.extend(seen.map(|(_, mark)| Entry::Mark(mark.kind)));
    let place = |mark: &Mark| Point::new(chart.x(mark.at), chart.lanes.y(lane_of(run.timeline, mark.lane)));
    let shapes = marks
        .iter()
        .map(|mark| mark_shape(mark.kind, colour_of(run, mark.origin), run.theme).moved_to(place(mark)));
    let texts = marks.iter().filter(|mark| !mark.text.is_empty()).map(|mark| {
        let at = place(mark);
        let at = Point::new(text_centre(chart, at.x, &mark.text), at.y - TEXT_ABOVE_PX);
        let text = Element::text(at, &mark.text).filled(mark_text_colour(mark.kind, run.theme));
        if mark.kind == MarkKind::Read { text.with("font-weight", "400") } else { text }
    });
    let group = Element::group().at("font-size", MARK_TEXT_PX).with("font-weight", "600");
    let texts = on_ground(group.with("text-anchor", "middle"), run.theme).children(texts);
    Element::group().children(shapes).child(texts)
}

/// The density of deliveries, and where conflicts and lost writes are.
pub fn density_plot(run: &Run, chart: &Chart, entries: &mut BTreeSet<Entry>) -> Element {
    let plot = Density::new(run.timeline, chart);
    entries.insert(Entry::Bar);
    let bars = plot.bars.iter().enumerate().map(|(lane, data)| {
        Element::path(data).filled("none").stroked(run.theme.leader(lane), 2.4).at("stroke-opacity", 0.8)
    });
    let dots =
        [(&plot.conflicts, run.theme.warn, Entry::ConflictDot), (&plot.lost, run.theme.bad, Entry::LostDot)];
    let dots = dots.into_iter().filter(|(data, ..)| !data.is_empty()).map(|(data, colour, entry)| {
        entries.insert(entry);
        Element::path(data).filled(colour)
    });
    let dots: Vec<Element> = dots.collect();
    Element::group().children(bars).children(dots)
}
