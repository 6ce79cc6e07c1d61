//! The embed dialog, in its own chunk.

mod choices;
mod code;
mod copy_field;
mod dialog;
mod form;
mod preview;
mod qr_code;
mod qr_field;
mod scorm_field;
mod subject;

use dialog::StudioDialog;
use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;

chunk! {
    /// The dialog; the callback closes it.
    pub STUDIO in studio: fn(Callback<()>) -> Html = |onclose| html! { <StudioDialog {onclose} /> }
}

#[derive(Properties, PartialEq)]
pub struct EmbedDialogProps {
    pub onclose: Callback<()>,
}

/// The dialog, once its code is there.
#[component]
pub fn EmbedDialog(props: &EmbedDialogProps) -> Html {
    match use_chunk(&STUDIO, true) {
        Loading::Ready(view) => view(props.onclose.clone()),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    }
}
