//! Lets time go by while the run is played; does nothing at all while it is not.

use gloo_timers::callback::Interval;
use player::Action;
use yew::prelude::*;

use crate::platform::frames::Frames;
use crate::platform::page::prefers_less_motion;

/// How long each instant stands for those who do not want motion, in milliseconds.
const HOP_EVERY_MS: u32 = 900;

/// What drives playback, until it is dropped.
enum Drive {
    Smooth { _frames: Frames },
    Stepwise { _interval: Interval },
}

/// Ticks before every frame while `moving`; or hops from event to event, for those who do not want motion.
#[hook]
pub fn use_playback(moving: bool, dispatch: Callback<Action>) {
    use_effect_with(moving, move |moving| {
        let drive = moving.then(|| match prefers_less_motion() {
            false => Drive::Smooth {
                _frames: Frames::start(move |wall_us| dispatch.emit(Action::Tick { wall_us })),
            },
            true => {
                let _interval = Interval::new(HOP_EVERY_MS, move || dispatch.emit(Action::Hop));
                Drive::Stepwise { _interval }
            }
        });
        move || drop(drive)
    });
}
