//! An open context menu: its items and its keyboard handling.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::commands::UiCommand;
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::platform::events::closest;
use crate::platform::lower_case::lower_case;
use crate::platform::page::{focused, window};

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    pub name: String,
    pub commands: Vec<UiCommand>,
    /// Where it was opened, in window coordinates.
    pub at: Point,
    pub onclose: Callback<()>,
    pub onrun: Callback<UiCommand>,
}

/// The menu. It takes the focus and restores it on close.
#[component]
pub fn MenuList(props: &MenuProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let before = focused();
            move_focus(&node, |_, _| 0);
            move || {
                if let Some(before) = before.filter(|_| {
                    focused().is_none_or(|now| {
                        now.closest(".menu").ok().flatten().is_some() || now.tag_name() == "BODY"
                    })
                }) {
                    // The element may no longer be focusable.
                    let _ = before.focus();
                }
            }
        });
    }
    let onkeydown = {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" => move_focus(&node, |at, count| (at + 1) % count),
                "ArrowUp" => move_focus(&node, |at, count| (at + count - 1) % count),
                "Home" => move_focus(&node, |_, _| 0),
                "End" => move_focus(&node, |_, count| count - 1),
                "Escape" | "Tab" => onclose.emit(()),
                " " | "Enter" => return event.stop_propagation(),
                key if key.chars().count() == 1 => focus_by_letter(&node, key),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let close = props.onclose.clone();
    let onpointerdown = move |event: PointerEvent| {
        event.stop_propagation();
        if closest(&event, ".menu").is_none() {
            close.emit(());
        }
    };
    let items = props.commands.iter().map(|command| {
        let onclick = {
            let command = command.clone();
            props.onrun.reform(move |_: MouseEvent| command.clone())
        };
        html! { <button key={command.name.clone()} type="button" role="menuitem" tabindex="-1" {onclick}>{ &command.name }</button> }
    });
    html! {
        <div class="menu-overlay" {onpointerdown} oncontextmenu={|event: MouseEvent| event.prevent_default()}>
            <div class="menu" role="menu" aria-label={props.name.clone()} style={position_style(props.at)} ref={node} {onkeydown}>
                <p class="menu-name" role="presentation">{ &props.name }</p>
                { for items }
            </div>
        </div>
    }
}

/// The inline style that puts the menu beside the point where it was opened, on the roomier side.
fn position_style(at: Point) -> String {
    let size =
        |side: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| side.ok().and_then(|side| side.as_f64());
    let window = window();
    let width = window.as_ref().and_then(|window| size(window.inner_width())).unwrap_or(1_000.0);
    let height = window.as_ref().and_then(|window| size(window.inner_height())).unwrap_or(800.0);
    let across = if at.x > width / 2.0 {
        format!("right:{}px", number((width - at.x).max(4.0)))
    } else {
        format!("left:{}px", number(at.x.max(4.0)))
    };
    let (down, room) = if at.y > height / 2.0 {
        (format!("bottom:{}px", number((height - at.y).max(4.0))), at.y)
    } else {
        (format!("top:{}px", number(at.y.max(4.0))), height - at.y)
    };
    format!("{across};{down};max-block-size:{}px", number((room - 12.0).max(120.0)))
}

fn items(node: &NodeRef) -> Vec<HtmlElement> {
    let found = node.cast::<Element>().and_then(|menu| menu.query_selector_all("[role=menuitem]").ok());
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(|index| found.as_ref()?.item(index)?.dyn_into::<HtmlElement>().ok()).collect()
}

/// Moves the focus between items; `to` maps the current index and the item count to the new index.
fn move_focus(node: &NodeRef, to: impl Fn(usize, usize) -> usize) {
    let items = items(node);
    let now = focused();
    let at = items.iter().position(|item| now.as_ref() == Some(item)).unwrap_or_default();
    if let Some(item) = items.get(to(at, items.len().max(1))) {
        // Menu items are focusable.
        let _ = item.focus();
    }
}

/// Focuses the next item that starts with a letter.
fn focus_by_letter(node: &NodeRef, letter: &str) {
    let letter = lower_case(letter);
    let items = items(node);
    let now = focused();
    let at = items.iter().position(|item| now.as_ref() == Some(item)).unwrap_or_default();
    let starts_with_letter =
        |item: &&HtmlElement| lower_case(&item.text_content().unwrap_or_default()).starts_with(&letter);
    if let Some(item) = items.iter().cycle().skip(at + 1).take(items.len()).find(starts_with_letter) {
        // Menu items are focusable.
        let _ = item.focus();
    }
}
