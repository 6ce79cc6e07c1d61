//! The links as lines: heads, latencies, cuts, and what waits.

use std::rc::Rc;

use player::{Action, Selection};
use replication::{LinkId, Micros};
use yew::prelude::*;

use crate::scene::curve::SCISSORS;
use crate::scene::number;
use crate::scene::point::Point;
use crate::stage::layout::{Layout, Wire};
use crate::store::{View, use_dispatch, use_view};

/// How far a label stands off its line.
const BESIDE_PX: f64 = 20.0;
/// How far it does beside the mark of a cut.
const BESIDE_CUT_PX: f64 = 27.0;

#[derive(Properties, PartialEq)]
pub struct LinksProps {
    pub layout: Rc<Layout>,
    pub dense: Option<&'static str>,
}

/// All links.
#[component]
pub fn Links(props: &LinksProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let lines = props.layout.wires.iter().map(|wire| line(&view, &dispatch, &props.layout, wire));
    html! { <svg class="links" data-dense={props.dense}>{ for lines }</svg> }
}

fn line(view: &View, dispatch: &Callback<Action>, layout: &Layout, wire: &Wire) -> Html {
    let facts = Facts::new(view, wire);
    let selected = matches!(view.selection(), Selection::Link(link) if link == wire.link || wire.both && link == wire.link.reversed());
    let link = wire.link;
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.emit(Action::Select(Selection::Link(link)))
    };
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                dispatch.emit(Action::Select(Selection::Link(link)));
            }
        }
    };
    let path = wire.curve.svg_path();
    let heads = if wire.both {
        format!("{}{}", wire.curve.head(), wire.curve.reversed().head())
    } else {
        wire.curve.head()
    };
    let state = match (facts.cut, facts.open) {
        (true, _) => Some("cut"),
        (false, false) => Some("idle"),
        _ => None,
    };
    html! {
        <g
            key={link.to_string()} class="link" role="button" tabindex="0" aria-pressed={selected.to_string()}
            aria-label={facts.label(view)} data-state={state} {onclick} {onkeydown}
        >
            <path class="grip" d={path.clone()} />
            <path class="line" d={path} />
            <g>
                if facts.cut {
                    { scissors(wire.curve.middle()) }
                } else {
                    <path class="head" d={heads} />
                }
            </g>
            { facts.note(layout, wire) }
        </g>
    }
}

fn scissors(at: Point) -> Html {
    html! {
        <g class="cut" transform={format!("translate({} {})", number(at.x), number(at.y))}>
            <circle class="gap" r="19" />
            <circle class="ring" r="13" />
            <path d={SCISSORS} />
        </g>
    }
}

/// What there is to say about a line.
struct Facts {
    link: LinkId,
    both: bool,
    cut: bool,
    open: bool,
    /// Whether a write stops it.
    stopped: bool,
    latency: Micros,
    waiting: usize,
}

impl Facts {
    fn new(view: &View, wire: &Wire) -> Self {
        let world = view.world();
        let links = [Some(wire.link), wire.both.then_some(wire.link.reversed())];
        let links = || links.into_iter().flatten();
        Self {
            link: wire.link,
            both: wire.both,
            cut: links().any(|link| world.cuts.contains(&link)),
            open: links().all(|link| world.passable(link)),
            stopped: links()
                .any(|link| world.channels.get(&link).is_some_and(|channel| channel.blocked.is_some())),
            latency: world.latency(wire.link),
            waiting: links().map(|link| view.waiting_on(link)).sum(),
        }
    }

    fn label(&self, view: &View) -> String {
        let (from, to) = (view.leader_name(self.link.from), view.leader_name(self.link.to));
        let way = if self.both { "and" } else { "to" };
        let state = if self.cut { ", cut".into() } else { format!(", {}", rounded(self.latency)) };
        let state = if self.stopped { format!("{state}, stopped by a write") } else { state };
        let waiting = if self.waiting > 0 { format!(", {} waiting", self.waiting) } else { String::new() };
        format!("Link {from} {way} {to}{state}{waiting}")
    }

    fn note(&self, layout: &Layout, wire: &Wire) -> Html {
        let at = layout.kept_in(wire.curve.beside(if self.cut { BESIDE_CUT_PX } else { BESIDE_PX }));
        let (x, y) = (number(at.x), number(at.y));
        if self.stopped {
            return html! { <text class="queue" {x} {y}>{ "stopped" }</text> };
        }
        if self.waiting > 0 {
            return html! { <text class="queue" {x} {y}>{ format!("{} waiting", self.waiting) }</text> };
        }
        let text = if self.cut { "cut".into() } else { rounded(self.latency) };
        html! { <text class="label" {x} {y}>{ text }</text> }
    }
}

/// To whole milliseconds where there are many of them.
fn rounded(latency: Micros) -> String {
    let step = if latency.0 >= 10_000 { 1_000 } else { 100 };
    Micros((latency.0 + step / 2) / step * step).to_string()
}
