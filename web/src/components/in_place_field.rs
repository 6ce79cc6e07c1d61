//! The field that stands in place of a text while it is edited.

use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use crate::platform::events::value_of;
use crate::platform::page;

#[derive(Properties, PartialEq)]
pub struct InPlaceFieldProps {
    pub label: AttrValue,
    /// The text before it is edited.
    pub text: AttrValue,
    /// Whether the text may have several lines.
    #[prop_or_default]
    pub is_long: bool,
    /// The maximum length in UTF-16 code units, if the field is to stop there.
    #[prop_or_default]
    pub max_length: Option<usize>,
    /// The selector of what gets the focus after Enter and Escape.
    pub focus_next: &'static str,
    /// Called once: with the text after Enter and when the field is left, with none after Escape.
    pub onend: Callback<Option<String>>,
}

/// The field, which takes the focus.
///
/// It gets its text once: a `value` would be set again, over what was typed since, whenever the page is drawn.
#[component]
pub fn InPlaceField(props: &InPlaceFieldProps) -> Html {
    let node = use_node_ref();
    {
        let (node, text) = (node.clone(), props.text.clone());
        use_effect_with((), move |()| begin(&node, &text));
    }
    // Being removed, the field loses the focus.
    let is_over = use_mut_ref(|| false);
    let end = {
        let onend = props.onend.clone();
        Callback::from(move |text| {
            if !is_over.replace(true) {
                onend.emit(text);
            }
        })
    };
    let focus_next = props.focus_next;
    let onkeydown = {
        let end = end.clone();
        move |event: KeyboardEvent| {
            let text = match event.key().as_str() {
                "Enter" if !event.shift_key() && !event.is_composing() => Some(value_of(&event)),
                "Escape" => None,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            end.emit(text);
            page::restore_focus_after_render(focus_next);
        }
    };
    let onblur = end.reform(|event: FocusEvent| Some(value_of(&event)));
    let (aria_label, maxlength) = (props.label.clone(), props.max_length.map(|length| length.to_string()));
    if props.is_long {
        html! { <textarea ref={node} class="input" rows="5" aria-label={aria_label} {maxlength} {onkeydown} {onblur} /> }
    } else {
        html! { <input ref={node} class="input" aria-label={aria_label} {maxlength} {onkeydown} {onblur} /> }
    }
}

/// Gives the field its text and the focus. A short text is selected, so that typing replaces it.
fn begin(node: &NodeRef, text: &str) {
    if let Some(field) = node.cast::<HtmlInputElement>() {
        field.set_value(text);
        field.select();
    } else if let Some(field) = node.cast::<HtmlTextAreaElement>() {
        field.set_value(text);
    }
    if let Some(field) = node.cast::<HtmlElement>() {
        // The field works without the focus too.
        let _ = field.focus();
    }
}
