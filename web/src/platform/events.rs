//! Helpers for browser events: field values, enclosing elements, pointer capture.

use wasm_bindgen::JsCast as _;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, PointerEvent,
};

/// The value of the field that fired the event; empty if the target is not a field.
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
}

/// The nearest ancestor of the event's target, or the target itself, that matches a selector. The event's
/// `currentTarget` is useless here: Yew listens at the root of the page.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// An attribute of the nearest ancestor of the event's target, or of the target itself, that matches a selector.
pub fn attribute_of(event: &Event, selector: &str, name: &str) -> Option<String> {
    closest(event, selector)?.get_attribute(name)
}

/// The topmost element under the pointer that matches a selector, even while another element has captured the
/// pointer.
pub fn element_at_pointer(event: &PointerEvent, selector: &str) -> Option<Element> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let all = crate::platform::page::document()?.elements_from_point(x, y);
    let mut elements = all.iter().filter_map(|element| element.dyn_into::<Element>().ok());
    elements.find(|element| element.matches(selector).unwrap_or_default())
}

/// Captures the pointer: its further events go to `element` even outside it.
pub fn capture_pointer(event: &PointerEvent, element: &Element) {
    // Without capture a drag ends at the element's edge, which is worse but works.
    let _ = element.set_pointer_capture(event.pointer_id());
}

/// Parses a field's text as an integer.
pub fn parse_integer(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// Whether a key event belongs to a field, a list or an open dialog, not to the page.
pub fn is_in_field_or_dialog(event: &Event) -> bool {
    let target = event.composed_path().get(0);
    let Some(element) = target.dyn_ref::<HtmlElement>() else {
        return false;
    };
    let takes_keys = matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA");
    takes_keys || element.is_content_editable() || is_in_open_dialog(event)
}

/// Whether an event belongs to an open dialog.
pub fn is_in_open_dialog(event: &Event) -> bool {
    let target = event.composed_path().get(0);
    target.dyn_ref::<Element>().is_some_and(|element| element.closest("dialog").ok().flatten().is_some())
}

/// Whether an event belongs to a button or a link.
pub fn is_on_button(event: &Event) -> bool {
    let target = event.composed_path().get(0);
    target
        .dyn_ref::<HtmlElement>()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A"))
}
