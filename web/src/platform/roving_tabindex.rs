//! Which of the diagram's marks and messages has the focus, and which of them Tab reaches. This is kept in
//! the page itself: nothing is drawn anew when the focus moves.

use std::str::FromStr;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, SvgElement};

use crate::geometry::roving_nav::{NavItem, NavStep, next_item};

/// What can be gone to.
pub const FOCUSABLE: &str = ".mark, .hop, .deed, .change";

/// Lets Tab reach exactly one: the one that it reached before, else the chosen one, else the first.
pub fn ensure_one_tabbable(all: &Element) {
    let there = all.query_selector("[tabindex='0']").ok().flatten();
    if there.is_some() {
        return;
    }
    let first = ["[data-selected]", ".mark", ".hop"];
    let first = first.iter().find_map(|selector| all.query_selector(selector).ok().flatten());
    if let Some(first) = first {
        set_tabindex(&first, "0");
    }
}

/// Lets Tab reach this one from now on, and no other.
pub fn make_tabbable(all: &Element, here: &Element) {
    query_all(all, "[tabindex='0']").iter().for_each(|other| set_tabindex(other, "-1"));
    set_tabindex(here, "0");
}

/// Moves the focus one step on.
pub fn move_focus(all: &Element, here: &Element, step: NavStep) {
    let elements = query_all(all, FOCUSABLE);
    // What happened somewhere comes before what set out from there.
    let rank = |number: usize, element: &Element| {
        number + if element.matches(".hop").unwrap_or(false) { elements.len() } else { 0 }
    };
    let numbered = elements.iter().enumerate();
    let stops: Vec<NavItem> = numbered
        .map(|(number, element)| NavItem {
            lane: parse_attribute(element, "data-lane"),
            at: (parse_attribute(element, "data-at"), rank(number, element)),
        })
        .collect();
    let next = elements.iter().position(|element| element == here).and_then(|from| next_item(&stops, from, step));
    if let Some(element) = next.and_then(|number| elements.get(number)) {
        focus(element);
    }
}

/// Leaves the marks for the playhead.
pub fn focus_playhead(all: &Element) {
    let playhead = |diagram: Element| diagram.query_selector(".playhead-grip").ok().flatten();
    if let Some(slider) = all.closest(".timeline").ok().flatten().and_then(playhead) {
        focus(&slider);
    }
}

fn focus(element: &Element) {
    // What cannot take the focus leaves it where it is.
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

fn query_all(all: &Element, selector: &str) -> Vec<Element> {
    let found = all.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(|index| found.as_ref()?.item(index)?.dyn_into().ok()).collect()
}
