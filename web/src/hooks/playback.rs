//! Drives playback: ticks the player every animation frame while the run plays.

use std::cell::Cell;

use gloo_timers::callback::Interval;
use player::{PlaybackAction, Speed};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::frames::Frames;
use crate::platform::page::prefers_reduced_motion;
use crate::store::View;

/// Time between steps for users who prefer reduced motion, in milliseconds.
const STEP_EVERY_MS: u32 = 900;
/// For every this many links, one more frame passes per tick.
const LINKS_PER_FRAME: usize = 350;
/// Upper bound of frames per tick, so that playback never has to catch up.
const MAX_FRAMES_PER_TICK: usize = 8;

/// Drives playback until dropped.
enum PlaybackDriver {
    Smooth { _frames: Frames },
    Stepwise { _interval: Interval },
}

/// Frames per tick. Messages move every frame; in a large world everything else updates only every few frames, to
/// keep the frame rate even.
fn frames_per_tick(view: &View) -> usize {
    match view.playback().speed {
        Speed::OneByOne => 1,
        Speed::Rate(_) => (1 + view.frame().link_count() / LINKS_PER_FRAME).min(MAX_FRAMES_PER_TICK),
    }
}

/// Ticks while the run plays, or steps from event to event if the user prefers reduced motion. Returns the wall
/// time since the last tick, in microseconds.
#[hook]
pub fn use_playback(view: &View, dispatch: Dispatcher) -> u64 {
    let since_tick = use_state_eq(|| 0);
    let set_since_tick = since_tick.setter();
    use_effect_with((view.is_moving(), frames_per_tick(view)), move |(moving, per_tick)| {
        let driver = moving.then(|| start_driver(*per_tick, set_since_tick.clone(), dispatch));
        move || {
            drop(driver);
            set_since_tick.set(0);
        }
    });
    *since_tick
}

fn start_driver(
    per_tick: usize,
    set_since_tick: UseStateSetter<u64>,
    dispatch: Dispatcher,
) -> PlaybackDriver {
    if prefers_reduced_motion() {
        return PlaybackDriver::Stepwise {
            _interval: Interval::new(STEP_EVERY_MS, move || dispatch.emit(PlaybackAction::StepNext)),
        };
    }
    let elapsed = Cell::new((0, 0));
    let frame = move |wall_us: u64| {
        let (frames, before) = elapsed.get();
        let (frames, wall_us) = (frames + 1, before + wall_us);
        if frames < per_tick {
            elapsed.set((frames, wall_us));
            set_since_tick.set(wall_us);
        } else {
            elapsed.set((0, 0));
            set_since_tick.set(0);
            dispatch.emit(PlaybackAction::Tick { wall_us });
        }
    };
    PlaybackDriver::Smooth { _frames: Frames::start(frame) }
}
