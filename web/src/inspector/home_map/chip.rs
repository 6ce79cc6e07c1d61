//! A key in the list of homes: drag it to another leader, or press it to choose one.

use analysis::KeyAssignment;
use player::{Key, LeaderId};
use yew::prelude::*;

use crate::components::LeaderMark;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::platform::events::{capture_pointer, closest, element_at_pointer};
use crate::store::{View, use_view};

/// A pointer that moves less than this, in pixels, presses the key and does not drag it.
const DRAG_THRESHOLD_PX: f64 = 5.0;

/// A key that is being dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyDrag {
    key: Key,
    /// The leader it is dragged from.
    pub home: LeaderId,
    start: Point,
    offset: Point,
    moved: bool,
    /// The leader under the pointer.
    pub over: Option<LeaderId>,
}

#[derive(Properties, PartialEq)]
pub struct KeyChipProps {
    pub at: KeyAssignment,
    pub home: LeaderId,
    /// The drag in progress, of this or another key.
    pub drag: Option<KeyDrag>,
    pub ondrag: Callback<Option<KeyDrag>>,
    /// Called when the key is pressed.
    pub onpress: Callback<Option<Key>>,
    /// Called when the key is dropped on another leader.
    pub onmove: Callback<(Key, LeaderId)>,
}

/// The key, with the marks of the leaders that believe in this home if not all do.
#[component]
pub fn KeyChip(props: &KeyChipProps) -> Html {
    let view = use_view();
    let KeyChipProps { at, home, drag, ondrag, onpress, onmove } = props;
    let drag = drag.clone().filter(|drag| drag.key == at.key && drag.home == *home);
    let onpointerdown = {
        let (ondrag, key, home) = (ondrag.clone(), at.key.clone(), *home);
        move |event: PointerEvent| {
            if let Some(chip) = closest(&event, ".key-chip").filter(|_| event.button() == 0) {
                capture_pointer(&event, &chip);
                let (start, offset) = (pointer_position(&event), Point::default());
                ondrag.emit(Some(KeyDrag {
                    key: key.clone(),
                    home,
                    start,
                    offset,
                    moved: false,
                    over: None,
                }));
            }
        }
    };
    let onpointermove = {
        let (drag, ondrag) = (drag.clone(), ondrag.clone());
        move |event: PointerEvent| {
            if let Some(drag) = drag.clone() {
                let offset = pointer_position(&event) - drag.start;
                let moved = drag.moved || offset.length() > DRAG_THRESHOLD_PX;
                ondrag.emit(Some(KeyDrag { offset, moved, over: leader_under(&event), ..drag }));
            }
        }
    };
    let onpointerup = {
        let (drag, ondrag, onmove) = (drag.clone(), ondrag.clone(), onmove.clone());
        let view = view.clone();
        move |event: PointerEvent| {
            let Some(drag) = drag.clone() else {
                return;
            };
            let to = leader_under(&event).filter(|to| *to != drag.home && view.frame().answers(*to));
            if let Some(to) = to.filter(|_| drag.moved) {
                onmove.emit((drag.key, to));
            }
            ondrag.emit(None);
        }
    };
    let onpointercancel = ondrag.reform(|_: PointerEvent| None);
    // A drag ends in a click too, so a dragged key is chosen as well.
    let onclick = {
        let key = at.key.clone();
        onpress.reform(move |_: MouseEvent| Some(key.clone()))
    };
    let style = drag
        .as_ref()
        .filter(|drag| drag.moved)
        .map(|drag| format!("translate: {}px {}px", number(drag.offset.x), number(drag.offset.y)));
    let believers = believers(at);
    let label = label(&view, at, *home);
    html! {
        <span class="key-at">
            <button
                class="key-chip" type="button" aria-label={label} data-disputed={at.disputed.then_some("")} data-carried={style.is_some().then_some("")} {style}
                {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onclick}
            >{ at.key.to_string() }</button>
            <span class="believers">{ believers }</span>
        </span>
    }
}

/// The marks of the leaders that believe in this home, if not all do.
fn believers(at: &KeyAssignment) -> Html {
    let believers = at.believers.iter().filter(|_| at.disputed);
    believers.map(|id| html! { <LeaderMark key={id.to_string()} leader={*id} size="tiny" /> }).collect()
}

fn label(view: &View, at: &KeyAssignment, home: LeaderId) -> String {
    let names: Vec<String> = at.believers.iter().map(|id| view.leader_name(*id)).collect();
    let disputed =
        if at.disputed { format!(", believed by {}", explain::list_of(&names)) } else { String::new() };
    format!("{}, home {}{disputed}. Choose another home", at.key, view.leader_name(home))
}

fn pointer_position(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The leader whose row a pointer is over.
fn leader_under(event: &PointerEvent) -> Option<LeaderId> {
    element_at_pointer(event, "[data-home]")?.get_attribute("data-home")?.parse().ok()
}
