//! Merge code in a short form: the editor, what is wrong with the code, and a button that applies it.

use yew::prelude::*;

use super::editor::Editor;
use super::{ScriptProps, check};

/// The editor with its error message and apply button, where the rest of the form is not needed.
#[component]
pub fn BriefCode(props: &ScriptProps) -> Html {
    let draft = use_state_eq(|| props.source.clone());
    {
        let draft = draft.setter();
        use_effect_with(props.source.clone(), move |source| draft.set(source.clone()));
    }
    let checked = check(&draft);
    let can_apply = checked.is_usable && *draft != props.source;
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |code: String| draft.set(code))
    };
    let commit = {
        let (draft, onset) = (draft.clone(), props.onset.clone());
        Callback::from(move |()| {
            if can_apply {
                onset.emit((*draft).clone());
            }
        })
    };
    let onclick = commit.reform(|_: MouseEvent| ());
    html! {
        <div class="script">
            <Editor code={(*draft).clone()} error_line={checked.line} has_error={checked.error.is_some()} fault="brief-fault" {oninput} oncommit={commit} />
            <p class="field-error" id="brief-fault" role="status">{ checked.error.unwrap_or_default() }</p>
            <div class="button-row">
                <button class="button" type="button" data-size="small" disabled={!can_apply} {onclick}>{ "Apply code" }</button>
            </div>
        </div>
    }
}
