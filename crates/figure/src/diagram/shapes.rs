//! The shapes of the diagram as SVG, each with its colours: marks, lines, crosses, outages.

use analysis::ClientEventKind;

use super::client_lines::{ClientLineKind, IGNORED_RADIUS_PX, NUMBER_RADIUS_PX, timeout_outline};
use super::clients::client_outline;
use super::lines::LineKind;
use super::marks::MarkKind;
use crate::geometry::number;
use crate::geometry::point::{Point, Rect};
use crate::svg::Element;
use crate::theme::{Theme, mixed};

/// The size of the number of an attempt, in pixels.
const NUMBER_PX: f64 = 9.5;

/// The mark of an event around the origin, with the colour of the leader that it came from.
pub fn mark_shape(kind: MarkKind, colour: &str, theme: &Theme) -> Element {
    let shape = Element::path(kind.outline());
    // The panel's colour around a mark separates it from lines.
    let filled = |shape: Element, colour: &str| {
        shape.filled(colour).stroked(theme.panel, 2.0).with("paint-order", "stroke")
    };
    let outlined =
        |shape: Element, colour: &str, width: f64| shape.filled(theme.panel).stroked(colour, width);
    match kind {
        MarkKind::Write | MarkKind::Merged | MarkKind::Assigned => filled(shape, colour),
        MarkKind::Read => outlined(shape, colour, 2.0),
        MarkKind::Conflict => filled(shape, theme.warn),
        MarkKind::Discarded => outlined(shape, theme.warn, 1.8),
        MarkKind::Lost => outlined(shape, theme.bad, 1.8),
        MarkKind::Crash | MarkKind::Restart | MarkKind::Left => filled(shape, theme.soft),
        MarkKind::Leaving | MarkKind::GaveUp => outlined(shape, theme.warn, 1.8),
        MarkKind::Waits => outlined(shape, theme.warn, 1.8).with("stroke-dasharray", "3 2"),
        MarkKind::MergeFailed | MarkKind::Inapplicable => strokes(shape, theme.warn),
        MarkKind::Refused => strokes(shape, theme.bad),
    }
}

fn strokes(shape: Element, colour: &str) -> Element {
    shape.filled("none").stroked(colour, 2.2).with("stroke-linecap", "round")
}

/// The colour of the text over a mark.
pub fn mark_text_colour(kind: MarkKind, theme: &Theme) -> &'static str {
    match kind {
        MarkKind::Conflict
        | MarkKind::Discarded
        | MarkKind::MergeFailed
        | MarkKind::Inapplicable
        | MarkKind::Waits
        | MarkKind::Leaving
        | MarkKind::GaveUp => theme.warn,
        MarkKind::Refused | MarkKind::Lost => theme.bad,
        MarkKind::Read => theme.soft,
        MarkKind::Write
        | MarkKind::Crash
        | MarkKind::Restart
        | MarkKind::Left
        | MarkKind::Merged
        | MarkKind::Assigned => theme.ink,
    }
}

/// The mark of a client's request around the origin, with the colour of its leader.
pub fn client_shape(kind: ClientEventKind, colour: &str, theme: &Theme) -> Element {
    let shape = Element::path(client_outline(kind));
    match kind {
        ClientEventKind::Wrote | ClientEventKind::Forwarded | ClientEventKind::Answered => {
            shape.filled(colour).stroked(theme.panel, 1.5).with("paint-order", "stroke")
        }
        ClientEventKind::Read => shape.filled(theme.panel).stroked(colour, 1.6),
        ClientEventKind::Refused => {
            shape.filled("none").stroked(theme.bad, 1.8).with("stroke-linecap", "round")
        }
    }
}

/// A line between lanes, or a part of one, in a colour.
pub fn line_style(line: Element, kind: LineKind, colour: &str) -> Element {
    match kind {
        LineKind::Message | LineKind::Duplicate => line.stroked(colour, 1.4),
        LineKind::Stopped | LineKind::Lost => {
            line.stroked(colour, 1.4).with("stroke-dasharray", "2 4").at("stroke-opacity", 0.75)
        }
        LineKind::Request | LineKind::Answer => {
            line.stroked(colour, 1.2).with("stroke-dasharray", "7 3 1.5 3")
        }
        LineKind::Snapshot => {
            line.stroked(colour, 3.0).with("stroke-dasharray", "3 2").at("stroke-opacity", 0.7)
        }
    }
}

/// The line of a request or a response of a client away from leaders, in the colour of the leader.
pub fn client_line_style(line: Element, kind: ClientLineKind, colour: &str) -> Element {
    match kind {
        ClientLineKind::Request => line.stroked(colour, 1.2),
        ClientLineKind::Response => line.stroked(colour, 1.2).with("stroke-dasharray", "6 3"),
        ClientLineKind::Ignored => {
            line.stroked(colour, 1.2).with("stroke-dasharray", "1.5 3").at("stroke-opacity", 0.75)
        }
        ClientLineKind::Lost => {
            line.stroked(colour, 1.2).with("stroke-dasharray", "2 4").at("stroke-opacity", 0.75)
        }
    }
}

/// The ring at the end of a response that its client ignores.
pub fn ignored_ring(at: Point, colour: &str, theme: &Theme) -> Element {
    Element::circle(at, IGNORED_RADIUS_PX).filled(theme.panel).stroked(colour, 1.4)
}

/// The number of a repeated request on a disc.
pub fn attempt_number(at: Point, number: u32, colour: &str, theme: &Theme) -> Element {
    let text = Element::text(at + Point::new(0.0, NUMBER_PX * 0.36), &number.to_string()).filled(theme.ink);
    let text = text.at("font-size", NUMBER_PX).with("font-weight", "650").with("text-anchor", "middle");
    let disc = Element::circle(at, NUMBER_RADIUS_PX).filled(theme.panel).stroked(colour, 1.2);
    Element::group().child(disc).child(text)
}

/// The mark of a client that stops waiting, around the origin: an hourglass, or a cross if it gives up.
pub fn timeout_shape(gives_up: bool, theme: &Theme) -> Element {
    let shape = Element::path(timeout_outline(gives_up));
    match gives_up {
        true => shape.filled("none").stroked(theme.bad, 1.8).with("stroke-linecap", "round"),
        false => shape.filled(theme.panel).stroked(theme.warn, 1.6).with("stroke-linejoin", "round"),
    }
}

/// The cross at the end of a message that does not arrive.
pub fn cross(at: Point, theme: &Theme) -> Element {
    let data = format!("M{} {}l10 10m0-10l-10 10", number(at.x - 5.0), number(at.y - 5.0));
    Element::path(&data).filled("none").stroked(theme.bad, 1.8).with("stroke-linecap", "round")
}

/// A period in which a leader is down.
pub fn outage(area: Rect, theme: &Theme) -> Element {
    let ground = Element::rect(area, 4.0).filled(&mixed(theme.soft, theme.panel, 8));
    let ground = ground.stroked(theme.wire, 1.0).with("stroke-dasharray", "3 3");
    Element::group().child(ground).child(Element::rect(area, 4.0).filled("url(#hatch)"))
}

/// What [`outage`] refers to.
pub fn hatch(theme: &Theme) -> Element {
    let line = Element::path("M0 0V6").stroked(theme.wire, 1.0).at("stroke-opacity", 0.55);
    let pattern = Element::new("pattern").with("id", "hatch").at("width", 6.0).at("height", 6.0);
    let pattern = pattern.with("patternUnits", "userSpaceOnUse").with("patternTransform", "rotate(45)");
    Element::new("defs").child(pattern.child(line))
}
