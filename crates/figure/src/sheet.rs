//! The sheet that a picture is drawn on: the run at the instant of the picture, its heading, and its text alternative.

use analysis::Outcome;
use explain::Names;
use replication::{LeaderId, Micros, Simulation, World, shortened, shown_name};
use timeline::Timeline;

use crate::geometry::number;
use crate::geometry::point::{Point, Rect, Size};
use crate::svg::Element;
use crate::theme::Theme;

/// The space around the content, in pixels.
pub const MARGIN_PX: f64 = 20.0;
/// The height of the heading, in pixels.
pub const HEADING_PX: f64 = 62.0;
/// The size of letters of the title and of other text, in pixels.
const TITLE_PX: f64 = 18.0;
const TEXT_PX: f64 = 13.0;

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The picture as the text of an SVG file.
    pub svg: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// The run that is drawn, at the instant of the picture.
pub struct Run<'a> {
    /// Its title.
    title: &'a str,
    /// Its recording.
    pub timeline: &'a Timeline,
    /// The instant of the playhead; none if the whole run is drawn.
    pub at: Option<Micros>,
    /// Nothing later is shown; everything is if there is none.
    pub horizon: Option<Micros>,
    /// How many records have happened by then.
    pub count: usize,
    /// The outcome so far.
    pub outcome: Outcome,
    /// The colours.
    pub theme: &'a Theme,
    /// Whether there is a heading, and a sentence below the stage.
    pub has_heading: bool,
    simulation: Simulation,
}

impl<'a> Run<'a> {
    /// A run at an instant, or at its end or the horizon.
    pub fn new(
        title: &'a str,
        timeline: &'a Timeline,
        (at, horizon): (Option<Micros>, Option<Micros>),
        theme: &'a Theme,
    ) -> Self {
        let at = horizon.map_or(at, |horizon| Some(at.unwrap_or(horizon).min(horizon)));
        let until = at.unwrap_or(timeline.ends_at());
        let simulation = timeline.run_at(until, None);
        let count = timeline.count_at(until);
        let outcome = Outcome::new(timeline, count, simulation.world());
        Self { title, timeline, at, horizon, count, outcome, theme, has_heading: true, simulation }
    }

    /// The same run, with a heading or without.
    #[must_use]
    pub fn with_heading(self, has_heading: bool) -> Self {
        Self { has_heading, ..self }
    }

    /// The world at the instant.
    pub fn world(&self) -> &World {
        self.simulation.world()
    }

    /// The names that hold at the instant.
    pub fn names(&self) -> Names<'_> {
        Names::of_run(self.timeline, self.world())
    }

    /// A leader's name at full length, even if it is not a member at the instant.
    pub fn full_leader_name(&self, id: LeaderId) -> String {
        let here = self.world().leaders.get(&id).map(|leader| leader.name.clone());
        here.or_else(|| self.timeline.leader_name(id)).unwrap_or_else(|| id.to_string())
    }

    /// The policy and the topology, and the instant if there is one.
    fn subtitle(&self) -> String {
        let world = self.world();
        let (policy, topology) = (world.policy.name().title, world.topology.name().title);
        let mut parts = vec![format!("Policy: {policy}"), format!("Topology: {topology}")];
        parts.extend(self.at.map(|at| format!("at {at}")));
        parts.join("  ·  ")
    }

    /// The picture: the heading, and below it the content, whose origin is below the heading.
    pub fn picture(&self, content: Size, text_alternative: &str, drawn: Element) -> Picture {
        let (title, subtitle) = (shown_name(self.title, "Untitled run"), self.subtitle());
        let subtitle = self.has_heading.then_some(subtitle.as_str());
        sheet(self.theme, (&title, subtitle), content, text_alternative, drawn)
    }
}

/// A picture: the title and a line below it, and then the content. Without such a line there is no heading, and the title
/// is that of the file alone.
pub fn sheet(
    theme: &Theme,
    (title, subtitle): (&str, Option<&str>),
    content: Size,
    text_alternative: &str,
    drawn: Element,
) -> Picture {
    let top = if subtitle.is_some() { HEADING_PX } else { 0.0 };
    let size = Size::new(content.width.ceil(), (content.height + top).ceil());
    let root = Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .at("width", size.width)
        .at("height", size.height)
        .with("viewBox", &format!("0 0 {} {}", number(size.width), number(size.height)))
        .with("font-family", "system-ui, sans-serif")
        .with("role", "img")
        .child(Element::of_text("title", title))
        .child(Element::of_text("desc", text_alternative));
    let ground = Rect::new(Point::new(size.width / 2.0, size.height / 2.0), size);
    let heading = subtitle.map(|below| heading(theme, title, below, size.width));
    let root = root
        .child(Element::rect(ground, 0.0).filled(theme.panel))
        .children(heading.into_iter().flatten())
        .child(drawn.moved_to(Point::new(0.0, top)));
    Picture { svg: root.to_string(), width: size.width as u32, height: size.height as u32 }
}

/// The title, and the line below it.
fn heading(theme: &Theme, title: &str, below: &str, width: f64) -> [Element; 2] {
    let title = fitting_text(title, width - 2.0 * MARGIN_PX, TITLE_PX);
    let heading = Element::text(Point::new(MARGIN_PX, 30.0), &title).filled(theme.ink);
    let below = Element::text(Point::new(MARGIN_PX, 50.0), below).filled(theme.soft);
    [heading.at("font-size", TITLE_PX).with("font-weight", "650"), below.at("font-size", TEXT_PX)]
}

/// The width of bold text with letters of this size in a wide font, in pixels: an upper estimate, because a picture is
/// drawn with whatever font there is.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(letter_width).sum::<f64>() * size
}

/// The width of a letter of size 1.
fn letter_width(letter: char) -> f64 {
    match letter {
        '\u{2066}'..='\u{2069}' => 0.0,
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '·' | '’' => 0.38,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | '“' | '”' => 0.5,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.1,
        _ if letter.is_ascii_digit() || letter.is_lowercase() || letter.is_ascii_punctuation() => 0.7,
        _ if letter.is_uppercase() => 0.82,
        _ => 1.1,
    }
}

/// The beginning of a text that fits into a room, with letters of this size: what is too long ends with an ellipsis.
pub fn fitting_text(text: &str, room: f64, size: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let fits = |length: &usize| text_width(&shortened(text, *length), size) <= room;
    let most = text.chars().count();
    shortened(text, (1..most).rev().find(fits).unwrap_or(1)).into_owned()
}

/// Text in lines that fit into a width, with letters of this size.
pub fn wrapped(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut().filter(|line| text_width(line, size) + text_width(word, size) + size < room) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(fitting_text(word, room, size)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_their_room() {
        let text = "Frankfurt and Tokyo keep two siblings, which a client has to merge, because neither had seen the other.";
        let lines = wrapped(text, 200.0, 13.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| text_width(line, 13.0) <= 200.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert!(wrapped("", 200.0, 13.0).is_empty());
    }
}
