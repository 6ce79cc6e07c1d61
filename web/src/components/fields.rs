//! Form fields with a label and the explanation of what is chosen.

use yew::prelude::*;

use crate::components::choice::{Choices, Segmented, SelectOne};

/// Up to this many options are shown side by side, more in a drop-down list.
const SIDE_BY_SIDE: usize = 2;

/// An option of a setting: value, title, explanation.
pub type NamedChoice<T> = (T, &'static str, &'static str);

/// A labelled control that is not one native field.
pub fn labelled(label: &str, control: Html) -> Html {
    html! { <div class="field"><span class="label">{ label.to_string() }</span>{ control }</div> }
}

/// A choice among a few values, with the explanation of the chosen one.
pub fn choice_field<T: Copy + PartialEq + 'static>(
    label: &'static str,
    options: &'static [NamedChoice<T>],
    chosen: T,
    onset: Callback<T>,
) -> Html {
    let (choices, chosen, onchoose) = by_id(options, chosen, onset);
    choice_field_by_id(label, choices, chosen, onchoose)
}

/// The same as a drop-down list, however few values there are: for forms that may be in the page several times.
pub fn list_field<T: Copy + PartialEq + 'static>(
    label: &'static str,
    options: &'static [NamedChoice<T>],
    chosen: T,
    onset: Callback<T>,
) -> Html {
    let (choices, chosen, onchoose) = by_id(options, chosen, onset);
    let about = choices.iter().find(|(id, ..)| *id == chosen).map(|(.., about)| about.clone());
    field(label, html! { <SelectOne {label} {choices} {chosen} {onchoose} /> }, about)
}

/// The options by the numbers of their places, the number of the chosen one, and a callback for a number.
fn by_id<T: Copy + PartialEq + 'static>(
    options: &'static [NamedChoice<T>],
    chosen: T,
    onset: Callback<T>,
) -> (Choices, String, Callback<String>) {
    let ids = options
        .iter()
        .enumerate()
        .map(|(index, (_, title, about))| (index.to_string(), (*title).to_string(), (*about).to_string()));
    let at = options.iter().position(|(option, ..)| *option == chosen).unwrap_or_default();
    let onchoose = Callback::from(move |id: String| {
        if let Some((option, ..)) = id.parse().ok().and_then(|index: usize| options.get(index)) {
            onset.emit(*option);
        }
    });
    (ids.collect(), at.to_string(), onchoose)
}

/// A choice by ID, with the explanation of the chosen one.
pub fn choice_field_by_id(
    label: &'static str,
    choices: Choices,
    chosen: String,
    onchoose: Callback<String>,
) -> Html {
    let about = choices.iter().find(|(id, ..)| *id == chosen).map(|(.., about)| about.clone());
    let control = if choices.len() <= SIDE_BY_SIDE {
        html! { <Segmented {label} name={label} {choices} {chosen} {onchoose} fill=true /> }
    } else {
        html! { <SelectOne {label} {choices} {chosen} {onchoose} /> }
    };
    field(label, control, about)
}

fn field(label: &'static str, control: Html, about: Option<String>) -> Html {
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ label }</span>
            { control }
            <span class="hint">{ about.unwrap_or_default() }</span>
        </div>
    }
}
