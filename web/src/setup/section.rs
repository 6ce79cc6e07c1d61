//! A collapsible section of the setup panel.

use yew::prelude::*;

use crate::terms::TermsButton;

/// A collapsible section, `open` at first or not.
pub fn section(title: &str, open: bool, body: Html) -> Html {
    let id = format!("terms-of-{}", title.to_lowercase().replace(' ', "-"));
    html! {
        <details class="section" {open}>
            <summary>{ title.to_string() }</summary>
            <div class="body">{ body }<TermsButton {id} of="details" /></div>
        </details>
    }
}
