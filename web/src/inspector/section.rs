//! A part of the inspector under a heading.

use yew::prelude::*;

/// A part of the inspector under a heading.
pub fn section(title: Html, body: Html) -> Html {
    html! { <section class="section"><h3>{ title }</h3>{ body }</section> }
}
