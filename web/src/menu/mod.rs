//! Context menus for the object under the pointer or with the focus, opened by right-click, long press, the
//! menu key or Shift F10.

mod list;
mod long_press;
mod target;

use list::MenuList;
use long_press::use_long_press;
use target::{Target, find_target};
use yew::prelude::*;

use crate::commands::{UiCommand, use_run_command};
use crate::geometry::point::Point;
use crate::hover::use_hovered;
use crate::platform::events::is_in_field_or_dialog;
use crate::store::{use_playhead, use_view};

/// The open menu.
#[derive(Clone, Debug, PartialEq)]
struct OpenMenu {
    target: Target,
    /// In window coordinates.
    at: Point,
}

#[derive(Properties, PartialEq)]
pub struct MenusProps {
    pub children: Html,
}

/// Gives its children context menus.
#[component]
pub fn Menus(props: &MenusProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let pointed = use_hovered();
    let open = use_state_eq(|| None::<OpenMenu>);
    let run = use_run_command();
    let try_open = {
        let open = open.setter();
        Callback::from(move |(target, at): (Target, Point)| open.set(Some(OpenMenu { target, at })))
    };
    let press = use_long_press(try_open.clone());
    let oncontextmenu = {
        let try_open = try_open.clone();
        move |event: MouseEvent| {
            let at = client_point(&event);
            if let Some(target) =
                find_target(&event, Some(at), pointed).filter(|_| !is_in_field_or_dialog(&event))
            {
                event.prevent_default();
                try_open.emit((target, at));
            }
        }
    };
    let onkeydown = move |event: KeyboardEvent| {
        let opens_menu = event.key() == "ContextMenu" || event.key() == "F10" && event.shift_key();
        let target =
            find_target(&event, None, pointed).filter(|_| opens_menu && !is_in_field_or_dialog(&event));
        if let (Some(target), Some(at)) = (target, target_center(&event)) {
            event.prevent_default();
            try_open.emit((target, at));
        }
    };
    let (down, movement, up) = (press.clone(), press.clone(), press);
    let onpointerdown = move |event: PointerEvent| {
        down.start(&event, find_target(&event, Some(client_point(&event)), pointed))
    };
    let onpointermove = move |event: PointerEvent| movement.track_move(&event);
    let onpointerup = Callback::from(move |_: PointerEvent| up.cancel());
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let onrun = {
        let onclose = onclose.clone();
        Callback::from(move |command: UiCommand| {
            onclose.emit(());
            run.emit(command);
        })
    };
    html! {
        <div class="menus" {oncontextmenu} {onkeydown} {onpointerdown} {onpointermove} onpointercancel={onpointerup.clone()} {onpointerup}>
            { props.children.clone() }
            <div>
                if let Some(open) = &*open {
                    <MenuList
                        key={format!("{:?}", open.target)} name={open.target.name(&view)} commands={open.target.commands(&view, at)}
                        at={open.at} {onclose} {onrun}
                    />
                }
            </div>
        </div>
    }
}

/// The pointer position in window coordinates.
fn client_point(event: &MouseEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The centre of the focused element, in window coordinates.
fn target_center(event: &KeyboardEvent) -> Option<Point> {
    let bounds = event.target_dyn_into::<web_sys::Element>()?.get_bounding_client_rect();
    Some(Point::new(bounds.left() + bounds.width() / 2.0, bounds.top() + bounds.height() / 2.0))
}
