//! Adding, changing and removing invariants. Each is an edit of the run.

use player::{EditAction, invariant_examples};
use scenario::invariants::limits::MAX_INVARIANTS;
use yew::prelude::*;

use crate::components::disclosure;
use crate::platform::page;
use crate::questions::forms::FORMS;
use crate::questions::invariant_field::InvariantField;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct InvariantRowProps {
    /// Its place among the invariants.
    pub place: usize,
    pub text: String,
    /// The invariant with its answer.
    pub answer: Html,
}

/// An invariant with its answer, or the field while it is changed.
#[component]
pub fn InvariantRow(props: &InvariantRowProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let editing = use_state_eq(|| false);
    let place = props.place;
    let all = view.scenario().invariants.clone();
    if *editing {
        let end = {
            let editing = editing.setter();
            Callback::from(move |()| editing.set(false))
        };
        let onstate = {
            let end = end.clone();
            Callback::from(move |text: String| {
                let mut all = all.clone();
                all.get_mut(place).into_iter().for_each(|changed| changed.clone_from(&text));
                dispatch.emit(EditAction::SetInvariants(all));
                end.emit(());
                page::restore_focus_after_render(".questions h2");
            })
        };
        return html! { <li><InvariantField text={props.text.clone()} button="Change" {onstate} oncancel={end} /></li> };
    }
    let edit = {
        let editing = editing.setter();
        move |_: MouseEvent| editing.set(true)
    };
    let remove = move |_: MouseEvent| {
        let kept = all.iter().enumerate().filter(|(other, _)| *other != place);
        let kept = kept.map(|(_, text)| text.clone()).collect();
        dispatch.emit(EditAction::SetInvariants(kept));
        page::restore_focus_after_render(".questions h2");
    };
    let name = &props.text;
    html! {
        <li>
            { props.answer.clone() }
            <div class="on-invariant">
                <button class="text-button" type="button" aria-label={format!("Edit {name}")} onclick={edit}>{ "Edit" }</button>
                <button class="text-button" type="button" aria-label={format!("Remove {name}")} onclick={remove}>{ "Remove" }</button>
            </div>
        </li>
    }
}

/// A button, and the field for another invariant once it is pressed.
#[component]
pub fn NewInvariant() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let is_open = use_state_eq(|| false);
    let all = view.scenario().invariants.clone();
    let set_open = |open: bool| {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(open))
    };
    if all.len() >= MAX_INVARIANTS {
        return html! { <p class="new-invariant quiet small">{ format!("A run has at most {MAX_INVARIANTS} invariants.") }</p> };
    }
    if !*is_open {
        let open = set_open(true).reform(|_: MouseEvent| ());
        return html! { <div class="new-invariant"><button class="button" type="button" data-size="small" onclick={open}>{ "Add invariant" }</button></div> };
    }
    let examples: Vec<String> =
        invariant_examples(view.timeline()).into_iter().filter(|example| !all.contains(example)).collect();
    let onstate = {
        let close = set_open(false);
        Callback::from(move |text: String| {
            // Adding it again changes nothing.
            if !all.contains(&text) {
                let stated = all.iter().cloned().chain([text]).collect();
                dispatch.emit(EditAction::SetInvariants(stated));
            }
            close.emit(());
            page::restore_focus_after_render(".questions h2");
        })
    };
    html! {
        <div class="new-invariant">
            <InvariantField text="" button="Add to run" {examples} {onstate} oncancel={set_open(false)} />
            { disclosure("Invariant syntax", language()) }
        </div>
    }
}

/// The forms of the language, and what they say.
fn language() -> Html {
    let rows = FORMS.iter().map(|(meaning, form)| {
        html! { <tr key={*form}><td>{ *meaning }</td><td><code>{ *form }</code></td></tr> }
    });
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Invariant syntax">
            <table class="forms">
                <thead><tr><th scope="col">{ "To say" }</th><th scope="col">{ "Write" }</th></tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
            <p class="help">{ "Put keys in quotes; a * at the end matches every key with that prefix. Join conditions with and, or and not. With siblings, it must hold whichever of them is read." }</p>
        </div>
    }
}
