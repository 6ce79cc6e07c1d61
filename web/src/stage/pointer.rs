//! The stage's own surface under the pointer: dragged and pinched to see another part of the ground, drawn on
//! with the lasso, and the place to which a link is drawn from a leader's rim.

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
use crate::platform::events::{closest, capture_pointer};
use crate::stage::layout::Layout;
use crate::stage::message_disc::DiscPositions;
use crate::stage::pointing;
use crate::stage::viewport::{CameraMove, Viewport};
use crate::store::View;

/// On these a press is not meant for the surface.
const NOT_SURFACE: &str = ".spot, .middle, .tools, button, .stage-note";
/// A lasso point that is nearer to the last one than this adds nothing, in pixels.
const FINENESS_PX: f64 = 3.0;

/// What is being drawn on the stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drawing {
    /// Nothing.
    #[default]
    Nothing,
    /// A link from a leader to where the pointer is; or to one that is still to be chosen.
    Link(LeaderId, Option<Point>),
    /// A line around leaders.
    Lasso(Vec<Point>),
}

/// All that a pointer on the surface needs.
#[derive(Clone)]
pub struct Surface {
    pub view: View,
    pub viewport: Viewport,
    pub layout: Rc<Layout>,
    pub discs: DiscPositions,
    pub drawing: UseStateHandle<Drawing>,
    /// Whether the next drag draws a lasso.
    pub lasso: UseStateHandle<bool>,
    pub fingers: Rc<RefCell<Gesture>>,
    pub dispatch: Dispatcher,
}

impl Surface {
    /// A pointer comes down somewhere on the stage.
    pub fn press(&self, event: &PointerEvent) {
        let Some(at) = pointing::place(event).filter(|_| event.button() == 0) else {
            return;
        };
        if let Some(from) = closest(event, ".rim").and_then(|_| pointing::card_of(event)) {
            event.prevent_default();
            hold(event);
            self.drawing.set(Drawing::Link(from, Some(at)));
        } else if closest(event, NOT_SURFACE).is_some() {
        } else if *self.lasso || event.shift_key() {
            hold(event);
            self.drawing.set(Drawing::Lasso(vec![at]));
        } else {
            self.fingers.borrow_mut().press(event.pointer_id(), at);
        }
    }

    /// A pointer moves over it. Returns whether it is moved for something.
    pub fn go(&self, event: &PointerEvent) -> bool {
        let Some(at) = pointing::place(event) else {
            return false;
        };
        match &*self.drawing {
            Drawing::Link(from, Some(_)) => self.drawing.set(Drawing::Link(*from, Some(at))),
            Drawing::Lasso(line) => {
                if line.last().is_none_or(|last| last.distance(at) > FINENESS_PX) {
                    self.drawing.set(Drawing::Lasso(line.iter().copied().chain([at]).collect()));
                }
            }
            _ => {
                let slip = self.fingers.borrow_mut().move_pointer(event.pointer_id(), at);
                let Some(slip) = slip else {
                    return false;
                };
                hold(event);
                self.viewport.move_camera.emit(CameraMove::PanZoom(slip));
            }
        }
        true
    }

    /// A pointer comes up, or is taken by the browser for something else.
    pub fn release(&self, event: &PointerEvent) {
        self.fingers.borrow_mut().release(event.pointer_id());
        match &*self.drawing {
            Drawing::Link(from, Some(at)) => self.end_link(*from, *at),
            Drawing::Lasso(line) => {
                self.cut_off(line);
                self.drawing.set(Drawing::Nothing);
                self.lasso.set(false);
            }
            _ => {}
        }
    }

    /// The surface is clicked: a message is chosen, or nothing.
    pub fn choose(&self, event: &MouseEvent) {
        if let Some(message) = pointing::disc_at(&self.discs, event) {
            self.dispatch.emit(ViewAction::Select(Selection::Message(message)));
        } else if closest(event, &format!("{NOT_SURFACE}, .link")).is_none() && self.is_clear() {
            self.dispatch.emit(ViewAction::Select(Selection::Nothing));
        }
    }

    /// Whether the last press was no drag.
    fn is_clear(&self) -> bool {
        *self.drawing == Drawing::Nothing && !self.fingers.borrow().has_dragged()
    }

    /// The link is let go of: over another leader it is there; over its own, the other is still to be chosen.
    fn end_link(&self, from: LeaderId, at: Point) {
        match self.layout.card_at(at - self.viewport.offset()) {
            Some(to) if to == from => self.drawing.set(Drawing::Link(from, None)),
            Some(to) => {
                self.dispatch.emit(EditAction::Issue(Command::Connect(LinkSelector::Both(from, to))));
                self.drawing.set(Drawing::Nothing);
            }
            None => self.drawing.set(Drawing::Nothing),
        }
    }

    /// Cuts the leaders off that the lasso goes around.
    fn cut_off(&self, line: &[Point]) {
        let offset = self.viewport.offset();
        let inside: BTreeSet<LeaderId> = self
            .layout
            .cards
            .iter()
            .filter(|(_, card)| is_in_polygon(line, card.centre + offset))
            .map(|(id, _)| *id)
            .collect();
        let action = if inside.is_empty() || inside.len() == self.layout.cards.len() {
            ViewAction::Notice("Draw around some of the leaders, but not around all: those inside are cut off from the others.".into()).into()
        } else {
            let cut = cut_off(self.view.world(), &inside, CutOff::BothWays);
            cut.unwrap_or_else(|| ViewAction::Notice("That is cut already.".into()).into())
        };
        self.dispatch.emit(action);
    }
}

/// Has all that follows of a pointer come to the stage.
fn hold(event: &PointerEvent) {
    if let Some(stage) = closest(event, ".stage") {
        capture_pointer(event, &stage);
    }
}
