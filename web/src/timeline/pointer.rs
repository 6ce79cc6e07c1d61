//! The pointer over the diagram: what it selects, drags and hovers over.

use player::{PlaybackAction, ViewAction};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::hover::Hovered;
use crate::platform::events::{capture_pointer, closest};
use crate::store::View;
use crate::timeline::dragging::{Held, time_at};
use crate::timeline::hover_highlight;
use figure::diagram::Chart;

/// Handles the pointer over the diagram.
#[derive(Clone)]
pub struct DiagramPointer {
    /// What is shown.
    pub view: View,
    /// Where it is shown.
    pub chart: Chart,
    /// Takes the actions.
    pub dispatch: Dispatcher,
    /// What the pointer holds.
    pub held: UseStateHandle<Held>,
    /// Sets what is hovered.
    pub point: Callback<Hovered>,
}

impl DiagramPointer {
    /// The pointer is pressed: it selects a lane, or grabs something.
    pub fn pressed(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let grabbed = Held::grabbed(&self.view, &self.chart, event);
        if grabbed.is_none()
            && let Some(selection) = hover_highlight::lane_head_at(&self.view, &self.chart, event)
        {
            return self.dispatch.emit(ViewAction::Select(selection));
        }
        if let Some(element) = closest(event, ".timeline") {
            capture_pointer(event, &element);
        }
        match grabbed {
            // Holding it longer opens no menu.
            Some(_) => event.stop_propagation(),
            None => self.seek(event),
        }
        self.held.set(grabbed.unwrap_or(Held::Playhead));
    }

    /// The pointer moves: it drags what it holds, or hovers.
    pub fn moved(&self, event: &PointerEvent) {
        let held = self.held.moved(&self.chart, event);
        self.held.set(held);
        match held {
            Held::Nothing => hover_highlight::hover_lane(&self.view, &self.chart, event, &self.point),
            Held::Playhead => self.seek(event),
            Held::Line(_) | Held::Arrowhead(..) | Held::Mark(..) => {}
        }
    }

    /// The pointer is released: what it dragged stays there.
    pub fn released(&self) {
        self.held.released().into_iter().for_each(|action| self.dispatch.emit(action));
        self.held.set(Held::Nothing);
    }

    /// The gesture is cancelled: nothing moves.
    pub fn cancelled(&self) {
        self.held.set(Held::Nothing);
    }

    fn seek(&self, event: &PointerEvent) {
        if let Some(at) = time_at(&self.chart, event) {
            self.dispatch.emit(PlaybackAction::Seek(at));
        }
    }
}
