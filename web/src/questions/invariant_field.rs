//! The field for an invariant. An error names its position.

use scenario::invariants::limits::MAX_INVARIANT_BYTES;
use scenario::invariants::{Invariant, InvariantError};
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use crate::hooks::{Latest, use_latest};
use crate::platform::events::value_of;

/// What an invariant looks like.
const PLACEHOLDER: &str = r#"value("balance") >= 0"#;

#[derive(Properties, PartialEq)]
pub struct InvariantFieldProps {
    /// What the field begins with.
    pub text: AttrValue,
    /// The name of the button that adds it.
    pub button: &'static str,
    /// Texts that can be put into the field.
    #[prop_or_default]
    pub examples: Vec<String>,
    /// Called with an invariant that can be read.
    pub onstate: Callback<String>,
    pub oncancel: Callback<()>,
}

/// The field with its buttons. It takes the focus; Escape cancels.
#[component]
pub fn InvariantField(props: &InvariantFieldProps) -> Html {
    let node = use_node_ref();
    let text = use_latest(|| props.text.to_string());
    let error = use_state_eq(|| None::<InvariantError>);
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(field) = node.cast::<HtmlInputElement>() {
                // The field works without the focus too.
                let _ = field.focus();
            }
        });
    }
    let onsubmit = {
        let (text, error, node, onstate) =
            (text.clone(), error.setter(), node.clone(), props.onstate.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let text = text.get();
            match text.parse::<Invariant>() {
                Ok(invariant) => onstate.emit(invariant.text().to_owned()),
                Err(found) => {
                    point_at(&node, &text, found.place);
                    error.set(Some(found));
                }
            }
        }
    };
    let oninput = {
        let (text, error) = (text.clone(), error.setter());
        move |event: InputEvent| {
            text.set(value_of(&event));
            error.set(None);
        }
    };
    let onkeydown = {
        let oncancel = props.oncancel.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                oncancel.emit(());
            }
        }
    };
    let cancel = props.oncancel.reform(|_: MouseEvent| ());
    let is_wrong = error.is_some();
    html! {
        <form class="invariant-form" {onsubmit} {onkeydown}>
            <label class="label" for="invariant-text">{ "Must hold at every leader, at every instant" }</label>
            <input
                id="invariant-text" ref={node.clone()} class="input" data-user="" autocomplete="off" autocapitalize="off" spellcheck="false"
                placeholder={PLACEHOLDER} maxlength={MAX_INVARIANT_BYTES.to_string()} value={text.get()}
                aria-invalid={is_wrong.then_some("true")} aria-describedby="invariant-error" {oninput}
            />
            <div id="invariant-error" role="alert">{ for error.as_ref().map(|error| told(&text.get(), error)) }</div>
            <div class="button-row">
                <button class="button" type="submit" data-kind="main">{ props.button }</button>
                <button class="button" type="button" onclick={cancel}>{ "Cancel" }</button>
            </div>
            { examples(&props.examples, &text, &error.setter(), &node) }
        </form>
    }
}

/// The error, with the text up to its position and the rest marked.
fn told(text: &str, error: &InvariantError) -> Html {
    let (before, rest) = split_at_place(text, error.place);
    let rest = if rest.is_empty() { "…" } else { rest };
    html! {
        <>
            <p class="pointed" data-user=""><code>{ before }<mark>{ rest }</mark></code></p>
            <p class="mistake">{ format!("At character {}: {}.", error.place, error.problem.trim_end_matches('.')) }</p>
        </>
    }
}

/// A text before a place in it, in characters from 1, and from there on.
fn split_at_place(text: &str, place: usize) -> (&str, &str) {
    let start = text.char_indices().nth(place.saturating_sub(1)).map_or(text.len(), |(start, _)| start);
    text.split_at(start)
}

/// Puts the cursor at the place of a mistake. The field counts in UTF-16 code units.
fn point_at(node: &NodeRef, text: &str, place: usize) {
    let Some(field) = node.cast::<HtmlInputElement>() else { return };
    let start = split_at_place(text, place).0.encode_utf16().count() as u32;
    // The error is shown next to the field too.
    let _ = field.focus();
    let _ = field.set_selection_range(start, start);
}

/// Texts to begin with; a click puts one into the field.
fn examples(
    examples: &[String],
    text: &Latest<String>,
    error: &UseStateSetter<Option<InvariantError>>,
    node: &NodeRef,
) -> Html {
    if examples.is_empty() {
        return html! {};
    }
    let buttons = examples.iter().map(|example| {
        let (text, error, node, example) = (text.clone(), error.clone(), node.clone(), example.clone());
        let label = example.clone();
        let onclick = move |_: MouseEvent| {
            text.set(example.clone());
            error.set(None);
            if let Some(field) = node.cast::<HtmlInputElement>() {
                let _ = field.focus();
            }
        };
        html! { <li key={label.clone()}><button class="text-button" type="button" data-user="" {onclick}><code>{ label }</code></button></li> }
    });
    html! { <div class="examples-of-invariants"><p class="quiet small">{ "For example" }</p><ul>{ for buttons }</ul></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_split_at_the_character_of_the_mistake() {
        assert_eq!(split_at_place("sum(ä) = 1", 5), ("sum(", "ä) = 1"));
        assert_eq!(split_at_place("1 =", 4), ("1 =", ""));
        assert_eq!(split_at_place("", 1), ("", ""));
    }
}
