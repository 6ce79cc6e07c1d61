//! The dialog that opens a run from a link or from a scenario written by hand.

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

/// A place to put a link or a scenario as JSON. It begins with the present run, to read and to change.
#[component]
pub fn ScenarioDialog(props: &OpenProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let begin = (*use_memo((), |()| view.scenario().to_json())).clone();
    let fault = use_state_eq(String::new);
    let open = {
        let (field, onclose, fault) = (field.clone(), props.onclose.clone(), fault.setter());
        move |_: MouseEvent| {
            let text = field.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default();
            match open_text(&text) {
                Action::View(ViewAction::Notice(sentence)) => fault.set(sentence),
                action => {
                    dispatch.emit(action);
                    onclose.emit(());
                }
            }
        }
    };
    html! {
        <Dialog id="open-title" title="The run as text" onclose={props.onclose.clone()}>
            <div class="body" data-everyday="link">
                <p class="quiet">{ "This is the run on the page, as the scenario that it is. Change it, or put another scenario or a link in its place." }</p>
                <textarea ref={field} class="input mono" rows="16" spellcheck="false" aria-label="Scenario or link" autofocus=true value={begin} />
                <p class="field-error" role="alert">{ (*fault).clone() }</p>
            </div>
            <div class="foot"><button class="button" type="button" data-kind="main" onclick={open}>{ "Open" }</button></div>
        </Dialog>
    }
}
