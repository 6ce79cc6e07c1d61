//! Runs long computations in slices between frames, until they are done or cancelled.

use std::cell::Cell;

use figure::geometry::clamped;
use player::JobAction;
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::frames::Frames;
use crate::platform::page;

/// How much is computed in the first slice, in events.
const FIRST_SLICE: usize = 1_000;
/// The most that a slice computes, in events.
const MAX_SLICE: usize = 50_000;
/// How long a slice may take, in milliseconds: long enough to get on where frames are rare, short enough for “Cancel” to
/// respond at once.
const SLICE_MS: (f64, f64) = (10.0, 40.0);
/// How long a frame takes at 60 frames per second.
const FRAME_MS: f64 = 1_000.0 / 60.0;

/// Continues the computation of the run every frame while `working`.
#[hook]
pub fn use_background_job(working: bool, dispatch: Dispatcher) {
    use_slices(working, move |events| dispatch.emit(JobAction::ContinueRun { events }));
}

/// Calls back every frame while `working`, with the number of events to compute.
#[hook]
pub fn use_slices(working: bool, compute: impl Fn(usize) + 'static) {
    use_effect_with(working, move |working| {
        let slice = Slice::default();
        let work = move |frame_us| slice.run(frame_us, &compute);
        let frames = working.then(|| Frames::start(work));
        move || drop(frames)
    });
}

/// How much the next slice computes, in events.
#[derive(Debug)]
pub struct Slice(Cell<usize>);

impl Default for Slice {
    fn default() -> Self {
        Self(Cell::new(FIRST_SLICE))
    }
}

impl Slice {
    /// Computes a slice after a frame that took so long, and adapts the next one to how long it takes.
    pub fn run(&self, frame_us: u64, compute: impl FnOnce(usize)) {
        let begun = page::now_ms();
        compute(self.0.get());
        self.0.set(next_slice(self.0.get(), page::now_ms() - begun, frame_us));
    }
}

/// The length of the slice after one of so many events. Where frames are late, it takes half of the delay.
fn next_slice(events: usize, took_ms: f64, frame_us: u64) -> usize {
    let longer_ms = frame_us as f64 / 1_000.0 - FRAME_MS;
    let wanted_ms = clamped(longer_ms / 2.0, SLICE_MS.0, SLICE_MS.1);
    let next = (events as f64 * wanted_ms / took_ms) as usize;
    next.clamp(events / 8, events * 2).clamp(1, MAX_SLICE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slice that settles, and its frame, in milliseconds, in a browser that computes so many events per millisecond
    /// beside so many milliseconds of other work per frame.
    fn settled(events_per_ms: f64, other_ms: f64) -> (f64, f64) {
        let (mut events, mut slice_ms, mut frame_ms) = (FIRST_SLICE, 0.0, FRAME_MS);
        for _ in 0..100 {
            slice_ms = events as f64 / events_per_ms;
            events = next_slice(events, slice_ms, (frame_ms * 1_000.0) as u64);
            frame_ms = ((slice_ms + other_ms) / FRAME_MS).ceil() * FRAME_MS;
        }
        (slice_ms, frame_ms)
    }

    #[test]
    fn slices_leave_time_to_draw_where_frames_are_in_time() {
        for events_per_ms in [0.5, 20.0, 300.0] {
            let (slice_ms, frame_ms) = settled(events_per_ms, 4.0);
            assert!((8.0..=10.1).contains(&slice_ms) && frame_ms < 17.0, "{slice_ms} of {frame_ms} ms");
        }
    }

    #[test]
    fn slices_grow_where_frames_are_rare() {
        for (other_ms, slices) in [(30.0, 15.0..=25.0), (200.0, 39.0..=40.1)] {
            let (slice_ms, frame_ms) = settled(300.0, other_ms);
            assert!(slices.contains(&slice_ms), "{slice_ms} of {frame_ms} ms");
        }
    }

    #[test]
    fn slice_that_takes_no_time_that_can_be_measured_is_doubled() {
        assert_eq!(next_slice(1_000, 0.0, 16_700), 2_000);
        assert_eq!(next_slice(1, 500.0, 16_700), 1);
    }
}
