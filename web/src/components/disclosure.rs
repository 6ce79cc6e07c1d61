//! A collapsible part.

use yew::prelude::*;

/// A part that is collapsed at first.
pub fn disclosure(title: &'static str, body: Html) -> Html {
    html! {
        <details class="fold">
            <summary>{ title }</summary>
            <div class="body">{ body }</div>
        </details>
    }
}
