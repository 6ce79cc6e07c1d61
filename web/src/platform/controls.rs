//! The settings and buttons of the page, by their labels: to list them all, to press a button, and to show a setting
//! wherever it is folded away.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use crate::platform::page::{after_render, find, query_all};

/// Every label of a setting, and every heading of a section.
const LABELS: &str = ".setup summary, .setup .label, .setup .check > span";
/// The buttons of the map and of the diagram.
const BUTTONS: &str = ".stage-buttons .button, .sheet > .zoom .button";
/// What a label belongs to.
const FIELD: &str = ".field, fieldset, .check, label";
/// What takes the focus in it.
const FOCUSABLE: &str = "input, select, textarea, button";
/// At most this many characters of what a control says are searched.
const MAX_TEXT: usize = 400;

/// A setting that is shown in the setup.
pub struct Setting {
    /// Its label.
    pub label: String,
    /// What else it says: its choices and its explanation.
    pub text: String,
}

/// The settings, in order, each label once.
pub fn settings() -> Vec<Setting> {
    let mut all: Vec<Setting> = Vec::new();
    for element in query_all(LABELS) {
        let label = label_of(&element);
        if !label.is_empty() && all.iter().all(|known| known.label != label) {
            let text = field_of(&element).text_content().unwrap_or_default();
            all.push(Setting { label, text: text.chars().take(MAX_TEXT).collect() });
        }
    }
    all
}

/// The names of the buttons of the map and of the diagram that can be pressed.
pub fn buttons() -> Vec<String> {
    query_all(BUTTONS)
        .filter(|button| !button.has_attribute("disabled"))
        .map(|button| name_of(&button))
        .collect()
}

/// Presses a button by its name, after the current render.
pub fn press_after_render(name: String) {
    after_render(move || {
        let button = query_all(BUTTONS).find(|button| name_of(button) == name);
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    });
}

fn name_of(button: &Element) -> String {
    let name = button.get_attribute("aria-label").or_else(|| button.text_content());
    name.unwrap_or_default().trim().to_owned()
}

/// Shows a setting after the current render.
pub fn reveal_after_render(label: String) {
    after_render(move || reveal(&label));
}

/// Opens what a control is folded away in, and focuses it. Shows the setup where it is a sheet.
fn reveal(label: &str) {
    let Some(element) = query_all(LABELS).find(|element| label_of(element) == label) else {
        return;
    };
    let mut folded = element.closest("details").ok().flatten();
    while let Some(part) = folded {
        // An attribute of this name can always be set.
        let _ = part.set_attribute("open", "");
        folded = part.parent_element().and_then(|around| around.closest("details").ok().flatten());
    }
    let field = field_of(&element);
    let control = field.query_selector(FOCUSABLE).ok().flatten().unwrap_or(element);
    let Ok(control) = control.dyn_into::<HtmlElement>() else {
        return;
    };
    // Wherever there is no sheet, the button that opens it is hidden.
    let toggle = find(".setup-toggle");
    let toggle = toggle.and_then(|toggle| toggle.dyn_into::<HtmlElement>().ok());
    if let Some(toggle) = toggle.filter(|toggle| toggle.offset_width() > 0) {
        toggle.click();
    }
    // An element that cannot take focus stays as it is.
    after_render(move || drop(control.focus()));
}

/// The label itself, without what stands beside it.
fn label_of(element: &Element) -> String {
    let text = element.first_child().and_then(|text| text.text_content()).unwrap_or_default();
    text.trim().to_owned()
}

fn field_of(element: &Element) -> Element {
    let heads_a_section = element.matches("summary").unwrap_or_default();
    let field = element.closest(FIELD).ok().flatten().filter(|_| !heads_a_section);
    field.unwrap_or_else(|| element.clone())
}
