//! Whether something has stayed as it is for a moment: for what is too much to do at every instant that one
//! passes.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a moment is, in milliseconds.
const STABLE_AFTER_MS: u32 = 150;

/// Whether `now` is what it was a moment ago. The component is drawn again once it is.
#[hook]
pub fn use_is_stable<T: Clone + PartialEq + 'static>(now: T) -> bool {
    let settled = use_state_eq(|| now.clone());
    let is_settled = *settled == now;
    {
        let settled = settled.setter();
        use_effect_with(now, move |now| {
            let now = now.clone();
            let timeout = Timeout::new(STABLE_AFTER_MS, move || settled.set(now));
            move || drop(timeout)
        });
    }
    is_settled
}
