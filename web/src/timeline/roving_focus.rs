//! Roving focus over the marks and messages of the diagram: Tab reaches one, the arrow keys move to the others.

use analysis::Relation;
use player::{Action, Micros, PlaybackAction, Selection, ViewAction};
use web_sys::{Element, Event};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::geometry::roving_nav::NavStep;
use crate::platform::{events::closest, roving_tabindex};

/// The value of `data-relation` in the style sheet.
pub fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Itself => "itself",
        Relation::Past => "past",
        Relation::Future => "future",
        Relation::Concurrent => "concurrent",
    }
}

/// Handlers that select an event by pointer or Enter, pause, and seek to its time.
pub fn select_handlers(
    dispatch: &Dispatcher,
    at: Micros,
    selection: Selection,
) -> (Callback<PointerEvent>, Callback<KeyboardEvent>) {
    handlers(dispatch, vec![PlaybackAction::Seek(at).into(), ViewAction::Select(selection).into()])
}

/// Handlers that only select something by pointer or Enter: the playhead stays where it is.
pub fn select_in_place_handlers(
    dispatch: &Dispatcher,
    selection: Selection,
) -> (Callback<PointerEvent>, Callback<KeyboardEvent>) {
    handlers(dispatch, vec![ViewAction::Select(selection).into()])
}

fn handlers(
    dispatch: &Dispatcher,
    actions: Vec<Action>,
) -> (Callback<PointerEvent>, Callback<KeyboardEvent>) {
    let dispatch = dispatch.clone();
    let choose = Callback::from(move |()| actions.iter().for_each(|action| dispatch.emit(action.clone())));
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                choose.emit(());
            }
        })
    };
    let onpointerdown = Callback::from(move |event: PointerEvent| {
        if event.button() == 0 {
            choose.emit(());
        }
    });
    (onpointerdown, onkeydown)
}

/// The move that a key makes.
fn step_for_key(key: &str) -> Option<NavStep> {
    Some(match key {
        "ArrowLeft" => NavStep::Earlier,
        "ArrowRight" => NavStep::Later,
        "ArrowUp" => NavStep::Up,
        "ArrowDown" => NavStep::Down,
        "Home" => NavStep::First,
        "End" => NavStep::Last,
        _ => return None,
    })
}

/// The node reference and the key and focus handlers of the group of focus stops.
#[hook]
pub fn use_roving_focus() -> (NodeRef, Callback<KeyboardEvent>, Callback<FocusEvent>) {
    let node = use_node_ref();
    {
        let node = node.clone();
        // After every render: the element in the tab order may be gone.
        use_effect(move || {
            if let Some(all) = node.cast::<Element>() {
                roving_tabindex::ensure_one_tabbable(&all);
            }
        });
    }
    let onkeydown = use_callback(node.clone(), |event: KeyboardEvent, node| {
        let group_and_stop = node.cast::<Element>().zip(stop_of(&event));
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if let Some((all, here)) = group_and_stop {
            match step_for_key(&event.key()) {
                Some(step) => {
                    event.prevent_default();
                    roving_tabindex::move_focus(&all, &here, step);
                }
                None if event.key() == "Escape" => roving_tabindex::focus_playhead(&all),
                None => {}
            }
        }
    });
    let onfocusin = use_callback(node.clone(), |event: FocusEvent, node| {
        if let Some((all, here)) = node.cast::<Element>().zip(stop_of(&event)) {
            roving_tabindex::make_tabbable(&all, &here);
        }
    });
    (node, onkeydown, onfocusin)
}

fn stop_of(event: &Event) -> Option<Element> {
    closest(event, roving_tabindex::FOCUSABLE)
}
