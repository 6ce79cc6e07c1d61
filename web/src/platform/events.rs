//! What events of the browser carry.

use wasm_bindgen::JsCast as _;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, PointerEvent,
};

/// What stands in the field that an event came from; nothing if it did not come from one.
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

/// The nearest element around an event's target that fits a selector. An event's current target will not do:
/// Yew listens at the root of the page.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// The topmost element that fits a selector and has the pointer within its own box, wherever the pointer's events
/// go.
pub fn element_at_pointer(event: &PointerEvent, selector: &str) -> Option<Element> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let all = crate::platform::page::document()?.elements_from_point(x, y);
    let mut elements = all.iter().filter_map(|there| there.dyn_into::<Element>().ok());
    elements.find(|element| element.matches(selector).unwrap_or_default())
}

/// Has all further events of a pointer go to an element, even where the pointer leaves it.
pub fn capture_pointer(event: &PointerEvent, element: &Element) {
    // Without capture a drag ends at the element's edge, which is worse but works.
    let _ = element.set_pointer_capture(event.pointer_id());
}

/// The whole number in a field's text.
pub fn parse_integer(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// Whether keys pressed now are meant for the field, the dialog or the list that has them.
pub fn is_in_field_or_dialog(event: &Event) -> bool {
    let target = event.composed_path().get(0);
    let Some(element) = target.dyn_ref::<HtmlElement>() else {
        return false;
    };
    let takes_keys = matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA");
    takes_keys || element.is_content_editable() || element.closest("dialog").ok().flatten().is_some()
}

/// Whether the element that has the focus does something on Space itself.
pub fn is_on_button(event: &Event) -> bool {
    let target = event.composed_path().get(0);
    target
        .dyn_ref::<HtmlElement>()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "SUMMARY" | "A"))
}
