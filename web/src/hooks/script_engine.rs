//! Loads the script engine when a run waits for it, and resumes the run once it is loaded.

use player::JobAction;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::documents::reading;

/// Resumes the computation; the rest happens between frames.
const CONTINUE_RUN: JobAction = JobAction::ContinueRun { events: 1 };

/// Loads the script engine while a run waits for it. Returns whether loading failed, and a callback that retries.
#[hook]
pub fn use_script_engine(waits: bool, dispatch: Dispatcher) -> (bool, Callback<MouseEvent>) {
    let failed = use_state_eq(|| false);
    let attempts = use_state_eq(|| 0);
    {
        let failed = failed.setter();
        use_effect_with((waits, *attempts), move |(waits, _)| {
            if *waits {
                failed.set(false);
                spawn_local(async move {
                    let is_loaded = match reading::load().await {
                        Some(reading) => (reading.load_script_engine)().await,
                        None => false,
                    };
                    match is_loaded {
                        true => dispatch.emit(CONTINUE_RUN),
                        false => failed.set(true),
                    }
                });
            }
        });
    }
    let retry = Callback::from({
        let attempts = attempts.clone();
        move |_| attempts.set(*attempts + 1)
    });
    (*failed, retry)
}
