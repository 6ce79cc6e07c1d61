//! Pointer handling on the stage: panning and pinching the scene, drawing a lasso, and drawing a link from a
//! leader's rim.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use player::{CutOff, EditAction, Selection, ViewAction, cut_off};
use replication::{Command, LeaderId, LinkSelector};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::gestures::Gesture;
use crate::geometry::point::Point;
use crate::geometry::point_in_polygon::is_in_polygon;
use crate::platform::events::{capture_pointer, closest};
use crate::stage::disc_positions::DiscPositions;
use crate::stage::event_target;
use crate::stage::viewport::{CameraMove, Viewport};
use crate::store::View;
use figure::stage::layout::Layout;

/// Elements that handle their own presses.
const OVERLAYS: &str = ".spot, .client-handle, .middle, .tools, button, .stage-note";
/// The minimum distance between two lasso points, in pixels.
const LASSO_STEP_PX: f64 = 3.0;

/// The link or lasso being drawn on the stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drawing {
    /// Nothing.
    #[default]
    Nothing,
    /// A link from a leader to the pointer, or, with `None`, to a leader yet to be chosen.
    Link(LeaderId, Option<Point>),
    /// A line around leaders to cut off.
    Lasso(Vec<Point>),
}

/// Handles pointer events on the stage.
#[derive(Clone)]
pub struct PointerHandler {
    pub view: View,
    pub viewport: Viewport,
    pub layout: Rc<Layout>,
    pub discs: DiscPositions,
    pub drawing: UseStateHandle<Drawing>,
    /// Whether the next drag draws a lasso.
    pub lasso: UseStateHandle<bool>,
    pub gesture: Rc<RefCell<Gesture>>,
    pub dispatch: Dispatcher,
}

impl PointerHandler {
    /// A pointer goes down on the stage.
    pub fn pointer_down(&self, event: &PointerEvent) {
        let Some(at) = event_target::stage_point(event).filter(|_| event.button() == 0) else {
            return;
        };
        if let Some(from) = closest(event, ".rim").and_then(|_| event_target::leader_of(event)) {
            event.prevent_default();
            capture_on_stage(event);
            self.drawing.set(Drawing::Link(from, Some(at)));
        } else if closest(event, OVERLAYS).is_some() {
        } else if *self.lasso || event.shift_key() {
            capture_on_stage(event);
            self.drawing.set(Drawing::Lasso(vec![at]));
        } else {
            self.gesture.borrow_mut().press(event.pointer_id(), at);
        }
    }

    /// A pointer moves over the stage. Returns whether the move was part of a gesture.
    pub fn pointer_move(&self, event: &PointerEvent) -> bool {
        let Some(at) = event_target::stage_point(event) else {
            return false;
        };
        match &*self.drawing {
            Drawing::Link(from, Some(_)) => self.drawing.set(Drawing::Link(*from, Some(at))),
            Drawing::Lasso(line) => {
                if line.last().is_none_or(|last| last.distance(at) > LASSO_STEP_PX) {
                    self.drawing.set(Drawing::Lasso(line.iter().copied().chain([at]).collect()));
                }
            }
            _ => {
                let pan_zoom = self.gesture.borrow_mut().move_pointer(event.pointer_id(), at);
                let Some(pan_zoom) = pan_zoom else {
                    return false;
                };
                capture_on_stage(event);
                self.viewport.move_camera.emit(CameraMove::PanZoom(pan_zoom));
            }
        }
        true
    }

    /// A pointer goes up, or the browser cancels it.
    pub fn pointer_up(&self, event: &PointerEvent) {
        self.gesture.borrow_mut().release(event.pointer_id());
        match &*self.drawing {
            Drawing::Link(from, Some(at)) => self.finish_link(*from, *at),
            Drawing::Lasso(line) => {
                self.isolate_lassoed(line);
                self.drawing.set(Drawing::Nothing);
                self.lasso.set(false);
            }
            _ => {}
        }
    }

    /// The stage is clicked: selects the message under the pointer; beside everything, cancels a link that lacks its other
    /// end, or clears the selection.
    pub fn click(&self, event: &MouseEvent) {
        let is_beside = closest(event, &format!("{OVERLAYS}, .link")).is_none();
        if let Some(message) = event_target::message_at(&self.discs, event) {
            self.dispatch.emit(ViewAction::Select(Selection::Message(message)));
        } else if is_beside && matches!(*self.drawing, Drawing::Link(_, None)) {
            self.drawing.set(Drawing::Nothing);
        } else if is_beside && self.was_click() {
            self.dispatch.emit(ViewAction::Select(Selection::Nothing));
        }
    }

    /// Whether the last press was a click, not a drag.
    fn was_click(&self) -> bool {
        *self.drawing == Drawing::Nothing && !self.gesture.borrow().has_dragged()
    }

    /// Finishes drawing a link: over another leader it connects the two; over its own, the target is chosen next.
    fn finish_link(&self, from: LeaderId, at: Point) {
        match self.layout.card_at(at - self.viewport.offset()) {
            Some(to) if to == from => self.drawing.set(Drawing::Link(from, None)),
            Some(to) => {
                self.dispatch.emit(EditAction::Issue(Command::Connect(LinkSelector::Both(from, to))));
                self.drawing.set(Drawing::Nothing);
            }
            None => self.drawing.set(Drawing::Nothing),
        }
    }

    /// Cuts off the leaders inside the lasso.
    fn isolate_lassoed(&self, line: &[Point]) {
        let offset = self.viewport.offset();
        let inside: BTreeSet<LeaderId> = self
            .layout
            .cards
            .iter()
            .filter(|(_, card)| is_in_polygon(line, card.centre + offset))
            .map(|(id, _)| *id)
            .collect();
        let action = if inside.is_empty() || inside.len() == self.layout.cards.len() {
            ViewAction::Notice(
                "Draw around some, but not all, of the leaders: those inside are cut off from the rest."
                    .into(),
            )
            .into()
        } else {
            let cut = cut_off(self.view.frame(), &inside, CutOff::BothWays);
            cut.unwrap_or_else(|| ViewAction::Notice("Those leaders are already cut off.".into()).into())
        };
        self.dispatch.emit(action);
    }
}

/// Captures the pointer for the stage.
fn capture_on_stage(event: &PointerEvent) {
    if let Some(stage) = closest(event, ".stage") {
        capture_pointer(event, &stage);
    }
}
