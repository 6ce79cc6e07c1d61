//! A long list whose first items are shown, with a button that shows more.

use yew::prelude::*;

/// How many items are shown at first: few enough to render at every instant while scrubbing.
const INITIAL_COUNT: usize = 20;
/// How many items each press adds.
const STEP: usize = 100;

/// How many of `all` items to show, and the button that shows more.
#[hook]
pub fn use_show_more(all: usize, what: &'static str) -> (usize, Html) {
    let shown = use_state_eq(|| INITIAL_COUNT);
    let (now, left) = (*shown, all.saturating_sub(*shown));
    let onclick = {
        let shown = shown.setter();
        move |_: MouseEvent| shown.set(now + STEP)
    };
    let name = match left {
        0..=STEP => format!("Show {left} more {what}"),
        _ => format!("Show {STEP} of {left} more {what}"),
    };
    let button = html! {
        <div class="more-of-list">
            if left > 0 {
                <button class="text-button" type="button" {onclick}>{ name }</button>
            }
        </div>
    };
    (now, button)
}
