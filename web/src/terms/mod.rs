//! Definitions wherever a term stands: a tip under the pointer, at the focus or after a tap; a list for each panel;
//! and the whole glossary.
//!
//! Everything is delegated to one element around the page. Nothing is looked up until the pointer rests, the focus
//! stays, or a finger taps.

mod glossary;
mod list;
mod lookup;
mod tip;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

pub use glossary::GlossaryDialog;
pub use list::TermsButton;
use lookup::{tip_at, tip_of_control};
use tip::{Cause, Tip, TipView, is_over};

use crate::hooks::use_listener;
use crate::platform::events::around;
use crate::platform::page;

/// The pointer rests after so long, in milliseconds.
const REST_MS: u32 = 400;
/// The focus stays after so long, in milliseconds.
const STAY_MS: u32 = 600;
/// A finger may miss a word by so much, in pixels.
const FINGER_PX: f64 = 8.0;
/// What does something when it is tapped.
const TAKES_TAPS: &str = "a, button, input, select, textarea, summary, label, [role=button], [role=slider], \
    [role=option], [role=menuitem], .stage, .timeline";
/// Where a tip at the focus would lie over what is being worked with.
const WITHOUT_FOCUS_TIPS: &str = ".stage, .timeline, .menu";

#[derive(Properties, PartialEq)]
pub struct TermsProps {
    pub children: Html,
}

/// Shows definitions of the terms in everything within it.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    let tip = use_state_eq(|| None::<Tip>);
    let pending = use_mut_ref(|| None::<Timeout>);
    let by_finger = use_mut_ref(|| false);
    let node = use_node_ref();
    let show_after = {
        let (tip, pending) = (tip.setter(), pending.clone());
        move |delay: u32, look: Box<dyn FnOnce() -> Option<Tip>>| {
            let tip = tip.clone();
            let show = move || look().into_iter().for_each(|found| tip.set(Some(found)));
            *pending.borrow_mut() = Some(Timeout::new(delay, show));
        }
    };
    let hide = {
        let (tip, pending) = (tip.setter(), pending.clone());
        move || {
            *pending.borrow_mut() = None;
            tip.set(None);
        }
    };
    let onpointermove = {
        let (tip, node, show_after, hide) = (tip.clone(), node.clone(), show_after.clone(), hide.clone());
        move |event: PointerEvent| {
            if event.pointer_type() != "mouse" {
                return;
            }
            if event.buttons() != 0 {
                return hide();
            }
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            if let Some(shown) = tip.as_ref().filter(|shown| shown.cause == Cause::Pointer) {
                if is_over(shown, &node, x, y) {
                    return;
                }
                hide();
            }
            show_after(REST_MS, Box::new(move || tip_at(x, y, 0.0, Cause::Pointer)));
        }
    };
    let onpointerdown = {
        let (by_finger, hide) = (by_finger.clone(), hide.clone());
        move |event: PointerEvent| {
            *by_finger.borrow_mut() = event.pointer_type() != "mouse";
            hide();
        }
    };
    let onclick = {
        let tip = tip.setter();
        move |event: MouseEvent| {
            if *by_finger.borrow() && around(&event, TAKES_TAPS).is_none() {
                let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
                tip.set(tip_at(x, y, FINGER_PX, Cause::Finger));
            }
        }
    };
    let onfocusin = move |event: FocusEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let control = target.filter(|it| {
            it.matches(":focus-visible").unwrap_or_default() && around(&event, WITHOUT_FOCUS_TIPS).is_none()
        });
        if let Some(control) = control {
            show_after(STAY_MS, Box::new(move || tip_of_control(&control)));
        }
    };
    let hide_callback = Callback::from(move |()| hide());
    let on = hide_callback.clone();
    let onfocusout = on.reform(|_: FocusEvent| ());
    let oninput = on.reform(|_: InputEvent| ());
    let onwheel = on.reform(|_: WheelEvent| ());
    use_escape(tip.is_some(), hide_callback);
    html! {
        <div class="terms" data-tip={tip.is_some().then_some("")}
            {onpointermove} {onpointerdown} {onclick} {onfocusin} {onfocusout} {oninput} {onwheel}
        >
            { props.children.clone() }
            <TipView tip={(*tip).clone()} {node} />
        </div>
    }
}

/// Escape hides a tip. In a dialog that is all it does, so that the dialog stays.
#[hook]
fn use_escape(shown: bool, hide: Callback<()>) {
    let callback = use_callback((shown, hide), |event: Event, (shown, hide)| {
        let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|pressed| pressed.key() == "Escape");
        if *shown && escape {
            if page::all("dialog[open]").next().is_some() {
                event.prevent_default();
            }
            hide.emit(());
        }
    });
    use_listener("keydown", callback);
}
