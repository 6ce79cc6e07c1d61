//! What need not follow at once: it is brought up to date a few times in a second.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// What `now` was not long ago: so many milliseconds at the most. The component is drawn again when that is brought
/// up to date.
#[hook]
pub fn use_throttle<T: Clone + PartialEq + 'static>(now: T, moment_ms: u32) -> T {
    let shown = use_state_eq(|| now.clone());
    let latest = use_mut_ref(|| now.clone());
    latest.replace(now.clone());
    let waiting = use_mut_ref(|| None::<Timeout>);
    {
        let shown = shown.clone();
        use_effect_with(now, move |now| {
            if *shown != *now && waiting.borrow().is_none() {
                let (done, setter) = (waiting.clone(), shown.setter());
                let catch_up = move || {
                    done.take();
                    setter.set(latest.borrow().clone());
                };
                waiting.replace(Some(Timeout::new(moment_ms, catch_up)));
            }
        });
    }
    (*shown).clone()
}
