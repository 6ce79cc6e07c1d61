//! The page's entry point.
use yew::prelude::*;

/// The whole page.
#[component]
fn App() -> Html {
    html! { <main><h1>{ "Polyleader" }</h1><button type="button" aria-label="Play">{ "▶" }</button></main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
