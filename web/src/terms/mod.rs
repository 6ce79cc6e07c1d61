//! Definitions wherever a term appears: a tip on hover, focus or tap; a list for each panel; and the glossary.
//!
//! Events are delegated to one element around the page. Terms are looked up only once the pointer or the focus
//! rests, or on a tap.

mod bounds;
mod definitions;
mod list;
mod lookup;
mod tip;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

pub use definitions::definitions;
pub use list::TermsButton;
use lookup::{tip_at, tip_of_control};
use tip::{Cause, Tip, TipView, is_over};

use crate::hooks::use_listener;
use crate::platform::events::closest;
use crate::platform::page;

/// How long the pointer must rest before a tip appears.
const HOVER_DELAY_MS: u32 = 400;
/// How long the focus must stay before a tip appears.
const FOCUS_DELAY_MS: u32 = 600;
/// How far a tap may miss a word.
const TOUCH_SLACK_PX: f64 = 8.0;
/// Controls that handle taps themselves: a tap on them shows no tip.
const INTERACTIVE: &str = "a, button, input, select, textarea, summary, label, [role=button], [role=slider], \
    [role=option], [role=menuitem], .stage, .timeline";
/// Where a tip for the focused control would cover it.
const NO_FOCUS_TIPS: &str = ".stage, .timeline, .menu";

#[derive(Properties, PartialEq)]
pub struct TermsProps {
    pub children: Html,
}

/// Shows definitions of the terms in its children.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    let tip = use_state_eq(|| None::<Tip>);
    let pending = use_mut_ref(BTreeMap::new);
    let last_press = use_mut_ref(|| None);
    let node = use_node_ref();
    let tips =
        TipController { shown: (*tip).clone(), show: tip.setter(), pending, last_press, node: node.clone() };
    let with_tips = |react: fn(&TipController, &PointerEvent)| {
        let tips = tips.clone();
        move |event: PointerEvent| react(&tips, &event)
    };
    let onclick = {
        let tips = tips.clone();
        move |event: MouseEvent| tips.clicked(&event)
    };
    let onfocusin = {
        let tips = tips.clone();
        move |event: FocusEvent| tips.focused(&event)
    };
    let onkeydown = {
        let tips = tips.clone();
        move |_: KeyboardEvent| *tips.last_press.borrow_mut() = None
    };
    let hide = {
        let tips = tips.clone();
        Callback::from(move |()| tips.hide())
    };
    let onfocusout = hide.reform(|_: FocusEvent| ());
    let oninput = hide.reform(|_: InputEvent| ());
    let onchange = hide.reform(|_: Event| ());
    let onwheel = hide.reform(|_: WheelEvent| ());
    use_escape(tip.is_some(), hide);
    html! {
        <div
            class="terms" data-tip={tip.is_some().then_some("")} onpointermove={with_tips(TipController::pointer_moved)}
            onpointerdown={with_tips(TipController::pointer_pressed)} {onclick} {onfocusin} {onfocusout} {oninput} {onchange} {onwheel} {onkeydown}
        >
            { props.children.clone() }
            <TipView tip={(*tip).clone()} {node} />
        </div>
    }
}

/// What kind of pointer pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PointerKind {
    Mouse,
    /// A finger or a pen.
    Touch,
}

/// The visible tip, the pending ones, and the event handlers.
#[derive(Clone)]
struct TipController {
    shown: Option<Tip>,
    show: UseStateSetter<Option<Tip>>,
    pending: Rc<RefCell<BTreeMap<Cause, Timeout>>>,
    /// The kind of the last press, if no key has been pressed since.
    last_press: Rc<RefCell<Option<PointerKind>>>,
    /// The element of the tip.
    node: NodeRef,
}

impl TipController {
    fn show_after(&self, delay_ms: u32, cause: Cause, look: impl FnOnce() -> Option<Tip> + 'static) {
        let show = self.show.clone();
        let show = move || look().into_iter().for_each(|found| show.set(Some(found)));
        self.pending.borrow_mut().insert(cause, Timeout::new(delay_ms, show));
    }

    fn hide(&self) {
        self.pending.borrow_mut().clear();
        self.show.set(None);
    }

    fn pointer_moved(&self, event: &PointerEvent) {
        // Browsers also report a move when the page scrolls under a resting mouse.
        let moves = event.movement_x() != 0 || event.movement_y() != 0;
        if event.pointer_type() != "mouse" || !moves {
            return;
        }
        if event.buttons() != 0 {
            return self.hide();
        }
        let (x, y) = pointer_position(event);
        if let Some(shown) = self.shown.as_ref().filter(|shown| shown.cause == Cause::Pointer) {
            if is_over(shown, &self.node, x, y) {
                return;
            }
            self.hide();
        }
        self.show_after(HOVER_DELAY_MS, Cause::Pointer, move || tip_at(x, y, 0.0, Cause::Pointer));
    }

    fn pointer_pressed(&self, event: &PointerEvent) {
        let press = if event.pointer_type() == "mouse" { PointerKind::Mouse } else { PointerKind::Touch };
        *self.last_press.borrow_mut() = Some(press);
        self.hide();
    }

    fn clicked(&self, event: &MouseEvent) {
        if *self.last_press.borrow() == Some(PointerKind::Touch) && closest(event, INTERACTIVE).is_none() {
            let (x, y) = pointer_position(event);
            self.show.set(tip_at(x, y, TOUCH_SLACK_PX, Cause::Tap));
        }
    }

    fn focused(&self, event: &FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_by_keyboard = |control: &Element| control.matches(":focus-visible").unwrap_or_default();
        // A text field is `:focus-visible` after a press too.
        if self.last_press.borrow().is_none()
            && closest(event, NO_FOCUS_TIPS).is_none()
            && let Some(control) = target.filter(is_by_keyboard)
        {
            self.show_after(FOCUS_DELAY_MS, Cause::Focus, move || tip_of_control(&control));
        }
    }
}

/// The position of an event in the window, in CSS pixels.
fn pointer_position(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Escape hides the tip, and does not also close a dialog around it.
#[hook]
fn use_escape(shown: bool, hide: Callback<()>) {
    let callback = use_callback((shown, hide), |event: Event, (shown, hide)| {
        let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|pressed| pressed.key() == "Escape");
        if *shown && escape {
            if page::query_all("dialog[open]").next().is_some() {
                event.prevent_default();
            }
            hide.emit(());
        }
    });
    use_listener("keydown", callback);
}
