//! Finding the terms at a point of the window, in a control's name, and in a panel.

use std::collections::BTreeMap;

use explain::Term;
use wasm_bindgen::JsCast as _;
use web_sys::{DomRect, Element, Node, Range};

use super::bounds::Bounds;
use super::tip::{Cause, Tip};
use crate::documents::reading;
use crate::platform::page;

/// Users' text and code, whose words are not terms.
const NO_TERMS: &str =
    "[data-user], .chip, .name-link, .tag, kbd, code, .mono, textarea, .term-list, .term-tip, [hidden]";
/// A tip for the focused control shows at most this many terms.
const MAX_TERMS_AT_FOCUS: usize = 4;
/// How many ancestors to search for text: a radio button covers its label, for example.
const MAX_LEVELS: usize = 3;

/// The term at a point of the window, at most `slack` pixels away.
pub fn tip_at(x: f64, y: f64, slack: f64, cause: Cause) -> Option<Tip> {
    let top = page::document()?.element_from_point(x as f32, y as f32)?;
    if top.tag_name() == "SELECT" {
        let terms = terms_of_text(&chosen_option(&top), &top);
        return Tip::new(terms, Bounds::of(&top.get_bounding_client_rect()), cause);
    }
    let levels = std::iter::successors(Some(top), |element| element.parent_element()).take(MAX_LEVELS);
    let mut texts =
        levels.flat_map(|element| children(&element)).filter(|node| node.node_type() == Node::TEXT_NODE);
    let (term, anchor) = texts.find_map(|text| term_at(&text, x, y, slack))?;
    Tip::new(vec![term], anchor, cause)
}

/// The terms in the name of a control.
pub fn tip_of_control(control: &Element) -> Option<Tip> {
    let mut terms = terms_of_text(&control.get_attribute("aria-label").unwrap_or_default(), control);
    match control.tag_name().as_str() {
        "SELECT" => terms.extend(terms_of_text(&chosen_option(control), control)),
        "INPUT" | "TEXTAREA" => terms.extend(label_element(control).iter().flat_map(terms_of)),
        _ => terms.extend(terms_of(control)),
    }
    let mut distinct: Vec<&'static Term> = Vec::new();
    for term in terms {
        if !distinct.contains(&term) {
            distinct.push(term);
        }
    }
    distinct.truncate(MAX_TERMS_AT_FOCUS);
    Tip::new(distinct, Bounds::of(&control.get_bounding_client_rect()), Cause::Focus)
}

/// The terms in a panel's text, in alphabetical order.
pub fn terms_of(panel: &Element) -> Vec<&'static Term> {
    let mut found = BTreeMap::new();
    collect(panel, &mut found);
    found.into_values().collect()
}

fn collect(node: &Node, found: &mut BTreeMap<String, &'static Term>) {
    let (text, around) = match node.dyn_ref::<Element>() {
        Some(element) => {
            if matches(element, NO_TERMS) || is_folded_away(element) {
                return;
            }
            (element.get_attribute("aria-label"), Some(element.clone()))
        }
        None => (node.node_value(), node.parent_element()),
    };
    if let (Some(text), Some(around)) = (text, around) {
        found.extend(
            terms_of_text(&text, &around).into_iter().map(|term| (term.name.to_ascii_lowercase(), term)),
        );
    }
    children(node).for_each(|child| collect(&child, found));
}

/// Of a collapsed part only the summary is shown.
fn is_folded_away(element: &Element) -> bool {
    matches(element, "details:not([open]) > :not(summary)")
}

/// The terms in a text of an element, without words that are not terms there.
fn terms_of_text(text: &str, around: &Element) -> Vec<&'static Term> {
    terms_in(text).into_iter().map(|(_, term)| term).filter(|term| !is_everyday_word(term, around)).collect()
}

/// The terms that a text mentions, with where; none before the code that knows them is there.
fn terms_in(text: &str) -> Vec<reading::Mention> {
    reading::get().map(|reading| (reading.terms_in)(text)).unwrap_or_default()
}

/// Elements list in `data-everyday` words that are not terms in them, such as “key” for keys of a keyboard.
fn is_everyday_word(term: &Term, around: &Element) -> bool {
    let selector = format!("[data-everyday~=\"{}\"], {NO_TERMS}", term.name);
    around.closest(&selector).ok().flatten().is_some()
}

fn term_at(text: &Node, x: f64, y: f64, slack: f64) -> Option<(&'static Term, Bounds)> {
    let content = text.node_value()?;
    let around = text.parent_element()?;
    terms_in(&content).into_iter().filter(|(_, term)| !is_everyday_word(term, &around)).find_map(
        |(at, term)| {
            let (start, end) = (utf16_length(&content[..at.start]), utf16_length(&content[..at.end]));
            let range = Range::new().ok()?;
            range.set_start(text, start).ok()?;
            range.set_end(text, end).ok()?;
            let rects = range.get_client_rects()?;
            let mut boxes = (0..rects.length())
                .filter_map(|index| rects.get(index))
                .map(|rect: DomRect| Bounds::of(&rect));
            boxes.find(|bounds| bounds.contains(x, y, slack)).map(|bounds| (term, bounds))
        },
    )
}

/// DOM offsets count UTF-16 code units.
fn utf16_length(text: &str) -> u32 {
    text.encode_utf16().fold(0, |length, _| length + 1)
}

fn chosen_option(select: &Element) -> String {
    let option = select.query_selector("option:checked").ok().flatten();
    option.and_then(|option| option.text_content()).unwrap_or_default()
}

fn label_element(field: &Element) -> Option<Element> {
    field.closest("label, .field").ok().flatten()
}

fn children(node: &Node) -> impl Iterator<Item = Node> + use<> {
    std::iter::successors(node.first_child(), Node::next_sibling)
}

fn matches(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or_default()
}
