//! Arrow keys on the stage: they move the focus to the nearest leader, client or link in their direction.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, SvgElement};

use crate::geometry::directional_nav::nearest_in_direction;
use crate::geometry::point::Point;
use crate::platform::events::closest;

/// What the focus moves between.
const FOCUSABLE: &str = ".leader, .client-handle, .link";

/// Focuses the nearest leader, client or link in a direction from the focused one.
pub fn focus_next(event: &Event, direction: Point) {
    let (Some(stage), Some(from)) = (closest(event, ".stage"), closest(event, FOCUSABLE)) else {
        return;
    };
    let Ok(found) = stage.query_selector_all(FOCUSABLE) else {
        return;
    };
    let others: Vec<Element> = (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
        .filter(|element| *element != from)
        .collect();
    let middles: Vec<Point> = others.iter().map(middle_of).collect();
    let next =
        nearest_in_direction(middle_of(&from), direction, &middles).and_then(|index| others.get(index));
    if let Some(next) = next {
        focus(next);
    }
}

/// The middle of a card, or of a link's line.
fn middle_of(element: &Element) -> Point {
    let line = element.query_selector(".line").ok().flatten();
    let bounds = line.as_ref().unwrap_or(element).get_bounding_client_rect();
    Point::new(bounds.left() + bounds.width() / 2.0, bounds.top() + bounds.height() / 2.0)
}

fn focus(element: &Element) {
    // An element that cannot take focus stays as it is.
    if let Some(card) = element.dyn_ref::<HtmlElement>() {
        let _ = card.focus();
    } else if let Some(link) = element.dyn_ref::<SvgElement>() {
        let _ = link.focus();
    }
}
