//! The panel of a lesson beside the run in an embed, or below it in a narrow frame, and the preferred height of both.

use yew::prelude::*;

use crate::geometry::point::Size;
use crate::hooks::use_size;

/// The least width of a frame with the panel beside the run, in pixels.
const BESIDE_PX: f64 = 430.0;

/// A lesson that a run belongs to.
#[derive(Clone, PartialEq)]
pub struct Beside {
    /// The panel.
    pub panel: Html,
    /// Its preferred height, in pixels.
    pub height: f64,
    /// The title of the lesson.
    pub title: AttrValue,
    /// The address of the whole page with the lesson.
    pub address: AttrValue,
}

impl Beside {
    /// What the head shows: title and address.
    pub fn head(&self) -> (AttrValue, AttrValue) {
        (self.title.clone(), self.address.clone())
    }
}

/// Where the panel of a lesson is, with its heights in pixels: the current and the preferred one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PanelPlace {
    /// There is none.
    Nowhere,
    /// Beside the run, of a frame of this height.
    Beside { frame: f64, now: f64, ideal: f64 },
    /// Below the run.
    Below { now: f64, ideal: f64 },
}

impl PanelPlace {
    /// Its name in the style sheet.
    pub fn place(self) -> Option<&'static str> {
        match self {
            Self::Nowhere => None,
            Self::Beside { .. } => Some("beside"),
            Self::Below { .. } => Some("below"),
        }
    }

    /// The height of a frame in which everything is seen, with panes of the height `panes`; all that is above and below the
    /// panes now takes `around`.
    pub fn ideal_height(self, around: f64, panes: f64) -> f64 {
        match self {
            Self::Nowhere => around + panes,
            Self::Beside { frame, now, ideal } => (around + panes).max(frame - now + ideal),
            Self::Below { now, ideal } => around - now + ideal + panes,
        }
    }
}

/// Where the panel of a lesson is in a frame of this size. `node` is its element.
#[hook]
pub fn use_panel(beside: Option<&Beside>, node: &NodeRef, frame: Size) -> PanelPlace {
    let now = use_size(node.clone()).height;
    match beside.map(|beside| beside.height) {
        None => PanelPlace::Nowhere,
        Some(ideal) if frame.width >= BESIDE_PX => PanelPlace::Beside { frame: frame.height, now, ideal },
        Some(ideal) => PanelPlace::Below { now, ideal },
    }
}

/// The panel of a lesson.
pub fn lesson_panel(beside: Option<&Beside>, node: NodeRef) -> Html {
    match beside {
        Some(beside) => {
            html! { <aside class="lesson" aria-label="Lesson" ref={node}>{ beside.panel.clone() }</aside> }
        }
        None => html! { <div hidden=true ref={node}></div> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frame_with_a_panel_beside_is_as_high_as_the_higher_of_both() {
        let panel = |ideal| PanelPlace::Beside { frame: 360.0, now: 320.0, ideal };
        assert_eq!(panel(250.0).ideal_height(80.0, 300.0), 380.0);
        assert_eq!(panel(500.0).ideal_height(80.0, 300.0), 540.0);
    }

    #[test]
    fn frame_with_a_panel_below_is_as_high_as_both_together() {
        let panel = PanelPlace::Below { now: 200.0, ideal: 340.0 };
        assert_eq!(panel.ideal_height(280.0, 300.0), 720.0);
        assert_eq!(PanelPlace::Nowhere.ideal_height(80.0, 300.0), 380.0);
    }
}
