//! The seed of all random draws, where chance plays a role.

use player::EditAction;
use replication::Redraw;
use yew::prelude::*;

use crate::components::{NumberField, Range};
use crate::dispatcher::Dispatcher;
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
            <p class="hint">{ "All randomness in the run comes from its seed." }</p>
            { redraws(&view.scenario().redraws, &dispatch) }
        </div>
    }
}

/// The instants from which other seeds are used, each with a button that removes it.
fn redraws(redraws: &[Redraw], dispatch: &Dispatcher) -> Html {
    let row = |(place, redraw): (usize, &Redraw)| {
        let onclick = dispatch.reform(move |_: MouseEvent| EditAction::RemoveRedraw(place));
        let text = format!("From {} on, seed {}", redraw.from, redraw.seed);
        html! {
            <div key={place} class="button-row">
                <span>{ &text }</span>
                <button class="button" type="button" data-size="small" aria-label={format!("Remove: {text}")} {onclick}>{ "Remove" }</button>
            </div>
        }
    };
    html! { <>{ for redraws.iter().enumerate().map(row) }</> }
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
