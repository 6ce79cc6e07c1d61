//! All links as lines, grouped by sending leader so that unchanged groups do not render again.

use std::rc::Rc;

use player::{LeaderId, Selection};
use yew::prelude::*;

use crate::stage::link_edge::{EdgeLine, EdgeState};
use crate::store::{View, use_view};
use figure::stage::layout::{CardDetail, Layout};
use figure::stage::link_edge::LinkEdge;

#[derive(Properties, PartialEq)]
pub struct LinksProps {
    pub layout: Rc<Layout>,
    pub detail: CardDetail,
    /// The CSS that positions and sizes the scene.
    pub style: AttrValue,
}

/// The lines of all links.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let view = use_view();
    let edges = props.layout.edges.chunk_by(|one, next| one.link.from == next.link.from);
    let groups = edges.filter_map(|edges| {
        let from = edges.first()?.link.from;
        let states: Vec<(LinkEdge, EdgeState)> = edges.iter().map(|edge| (*edge, EdgeState::of(&view, edge))).collect();
        let chosen = edges.iter().position(|edge| is_chosen(&view, edge));
        Some(html! { <LeaderLinks key={from.to_string()} {from} {states} {chosen} detail={props.detail} layout={props.layout.clone()} /> })
    });
    html! { <svg class="links" data-detail={props.detail.name()} style={&props.style}>{ for groups }</svg> }
}

fn is_chosen(view: &View, edge: &LinkEdge) -> bool {
    matches!(view.selection(), Selection::Link(link) if link == edge.link || edge.is_two_way && link == edge.link.reversed())
}

#[derive(Properties, PartialEq)]
struct LeaderLinksProps {
    from: LeaderId,
    states: Vec<(LinkEdge, EdgeState)>,
    /// The index of the selected line.
    chosen: Option<usize>,
    detail: CardDetail,
    layout: Rc<Layout>,
}

/// The links sent from one leader.
#[component]
fn LeaderLinks(props: &LeaderLinksProps) -> Html {
    let lines = props.states.iter().enumerate().map(|(index, (edge, state))| {
        let chosen = props.chosen == Some(index);
        html! { <EdgeLine key={edge.link.to_string()} edge={*edge} state={*state} {chosen} detail={props.detail} layout={props.layout.clone()} /> }
    });
    html! { <g>{ for lines }</g> }
}
