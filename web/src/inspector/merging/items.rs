//! The editors of a list, in which the order matters, and of a set.

use player::{Draft, Item};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::inspector::merging::EditorProps;
use crate::parts::{Chip, Icon, icon};

/// How many items that were left out are offered.
const MAX_OFFERED: usize = 24;

/// Items below each other, each of which can be moved.
pub fn list(editor: &EditorProps) -> Html {
    let items = &editor.draft.items;
    let rows = items.iter().enumerate().map(|(index, item)| {
        let text = item.value.to_string();
        let button = |label: String, shape: Icon, off: bool, change: fn(&mut Draft, usize)| {
            let onclick = editor.change(move |draft| change(draft, index));
            html! { <button class="button" type="button" data-icon="" data-size="small" data-kind="ghost" aria-label={label} disabled={off} {onclick}>{ icon(shape) }</button> }
        };
        html! {
            <li key={format!("{index} {text}")}>
                <span class="grow"><Chip text={text.clone()} from={item.from} /></span>
                { button(format!("Move {text} up"), Icon::Up, index == 0, |draft, index| draft.move_up(index)) }
                { button(format!("Move {text} down"), Icon::Down, index + 1 == items.len(), |draft, index| draft.move_up(index + 1)) }
                { button(format!("Leave out {text}"), Icon::Close, false, |draft, index| draft.leave_out(index)) }
            </li>
        }
    });
    html! {
        <div class="items-editor">
            <ol class="ordered" aria-label="Merged value">{ for rows }</ol>
            { adding(editor) }
            { left_out(editor) }
        </div>
    }
}

/// Items as chips.
pub fn set(editor: &EditorProps) -> Html {
    let chips = editor.draft.items.iter().enumerate().map(|(index, item)| {
        let onremove = editor.changing(move |draft| draft.leave_out(index));
        html! { <Chip key={format!("{index} {}", item.value)} text={item.value.to_string()} from={item.from} {onremove} /> }
    });
    html! {
        <div class="items-editor">
            <div class="chip-input">
                <span class="chips">{ for chips }</span>
                { field(editor, "") }
            </div>
            { left_out(editor) }
        </div>
    }
}

fn adding(editor: &EditorProps) -> Html {
    field(editor, "input")
}

/// Where one more is typed. Enter or a comma adds it.
fn field(editor: &EditorProps, class: &'static str) -> Html {
    let onkeydown = {
        let (draft, ondraft) = (editor.draft.clone(), editor.ondraft.clone());
        move |event: KeyboardEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let text = field.value().trim().trim_end_matches(',').to_string();
            if !text.is_empty() && matches!(event.key().as_str(), "Enter" | ",") {
                event.prevent_default();
                let mut draft = draft.clone();
                draft.type_item(&text);
                ondraft.emit(draft);
                field.set_value("");
            }
        }
    };
    html! { <input {class} aria-label="Add an item" placeholder="add one" autocomplete="off" {onkeydown} /> }
}

/// The items of siblings that are not in it, each to be put back.
fn left_out(editor: &EditorProps) -> Html {
    let left_out = editor.draft.left_out(&editor.versions);
    if left_out.is_empty() {
        return html! { <div></div> };
    }
    let buttons = left_out.iter().take(MAX_OFFERED).map(|Item { value, from }| {
        let (item, from) = (value.clone(), *from);
        let onclick = editor.change(move |draft| draft.put_item(&item, from));
        html! { <button key={value.to_string()} class="button" data-size="small" type="button" {onclick}>{ format!("Put back {value}") }</button> }
    });
    html! { <div class="button-row">{ for buttons }</div> }
}
