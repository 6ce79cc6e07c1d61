//! Throttling: a value that is updated a few times per second at most.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// A copy of `now` that lags behind by at most `interval_ms` milliseconds. Renders the component on each update.
#[hook]
pub fn use_throttle<T: Clone + PartialEq + 'static>(now: T, interval_ms: u32) -> T {
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
                waiting.replace(Some(Timeout::new(interval_ms, catch_up)));
            }
        });
    }
    (*shown).clone()
}
