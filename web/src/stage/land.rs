//! The land behind the leaders, as quiet dots.

use yew::prelude::*;

use crate::scene::land;

/// The land. It never changes.
pub fn land() -> Html {
    html! { <Land /> }
}

#[component]
fn Land() -> Html {
    html! {
        <svg class="land" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path d={land::svg_path()} />
        </svg>
    }
}
