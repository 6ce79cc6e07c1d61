//! The dialog that shows the run as JSON and opens another run from JSON or a link.

use player::{Action, ViewAction};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::components::Dialog;
use crate::platform::initial_run::open_text;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct OpenProps {
    pub onclose: Callback<()>,
}

/// A text field for a scenario as JSON or a link. It starts with the current run.
#[component]
pub fn ScenarioDialog(props: &OpenProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let field = use_node_ref();
    // What was typed: an error renders the dialog again, and must not reset the field to the current run.
    let text = use_state_eq(|| view.scenario().to_json());
    let error = use_state_eq(String::new);
    let open = {
        let (field, onclose, error) = (field.clone(), props.onclose.clone(), error.setter());
        move |_: MouseEvent| {
            let typed = field.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            match open_text(&typed) {
                Action::View(ViewAction::Notice(sentence)) => error.set(sentence),
                action => {
                    dispatch.emit(action);
                    onclose.emit(());
                }
            }
        }
    };
    let oninput = {
        let text = text.setter();
        move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() {
                text.set(field.value());
            }
        }
    };
    html! {
        <Dialog id="open-title" title="Edit as JSON" onclose={props.onclose.clone()}>
            <div class="body" data-everyday="link">
                <p class="quiet">{ "The current run as JSON. Edit it, or paste a scenario or link." }</p>
                <textarea ref={field} class="input mono" rows="16" spellcheck="false" aria-label="Scenario or link" autofocus=true value={(*text).clone()} {oninput} />
                <p class="field-error" role="alert">{ (*error).clone() }</p>
            </div>
            <div class="foot"><button class="button" type="button" data-kind="main" onclick={open}>{ "Open" }</button></div>
        </Dialog>
    }
}
