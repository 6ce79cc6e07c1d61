//! Handles on the marks of clients away from leaders: each can be selected, and dragged to another place or moved with the
//! arrow keys.

use std::rc::Rc;

use figure::stage::clients::client_marks;
use figure::stage::layout::Layout;
use player::{ClientId, Selection, ViewAction, nearest_city};
use yew::prelude::*;

use crate::geometry::number;
use crate::geometry::point::{Point, Size};
use crate::stage::drag::{Drag, Movable, Press};
use crate::stage::viewport::{CameraMove, Viewport};
use crate::store::{use_dispatch, use_view};

/// The margin kept visible around a focused client, in pixels.
const FOCUS_MARGIN: Size = Size::new(40.0, 40.0);

/// The handles of all clients that have a mark.
pub fn handles(layout: &Rc<Layout>, viewport: &Viewport) -> Html {
    html! { <Handles layout={layout.clone()} viewport={viewport.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct HandlesProps {
    layout: Rc<Layout>,
    viewport: Viewport,
}

/// The handles of all clients that have a mark.
#[component]
fn Handles(props: &HandlesProps) -> Html {
    let view = use_view();
    let marks = client_marks(&props.layout, view.frame().clients_elsewhere());
    let handles = marks.into_iter().map(|mark| {
        html! {
            <ClientHandle
                key={mark.client.to_string()} id={mark.client} centre={mark.centre} layout={props.layout.clone()} viewport={props.viewport.clone()}
            />
        }
    });
    html! { <div class="client-handles" role="group" aria-label="Clients" style={props.viewport.style()}>{ for handles }</div> }
}

#[derive(Properties, PartialEq)]
struct ClientHandleProps {
    id: ClientId,
    /// The centre of its mark.
    centre: Point,
    layout: Rc<Layout>,
    viewport: Viewport,
}

/// The handle of one client. A client that the workload generates can only be selected.
#[component]
fn ClientHandle(props: &ClientHandleProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let (id, layout) = (props.id, &props.layout);
    let press = use_state_eq(|| None::<Press>);
    let Some(client) = view.frame().client(id) else {
        return html! {};
    };
    let is_listed = view.scenario().clients.iter().any(|spec| spec.id == id);
    let drag = Drag {
        moved: Movable::Client(id),
        centre: is_listed.then_some(props.centre),
        point: is_listed.then(|| layout.point_of(client.place)),
        layout: layout.clone(),
        press: press.clone(),
        dispatch: dispatch.clone(),
    };
    let onselect = dispatch.reform(move |()| ViewAction::Select(Selection::Client(id)));
    let onpointerup = {
        let (drag, onselect) = (drag.clone(), onselect.clone());
        move |event: PointerEvent| {
            if drag.end(&event) || !is_listed {
                onselect.emit(());
            }
        }
    };
    let onkeydown = {
        let drag = drag.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                onselect.emit(());
            } else if drag.move_by_key(&event) {
                event.prevent_default();
            }
        }
    };
    let onfocus = {
        let (viewport, centre) = (props.viewport.clone(), props.centre);
        move |_: FocusEvent| {
            if !viewport.camera.shows_everything() {
                viewport.move_camera.emit(CameraMove::Reveal(centre, FOCUS_MARGIN));
            }
        }
    };
    let (onpointerdown, onpointermove) = (drag.clone(), drag);
    let is_selected = view.selection() == Selection::Client(id);
    let label = format!("Client {}", client.name);
    let place = format!("near {}", nearest_city(client.place).name);
    let part = |at: f64, of: f64| number(100.0 * at / of.max(1.0));
    let (left, top) = (part(props.centre.x, layout.size.width), part(props.centre.y, layout.size.height));
    html! {
        <div
            class="client-handle" role="button" tabindex="0" data-client={id.to_string()} data-fixed={(!is_listed).then_some("")} title={label.clone()}
            data-dragging={press.is_some_and(|press| press.is_drag).then_some("")} style={format!("left:{left}%;top:{top}%")}
            aria-label={label} aria-description={place} aria-pressed={is_selected.to_string()}
            onpointerdown={move |event: PointerEvent| onpointerdown.begin(&event)} onpointermove={move |event: PointerEvent| onpointermove.update(&event)}
            onpointercancel={onpointerup.clone()} {onpointerup} {onkeydown} {onfocus}
        ></div>
    }
}
