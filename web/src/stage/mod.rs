//! The stage: leaders on a map, the links between them, and what travels along these.

mod discs;
mod drag;
mod ink;
mod land;
mod layout;
mod leader_card;
mod links;
mod messages;
mod pointing;
mod tools;

use std::collections::BTreeMap;
use std::rc::Rc;

use discs::Discs;
use layout::Layout;
use leader_card::LeaderCard;
use links::Links;
use messages::Messages;
use player::{Action, Selection};
pub use pointing::card_of;
use replication::{Command, LeaderId, Way};
use web_sys::Element;
use yew::prelude::*;

use crate::hooks::use_size;
use crate::pointed::use_point;
use crate::scene::point::Size;
use crate::store::{use_dispatch, use_view};

/// From how many leaders on the cards are small.
const DENSE: usize = 6;

/// The stage.
#[component]
pub fn Stage() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    let size = use_size(node.clone());
    let cards = use_state_eq(BTreeMap::<LeaderId, Size>::new);
    let linking = use_state_eq(|| None::<LeaderId>);
    {
        let (node, cards) = (node.clone(), cards.setter());
        // After every drawing: a card is as large as what is in it.
        use_effect(move || cards.set(measure(&node)));
    }
    let layout = Rc::new(Layout::new(&view, size, &cards));
    let dense = (view.world().roster.len() >= DENSE).then_some("");
    let onpick = {
        let (linking, dispatch) = (linking.clone(), dispatch.clone());
        Callback::from(move |id: LeaderId| match *linking {
            Some(from) if from != id => {
                dispatch.emit(Action::Act(Command::Connect(Way::Both(from, id))));
                linking.set(None);
            }
            Some(_) => linking.set(None),
            None => dispatch.emit(Action::Select(Selection::Leader(id))),
        })
    };
    let onlink = {
        let linking = linking.setter();
        Callback::from(move |id: LeaderId| linking.set(Some(id)))
    };
    let onkeydown = {
        let linking = linking.clone();
        move |event: KeyboardEvent| {
            if linking.is_some() && event.key() == "Escape" {
                event.prevent_default();
                linking.set(None);
            }
        }
    };
    let point = use_point();
    let discs = (*use_memo((), |()| Discs::default())).clone();
    let onpointermove = {
        let (discs, point) = (discs.clone(), point.clone());
        move |event: PointerEvent| point.emit(pointing::pointed_at(&discs, &event))
    };
    let onclick = {
        let (discs, dispatch) = (discs.clone(), dispatch.clone());
        move |event: MouseEvent| pointing::choose(&discs, &dispatch, &event)
    };
    let leaders = view.world().roster.iter().map(|id| {
        let (layout, onpick, onlink) = (layout.clone(), onpick.clone(), onlink.clone());
        let target = linking.is_some_and(|from| from != *id);
        html! { <LeaderCard key={id.to_string()} id={*id} {layout} {target} {onpick} {onlink} /> }
    });
    let note = linking
        .map(|from| format!("Choose where the link from {} leads. Esc to stop.", view.leader_name(from)));
    html! {
        <section class="stage" aria-label="Stage" ref={node} {onkeydown} {onpointermove} {onclick}>
            { land::land() }
            <Links layout={layout.clone()} {dense} />
            <Messages layout={layout.clone()} {discs} />
            <div class="leaders" data-dense={dense}>{ for leaders }</div>
            <div role="status">
                if let Some(note) = note {
                    <p class="stage-note">{ note }</p>
                }
            </div>
        </section>
    }
}

/// How large each card is, in CSS pixels.
fn measure(node: &NodeRef) -> BTreeMap<LeaderId, Size> {
    let found = node.cast::<Element>().and_then(|stage| stage.query_selector_all("[data-id]").ok());
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    let elements = (0..count).filter_map(|index| {
        use wasm_bindgen::JsCast as _;
        found.as_ref()?.item(index)?.dyn_into::<Element>().ok()
    });
    let sized = elements.filter_map(|element| {
        let id = element.get_attribute("data-id")?.parse().ok()?;
        let bounds = element.get_bounding_client_rect();
        Some((id, Size::new(bounds.width().round(), bounds.height().round())))
    });
    sized.collect()
}
