//! One link as a line: its heads, its latency, a cut, and what waits. Its middle cuts and heals it.

use std::rc::Rc;

use player::{Action, Selection, ViewAction, cut, heal};
use replication::{LinkSelector, Micros};
use yew::prelude::*;

use crate::geometry::curve::{Curve, SCISSORS};
use crate::geometry::number;
use crate::stage::layout::{Layout, LinkEdge};
use crate::store::{View, use_dispatch, use_settings};

/// How far the middle of a label stands off its line at least.
const BESIDE_PX: f64 = 20.0;
/// How much room there is between the line and the label, and beside the mark of a cut.
const CLEAR_PX: f64 = 5.0;
const CLEAR_OF_CUT_PX: f64 = 17.0;
/// Half the width of a label's letter, and half its height.
const HALF_LETTER_PX: (f64, f64) = (3.4, 8.0);
/// A line shorter than this has no room for scissors in its middle.
const SHORT_PX: f64 = 56.0;

/// What there is to say about a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeState {
    is_cut: bool,
    is_open: bool,
    /// Whether a write stops it.
    is_blocked: bool,
    /// How many entries wait.
    waiting: usize,
}

impl EdgeState {
    /// The state of a line at the playhead.
    pub fn of(view: &View, wire: &LinkEdge) -> Self {
        let links = [Some(wire.link), wire.is_two_way.then_some(wire.link.reversed())];
        let links = links.into_iter().flatten().map(|link| view.frame().link(link));
        let whole = Self { is_cut: false, is_open: true, is_blocked: false, waiting: 0 };
        links.fold(whole, |state, link| Self {
            is_cut: state.is_cut || link.is_cut,
            is_open: state.is_open && link.is_open,
            is_blocked: state.is_blocked || link.is_blocked,
            waiting: state.waiting + link.waiting,
        })
    }

    /// For `data-state` in the style sheet.
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
    /// Whether it is the one that is selected.
    pub chosen: bool,
    pub layout: Rc<Layout>,
}

/// The line, which can be chosen, and its middle.
#[component]
pub fn EdgeLine(props: &EdgeProps) -> Html {
    let names = use_settings();
    let dispatch = use_dispatch();
    let (wire, state) = (props.edge, props.state);
    let link = wire.link;
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.emit(ViewAction::Select(Selection::Link(link)))
    };
    let cut_or_heal = {
        let (dispatch, names) = (dispatch.clone(), names.clone());
        Callback::from(move |()| {
            cut_or_heal(&names, wire).into_iter().for_each(|action| dispatch.emit(action))
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
                aria-label={accessible_name(&names, wire, state)} data-state={state.name()} {onclick} {onkeydown}
            >
                <path class="grip" d={wire.curve.svg_path()} />
                <path class="line" d={wire.curve.svg_path()} />
                <path class="head" d={arrowheads(wire, state)} />
                { edge_label(&props.layout, wire, state) }
            </g>
            { middle_button(wire, state, cut_or_heal) }
        </g>
    }
}

/// Cuts what is whole, and heals what is cut.
fn cut_or_heal(view: &View, wire: LinkEdge) -> Option<Action> {
    let way = if wire.is_two_way {
        LinkSelector::Both(wire.link.from, wire.link.to)
    } else {
        LinkSelector::One(wire.link)
    };
    heal(view.world(), way).or_else(|| cut(view.world(), way))
}

/// The middle of the line: the mark of a cut, which heals it; else scissors, which show where one points.
fn middle_button(wire: LinkEdge, state: EdgeState, act: Callback<()>) -> Html {
    let at = wire.curve.middle();
    if !state.is_cut && wire.curve.length() < SHORT_PX {
        return html! { <g></g> };
    }
    let onclick = move |event: MouseEvent| {
        event.stop_propagation();
        act.emit(());
    };
    let title = if state.is_cut { "Heal it" } else { "Cut it" };
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

fn arrowheads(wire: LinkEdge, state: EdgeState) -> String {
    let head = Curve::arrowhead;
    match (state.is_cut, wire.is_two_way) {
        (true, _) => String::new(),
        (false, true) => format!("{}{}", head(wire.curve), head(wire.curve.reversed())),
        (false, false) => head(wire.curve),
    }
}

fn accessible_name(view: &View, wire: LinkEdge, state: EdgeState) -> String {
    let (from, to) = (view.leader_name(wire.link.from), view.leader_name(wire.link.to));
    let way = if wire.is_two_way { "and" } else { "to" };
    let now = if state.is_cut { ", cut".into() } else { format!(", {}", rounded(wire.latency)) };
    let now = if state.is_blocked { format!("{now}, stopped by a write") } else { now };
    let waiting = if state.waiting > 0 { format!(", {} waiting", state.waiting) } else { String::new() };
    format!("Link {from} {way} {to}{now}{waiting}")
}

/// How far the middle of a text must stand off for the whole of it to be clear of the line: the further, the
/// steeper the line is.
fn label_offset(wire: LinkEdge, state: EdgeState, text: &str) -> f64 {
    let clear = if state.is_cut { CLEAR_OF_CUT_PX } else { CLEAR_PX };
    let across = wire.curve.direction_at(0.5).left();
    let half = text.chars().count() as f64 * HALF_LETTER_PX.0;
    (clear + across.x.abs() * half + across.y.abs() * HALF_LETTER_PX.1).max(BESIDE_PX)
}

fn edge_label(layout: &Layout, wire: LinkEdge, state: EdgeState) -> Html {
    let (class, text) = match state {
        EdgeState { is_blocked: true, .. } => ("queue", "stopped".to_owned()),
        EdgeState { waiting: 1.., .. } => ("queue", format!("{} waiting", state.waiting)),
        EdgeState { is_cut: true, .. } => ("label", "cut".to_owned()),
        _ => ("label", rounded(wire.latency)),
    };
    let at = layout.clamp_mark(wire.curve.label_point(label_offset(wire, state, &text)));
    html! { <text {class} x={number(at.x)} y={number(at.y)}>{ text }</text> }
}

/// To whole milliseconds where there are many of them.
fn rounded(latency: Micros) -> String {
    let step = if latency.0 >= 10_000 { 1_000 } else { 100 };
    Micros((latency.0 + step / 2) / step * step).to_string()
}
