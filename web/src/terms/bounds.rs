//! A box in the window, and where to put a popover beside it.

use web_sys::DomRect;

use crate::platform::page;

/// Distance from the word, in pixels.
pub(super) const GAP_PX: f64 = 6.0;
/// Distance kept from the edge of the window, in pixels.
const MARGIN_PX: f64 = 8.0;
/// A popover goes below the word if there is this much room, in pixels.
const MIN_ROOM_PX: f64 = 200.0;

/// A box in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Bounds {
    /// The bounds of a DOM rectangle.
    pub fn of(rect: &DomRect) -> Self {
        Self { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
    }

    /// Whether a point is inside, or at most `slack` pixels away.
    pub fn contains(&self, x: f64, y: f64, slack: f64) -> bool {
        (self.left - slack..=self.right + slack).contains(&x)
            && (self.top - slack..=self.bottom + slack).contains(&y)
    }

    /// A popover's style that puts it beside this box, where there is room, and within the window.
    pub fn style_beside(&self, width: f64) -> String {
        let (window_width, window_height) = page::window_size();
        let width = width.min(window_width - 2.0 * MARGIN_PX);
        let left = self.left.min(window_width - width - MARGIN_PX).max(MARGIN_PX);
        let (above, below) = (self.top, window_height - self.bottom);
        let (side, offset, room) = if below >= MIN_ROOM_PX || below >= above {
            ("top", self.bottom + GAP_PX, below)
        } else {
            ("bottom", window_height - self.top + GAP_PX, above)
        };
        let height = (room - GAP_PX - MARGIN_PX).max(0.0);
        format!(
            "left:{left:.1}px;{side}:{offset:.1}px;max-inline-size:{width:.1}px;max-block-size:{height:.1}px"
        )
    }
}
