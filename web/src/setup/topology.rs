//! Options of the topology, and for which part of the run choices hold.

use player::{Action, Scope};
use replication::{Circular, Custom, Star, Topology};
use wasm_bindgen::JsCast as _;
use yew::prelude::*;

use crate::parts::{Choices, Segmented, SelectOne};
use crate::setup::{group, section};
use crate::store::{View, use_dispatch, use_view};

fn pairs(pairs: &[(&str, &str)]) -> Choices {
    pairs.iter().map(|(id, title)| ((*id).into(), (*title).into(), String::new())).collect()
}

/// What there is to say about the links as a whole.
#[component]
pub fn TopologyOptions() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let options = match view.world().topology.clone() {
        Topology::Circular(ring) => direction(&view, &dispatch, ring),
        Topology::Star(star) => hub(&view, &dispatch, star),
        Topology::AllToAll(_) => {
            html! { <p class="help">{ "Each leader sends its own writes straight to every other." }</p> }
        }
        Topology::Chain(_) | Topology::Tree(_) | Topology::Grid(_) | Topology::Random(_) => html! {},
        Topology::Custom(custom) => forwarding(&view, &dispatch, custom),
    };
    let onscope = {
        let dispatch = dispatch.clone();
        Callback::from(move |id: String| {
            let scope = if id == "now" { Scope::FromNow } else { Scope::WholeRun };
            dispatch.emit(Action::SetScope(scope));
        })
    };
    let chosen = if view.scope() == Scope::FromNow { "now" } else { "whole" };
    let scopes = pairs(&[("whole", "The whole run"), ("now", "From here on")]);
    let scope = html! { <Segmented label="Choices hold for" name="scope" choices={scopes} {chosen} onchoose={onscope} fill=true /> };
    let body = html! {
        <>
            <div>{ options }</div>
            { group("Choices of topology and policy hold for", scope) }
        </>
    };
    section("Topology", true, body)
}

fn direction(view: &View, dispatch: &Callback<Action>, ring: Circular) -> Html {
    let (view, dispatch) = (view.clone(), dispatch.clone());
    let onchoose = Callback::from(move |id: String| {
        let topology = Topology::Circular(Circular { both_ways: id == "both" });
        dispatch.emit(view.choose_topology(topology));
    });
    let choices = pairs(&[("one", "One way"), ("both", "Both ways")]);
    let chosen = if ring.both_ways { "both" } else { "one" };
    group(
        "Writes go round",
        html! { <Segmented label="Writes go round" name="ring" {choices} {chosen} {onchoose} fill=true /> },
    )
}

fn hub(view: &View, dispatch: &Callback<Action>, star: Star) -> Html {
    let roster = view.world().roster.clone();
    let choices: Choices =
        roster.iter().map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect();
    let chosen = star.hub_among(&roster).map(|id| id.to_string()).unwrap_or_default();
    let (view, dispatch) = (view.clone(), dispatch.clone());
    let onchoose = Callback::from(move |id: String| {
        dispatch.emit(view.choose_topology(Topology::Star(Star { hub: id.parse().ok() })));
    });
    let missing = chosen
        .is_empty()
        .then(|| html! { <p class="field-error">{ "The hub has left: choose another." }</p> });
    html! {
        <div>
            { group("Hub", html! { <SelectOne label="Hub" {choices} {chosen} {onchoose} /> }) }
            <div>{ missing.unwrap_or_default() }</div>
        </div>
    }
}

fn forwarding(view: &View, dispatch: &Callback<Action>, custom: Custom) -> Html {
    let (view, dispatch) = (view.clone(), dispatch.clone());
    let links = custom.links;
    let onchange = move |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let forward = target.is_some_and(|input| input.checked());
        dispatch.emit(view.choose_topology(Topology::Custom(Custom { links: links.clone(), forward })));
    };
    html! {
        <div>
            <label class="check">
                <input type="checkbox" checked={custom.forward} {onchange} />
                <span>{ "Forward what arrives" }<span class="hint">{ "A leader sends on writes that it did not accept itself." }</span></span>
            </label>
            <p class="help">{ "Select a leader and press Link to draw a link; select a link to cut it or take it out." }</p>
        </div>
    }
}
