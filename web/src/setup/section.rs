//! A part of the set-up that can be folded.

use yew::prelude::*;

/// A part of the set-up that can be folded.
pub fn section(title: &str, open: bool, body: Html) -> Html {
    html! {
        <details class="section" {open}>
            <summary>{ title.to_string() }</summary>
            <div class="body">{ body }</div>
        </details>
    }
}
