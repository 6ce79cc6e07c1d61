//! An animation-frame loop that stops when dropped.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_render::{AnimationFrame, request_animation_frame};

/// Calls back before every frame with the wall time since the last one, in microseconds, until dropped.
pub struct Frames {
    _frame_loop: Rc<FrameLoop>,
}

struct FrameLoop {
    next: RefCell<Option<AnimationFrame>>,
    last_ms: RefCell<Option<f64>>,
    callback: Box<dyn Fn(u64)>,
}

impl Frames {
    /// Starts with the next frame.
    pub fn start(callback: impl Fn(u64) + 'static) -> Self {
        let frame_loop = Rc::new(FrameLoop {
            next: RefCell::default(),
            last_ms: RefCell::default(),
            callback: Box::new(callback),
        });
        schedule(&frame_loop);
        Self { _frame_loop: frame_loop }
    }
}

fn schedule(frame_loop: &Rc<FrameLoop>) {
    let weak: Weak<FrameLoop> = Rc::downgrade(frame_loop);
    let frame = request_animation_frame(move |now_ms| {
        if let Some(frame_loop) = weak.upgrade() {
            schedule(&frame_loop);
            let last_ms = frame_loop.last_ms.replace(Some(now_ms));
            if let Some(last_ms) = last_ms {
                (frame_loop.callback)(((now_ms - last_ms).max(0.0) * 1_000.0) as u64);
            }
        }
    });
    frame_loop.next.replace(Some(frame));
}
