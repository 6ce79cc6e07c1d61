//! One link as a line: arrowheads, latency, cut mark and queue length. Clicking its middle cuts or heals it.

use std::rc::Rc;

use figure::stage::layout::{CardDetail, Layout};
use figure::stage::link_edge::{LinkEdge, rounded_latency};
use player::{Action, Selection, ViewAction, cut, heal};
use replication::LinkSelector;
use yew::prelude::*;

use crate::geometry::curve::SCISSORS;
use crate::geometry::number;
use crate::store::{View, use_dispatch, use_settings};

/// A line shorter than this has no room for the scissors, in pixels.
const SHORT_PX: f64 = 56.0;

/// The state of a line: of its one link, or of both directions together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeState {
    is_cut: bool,
    is_open: bool,
    /// Whether a write that cannot be applied blocks it.
    is_blocked: bool,
    /// The number of queued log entries.
    waiting: usize,
}

impl EdgeState {
    /// The state of a line at the playhead.
    pub fn of(view: &View, edge: &LinkEdge) -> Self {
        let links = [Some(edge.link), edge.is_two_way.then_some(edge.link.reversed())];
        let links = links.into_iter().flatten().map(|link| view.frame().link(link));
        let whole = Self { is_cut: false, is_open: true, is_blocked: false, waiting: 0 };
        links.fold(whole, |state, link| Self {
            is_cut: state.is_cut || link.is_cut,
            is_open: state.is_open && link.is_open,
            is_blocked: state.is_blocked || link.is_blocked,
            waiting: state.waiting + link.waiting,
        })
    }

    /// The value of `data-state` in the style sheet.
    fn name(self) -> Option<&'static str> {
        match (self.is_cut, self.is_open) {
            (true, _) => Some("cut"),
            (false, false) => Some("idle"),
            _ => None,
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct EdgeProps {
    pub edge: LinkEdge,
    pub state: EdgeState,
    /// Whether the link is selected.
    pub chosen: bool,
    pub detail: CardDetail,
    pub layout: Rc<Layout>,
}

/// The line, which selects the link, and the button in its middle.
#[component]
pub fn EdgeLine(props: &EdgeProps) -> Html {
    let settings = use_settings();
    let dispatch = use_dispatch();
    let (edge, state) = (props.edge, props.state);
    let link = edge.link;
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.emit(ViewAction::Select(Selection::Link(link)))
    };
    let cut_or_heal = {
        let (dispatch, settings) = (dispatch.clone(), settings.clone());
        Callback::from(move |()| {
            cut_or_heal(&settings, edge).into_iter().for_each(|action| dispatch.emit(action))
        })
    };
    let onkeydown = {
        let cut_or_heal = cut_or_heal.clone();
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Enter" => dispatch.emit(ViewAction::Select(Selection::Link(link))),
                "x" | "X" if !event.ctrl_key() && !event.meta_key() => cut_or_heal.emit(()),
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <g class="link-group" data-state={state.name()}>
            <g
                class="link" role="button" tabindex="0" data-link={link.to_string()} aria-pressed={props.chosen.to_string()}
                aria-label={accessible_name(&settings, edge, state)} data-state={state.name()} {onclick} {onkeydown}
            >
                <path class="grip" d={edge.curve.svg_path()} />
                <path class="line" d={edge.curve.svg_path()} />
                <path class="head" d={if state.is_cut { String::new() } else { edge.arrowheads() }} />
                { edge_label(&props.layout, edge, state) }
            </g>
            { middle_button(props, cut_or_heal) }
        </g>
    }
}

/// Cuts the link, or heals it if it is cut.
fn cut_or_heal(view: &View, edge: LinkEdge) -> Option<Action> {
    let selector = if edge.is_two_way {
        LinkSelector::Both(edge.link.from, edge.link.to)
    } else {
        LinkSelector::One(edge.link)
    };
    heal(view.frame(), selector).or_else(|| cut(view.frame(), selector))
}

/// The button in the middle of the line: the cut mark, which heals the link, or scissors, which show on hover where there
/// is room for them.
fn middle_button(props: &EdgeProps, act: Callback<()>) -> Html {
    let EdgeProps { edge, state, chosen, detail, .. } = props;
    let has_room = edge.curve.length() >= SHORT_PX && (*chosen || *detail != CardDetail::Face);
    if !state.is_cut && !has_room {
        return html! { <g></g> };
    }
    let at = edge.curve.middle();
    let onclick = move |event: MouseEvent| {
        event.stop_propagation();
        act.emit(());
    };
    let title = if state.is_cut { "Heal link" } else { "Cut link" };
    html! {
        <g
            class="middle" data-cut={state.is_cut.then_some("")} transform={format!("translate({} {})", number(at.x), number(at.y))} {onclick}
            aria-hidden="true"
        >
            <title>{ title }</title>
            <circle class="gap" r="19" />
            <circle class="ring" r="13" />
            <path d={SCISSORS} />
        </g>
    }
}

fn accessible_name(view: &View, edge: LinkEdge, state: EdgeState) -> String {
    let (from, to) = (view.leader_name(edge.link.from), view.leader_name(edge.link.to));
    let selector = if edge.is_two_way { "and" } else { "to" };
    let now = if state.is_cut { ", cut".into() } else { format!(", {}", rounded_latency(edge.latency)) };
    let now = if state.is_blocked { format!("{now}, blocked by a write") } else { now };
    let queued = if state.waiting > 0 { format!(", {} queued", state.waiting) } else { String::new() };
    format!("Link {from} {selector} {to}{now}{queued}")
}

fn edge_label(layout: &Layout, edge: LinkEdge, state: EdgeState) -> Html {
    let (class, text) = match state {
        EdgeState { is_blocked: true, .. } => ("queue", "blocked".to_owned()),
        EdgeState { waiting: 1.., .. } => ("queue", format!("{} queued", state.waiting)),
        EdgeState { is_cut: true, .. } => ("label", "cut".to_owned()),
        _ => ("label", rounded_latency(edge.latency)),
    };
    let at = layout.label_point(&edge, state.is_cut, &text);
    html! { <text {class} x={number(at.x)} y={number(at.y)}>{ text }</text> }
}
