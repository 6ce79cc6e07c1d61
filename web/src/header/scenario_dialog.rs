//! The dialog that shows the run as JSON, applies changes to it, and opens another run from JSON or a link.

use std::cell::RefCell;

use player::{Action, EditAction, ViewAction};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::components::Dialog;
use crate::documents::{is_json, open_text, scenario_in};
use crate::store::{use_dispatch, use_view};

/// Text that was edited and not opened.
#[derive(Clone)]
struct Draft {
    /// The run that it began with, as JSON.
    run: String,
    text: String,
}

thread_local! {
    /// What was typed when the dialog was closed without opening it.
    static DRAFT: RefCell<Option<Draft>> = const { RefCell::new(None) };
}

/// The draft for a run, if it was edited.
fn draft_of(run: &str) -> Option<String> {
    DRAFT.with_borrow(|draft| draft.as_ref().filter(|draft| draft.run == run).map(|draft| draft.text.clone()))
}

#[derive(Properties, PartialEq)]
pub struct OpenProps {
    pub onclose: Callback<()>,
}

/// A text field that starts scrolled to the top, wherever the browser puts the caret.
#[hook]
fn use_field_at_its_beginning() -> NodeRef {
    let node = use_node_ref();
    let field = node.clone();
    use_effect_with((), move |()| {
        if let Some(field) = field.cast::<HtmlTextAreaElement>() {
            // The text can be edited wherever the caret is.
            let _ = field.set_selection_range(0, 0);
            field.set_scroll_top(0);
        }
    });
    node
}

/// A text field for a scenario as JSON or a link. It starts with the current run.
#[component]
pub fn ScenarioDialog(props: &OpenProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let run = use_memo((), |()| view.scenario().to_json());
    let text = use_state_eq(|| draft_of(&run).unwrap_or_else(|| run.to_string()));
    let error = use_state_eq(String::new);
    let field = use_field_at_its_beginning();
    let edit = {
        let (run, text, error) = (run.clone(), text.setter(), error.setter());
        move |typed: String| {
            // It is about the text before.
            error.set(String::new());
            DRAFT.set((typed != *run).then(|| Draft { run: run.to_string(), text: typed.clone() }));
            text.set(typed);
        }
    };
    let oninput = {
        let edit = edit.clone();
        move |event: InputEvent| edit(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    };
    let revert = {
        let run = run.clone();
        move |_: MouseEvent| edit(run.to_string())
    };
    let finish = {
        let (onclose, error) = (props.onclose.clone(), error.setter());
        move |action: Action| match action {
            Action::View(ViewAction::Notice(sentence)) => error.set(sentence),
            action => {
                DRAFT.set(None);
                dispatch.emit(action);
                onclose.emit(());
            }
        }
    };
    let open = {
        let (text, finish) = (text.clone(), finish.clone());
        move |_: MouseEvent| finish(open_text(&text))
    };
    let apply = {
        let text = text.clone();
        move |_: MouseEvent| {
            finish(match scenario_in(&text) {
                Ok(scenario) => EditAction::Replace(Box::new(scenario)).into(),
                Err(sentence) => ViewAction::Notice(sentence).into(),
            });
        }
    };
    let is_edited = *text != *run;
    html! {
        <Dialog id="open-title" title="Edit as JSON" onclose={props.onclose.clone()}>
            <div class="body" data-everyday="link">
                <p class="quiet">{ "The current run as JSON. Edit it and apply the change, which can be undone. Or paste another scenario, or a link." }</p>
                <textarea ref={field} class="input mono" rows="16" spellcheck="false" aria-label="Scenario or link" autofocus=true value={(*text).clone()} {oninput} />
                <p class="field-error" role="alert">{ (*error).clone() }</p>
            </div>
            <div class="foot">
                if is_edited {
                    <button class="button" type="button" onclick={revert}>{ "Discard changes" }</button>
                }
                { finish_buttons(is_json(&text), open, apply) }
            </div>
        </Dialog>
    }
}

/// The buttons that use the text: JSON may be a change of this run or another one, a link is another one.
fn finish_buttons(
    is_json: bool,
    open: impl Fn(MouseEvent) + 'static,
    apply: impl Fn(MouseEvent) + 'static,
) -> Html {
    match is_json {
        true => html! {
            <>
                <button class="button" type="button" onclick={open}>{ "Open as a new run" }</button>
                <button class="button" type="button" data-kind="main" onclick={apply}>{ "Apply" }</button>
            </>
        },
        false => {
            html! { <button class="button" type="button" data-kind="main" onclick={open}>{ "Open" }</button> }
        }
    }
}
