//! Animation frames, one after the other, until dropped.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_render::{AnimationFrame, request_animation_frame};

/// Calls back before every frame with the wall time since the last, in microseconds. Dropping it ends that.
pub struct Frames {
    _frame_loop: Rc<FrameLoop>,
}

struct FrameLoop {
    next: RefCell<Option<AnimationFrame>>,
    last_ms: RefCell<Option<f64>>,
    callback: Box<dyn Fn(u64)>,
}

impl Frames {
    /// Begins with the next frame.
    pub fn start(callback: impl Fn(u64) + 'static) -> Self {
        let beat = Rc::new(FrameLoop {
            next: RefCell::default(),
            last_ms: RefCell::default(),
            callback: Box::new(callback),
        });
        schedule(&beat);
        Self { _frame_loop: beat }
    }
}

fn schedule(beat: &Rc<FrameLoop>) {
    let weak: Weak<FrameLoop> = Rc::downgrade(beat);
    let frame = request_animation_frame(move |now_ms| {
        if let Some(beat) = weak.upgrade() {
            schedule(&beat);
            let last_ms = beat.last_ms.replace(Some(now_ms));
            if let Some(last_ms) = last_ms {
                (beat.callback)(((now_ms - last_ms).max(0.0) * 1_000.0) as u64);
            }
        }
    });
    beat.next.replace(Some(frame));
}
