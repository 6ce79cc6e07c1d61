//! Lets time go by while the run is played; does nothing at all while it is not.

use std::cell::Cell;

use gloo_timers::callback::Interval;
use player::{PlaybackAction, Speed};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::frames::Frames;
use crate::platform::page::prefers_reduced_motion;
use crate::store::View;

/// How long each instant stands for those who do not want motion, in milliseconds.
const STEP_EVERY_MS: u32 = 900;
/// With so many links more, the world is drawn anew a frame later.
const LINKS_PER_FRAME: usize = 350;
/// It is drawn anew at least after so many frames: before playing would have to catch up.
const MAX_FRAMES_PER_TICK: usize = 8;

/// What drives playback, until it is dropped.
enum PlaybackDriver {
    Smooth { _frames: Frames },
    Stepwise { _interval: Interval },
}

/// How many frames there are to one tick. What is on its way moves at every frame; of a large world all else
/// is brought up to date a few frames later, so that the frames stay even.
fn frames_per_tick(view: &View) -> usize {
    match view.playback().speed {
        Speed::OneByOne => 1,
        Speed::Rate(_) => (1 + view.frame().link_count() / LINKS_PER_FRAME).min(MAX_FRAMES_PER_TICK),
    }
}

/// Ticks while the run is played; or hops from event to event, for those who do not want motion. Returns how
/// much wall time has gone by since the last tick, in microseconds.
#[hook]
pub fn use_playback(view: &View, dispatch: Dispatcher) -> u64 {
    let ahead = use_state_eq(|| 0);
    let since_tick = ahead.setter();
    use_effect_with((view.is_moving(), frames_per_tick(view)), move |(moving, per_tick)| {
        let drive = moving.then(|| start_driver(*per_tick, since_tick.clone(), dispatch));
        move || {
            drop(start_driver);
            since_tick.set(0);
        }
    });
    *ahead
}

fn start_driver(per_tick: usize, ahead: UseStateSetter<u64>, dispatch: Dispatcher) -> PlaybackDriver {
    if prefers_reduced_motion() {
        return PlaybackDriver::Stepwise {
            _interval: Interval::new(STEP_EVERY_MS, move || dispatch.emit(PlaybackAction::StepNext)),
        };
    }
    let gone_by = Cell::new((0, 0));
    let frame = move |wall_us: u64| {
        let (frames, before) = gone_by.get();
        let (frames, wall_us) = (frames + 1, before + wall_us);
        if frames < per_tick {
            gone_by.set((frames, wall_us));
            ahead.set(wall_us);
        } else {
            gone_by.set((0, 0));
            ahead.set(0);
            dispatch.emit(PlaybackAction::Tick { wall_us });
        }
    };
    PlaybackDriver::Smooth { _frames: Frames::start(frame) }
}
