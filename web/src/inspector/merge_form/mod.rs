//! The form that merges siblings by hand: one value replaces exactly the siblings that are shown.

mod concurrent_merge;
mod editor;
mod fields;
mod items;
mod text;

use std::sync::Arc;

use concurrent_merge::TryConcurrentMerge;
use explain::shown_value;
use player::{Draft, EditAction, VALUE_TYPES, ValueType, client_at};
use replication::{CausalContext, ClientId, Command, Key, LeaderId, Write};
use yew::prelude::*;

use crate::components::{LeaderMark, SelectOne, context_tags};
use crate::hooks::{Latest, use_latest};
use crate::inspector::merge_form::editor::Editor;
use crate::inspector::section::section;
use crate::inspector::write_form::ClientPicker;

use crate::platform::page;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct MergeFormProps {
    pub leader: LeaderId,
    /// The key.
    pub of: Key,
    pub versions: Vec<Arc<Write>>,
}

/// At most this many siblings get a “Take only” button.
const MAX_TAKES: usize = 6;

/// The form. Its draft starts with everything the siblings contain.
#[component]
pub fn MergeForm(props: &MergeFormProps) -> Html {
    let view = use_view();
    let client = use_latest(|| client_at(view.frame(), props.leader, None));
    let latest = use_latest(|| Draft::from_all(&props.versions));
    {
        // A draft made from other siblings would replace versions that are no longer shown.
        let latest = latest.clone();
        use_effect_with(props.versions.clone(), move |versions| latest.set(Draft::from_all(versions)));
    }
    let onstore = use_store_merged(props, &client, &latest);
    let onsubmit = {
        let onstore = onstore.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            onstore.emit(());
        }
    };
    let onclient = {
        let client = client.clone();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let editor = Editor { draft: latest.get(), latest, versions: props.versions.clone(), onstore };
    let fault = editor.draft.value().err();
    let body = html! {
        <>
            <form class="merge" aria-label={format!("Merge {}", props.of)} {onsubmit}>
                <div class="grid-2">
                    <ClientPicker label="Merge as" chosen={client.get()} onchoose={onclient} />
                    { type_picker(&editor) }
                </div>
                <div>
                    if Draft::has_mixed_types(&props.versions) {
                        <p class="hint">{ "The siblings have different types: pick one." }</p>
                    }
                </div>
                <div>{ value_editor(&editor) }</div>
                <p class="field-error" role="status">{ fault.clone() }</p>
                { take_buttons(&editor) }
                <div class="button-row">
                    <button class="button grow" data-kind="main" disabled={fault.is_some()}>{ "Store merged value" }</button>
                </div>
                { replacement_note(&props.versions) }
            </form>
            <TryConcurrentMerge leader={props.leader} of={props.of.clone()} />
        </>
    };
    section("Merge by hand".into(), body)
}

/// A callback that stores the merged value, if it is valid and there is a client.
#[hook]
fn use_store_merged(
    props: &MergeFormProps,
    client: &Latest<Option<ClientId>>,
    draft: &Latest<Draft>,
) -> Callback<()> {
    let dispatch = use_dispatch();
    let (leader, key) = (props.leader, props.of.clone());
    let (client, draft) = (client.clone(), draft.clone());
    Callback::from(move |()| {
        if let (Some(client), Ok(value)) = (client.get(), draft.get().value()) {
            let key = key.clone();
            dispatch.emit(EditAction::Issue(Command::Merge { client, at: Some(leader), key, value }));
            // Merging ends the conflict, which removes this form.
            page::restore_focus_after_render(".inspector");
        }
    })
}

/// Chooses the type of the merged value.
fn type_picker(editor: &Editor) -> Html {
    let choices = VALUE_TYPES
        .iter()
        .map(|(_, name)| ((*name).to_owned(), (*name).to_owned(), String::new()))
        .collect::<Vec<_>>();
    let chosen = VALUE_TYPES.iter().find(|(kind, _)| *kind == editor.draft.kind).map_or("", |(_, name)| name);
    let onchoose = {
        let latest = editor.latest.clone();
        Callback::from(move |id: String| {
            let kind =
                VALUE_TYPES.iter().find(|(_, name)| *name == id).map(|(kind, _)| *kind).unwrap_or_default();
            latest.update(|draft| draft.kind = kind);
        })
    };
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ "Type" }</span>
            <SelectOne label="Type" {choices} {chosen} {onchoose} />
        </div>
    }
}

fn value_editor(editor: &Editor) -> Html {
    match editor.draft.kind {
        ValueType::Text => text::text_editor(editor),
        ValueType::Number => text::number_editor(editor),
        ValueType::List => items::list_editor(editor),
        ValueType::Set => items::set_editor(editor),
        ValueType::Map => fields::map_editor(editor),
    }
}

/// Buttons that fill the draft from all siblings, or from one.
fn take_buttons(editor: &Editor) -> Html {
    let one = |version: &Arc<Write>| {
        let text = shown_value(version.value()?);
        let (versions, dot) = (editor.versions.clone(), version.dot);
        let onclick = editor.onclick(move |draft| *draft = Draft::from_one(&versions, dot));
        Some(html! {
            <button key={dot.to_string()} class="button" data-size="small" type="button" {onclick}>
                <LeaderMark leader={dot.leader} size="tiny" /><span class="take">{ format!("Take only {text}") }</span>
            </button>
        })
    };
    let buttons = editor.versions.iter().take(MAX_TAKES).filter_map(one);
    let versions = editor.versions.clone();
    let all = editor.onclick(move |draft| *draft = Draft::from_all(&versions));
    html! {
        <div class="button-row takes">
            <button class="button" data-size="small" type="button" onclick={all}>{ "Take all" }</button>
            { for buttons }
        </div>
    }
}

/// What the merge replaces.
fn replacement_note(versions: &[Arc<Write>]) -> Html {
    let mut context = CausalContext::new();
    versions.iter().for_each(|version| context.insert(version.dot));
    let replaced =
        if versions.len() == 2 { "these two".to_owned() } else { format!("these {}", versions.len()) };
    html! {
        <p class="hint">
            { format!("Replaces exactly {replaced}: ") }{ context_tags(&context) }
            { "; anything newer survives." }
        </p>
    }
}
