//! The seed of all random draws, where chance plays a role.

use player::EditAction;
use yew::prelude::*;

use crate::components::{NumberField, Range};
use crate::store::{use_dispatch, use_settings};

/// The run's seed with a button for another one; nothing while the run does not depend on it.
#[component]
pub fn RunSeed() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let onset = dispatch.reform(EditAction::SetSeed);
    if !view.scenario().depends_on_seed() {
        return html! {};
    }
    html! {
        <div class="meant">
            { seed_field("Seed", view.scenario().seed, &onset) }
            <p class="hint">{ "All that is random in the run is drawn from its seed." }</p>
        </div>
    }
}

/// A seed, and the button that replaces it by the next one.
pub fn seed_field(label: &'static str, seed: u64, onset: &Callback<u64>) -> Html {
    let another = onset.reform(move |_: MouseEvent| seed.wrapping_add(1));
    html! {
        <>
            <NumberField {label} value={seed} range={Range::whole(0, u64::MAX)} onset={onset.clone()} />
            <div class="button-row"><button class="button" type="button" data-size="small" onclick={another}>{ "Another seed" }</button></div>
        </>
    }
}
