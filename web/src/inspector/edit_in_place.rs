//! A text that is edited where it stands: a click turns it into a field.

use yew::prelude::*;

use crate::components::{InPlaceField, direction};

#[derive(Properties, PartialEq)]
pub struct EditInPlaceProps {
    pub text: AttrValue,
    /// The placeholder while there is no text.
    pub placeholder: AttrValue,
    /// The name of the field; the button that turns into it is called “Edit” and this.
    pub label: AttrValue,
    /// Whether the text may have several lines.
    #[prop_or_default]
    pub is_long: bool,
    /// The maximum length, in bytes.
    pub max_length: usize,
    /// Called with the new text.
    pub onset: Callback<String>,
}

/// The text as a button, or the field. Enter and leaving it commit, Escape cancels.
#[component]
pub fn EditInPlace(props: &EditInPlaceProps) -> Html {
    let editing = use_state_eq(|| false);
    if !*editing {
        let text = if props.text.is_empty() { &props.placeholder } else { &props.text };
        let onclick = {
            let editing = editing.setter();
            move |_: MouseEvent| editing.set(true)
        };
        return html! {
            <button
                class="in-place" type="button" dir={direction(text)} data-empty={props.text.is_empty().then_some("")} {onclick}
                title={format!("Edit {}", props.label.to_lowercase())}
            >{ text }</button>
        };
    }
    let onend = {
        let (editing, onset, before) = (editing.setter(), props.onset.clone(), props.text.clone());
        Callback::from(move |typed: Option<String>| {
            editing.set(false);
            if let Some(typed) = typed.map(|typed| typed.trim().to_owned()).filter(|typed| before != *typed) {
                onset.emit(typed);
            }
        })
    };
    html! {
        <InPlaceField
            label={props.label.clone()} text={props.text.clone()} is_long={props.is_long} max_length={props.max_length}
            focus_next=".inspector" {onend}
        />
    }
}
