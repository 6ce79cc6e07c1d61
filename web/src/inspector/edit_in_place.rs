//! A text that is edited where it stands: a click turns it into a field.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::direction;
use crate::platform::page;

#[derive(Properties, PartialEq)]
pub struct EditInPlaceProps {
    pub text: AttrValue,
    /// What stands there while there is no text.
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
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*editing, move |editing| {
            if let Some(field) = node.cast::<web_sys::HtmlElement>().filter(|_| *editing) {
                // The field works without the focus too.
                let _ = field.focus();
            }
        });
    }
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
    let commit = {
        let (node, editing, onset, before) =
            (node.clone(), editing.setter(), props.onset.clone(), props.text.clone());
        Callback::from(move |()| {
            let input = node.cast::<HtmlInputElement>().map(|field| field.value());
            let typed = input.or_else(|| node.cast::<HtmlTextAreaElement>().map(|field| field.value()));
            editing.set(false);
            if let Some(typed) = typed.map(|typed| typed.trim().to_owned()).filter(|typed| before != *typed) {
                onset.emit(typed);
            }
        })
    };
    let onkeydown = {
        let (editing, commit) = (editing.setter(), commit.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !event.shift_key() => {
                event.prevent_default();
                commit.emit(());
                page::restore_focus_after_render(".inspector");
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                editing.set(false);
                page::restore_focus_after_render(".inspector");
            }
            _ => {}
        }
    };
    let onblur = commit.reform(|_: FocusEvent| ());
    let (value, maxlength) = (props.text.clone(), props.max_length.to_string());
    let aria_label = props.label.clone();
    match props.is_long {
        true => {
            html! { <textarea ref={node} class="input" rows="5" aria-label={aria_label} {maxlength} {value} {onkeydown} {onblur} /> }
        }
        false => {
            html! { <input ref={node} class="input" aria-label={aria_label} {maxlength} {value} {onkeydown} {onblur} /> }
        }
    }
}
