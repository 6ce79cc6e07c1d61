//! Roving tabindex over the diagram's marks and messages: Tab reaches one, arrow keys move between them. The
//! state lives in the DOM so that moving the focus renders nothing.

use std::str::FromStr;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, SvgElement};

use crate::geometry::roving_nav::{NavItem, NavStep, next_item};

/// Selects everything the arrow keys can reach.
pub const FOCUSABLE: &str = ".mark, .message-line, .client-operation, .change";

/// Makes exactly one item reachable by Tab: the one before, else the selected one, else the first.
pub fn ensure_one_tabbable(diagram: &Element) {
    let tabbable = diagram.query_selector("[tabindex='0']").ok().flatten();
    if tabbable.is_some() {
        return;
    }
    let first = ["[data-selected]", ".mark", ".message-line"];
    let first = first.iter().find_map(|selector| diagram.query_selector(selector).ok().flatten());
    if let Some(first) = first {
        set_tabindex(&first, "0");
    }
}

/// Makes this item the one that Tab reaches.
pub fn make_tabbable(diagram: &Element, current: &Element) {
    query_all(diagram, "[tabindex='0']").iter().for_each(|other| set_tabindex(other, "-1"));
    set_tabindex(current, "0");
}

/// Moves the focus one step.
pub fn move_focus(diagram: &Element, current: &Element, step: NavStep) {
    let elements = query_all(diagram, FOCUSABLE);
    // At one instant, marks come before the messages sent from there.
    let rank = |number: usize, element: &Element| {
        number + if element.matches(".message-line").unwrap_or(false) { elements.len() } else { 0 }
    };
    let numbered = elements.iter().enumerate();
    let items: Vec<NavItem> = numbered
        .map(|(number, element)| NavItem {
            lane: parse_attribute(element, "data-lane"),
            at: (parse_attribute(element, "data-at"), rank(number, element)),
        })
        .collect();
    let next =
        elements.iter().position(|element| element == current).and_then(|from| next_item(&items, from, step));
    if let Some(element) = next.and_then(|number| elements.get(number)) {
        focus(element);
    }
}

/// Moves the focus from the items to the playhead.
pub fn focus_playhead(diagram: &Element) {
    let playhead = |diagram: Element| diagram.query_selector(".playhead-grip").ok().flatten();
    if let Some(slider) = diagram.closest(".timeline").ok().flatten().and_then(playhead) {
        focus(&slider);
    }
}

fn focus(element: &Element) {
    // An element that cannot take focus leaves it where it is.
    if let Some(drawn) = element.dyn_ref::<SvgElement>() {
        let _ = drawn.focus();
    } else if let Some(other) = element.dyn_ref::<HtmlElement>() {
        let _ = other.focus();
    }
}

fn set_tabindex(element: &Element, tabindex: &str) {
    // An attribute of this name can always be set.
    let _ = element.set_attribute("tabindex", tabindex);
}

fn parse_attribute<T: FromStr + Default>(element: &Element, name: &str) -> T {
    element.get_attribute(name).and_then(|text| text.parse().ok()).unwrap_or_default()
}

fn query_all(diagram: &Element, selector: &str) -> Vec<Element> {
    let found = diagram.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(|index| found.as_ref()?.item(index)?.dyn_into().ok()).collect()
}
