//! A long list of which the beginning is shown, and more of it when asked for.

use yew::prelude::*;

/// How many are shown at first: enough to see what there is, and few enough to be drawn at every instant that
/// one passes on the diagram.
const INITIAL_COUNT: usize = 20;
/// How many more come each time.
const STEP: usize = 100;

/// How many of `all` are shown, and the button under them that shows more.
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
