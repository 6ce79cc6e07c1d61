//! The target of a context menu, found from the event.

use player::{LeaderId, LinkId, Message, Micros, Place};
use web_sys::Event;

use crate::commands::{
    UiCommand, leader_commands, link_commands, map_commands, message_commands, run_commands,
};
use crate::geometry::point::Point;
use crate::geometry::projection::to_degrees;
use crate::hover::Hovered;
use crate::platform::events::closest;
use crate::store::View;

/// The context menu of the run shows only its first commands.
const MAX_RUN_COMMANDS: usize = 8;

/// The object that a context menu applies to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Leader(LeaderId),
    Link(LinkId),
    Message(Message),
    /// A point on the map behind the stage.
    Map(Place),
    /// The run, opened from the timeline.
    Run,
}

/// The target of an event; `None` leaves the browser's own menu.
pub fn find_target(event: &Event, at: Option<Point>, pointed: Hovered) -> Option<Target> {
    // Read-only branches and dialogs have no context menus.
    if closest(event, "[data-looking], dialog").is_some() {
        return None;
    }
    let attribute = |selector: &str, name: &str| closest(event, selector)?.get_attribute(name);
    if let Some(id) = attribute(".leader[data-id]", "data-id").and_then(|id| id.parse().ok()) {
        return Some(Target::Leader(id));
    }
    // A key press applies to the focused element, not to the hovered one.
    let is_near = if at.is_some() { ".stage, .timeline" } else { ".message-line" };
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

/// The geographic place at a point on the stage.
fn map_place_at(event: &Event, at: Point) -> Option<Place> {
    let ground = closest(event, ".stage")?.query_selector(".backdrop").ok().flatten()?;
    let bounds = ground.get_bounding_client_rect();
    let part = |at: f64, from: f64, length: f64| (at - from) / length.max(1.0);
    let (x, y) = (part(at.x, bounds.left(), bounds.width()), part(at.y, bounds.top(), bounds.height()));
    let (latitude, longitude) = to_degrees(Point::new(x, y));
    Some(Place::from_degrees(latitude, longitude))
}

impl Target {
    /// The heading of the menu.
    pub fn name(&self, view: &View) -> String {
        match self {
            Self::Leader(id) => view.leader_name(*id),
            Self::Link(link) => format!("{} – {}", view.leader_name(link.from), view.leader_name(link.to)),
            Self::Message(message) => format!("Message with {}", message.dot),
            Self::Map(_) => "Here".into(),
            Self::Run => "Run".into(),
        }
    }

    /// The commands for the target, with the playhead at `at`.
    pub fn commands(&self, view: &View, at: Micros) -> Vec<UiCommand> {
        match self {
            Self::Leader(id) => leader_commands(view, *id),
            Self::Link(link) => link_commands(view, *link),
            Self::Message(message) => message_commands(view, *message, at),
            Self::Map(place) => map_commands(view, *place),
            Self::Run => run_commands(view).into_iter().take(MAX_RUN_COMMANDS).collect(),
        }
    }
}
