//! The dialog that shares the run as a link or a picture.

use scenario::MAX_LINK_CHARS;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::picture_form::PictureForm;
use crate::components::Dialog;
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::pictures::use_print;
use crate::platform::{clipboard, page};
use crate::store::{use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct ShareProps {
    pub onclose: Callback<()>,
}

/// The run as a link, with its playhead time and fingerprint, and as a picture.
#[component]
pub fn ShareDialog(props: &ShareProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let copied = use_state_eq(|| None::<bool>);
    let field = use_node_ref();
    let mut permalink = view.permalink();
    permalink.at = at;
    let fragment = permalink.encode();
    let too_large = fragment.len() > MAX_LINK_CHARS;
    let link = format!("{}#{fragment}", page::address());
    let length = link.len();
    let copy = {
        let (link, copied, field) = (link.clone(), copied.setter(), field.clone());
        move |_: MouseEvent| {
            let (link, copied, field) = (link.clone(), copied.clone(), field.clone());
            spawn_local(async move {
                let done = clipboard::copy(&link).await;
                if let (false, Some(field)) = (done, field.cast::<HtmlInputElement>()) {
                    field.select();
                }
                copied.set(Some(done));
            });
        }
    };
    let embed = use_show_dialog().reform(|_: MouseEvent| Some(DialogKind::Embed));
    let print = use_print().reform(|_: MouseEvent| ());
    let status = match *copied {
        _ if too_large => {
            "This run is too large for a link. Choose “Edit as JSON”, then copy the text to a file."
        }
        None => "",
        Some(true) => "Copied.",
        Some(false) => "Copying was blocked. The link is selected: press Ctrl+C.",
    };
    html! {
        <Dialog id="share-title" title="Share this run" onclose={props.onclose.clone()}>
            <div class="body" data-everyday="link">
                <p class="quiet">{ "The link holds the whole run. Nothing is stored on a server." }</p>
                <div class="field">
                    <label class="label" for="share-link">{ "Link" }</label>
                    <div class="copy">
                        <input ref={field} id="share-link" class="input" readonly=true value={link} />
                        <button class="button" type="button" data-kind="main" autofocus=true disabled={too_large} onclick={copy}>{ "Copy" }</button>
                    </div>
                    <p class="copied" role="status">{ status }</p>
                </div>
                <dl class="facts">
                    <dt>{ "Opens at" }</dt><dd>{ at.to_string() }</dd>
                    <dt>{ "Fingerprint" }</dt><dd class="mono">{ view.timeline().fingerprint().to_string() }</dd>
                    <dt>{ "Length" }</dt><dd>{ format!("{length} characters") }</dd>
                </dl>
                <div class="button-row">
                    <button class="button" type="button" onclick={embed}>{ "Embed this run…" }</button>
                    <button class="button" type="button" title="A page for each notable instant, or for each step of the open lesson" onclick={print}>{ "Print…" }</button>
                </div>
                <p class="hint">{ "Anyone who opens the link sees the same run at the same time. The fingerprint is a checksum of every event." }</p>
                <PictureForm />
            </div>
        </Dialog>
    }
}
