//! A key on the map of homes: carried to another home by mouse, finger or pen, or pressed to choose one.

use analysis::KeyAssignment;
use player::{Key, LeaderId};
use yew::prelude::*;

use crate::components::LeaderMark;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::platform::events::{closest, capture_pointer, element_at_pointer};
use crate::store::use_view;

/// A press that moves no further than this carries nothing, in pixels.
const DRAG_THRESHOLD_PX: f64 = 5.0;

/// A key under a pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyDrag {
    key: Key,
    /// Where it is taken from.
    pub home: LeaderId,
    start: Point,
    offset: Point,
    moved: bool,
    /// The leader that it is over.
    pub over: Option<LeaderId>,
}

#[derive(Properties, PartialEq)]
pub struct KeyChipProps {
    pub at: KeyAssignment,
    pub home: LeaderId,
    /// What is being carried, if it is this or another key.
    pub carried: Option<KeyDrag>,
    pub oncarry: Callback<Option<KeyDrag>>,
    /// It was pressed and not carried anywhere.
    pub onpress: Callback<Option<Key>>,
    /// It was put down at another home.
    pub onmove: Callback<(Key, LeaderId)>,
}

/// The chip, with the faces of who believes it where not all do.
#[component]
pub fn KeyChip(props: &KeyChipProps) -> Html {
    let view = use_view();
    let KeyChipProps { at, home, carried, oncarry, onpress, onmove } = props;
    let carried = carried.clone().filter(|carried| carried.key == at.key && carried.home == *home);
    let onpointerdown = {
        let (oncarry, key, home) = (oncarry.clone(), at.key.clone(), *home);
        move |event: PointerEvent| {
            if let Some(chip) = closest(&event, ".key-chip").filter(|_| event.button() == 0) {
                capture_pointer(&event, &chip);
                let (begun, way) = (pointer_position(&event), Point::default());
                oncarry.emit(Some(KeyDrag { key: key.clone(), home, start, offset, moved: false, over: None }));
            }
        }
    };
    let onpointermove = {
        let (carried, oncarry) = (carried.clone(), oncarry.clone());
        move |event: PointerEvent| {
            if let Some(carried) = carried.clone() {
                let way = pointer_position(&event) - carried.start;
                let moved = carried.moved || way.length() > DRAG_THRESHOLD_PX;
                oncarry.emit(Some(KeyDrag { offset, moved, over: leader_under(&event), ..carried }));
            }
        }
    };
    let onpointerup = {
        let (carried, oncarry, onmove) = (carried.clone(), oncarry.clone(), onmove.clone());
        let view = view.clone();
        move |event: PointerEvent| {
            let Some(carried) = carried.clone() else {
                return;
            };
            let to = leader_under(&event).filter(|to| *to != carried.home && view.frame().answers(*to));
            if let Some(to) = to.filter(|_| carried.moved) {
                onmove.emit((carried.key, to));
            }
            oncarry.emit(None);
        }
    };
    let onpointercancel = oncarry.reform(|_: PointerEvent| None);
    // What was carried somewhere ends in a click too, and is chosen then: it was in hand.
    let onclick = {
        let key = at.key.clone();
        onpress.reform(move |_: MouseEvent| Some(key.clone()))
    };
    let style = carried
        .as_ref()
        .filter(|carried| carried.moved)
        .map(|carried| format!("translate: {}px {}px", number(carried.offset.x), number(carried.offset.y)));
    let believers = at.believers.iter().filter(|_| at.disputed);
    let believers = believers.map(|id| html! { <LeaderMark key={id.to_string()} leader={*id} size="tiny" /> });
    let names: Vec<String> = at.believers.iter().map(|id| view.leader_name(*id)).collect();
    let disputed =
        if at.disputed { format!(", as {} believe", explain::list_of(&names)) } else { String::new() };
    let label = format!("{}, home {}{disputed}. Choose another home", at.key, view.leader_name(*home));
    html! {
        <span class="key-at">
            <button
                class="key-chip" type="button" aria-label={label} data-disputed={at.disputed.then_some("")} data-carried={style.is_some().then_some("")} {style}
                {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onclick}
            >{ at.key.to_string() }</button>
            <span class="believers">{ for believers }</span>
        </span>
    }
}

fn pointer_position(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The leader whose row a pointer is over.
fn leader_under(event: &PointerEvent) -> Option<LeaderId> {
    element_at_pointer(event, "[data-home]")?.get_attribute("data-home")?.parse().ok()
}
