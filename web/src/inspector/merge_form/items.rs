//! The editors of a list and of a set.

use player::Item;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Icon, ValueChip, icon};
use crate::inspector::merge_form::editor::Editor;
use crate::platform::page;

/// At most this many missing items are offered.
const MAX_OFFERED: usize = 24;

/// Items in rows that can be moved up and down.
pub fn list_editor(editor: &Editor) -> Html {
    let rows = editor.draft.items.iter().enumerate().map(|(index, item)| row(editor, index, item));
    html! {
        <div class="items-editor">
            <ol class="ordered" aria-label="Merged value">{ for rows }</ol>
            { add_item_field(editor, "input") }
            { put_back_buttons(editor) }
        </div>
    }
}

fn row(editor: &Editor, index: usize, item: &Item) -> Html {
    let text = item.value.to_string();
    let last = editor.draft.items.len().saturating_sub(1);
    let up = move_item(editor, index, index.saturating_sub(1), "up");
    let down = move_item(editor, index, index + 1, "down");
    let out = remove_item(editor, index).reform(|_: MouseEvent| ());
    let button = |label: String,
                  way: &'static str,
                  shape: Icon,
                  disabled: bool,
                  onclick: Callback<MouseEvent>| {
        html! { <button class="button" type="button" data-icon="" data-size="small" data-kind="ghost" data-way={way} aria-label={label} {disabled} {onclick}>{ icon(shape) }</button> }
    };
    html! {
        <li key={index}>
            <span class="grow"><ValueChip text={text.clone()} from={item.from} /></span>
            { button(format!("Move {text} up"), "up", Icon::Up, index == 0, up) }
            { button(format!("Move {text} down"), "down", Icon::Down, index == last, down) }
            { button(format!("Remove {text}"), "out", Icon::Close, false, out) }
        </li>
    }
}

/// Moves an item by one row, and the focus with it: to the same button of its new row, or to the opposite
/// button if it cannot move further.
fn move_item(editor: &Editor, from: usize, to: usize, way: &'static str) -> Callback<MouseEvent> {
    let change = editor.onclick(move |draft| draft.move_up(from.max(to)));
    Callback::from(move |event: MouseEvent| {
        change.emit(event);
        let row = format!(".ordered > li:nth-child({})", to + 1);
        let same = format!("[data-way={way}]:not(:disabled)");
        let other = format!("{row}:not(:has({same})) button:not(:disabled)");
        page::focus_after_render(format!("{row} {same}, {other}"));
    })
}

/// Removes an item and focuses the field that adds one.
fn remove_item(editor: &Editor, index: usize) -> Callback<()> {
    let change = editor.callback(move |draft| draft.remove_item(index));
    Callback::from(move |()| {
        change.emit(());
        page::focus_after_render(".items-editor input");
    })
}

/// Items as chips.
pub fn set_editor(editor: &Editor) -> Html {
    let chips = editor.draft.items.iter().enumerate().map(|(index, item)| {
        let onremove = remove_item(editor, index);
        html! { <ValueChip key={format!("{index} {}", item.value)} text={item.value.to_string()} from={item.from} {onremove} /> }
    });
    html! {
        <div class="items-editor">
            <div class="chip-input">
                <span class="chips">{ for chips }</span>
                { add_item_field(editor, "") }
            </div>
            { put_back_buttons(editor) }
        </div>
    }
}

/// The field that adds an item, on Enter or a comma.
fn add_item_field(editor: &Editor, class: &'static str) -> Html {
    let onkeydown = {
        let latest = editor.latest.clone();
        move |event: KeyboardEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let text = field.value().trim().trim_end_matches(',').to_string();
            if !text.is_empty() && matches!(event.key().as_str(), "Enter" | ",") {
                event.prevent_default();
                latest.update(|draft| draft.add_typed_item(&text));
                field.set_value("");
            }
        }
    };
    html! { <input {class} aria-label="Add an item" placeholder="add one" autocomplete="off" {onkeydown} /> }
}

/// A button for each item of the siblings that the draft lacks.
fn put_back_buttons(editor: &Editor) -> Html {
    let left_out = editor.draft.missing_items(&editor.versions);
    if left_out.is_empty() {
        return html! { <div></div> };
    }
    let buttons = left_out.iter().take(MAX_OFFERED).map(|Item { value, from }| {
        let (item, from) = (value.clone(), *from);
        let change = editor.onclick(move |draft| draft.add_item(&item, from));
        let onclick = move |event: MouseEvent| {
            change.emit(event);
            page::restore_focus_after_render(".items-editor input");
        };
        html! { <button key={value.to_string()} class="button" data-size="small" type="button" {onclick}>{ format!("Restore {value}") }</button> }
    });
    html! { <div class="button-row">{ for buttons }</div> }
}
