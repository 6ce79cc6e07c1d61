//! A section of the inspector.

use yew::prelude::*;

/// A section of the inspector, under a heading.
pub fn section(title: Html, body: Html) -> Html {
    html! { <section class="section"><h3>{ title }</h3>{ body }</section> }
}
