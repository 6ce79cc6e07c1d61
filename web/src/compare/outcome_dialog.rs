//! Shared by the dialogs that reveal how runs end: they wait while a question about that is open, and their runs
//! may need the engine for merge code.

use player::JobAction;
use yew::prelude::*;

use crate::components::{Dialog, hidden_note};
use crate::store::{View, use_dispatch};

/// The content of such a dialog, or the dialog with the reason why it is not shown yet.
pub fn outcome_dialog(
    view: &View,
    (id, title): (&'static str, &'static str),
    onclose: &Callback<()>,
    content: impl FnOnce() -> Html,
) -> Html {
    match hidden_note(view) {
        Some(note) => {
            html! { <Dialog {id} {title} onclose={onclose.clone()}><div class="body">{ note }</div></Dialog> }
        }
        None => content(),
    }
}

/// Compares policies while the dialog is open. The script engine, which merge code needs, is fetched with that.
#[hook]
pub fn use_policy_comparison() {
    let dispatch = use_dispatch();
    use_effect_with((), move |()| {
        dispatch.emit(JobAction::ComparePolicies(true));
        move || dispatch.emit(JobAction::ComparePolicies(false))
    });
}
