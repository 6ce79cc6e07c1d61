//! What a context menu is about, found by where the event came from.

use player::{LeaderId, LinkId, Message, Micros, Place};
use web_sys::Event;

use crate::commands::{UiCommand, map_commands, leader_commands, link_commands, message_commands, run_commands};
use crate::geometry::point::Point;
use crate::geometry::projection::to_degrees;
use crate::hover::Hovered;
use crate::platform::events::closest;
use crate::store::View;

/// How many of the things that can be done with the run are in its menu.
const OF_RUN: usize = 8;

/// What a menu is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Leader(LeaderId),
    Link(LinkId),
    Message(Message),
    /// A place of the stage.
    Map(Place),
    /// The diagram.
    Run,
}

/// What an event is about; nothing of these, and the browser's own menu comes.
pub fn find_target(event: &Event, at: Option<Point>, pointed: Hovered) -> Option<Target> {
    // What is only looked at has no menus.
    if closest(event, "[data-looking], dialog").is_some() {
        return None;
    }
    let attribute = |selector: &str, name: &str| closest(event, selector)?.get_attribute(name);
    if let Some(id) = attribute(".leader[data-id]", "data-id").and_then(|id| id.parse().ok()) {
        return Some(Target::Leader(id));
    }
    // Keys are meant for what has the focus, not for what the pointer is on.
    let is_near = if at.is_some() { ".stage, .timeline" } else { ".hop" };
    if let Hovered::Message(message) = pointed
        && closest(event, is_near).is_some()
    {
        return Some(Target::Message(message));
    }
    if let Some(link) = attribute(".link[data-link]", "data-link").and_then(|name| parse_link(&name)) {
        return Some(Target::Link(link));
    }
    if closest(event, ".timeline").is_some() {
        return Some(Target::Run);
    }
    let is_free = closest(event, ".tools, .stage-buttons, .hint-note").is_none();
    at.filter(|_| is_free).and_then(|at| map_place_at(event, at)).map(Target::Map)
}

fn parse_link(name: &str) -> Option<LinkId> {
    let (from, to) = name.split_once('→')?;
    Some(LinkId::new(from.parse().ok()?, to.parse().ok()?))
}

/// The place of the globe that an event on the stage is at.
fn map_place_at(event: &Event, at: Point) -> Option<Place> {
    let ground = closest(event, ".stage")?.query_selector(".backdrop").ok().flatten()?;
    let bounds = ground.get_bounding_client_rect();
    let part = |at: f64, from: f64, length: f64| (at - from) / length.max(1.0);
    let (x, y) = (part(at.x, bounds.left(), bounds.width()), part(at.y, bounds.top(), bounds.height()));
    let (latitude, longitude) = to_degrees(Point::new(x, y));
    Some(Place::from_degrees(latitude, longitude))
}

impl Target {
    /// What it is called.
    pub fn name(&self, view: &View) -> String {
        match self {
            Self::Leader(id) => view.leader_name(*id),
            Self::Link(link) => format!("{} – {}", view.leader_name(link.from), view.leader_name(link.to)),
            Self::Message(message) => format!("The message with {}", message.dot),
            Self::Map(_) => "Here".into(),
            Self::Run => "The run".into(),
        }
    }

    /// What can be done with it, with the playhead at an instant.
    pub fn commands(&self, view: &View, at: Micros) -> Vec<UiCommand> {
        match self {
            Self::Leader(id) => leader_commands(view, *id),
            Self::Link(link) => link_commands(view, *link),
            Self::Message(message) => message_commands(view, *message, at),
            Self::Map(place) => map_commands(view, *place),
            Self::Run => run_commands(view).into_iter().take(OF_RUN).collect(),
        }
    }
}
