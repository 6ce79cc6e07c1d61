//! The editors of a text, with a choice for each difference, and of a number.

use player::{Draft, LeaderId, Side, TextPart};
use yew::prelude::*;

use crate::components::LeaderMark;
use crate::inspector::merge_form::editor::Editor;

/// At most this many differences are listed.
const MAX_PARTS: usize = 12;

/// A text of any number of lines; Enter stores it.
pub fn text_editor(editor: &Editor) -> Html {
    let oninput = editor.oninput(Draft::set_text);
    let onkeydown = {
        let onstore = editor.onstore.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                onstore.emit(());
            }
        }
    };
    html! {
        <div class="text-editor">
            <textarea class="input" rows="3" aria-label="Merged value" value={editor.draft.text.clone()} {oninput} {onkeydown} />
            <p class="hint">{ "Enter stores the value; Shift+Enter starts a new line." }</p>
            { difference_choices(editor) }
        </div>
    }
}

/// A choice for each difference between two texts, until the text is edited.
fn difference_choices(editor: &Editor) -> Html {
    let differing = editor.draft.parts.iter().enumerate().filter_map(|(index, part)| match part {
        TextPart::Differs { texts, taken } => Some((index, texts, *taken)),
        TextPart::Same(_) => None,
    });
    let differing: Vec<_> = differing.take(MAX_PARTS).collect();
    let origins: Vec<LeaderId> =
        editor.versions.iter().filter(|it| it.value().is_some()).map(|it| it.dot.leader).collect();
    if differing.is_empty() || origins.len() != 2 {
        return html! { <div></div> };
    }
    let rows = differing.iter().enumerate().map(|(place, (index, texts, taken))| {
        let side = |side: Side, name: Html| {
            let index = *index;
            let onclick = editor.onclick(move |draft| draft.choose_part(index, side));
            html! { <button class="button" data-size="small" type="button" aria-pressed={(*taken == side).to_string()} {onclick}>{ name }</button> }
        };
        let has_both = texts.iter().all(|text| !text.trim().is_empty());
        let one = |at: usize| {
            let text = match texts[at].trim() {
                "" => "nothing".to_owned(),
                text => text.to_owned(),
            };
            html! { <><LeaderMark leader={origins[at]} size="tiny" /><span class="visually-hidden">{ "Take " }</span><span class="take">{ text }</span></> }
        };
        html! {
            <li key={*index}>
                <div class="sides-of-it" role="group" aria-label={format!("Difference {}", place + 1)}>
                    { side(Side::First, one(0)) }
                    { side(Side::Second, one(1)) }
                    if has_both {
                        { side(Side::Both, html! { { "Both" } }) }
                    }
                </div>
            </li>
        }
    });
    html! { <div class="text-parts"><span class="label">{ "Differences" }</span><ul class="differences">{ for rows }</ul></div> }
}

/// A whole number.
pub fn number_editor(editor: &Editor) -> Html {
    let oninput = editor.oninput(|draft, typed| draft.number = typed);
    html! {
        <label class="field">
            <span class="label">{ "Number" }</span>
            <input class="input" aria-label="Merged value" inputmode="numeric" value={editor.draft.number.clone()} {oninput} autocomplete="off" />
        </label>
    }
}
