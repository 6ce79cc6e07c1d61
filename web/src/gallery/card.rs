//! One run of the gallery: its picture, what it shows, what to watch for, and what to try.

use scenario::{Example, Scenario, Teaching};
use yew::prelude::*;

use super::picture::picture;

/// A run of the gallery, parsed.
pub struct Listed {
    pub example: &'static Example,
    pub scenario: Scenario,
    pub teaching: Teaching,
}

impl Listed {
    pub fn new(example: &'static Example) -> Self {
        Self { example, scenario: example.scenario(), teaching: example.teaching() }
    }
}

/// The entry of a run in the list; its title is the button that opens it.
pub fn card(listed: &Listed, is_current: bool, onopen: &Callback<Scenario>) -> Html {
    let Listed { example, scenario, teaching } = listed;
    let onclick = {
        let scenario = scenario.clone();
        onopen.reform(move |_: MouseEvent| scenario.clone())
    };
    html! {
        <li key={example.id}>
            { picture(scenario) }
            <div>
                <h4><button type="button" aria-current={is_current.then_some("true")} {onclick}>{ &scenario.title }</button></h4>
                <p>{ &scenario.about }</p>
                <p><b>{ "Watch for" }</b>{ &teaching.watch_for }</p>
                <p><b>{ "Try" }</b>{ &teaching.r#try }</p>
                if let Some(figure) = teaching.figure_name() {
                    <p class="figure">{ figure }</p>
                }
            </div>
        </li>
    }
}
