//! The editor of a map: a row for each field, whose value can come from any sibling.

use player::Field;
use yew::prelude::*;

use crate::components::{Icon, LeaderMark, icon};
use crate::inspector::merge_form::editor::Editor;
use crate::platform::page;

/// At most this many values of other siblings are offered per field.
const MAX_OFFERED: usize = 6;

/// A name and a value per row.
pub fn map_editor(editor: &Editor) -> Html {
    let rows = (0..editor.draft.fields.len()).map(|index| row(editor, index));
    let add = editor.onclick(|draft| draft.fields.push(Field::default()));
    let left_out = editor.draft.missing_fields(&editor.versions);
    let back = left_out.iter().map(|name| {
        let (versions, name) = (editor.versions.clone(), name.clone());
        let label = format!("Restore {name}");
        let key = name.clone();
        let onclick = keep_focus(editor.onclick(move |draft| {
            if let Some(field) = draft.alternatives_for(&versions, &name).into_iter().next() {
                draft.take_field(field);
            }
        }));
        html! { <button key={key} class="button" data-size="small" type="button" {onclick}>{ label }</button> }
    });
    html! {
        <div class="fields-editor">
            <ul class="fields" aria-label="Merged value">{ for rows }</ul>
            <div class="button-row">
                <button class="button" data-size="small" type="button" onclick={add}>{ "Add a field" }</button>
                { for back }
            </div>
        </div>
    }
}

/// Keeps the focus in the editor: the pressed button may disappear.
fn keep_focus(change: Callback<MouseEvent>) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        change.emit(event);
        page::restore_focus_after_render(".fields-editor .fields + .button-row button");
    })
}

fn row(editor: &Editor, index: usize) -> Html {
    let field = &editor.draft.fields[index];
    let said = if field.name.trim().is_empty() {
        format!("field {}", index + 1)
    } else {
        field.name.trim().to_owned()
    };
    let onname = editor.oninput(move |draft, typed| {
        if let Some(field) = draft.fields.get_mut(index) {
            field.name = typed;
        }
    });
    let onvalue = editor.oninput(move |draft, typed| {
        if let Some(field) = draft.fields.get_mut(index) {
            field.typed = typed;
        }
    });
    let leave_out = keep_focus(editor.onclick(move |draft| {
        if index < draft.fields.len() {
            draft.fields.remove(index);
        }
    }));
    let others = editor.draft.alternatives_for(&editor.versions, &field.name);
    let offers = others.into_iter().take(MAX_OFFERED).map(|other| {
        let label = format!("Take {}: {}", other.name, other.typed);
        let face = other.from.map(|leader| html! { <LeaderMark {leader} size="tiny" /> });
        let onclick = keep_focus(editor.onclick(move |draft| draft.take_field(other.clone())));
        html! { <button key={label.clone()} class="button" data-size="small" type="button" {onclick}>{ for face }<span class="take">{ label }</span></button> }
    });
    html! {
        <li key={index}>
            <div class="pair" role="group" aria-label={said.clone()}>
                <input class="input" aria-label={format!("Name of {said}")} value={field.name.clone()} oninput={onname} placeholder="name" autocomplete="off" />
                <input class="input" aria-label={format!("Value of {said}")} value={field.typed.clone()} oninput={onvalue} placeholder="value" autocomplete="off" />
                <button class="button" type="button" data-icon="" data-kind="ghost" aria-label={format!("Remove {said}")} onclick={leave_out}>{ icon(Icon::Close) }</button>
            </div>
            <div class="button-row">{ for offers }</div>
        </li>
    }
}
