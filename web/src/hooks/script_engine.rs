//! Fetches what runs merge code once something waits for it, and has the player go on when it is there.

use player::JobAction;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::script_engine::load_script_engine;

/// Goes on as if something had been computed; what is left is done between frames.
const CONTINUE_RUN: JobAction = JobAction::ContinueRun { events: 1 };

/// Fetches it while something waits for it. Returns whether it could not be fetched, and a way to try again.
#[hook]
pub fn use_script_engine(waits: bool, dispatch: Dispatcher) -> (bool, Callback<MouseEvent>) {
    let failed = use_state_eq(|| false);
    let tries = use_state_eq(|| 0);
    {
        let failed = failed.setter();
        use_effect_with((waits, *tries), move |(waits, _)| {
            if *waits {
                failed.set(false);
                spawn_local(async move {
                    match load_script_engine().await {
                        true => dispatch.emit(CONTINUE_RUN),
                        false => failed.set(true),
                    }
                });
            }
        });
    }
    let again = Callback::from({
        let tries = tries.clone();
        move |_| tries.set(*tries + 1)
    });
    (*failed, again)
}
