//! Links that skip to a region of the page, for users of the keyboard; in sight only while they have the focus.

use yew::prelude::*;

use crate::platform::page;

/// Each region with the element that gets the focus. Buttons, because the address holds the run.
const REGIONS: &[(&str, &str)] = &[
    ("Skip to the leaders", ".stage .leader"),
    ("Skip to the summary", ".outcome button[data-kind=next], .verdicts"),
    ("Skip to playback", ".playback-controls .play"),
    ("Skip to the inspector", ".inspector"),
];

/// The links.
#[component]
pub fn SkipLinks() -> Html {
    let links = REGIONS.iter().map(|(name, selector)| {
        html! { <button key={*name} class="button" type="button" onclick={|_: MouseEvent| page::focus(selector)}>{ *name }</button> }
    });
    html! { <nav class="skip-links" aria-label="Skip" data-everyday="leader">{ for links }</nav> }
}
