//! The stage: leaders on a map or a canvas, the links between them, and the messages in flight.

mod arrow_focus;
mod background;
mod buttons;
mod card_description;
mod card_model;
mod client_handles;
mod client_layer;
mod clients;
mod disc_positions;
mod drag;
mod drawing_preview;
mod event_target;
mod first_paint;
mod in_flight;
mod leader_card;
mod leader_tools;
mod link_edge;
mod links;
mod message_tools;
mod messages;
mod pointer;
mod sprites;
mod viewport;

use std::collections::BTreeMap;
use std::rc::Rc;

use analysis::VectorMatrix;
use background::{Backdrop, Background};
use buttons::StageButtons;
use card_model::CardModel;
pub use clients::CLIENTS;
use clients::use_clients;
use disc_positions::DiscPositions;
use drawing_preview::DrawingPreview;
pub use event_target::leader_of;
use figure::stage::layout::{self, CardDetail, Layout, LayoutInputs, Network};
use leader_card::LeaderCard;
use leader_tools::ToolbarPlacement;
use links::Links;
use message_tools::MessageTools;
use messages::Messages;
use player::{EditAction, Frame, Selection, ViewAction};
use pointer::{Drawing, PointerHandler};
use replication::{Command, LeaderId, LinkSelector, gather};
use viewport::{CameraMove, Viewport, use_viewport};
use yew::prelude::*;

use crate::geometry::point::{Rect, Size};
use crate::hooks::{use_min_heights, use_size, use_sizes, use_throttle};
use crate::hover::use_set_hovered;
use crate::store::{View, use_dispatch, use_has_controls, use_view};

/// The margin kept visible around a focused leader, in pixels.
const FOCUS_MARGIN: Size = Size::new(110.0, 80.0);

/// At most this many leaders show their version vector.
const MAX_VECTORS: usize = 24;

/// How far the cards' text alternatives may lag behind, in milliseconds.
const DESCRIBE_EVERY_MS: u32 = 150;

/// The stage.
#[component]
pub fn Stage() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    let size = use_size(node.clone());
    let viewport = use_viewport(node.clone(), size);
    let drawing = use_state_eq(Drawing::default);
    let lasso = use_state_eq(|| false);
    let (layout, min_heights) = use_layout(&node, &viewport);
    {
        // A link that lacks its other end belongs to this selection, in this run.
        let drawing = drawing.setter();
        let chosen = (view.selection().clone(), view.timeline().fingerprint());
        use_effect_with(chosen, move |_| drawing.set(Drawing::Nothing));
    }
    let discs = (*use_memo((), |()| DiscPositions::default())).clone();
    let handler = PointerHandler {
        view: view.clone(),
        viewport: viewport.clone(),
        layout: layout.clone(),
        discs: discs.clone(),
        drawing: drawing.clone(),
        lasso: lasso.clone(),
        gesture: use_mut_ref(Default::default),
        dispatch,
    };
    let (on_down, on_move, on_up, on_click) =
        (handler.clone(), handler.clone(), handler.clone(), handler.clone());
    let set_hovered = use_set_hovered();
    let onpointermove = move |event: PointerEvent| {
        if !on_move.pointer_move(&event) {
            set_hovered.emit(event_target::hovered_at(&on_move.discs, &event));
        }
    };
    let onpointerup = Callback::from(move |event: PointerEvent| on_up.pointer_up(&event));
    let onlasso = lasso.setter();
    let detail = card_detail(&view, &viewport);
    let background = Background::of(view.frame().link_settings().latency);
    let has_controls = use_has_controls();
    let clients = use_clients(&view);
    html! {
        <section
            class="stage" aria-label="Stage" ref={node} data-near={(!viewport.camera.shows_everything()).then_some("")}
            data-lasso={lasso.then_some("")} onkeydown={handle_keys(&handler)} onfocusin={reveal_focused(&handler)}
            onpointerdown={move |event: PointerEvent| on_down.pointer_down(&event)} {onpointermove}
            onpointercancel={onpointerup.clone()} {onpointerup} onclick={move |event: MouseEvent| on_click.click(&event)}
        >
            <Backdrop {background} style={viewport.style()} />
            <Links layout={layout.clone()} {detail} style={viewport.style()} />
            <Messages layout={layout.clone()} size={viewport.stage} offset={viewport.offset()} {discs} />
            <div>{ for clients.map(|clients| (clients.handles)(&layout, &viewport)) }</div>
            <Cards {layout} {min_heights} viewport={viewport.clone()} {detail} drawing={drawing.clone()} />
            <DrawingPreview drawing={(*drawing).clone()} layout={handler.layout.clone()} offset={viewport.offset()} />
            if has_controls {
                <MessageTools layout={handler.layout.clone()} stage={viewport.stage} offset={viewport.offset()} />
                <StageButtons {viewport} {background} lasso={*lasso} onlasso={move |on| onlasso.set(on)} />
            }
            <div role="status">
                if let Drawing::Link(from, None) = *drawing {
                    <p class="stage-note">{ format!("Choose the other end of the link from {}. Esc cancels.", view.leader_name(from)) }</p>
                }
            </div>
        </section>
    }
}

fn card_detail(view: &View, viewport: &Viewport) -> CardDetail {
    CardDetail::of(view.frame().members().len(), viewport.scene_size())
}

/// The minimum height of each card, in pixels.
type MinHeights = Rc<BTreeMap<LeaderId, f64>>;

/// The layout, which stays the same object while its inputs do not change; and the cards' minimum heights, so that
/// cards keep their positions during one run whatever they contain.
#[hook]
fn use_layout(node: &NodeRef, viewport: &Viewport) -> (Rc<Layout>, MinHeights) {
    let view = use_view();
    let detail = card_detail(&view, viewport);
    let sizes = use_sizes(node.clone(), "data-id", (view.frame().members().to_vec(), detail));
    let rows = layout::rows_per_card(view.frame().members().len(), viewport.scene_size());
    let min_heights =
        use_min_heights(&sizes, &(view.timeline().fingerprint(), detail, rows, view.shows_vectors()));
    let corner = if use_has_controls() { buttons::corner_size(viewport) } else { Size::default() };
    let inputs = LayoutInputs {
        scene: viewport.scene_size(),
        corner,
        detail,
        sizes,
        network: network_of(view.frame()),
    };
    (use_memo(inputs, Layout::new), min_heights)
}

/// The leaders and links of a frame.
fn network_of(frame: &Frame) -> Network {
    Network {
        leaders: gather(frame.leaders().map(|leader| (leader.id, leader.place))),
        links: frame.links().collect(),
        latency: frame.link_settings().latency,
    }
}

/// Keys that move the camera or the focus, and Escape, which cancels drawing.
fn handle_keys(handler: &PointerHandler) -> Callback<KeyboardEvent> {
    let handler = handler.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        if event.key() == "Escape" && (*handler.drawing != Drawing::Nothing || *handler.lasso) {
            handler.drawing.set(Drawing::Nothing);
            handler.lasso.set(false);
        } else if let Some(camera_move) = CameraMove::by_key(&event.key()) {
            handler.viewport.move_camera.emit(camera_move);
        } else if let Some(direction) = drag::arrow_direction(&event.key()) {
            arrow_focus::focus_next(&event, direction);
        } else {
            return;
        }
        event.prevent_default();
    })
}

/// Pans to a leader when it receives the focus.
fn reveal_focused(handler: &PointerHandler) -> Callback<FocusEvent> {
    let handler = handler.clone();
    Callback::from(move |event: FocusEvent| {
        let card = leader_of(&event).and_then(|id| handler.layout.cards.get(&id));
        if let Some(card) = card.filter(|_| !handler.viewport.camera.shows_everything()) {
            handler.viewport.move_camera.emit(CameraMove::Reveal(card.centre, FOCUS_MARGIN));
        }
    })
}

#[derive(Properties, PartialEq)]
struct CardsProps {
    layout: Rc<Layout>,
    min_heights: MinHeights,
    viewport: Viewport,
    detail: CardDetail,
    drawing: UseStateHandle<Drawing>,
}

/// The cards of all leaders.
#[component]
fn Cards(props: &CardsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let drawing = &props.drawing;
    let onpick = {
        let (drawing, dispatch) = (drawing.clone(), dispatch.clone());
        use_callback((drawing, dispatch), |id: LeaderId, (drawing, dispatch)| match **drawing {
            Drawing::Link(from, None) => {
                if from != id {
                    dispatch.emit(EditAction::Issue(Command::Connect(LinkSelector::Both(from, id))));
                }
                drawing.set(Drawing::Nothing);
            }
            _ => dispatch.emit(ViewAction::Select(Selection::Leader(id))),
        })
    };
    let onlink = use_callback(drawing.setter(), |id: LeaderId, drawing| drawing.set(Drawing::Link(id, None)));
    let offset = props.viewport.offset();
    let has_controls = use_has_controls();
    let room = layout::rows_per_card(view.frame().members().len(), props.viewport.scene_size());
    // Text alternatives cover every card, so they are built less often than the cards render.
    let throttled = use_throttle(view.clone(), DESCRIBE_EVERY_MS);
    let descriptions = use_memo(throttled, card_description::describe_cards);
    let vectors = match view.shows_vectors() {
        true => view.vector_matrix(MAX_VECTORS),
        false => VectorMatrix::default(),
    };
    let cards = view.frame().leaders().map(|leader| {
        let id = leader.id;
        let model = CardModel::of(&view, &leader, room, &vectors);
        let rect = props.layout.cards.get(&id).filter(|_| model.selected && has_controls);
        let toolbar = rect.map(|rect| {
            let on_stage = |card: &Rect| Rect::new(card.centre + offset, card.size);
            let others = props.layout.cards.iter().filter(|(other, _)| **other != id);
            let others: Vec<Rect> = others.map(|(_, card)| on_stage(card)).collect();
            ToolbarPlacement::of(on_stage(rect), &others, props.viewport.stage)
        });
        let target = matches!(**drawing, Drawing::Link(from, _) if from != id);
        let (layout, onpick, onlink) = (props.layout.clone(), onpick.clone(), onlink.clone());
        let description = descriptions.get(&id).cloned();
        let min_height = props.min_heights.get(&id).copied().unwrap_or_default();
        html! { <LeaderCard key={id.to_string()} {model} {description} {layout} {min_height} {toolbar} {target} {onpick} {onlink} /> }
    });
    html! { <div class="leaders" data-detail={props.detail.name()} style={props.viewport.style()}>{ for cards }</div> }
}
