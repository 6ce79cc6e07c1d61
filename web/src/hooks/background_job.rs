//! Computes a long run bit by bit, between frames, until it is done or given up.

use player::JobAction;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::frames::Frames;

/// How many events are computed before each frame: a few hundredths of a second's worth.
const EVENTS_PER_FRAME: usize = 10_000;

/// Works while there is work.
#[hook]
pub fn use_background_job(working: bool, dispatch: Dispatcher) {
    use_effect_with(working, move |working| {
        let work = move |_| dispatch.emit(JobAction::ContinueRun { events: EVENTS_PER_FRAME });
        let frames = working.then(|| Frames::start(work));
        move || drop(frames)
    });
}
