//! Debouncing: whether a value has stopped changing, for work that is too slow to repeat on every change.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a value must stay the same to count as stable, in milliseconds.
const STABLE_AFTER_MS: u32 = 150;

/// Whether `now` has not changed for [`STABLE_AFTER_MS`]. Renders the component again once that is so.
#[hook]
pub fn use_is_stable<T: Clone + PartialEq + 'static>(now: T) -> bool {
    let stable_value = use_state_eq(|| now.clone());
    let is_stable = *stable_value == now;
    {
        let stable_value = stable_value.setter();
        use_effect_with(now, move |now| {
            let now = now.clone();
            let timeout = Timeout::new(STABLE_AFTER_MS, move || stable_value.set(now));
            move || drop(timeout)
        });
    }
    is_stable
}
