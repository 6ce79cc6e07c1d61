//! All links as lines, those of one leader at a time, so that what has not changed is not looked at again.

use std::rc::Rc;

use player::{LeaderId, Selection};
use yew::prelude::*;

use crate::stage::layout::{CardDetail, Layout, LinkEdge};
use crate::stage::link_edge::{EdgeState, EdgeLine};
use crate::store::{View, use_view};

#[derive(Properties, PartialEq)]
pub struct LinksProps {
    pub layout: Rc<Layout>,
    pub detail: CardDetail,
    /// Where the ground is, and how large.
    pub style: AttrValue,
}

/// All links.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let view = use_view();
    let wires = props.layout.edges.chunk_by(|one, next| one.link.from == next.link.from);
    let bundles = wires.filter_map(|wires| {
        let from = wires.first()?.link.from;
        let states: Vec<(LinkEdge, EdgeState)> = wires.iter().map(|wire| (*wire, EdgeState::of(&view, wire))).collect();
        let chosen = wires.iter().position(|wire| is_chosen(&view, wire));
        Some(html! { <LeaderLinks key={from.to_string()} {from} {states} {chosen} layout={props.layout.clone()} /> })
    });
    html! { <svg class="links" data-detail={props.detail.name()} style={&props.style}>{ for bundles }</svg> }
}

fn is_chosen(view: &View, wire: &LinkEdge) -> bool {
    matches!(view.selection(), Selection::Link(link) if link == wire.link || wire.is_two_way && link == wire.link.reversed())
}

#[derive(Properties, PartialEq)]
struct LeaderLinksProps {
    from: LeaderId,
    states: Vec<(LinkEdge, EdgeState)>,
    /// Which of them is chosen.
    chosen: Option<usize>,
    layout: Rc<Layout>,
}

/// The links that begin at one leader.
#[component]
fn LeaderLinks(props: &LeaderLinksProps) -> Html {
    let lines = props.states.iter().enumerate().map(|(place, (wire, state))| {
        let chosen = props.chosen == Some(place);
        html! { <EdgeLine key={wire.link.to_string()} edge={*wire} state={*state} {chosen} layout={props.layout.clone()} /> }
    });
    html! { <g>{ for lines }</g> }
}
