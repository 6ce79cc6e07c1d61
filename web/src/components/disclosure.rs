//! What matters less often, folded away.

use yew::prelude::*;

/// A part that can be unfolded.
pub fn disclosure(title: &'static str, body: Html) -> Html {
    html! {
        <details class="fold">
            <summary>{ title }</summary>
            <div class="body">{ body }</div>
        </details>
    }
}
