//! The stage: leaders on a map or a canvas, the links between them, and what travels along these.

mod buttons;
mod sprites;
mod card_description;
mod card_model;
mod drag;
mod background;
mod in_flight;
mod layout;
mod leader_card;
mod link_edge;
mod drawing_preview;
mod links;
mod disc_positions;
mod message_tools;
mod messages;
mod arrow_focus;
mod pointer;
mod event_target;
mod leader_tools;
mod viewport;

use std::collections::BTreeMap;
use std::rc::Rc;

use buttons::StageButtons;
use card_model::CardModel;
use background::{Backdrop, Background};
use layout::{CardDetail, LayoutInputs, Layout};
use leader_card::LeaderCard;
use drawing_preview::DrawingPreview;
use links::Links;
use disc_positions::DiscPositions;
use message_tools::MessageTools;
use messages::Messages;
use player::{EditAction, Selection, ViewAction};
use pointer::{Drawing, PointerHandler};
pub use event_target::leader_of;
use replication::{Command, LeaderId, LinkSelector};
use leader_tools::ToolbarPlacement;
use viewport::{CameraMove, Viewport, use_viewport};
use yew::prelude::*;

use crate::geometry::point::Size;
use crate::hints::{HintSlot, HintPosition};
use crate::hooks::{use_min_heights, use_size, use_sizes, use_throttle};
use crate::hover::use_set_hovered;
use crate::store::{use_dispatch, use_view};

/// So much is seen around a leader that has got the focus, in pixels.
const FOCUS_MARGIN: Size = Size::new(110.0, 80.0);

/// How far the words of cards may be behind what is seen, in milliseconds.
const DESCRIBE_EVERY_MS: u32 = 150;

/// The stage.
#[component]
pub fn Stage() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    let size = use_size(node.clone());
    let sight = use_viewport(node.clone(), size);
    let draft = use_state_eq(Drawing::default);
    let lasso = use_state_eq(|| false);
    let (layout, floors) = use_layout(&node, &sight);
    let discs = (*use_memo((), |()| DiscPositions::default())).clone();
    let surface = PointerHandler {
        view: view.clone(),
        viewport: sight.clone(),
        layout: layout.clone(),
        discs: discs.clone(),
        drawing: draft.clone(),
        lasso: lasso.clone(),
        gesture: use_mut_ref(Default::default),
        dispatch,
    };
    let (press, go, release, choose) = (surface.clone(), surface.clone(), surface.clone(), surface.clone());
    let point = use_set_hovered();
    let onpointermove = move |event: PointerEvent| {
        if !go.pointer_move(&event) {
            point.emit(event_target::hovered_at(&go.discs, &event));
        }
    };
    let onpointerup = Callback::from(move |event: PointerEvent| release.pointer_up(&event));
    let onlasso = lasso.setter();
    let detail = card_detail(&view, &sight);
    let ground = Background::of(view.frame().link_settings().latency);
    html! {
        <section
            class="stage" aria-label="Stage" ref={node} data-near={(!sight.camera.shows_everything()).then_some("")}
            data-lasso={lasso.then_some("")} onkeydown={handle_keys(&surface)} onfocusin={reveal_focused(&surface)}
            onpointerdown={move |event: PointerEvent| press.pointer_down(&event)} {onpointermove}
            onpointercancel={onpointerup.clone()} {onpointerup} onclick={move |event: MouseEvent| choose.click(&event)}
        >
            <Backdrop {background} style={sight.style()} />
            <Links layout={layout.clone()} {detail} style={sight.style()} />
            <Messages layout={layout.clone()} size={sight.stage} offset={sight.offset()} {discs} />
            <Cards {layout} {min_heights} viewport={sight.clone()} {detail} drawing={draft.clone()} />
            <DrawingPreview drawing={(*draft).clone()} layout={surface.layout.clone()} offset={sight.offset()} />
            <MessageTools layout={surface.layout.clone()} stage={sight.stage} offset={sight.offset()} />
            <HintSlot place={HintPosition::Stage} />
            <StageButtons {viewport} {background} lasso={*lasso} onlasso={move |on| onlasso.set(on)} />
            <div role="status">
                if let Drawing::Link(from, None) = *draft {
                    <p class="stage-note">{ format!("Choose where the link from {} leads. Esc to stop.", view.leader_name(from)) }</p>
                }
            </div>
        </section>
    }
}

fn card_detail(view: &crate::store::View, sight: &Viewport) -> CardDetail {
    CardDetail::of(view.frame().members().len(), sight.scene_size())
}

/// How tall each card is at least.
type MinHeights = Rc<BTreeMap<LeaderId, f64>>;

/// Where everything stands, which stays the same object while nothing that counts for it changes; and how tall
/// cards are at least: while one and the same run is looked at, they keep their places whatever is in them.
#[hook]
fn use_layout(node: &NodeRef, sight: &Viewport) -> (Rc<Layout>, MinHeights) {
    let view = use_view();
    let detail = card_detail(&view, sight);
    let sizes = use_sizes(node.clone(), "data-id", (view.frame().members().to_vec(), detail));
    let rows = layout::rows_per_card(view.frame().members().len(), sight.scene_size());
    let floors = use_min_heights(&sizes, &(view.timeline().fingerprint(), detail, rows));
    let inputs = LayoutInputs::new(view.frame(), (sight.scene_size(), buttons::corner_size(sight)), detail, sizes);
    (use_memo(inputs, Layout::new), floors)
}

/// Keys that move the camera, and the one that stops what is being drawn.
fn handle_keys(surface: &PointerHandler) -> Callback<KeyboardEvent> {
    let surface = surface.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        if event.key() == "Escape" && (*surface.drawing != Drawing::Nothing || *surface.lasso) {
            surface.drawing.set(Drawing::Nothing);
            surface.lasso.set(false);
        } else if let Some(shot) = CameraMove::by_key(&event.key()) {
            surface.viewport.move_camera.emit(shot);
        } else if let Some(way) = drag::arrow_direction(&event.key()) {
            arrow_focus::focus_next(&event, way);
        } else {
            return;
        }
        event.prevent_default();
    })
}

/// Shows a leader that has got the focus, wherever it stands.
fn reveal_focused(surface: &PointerHandler) -> Callback<FocusEvent> {
    let surface = surface.clone();
    Callback::from(move |event: FocusEvent| {
        let card = leader_of(&event).and_then(|id| surface.layout.cards.get(&id));
        if let Some(card) = card.filter(|_| !surface.viewport.camera.shows_everything()) {
            surface.viewport.move_camera.emit(CameraMove::Reveal(card.centre, FOCUS_MARGIN));
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
    let draft = &props.drawing;
    let onpick = {
        let (draft, dispatch) = (draft.clone(), dispatch.clone());
        use_callback((draft, dispatch), |id: LeaderId, (draft, dispatch)| match **draft {
            Drawing::Link(from, None) => {
                if from != id {
                    dispatch.emit(EditAction::Issue(Command::Connect(LinkSelector::Both(from, id))));
                }
                draft.set(Drawing::Nothing);
            }
            _ => dispatch.emit(ViewAction::Select(Selection::Leader(id))),
        })
    };
    let onlink = use_callback(draft.setter(), |id: LeaderId, draft| draft.set(Drawing::Link(id, None)));
    let offset = props.viewport.offset();
    let room = layout::rows_per_card(view.frame().members().len(), props.viewport.scene_size());
    // Who listens is a moment behind who looks: words are made of all that is on every card.
    let before = use_throttle(view.clone(), DESCRIBE_EVERY_MS);
    let spoken = use_memo(before, card_description::describe_cards);
    let cards = view.frame().leaders().map(|leader| {
        let id = leader.id;
        let facts = CardModel::of(&view, &leader, room);
        let rect = props.layout.cards.get(&id).filter(|_| facts.selected);
        let sides = rect.map(|rect| {
            ToolbarPlacement::of(crate::geometry::point::Rect::new(rect.centre + offset, rect.size), props.viewport.stage)
        });
        let target = matches!(**draft, Drawing::Link(from, _) if from != id);
        let (layout, onpick, onlink) = (props.layout.clone(), onpick.clone(), onlink.clone());
        let spoken = spoken.get(&id).cloned();
        let floor = props.min_heights.get(&id).copied().unwrap_or_default();
        html! { <LeaderCard key={id.to_string()} {model} {description} {layout} {min_height} {toolbar} {target} {onpick} {onlink} /> }
    });
    html! { <div class="leaders" data-detail={props.detail.name()} style={props.viewport.style()}>{ for cards }</div> }
}
