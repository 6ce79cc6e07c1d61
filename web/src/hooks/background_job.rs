//! Computes a long run in slices between frames until it is done or cancelled.

use player::JobAction;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::frames::Frames;

/// Events computed before each frame, taking a few hundredths of a second.
const EVENTS_PER_FRAME: usize = 10_000;

/// Continues the computation every frame while `working`.
#[hook]
pub fn use_background_job(working: bool, dispatch: Dispatcher) {
    use_effect_with(working, move |working| {
        let work = move |_| dispatch.emit(JobAction::ContinueRun { events: EVENTS_PER_FRAME });
        let frames = working.then(|| Frames::start(work));
        move || drop(frames)
    });
}
