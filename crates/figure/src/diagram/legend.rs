//! The legend below a diagram: what the shapes in it mean, without those that it does not have.

use analysis::ClientEventKind;

use super::client_lines::ClientLineKind;
use super::lines::LineKind;
use super::marks::MarkKind;
use super::shapes::{
    attempt_number, client_line_style, client_shape, cross, ignored_ring, line_style, mark_shape, outage,
    timeout_shape,
};
use crate::geometry::curve::arrowhead;
use crate::geometry::point::{Point, Rect, Size};
use crate::sheet::{MARGIN_PX, text_width};
use crate::svg::Element;
use crate::theme::Theme;

/// The size of letters, the height of a line, and the space between two entries, in pixels.
const TEXT_PX: f64 = 12.0;
const LINE_PX: f64 = 22.0;
const GAP_PX: f64 = 18.0;
/// Half the width of a line's sample, and the room for any sample, in pixels.
const HALF_SAMPLE_PX: f64 = 13.0;
const SAMPLE_PX: f64 = 34.0;
const SMALL_SAMPLE_PX: f64 = 22.0;

/// The kind of a shape in the diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A mark on a leader's lane.
    Mark(MarkKind),
    /// A line between lanes.
    Line(LineKind),
    /// A period in which a leader is down or absent.
    Outage,
    /// A request on a client's lane.
    ClientRequest,
    /// A line between a client away from leaders and a leader.
    ClientLine(ClientLineKind),
    /// The number of a repeated request.
    Retry,
    /// A client stops waiting, and sends the request again.
    Timeout,
    /// A client stops waiting, and gives up.
    GaveUp,
    /// A bar of deliveries.
    Bar,
    /// A dot of conflicts, in a dense diagram.
    ConflictDot,
    /// A dot of lost writes, in a dense diagram.
    LostDot,
}

impl Entry {
    /// What it means; none if another entry says it too.
    fn meaning(self) -> Option<&'static str> {
        Some(match self {
            Self::Mark(kind) => return mark_meaning(kind),
            Self::Line(LineKind::Message) => "message",
            Self::Line(LineKind::Duplicate) => "duplicate",
            Self::Line(LineKind::Stopped) => "stopped message",
            Self::Line(LineKind::Lost) => "lost message",
            Self::Line(LineKind::Request) => "forwarded request",
            Self::Line(LineKind::Answer) => return None,
            Self::Line(LineKind::Snapshot) => "snapshot",
            Self::Outage => "leader is down or absent",
            Self::ClientRequest => "request of a client",
            Self::ClientLine(ClientLineKind::Request) => "request over the network",
            Self::ClientLine(ClientLineKind::Response) => "response",
            Self::ClientLine(ClientLineKind::Ignored) => "late response, ignored",
            Self::ClientLine(ClientLineKind::Lost) => "lost request: leader is down",
            Self::Retry => "retry: 2nd attempt",
            Self::Timeout => "timeout, then a retry",
            Self::GaveUp => "timeout: client gives up",
            Self::Bar => "messages that arrive",
            Self::ConflictDot => "conflict",
            Self::LostDot => "lost write",
        })
    }

    /// The width that its sample takes up, in pixels.
    fn sample_width(self) -> f64 {
        match self {
            Self::Line(_) | Self::ClientLine(_) | Self::Outage => SAMPLE_PX,
            Self::Mark(_)
            | Self::ClientRequest
            | Self::Retry
            | Self::Timeout
            | Self::GaveUp
            | Self::Bar
            | Self::ConflictDot
            | Self::LostDot => SMALL_SAMPLE_PX,
        }
    }

    /// A sample of it around the origin.
    fn sample(self, theme: &Theme) -> Element {
        let dot = |colour: &str| Element::path("M-1.5-1.5h3v3h-3z").filled(colour);
        match self {
            Self::Mark(kind) => mark_shape(kind, theme.soft, theme),
            Self::Line(kind) => line_sample(kind, theme),
            Self::Outage => outage(Rect::new(Point::default(), Size::new(2.0 * HALF_SAMPLE_PX, 14.0)), theme),
            Self::ClientRequest => client_shape(ClientEventKind::Wrote, theme.soft, theme),
            Self::ClientLine(kind) => client_line_sample(kind, theme),
            Self::Retry => attempt_number(Point::default(), 2, theme.soft, theme),
            Self::Timeout => timeout_shape(false, theme),
            Self::GaveUp => timeout_shape(true, theme),
            Self::Bar => Element::path("M-3-3V3M0-7V7M3-5V5").stroked(theme.soft, 2.4),
            Self::ConflictDot => dot(theme.warn),
            Self::LostDot => dot(theme.bad),
        }
    }
}

fn mark_meaning(kind: MarkKind) -> Option<&'static str> {
    Some(match kind {
        MarkKind::Write => "write",
        MarkKind::Read => "read",
        MarkKind::Refused => "refused or unanswered request",
        MarkKind::Conflict => "conflict: siblings",
        MarkKind::Discarded => "discarded, comes back",
        MarkKind::Lost => "lost write",
        // The outage between them says it.
        MarkKind::Crash | MarkKind::Restart => return None,
        MarkKind::Leaving => "leader drains",
        MarkKind::Left => "leader leaves",
        MarkKind::GaveUp => "gives up waiting",
        MarkKind::Merged => "merge",
        MarkKind::MergeFailed => "failed merge",
        MarkKind::Inapplicable => "cannot be applied",
        MarkKind::Waits => "waits for dependencies",
        MarkKind::Assigned => "home assigned",
    })
}

fn line_sample(kind: LineKind, theme: &Theme) -> Element {
    let (from, to) = (Point::new(-HALF_SAMPLE_PX, 0.0), Point::new(HALF_SAMPLE_PX, 0.0));
    let line = line_style(Element::line(from, to), kind, theme.soft);
    let end = match kind {
        LineKind::Stopped | LineKind::Lost => cross(to - Point::new(4.0, 0.0), theme),
        LineKind::Message
        | LineKind::Duplicate
        | LineKind::Request
        | LineKind::Answer
        | LineKind::Snapshot => Element::path(&arrowhead(to, Point::new(1.0, 0.0))).filled(theme.soft),
    };
    let group = Element::group().child(line).child(end);
    if kind == LineKind::Duplicate { group.at("opacity", 0.55) } else { group }
}

fn client_line_sample(kind: ClientLineKind, theme: &Theme) -> Element {
    let (from, to) = (Point::new(-HALF_SAMPLE_PX, 0.0), Point::new(HALF_SAMPLE_PX, 0.0));
    let end = match kind {
        ClientLineKind::Request | ClientLineKind::Response => {
            Element::path(&arrowhead(to, Point::new(1.0, 0.0))).filled(theme.soft)
        }
        ClientLineKind::Ignored => ignored_ring(to - Point::new(4.0, 0.0), theme.soft, theme),
        ClientLineKind::Lost => cross(to - Point::new(4.0, 0.0), theme),
    };
    Element::group().child(client_line_style(Element::line(from, to), kind, theme.soft)).child(end)
}

/// The legend of these entries, in lines that fit into a width, and its height. Its origin is its upper left corner.
pub fn legend(entries: impl IntoIterator<Item = Entry>, width: f64, theme: &Theme) -> (Element, f64) {
    let mut group = Element::group().filled(theme.soft).at("font-size", TEXT_PX);
    let mut at = Point::new(MARGIN_PX, LINE_PX / 2.0);
    for (entry, meaning) in entries.into_iter().filter_map(|entry| Some((entry, entry.meaning()?))) {
        let (sample, text) = (entry.sample_width(), text_width(meaning, TEXT_PX));
        if at.x + sample + text > width - MARGIN_PX && at.x > MARGIN_PX {
            at = Point::new(MARGIN_PX, at.y + LINE_PX);
        }
        let shape =
            Element::group().child(entry.sample(theme)).moved_to(at + Point::new(sample / 2.0 - 4.0, 0.0));
        group = group.child(shape).child(Element::text(at + Point::new(sample, 4.0), meaning));
        at.x += sample + text + GAP_PX;
    }
    let height = if at.x > MARGIN_PX { at.y + LINE_PX / 2.0 } else { 0.0 };
    (group, height)
}
