//! The panel of the run, while nothing is selected: its title and its description, which are edited in place.

use player::EditAction;
use replication::limits::MAX_TEXT_BYTES;
use yew::prelude::*;

use crate::inspector::edit_in_place::EditInPlace;
use crate::platform::page;
use crate::store::{use_dispatch, use_view};

/// The panel.
#[component]
pub fn RunPanel() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let (title, about) = (view.scenario().title.clone(), view.scenario().about.clone());
    let ontitle = dispatch.reform(EditAction::SetTitle);
    let onabout = dispatch.reform(EditAction::SetAbout);
    let keys = html! {
        <dl>
            <dt><kbd>{ "Space" }</kbd></dt><dd>{ "play or pause" }</dd>
            <dt><kbd>{ "," }</kbd>{ " " }<kbd>{ "." }</kbd></dt><dd>{ "step back, step forward" }</dd>
            <dt><kbd>{ "?" }</kbd></dt><dd>{ "keyboard shortcuts" }</dd>
        </dl>
    };
    html! {
        <div class="empty">
            <h2 data-user=""><EditInPlace text={title} placeholder="Untitled run" label="Title" max_length={MAX_TEXT_BYTES} onset={ontitle} /></h2>
            <div class="about" data-user="">
                <EditInPlace text={about} placeholder="Add a description" label="Description" is_long=true max_length={MAX_TEXT_BYTES} onset={onabout} />
            </div>
            <p class="quiet">{ "Nothing selected: select a leader, a link or an event on the timeline to inspect it." }</p>
            if !page::has_touch() {
                { keys }
            }
        </div>
    }
}
