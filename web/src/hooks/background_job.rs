//! Runs long computations in slices between frames, until they are done or cancelled.

use std::cell::Cell;

use player::JobAction;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::frames::Frames;

/// How much is computed before the first frame, in events.
const FIRST_SLICE: usize = 1_000;
/// The bounds of a slice: it adapts to how fast the browser is and how heavy the run.
const SLICES: std::ops::RangeInclusive<usize> = 100..=50_000;
/// A frame that takes longer than this was late: at 60 frames per second one takes 16.7 ms.
const LATE_US: u64 = 24_000;

/// Continues the computation of the run every frame while `working`.
#[hook]
pub fn use_background_job(working: bool, dispatch: Dispatcher) {
    use_slices(working, move |events| dispatch.emit(JobAction::ContinueRun { events }));
}

/// Calls back every frame while `working`, with the number of events to compute.
#[hook]
pub fn use_slices(working: bool, compute: impl Fn(usize) + 'static) {
    use_effect_with(working, move |working| {
        let slice = Cell::new(FIRST_SLICE);
        let work = move |frame_us| {
            slice.set(next_slice(slice.get(), frame_us));
            compute(slice.get());
        };
        let frames = working.then(|| Frames::start(work));
        move || drop(frames)
    });
}

/// The next slice of background work, in events: half if the last frame was late, or else a little more.
pub fn next_slice(events: usize, frame_us: u64) -> usize {
    let next = if frame_us > LATE_US { events / 2 } else { events + events / 4 };
    next.clamp(*SLICES.start(), *SLICES.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_settle_where_frames_are_in_time() {
        // A browser that computes 300 events per millisecond beside 4 ms of drawing.
        let mut events = FIRST_SLICE;
        let mut late = 0;
        for _ in 0..200 {
            let frame_us = (4_000 + events as u64 * 10 / 3).next_multiple_of(16_667);
            late += u32::from(frame_us > LATE_US);
            events = next_slice(events, frame_us);
        }
        assert!((1_500..6_000).contains(&events), "{events}");
        assert!(late < 60, "{late} of 200 frames are late");
    }
}
