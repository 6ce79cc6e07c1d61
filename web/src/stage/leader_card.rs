//! A leader on the stage: face, name, clock, values, and what waits at it.

use std::rc::Rc;

use player::{describe_offset, entry_text};
use replication::{Dot, Entry, Key, Leader, LeaderId, Offset, Value, Write};
use yew::prelude::*;

use crate::parts::{Colours, Face, Icon, colours_of, icon};
use crate::pointed::{Pointed, use_pointed};
use crate::scene::number;
use crate::stage::drag::{Drag, Press};
use crate::stage::layout::Layout;
use crate::stage::tools::Tools;
use crate::store::{View, use_dispatch, use_view};

/// How many keys, and how many siblings of each, have room on a card.
const MAX_ROWS: usize = 3;
const MAX_CELLS: usize = 3;

#[derive(Properties, PartialEq)]
pub struct LeaderCardProps {
    pub id: LeaderId,
    pub layout: Rc<Layout>,
    /// Whether a link that is being drawn may end here.
    pub target: bool,
    /// The card was chosen.
    pub onpick: Callback<LeaderId>,
    /// A link is to be drawn from here.
    pub onlink: Callback<LeaderId>,
}

/// The card of one leader, at its place.
#[component]
pub fn LeaderCard(props: &LeaderCardProps) -> Html {
    let view = use_view();
    let press = use_state_eq(|| None::<Press>);
    let drag =
        Drag { id: props.id, layout: props.layout.clone(), press: press.clone(), dispatch: use_dispatch() };
    let Some(leader) = view.world().leaders.get(&props.id) else {
        return html! { <div hidden=true></div> };
    };
    let selected = view.selection() == player::Selection::Leader(props.id);
    let colours = colours_of(&view, props.id);
    let onpointerup = {
        let (drag, onpick, id) = (drag.clone(), props.onpick.clone(), props.id);
        move |event: PointerEvent| {
            if drag.end(&event) {
                onpick.emit(id);
            }
        }
    };
    let onkeydown = {
        let (drag, onpick, id) = (drag.clone(), props.onpick.clone(), props.id);
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                onpick.emit(id);
            } else if drag.by_key(&event) {
                event.prevent_default();
            }
        }
    };
    let (onpointerdown, onpointermove) = (drag.clone(), drag);
    let moved = press.is_some_and(|press| press.moved);
    html! {
        <div class="spot" style={place(&props.layout, props.id)}>
            <div
                class="leader" role="button" tabindex="0" data-id={props.id.to_string()}
                data-leader={colours.leader} data-pattern={colours.pattern} aria-pressed={selected.to_string()}
                aria-description={spoken(&view, props.id, leader)}
                data-down={(!leader.up).then_some("")} data-dragging={moved.then_some("")} data-target={props.target.then_some("")}
                onpointerdown={move |event: PointerEvent| onpointerdown.begin(&event)}
                onpointermove={move |event: PointerEvent| onpointermove.go_on(&event)}
                onpointercancel={onpointerup.clone()} {onpointerup} {onkeydown}
            >
                { head(&view, props.id, leader) }
                <div class="values" aria-hidden="true">{ rows(&view, leader) }</div>
                <div class="more" aria-hidden="true">{ more(leader) }</div>
                <div class="badges" aria-hidden="true">{ badges(&view, props.id, leader) }</div>
                <PointedRing id={props.id} />
            </div>
            <div>
                if selected && !moved {
                    <Tools id={props.id} layout={props.layout.clone()} onlink={props.onlink.clone()} />
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PointedRingProps {
    id: LeaderId,
}

/// A ring around the card while its leader is pointed at, here or on the diagram.
#[component]
fn PointedRing(props: &PointedRingProps) -> Html {
    let on = use_pointed() == Pointed::Leader(props.id);
    html! { <i class="pointed-ring" aria-hidden="true" data-on={on.then_some("")}></i> }
}

fn place(layout: &Layout, id: LeaderId) -> String {
    let centre = layout.cards.get(&id).map(|card| card.centre).unwrap_or_default();
    let part = |at: f64, of: f64| number(100.0 * at / of.max(1.0));
    format!("left:{}%;top:{}%", part(centre.x, layout.size.width), part(centre.y, layout.size.height))
}

fn head(view: &View, id: LeaderId, leader: &Leader) -> Html {
    let offset = leader.clock.offset_at(view.world().now);
    let joins = view.world().snapshots.contains_key(&id);
    let off = (offset != Offset(0) && leader.up && !joins).then_some("");
    let brief = match offset.0 {
        1.. => format!("+{offset}"),
        _ => offset.to_string(),
    };
    html! {
        <div class="head">
            <Face leader={id} />
            <div class="who">
                <div class="name">{ &leader.name }</div>
                <div class="clock" data-off={off} aria-hidden="true">
                    if leader.up && joins {
                        { "joining" }
                    } else if leader.up {
                        { icon(Icon::Clock) }
                        <span class="full">{ describe_offset(offset) }</span>
                        <span class="brief">{ if off.is_some() { brief } else { "on time".into() } }</span>
                    } else {
                        { "down" }
                    }
                </div>
            </div>
        </div>
    }
}

fn rows(view: &View, leader: &Leader) -> Html {
    let keys: Vec<(&Key, &Entry)> = leader.store.iter().collect();
    if keys.is_empty() {
        return html! { <div class="row"><span class="cell" data-empty=""><span class="value">{ "no values yet" }</span></span></div> };
    }
    keys.iter().take(MAX_ROWS).map(|(key, entry)| row(view, key, entry)).collect()
}

/// What has no room on the card.
fn more(leader: &Leader) -> String {
    match leader.store.iter().count().saturating_sub(MAX_ROWS) {
        0 => String::new(),
        1 => "+1 key".into(),
        keys => format!("+{keys} keys"),
    }
}

fn row(view: &View, key: &Key, entry: &Entry) -> Html {
    let name = html! { <span class="key">{ key.to_string() }</span> };
    if let Some(value) = &entry.reading {
        return html! { <div class="row" key={key.to_string()}>{ cell(None, Some(value), name) }</div> };
    }
    let of = |version: &Write, name: Html| {
        cell(Some((version.dot, colours_of(view, version.dot.leader))), version.value(), name)
    };
    if let [version] = &entry.versions[..] {
        return html! { <div class="row" key={key.to_string()}>{ of(version, name) }</div> };
    }
    let cells = entry.versions.iter().take(MAX_CELLS).map(|version| of(version, html! {}));
    html! { <div class="row" key={key.to_string()}>{ name }{ for cells }</div> }
}

/// One value, in the colours of the leader that it came from if it came from one.
fn cell(from: Option<(Dot, Colours)>, value: Option<&Value>, key: Html) -> Html {
    let empty = value.is_none().then_some("");
    let text = value.map_or_else(|| "deleted".into(), Value::to_string);
    let key_of_cell = from.as_ref().map_or_else(|| "read".into(), |(dot, _)| dot.to_string());
    let colours = from.map(|(_, colours)| colours).filter(|_| empty.is_none());
    html! {
        <span
            key={key_of_cell} class="cell" data-leader={colours.as_ref().map(|colours| colours.leader.clone())}
            data-pattern={colours.and_then(|colours| colours.pattern)} data-empty={empty}
        >
            { key }
            <span class="value">{ text }</span>
        </span>
    }
}

fn waiting_at(view: &View, id: LeaderId) -> usize {
    view.frame().outcome.waiting.iter().filter(|(link, _)| link.from == id).map(|(_, entries)| entries).sum()
}

fn badges(view: &View, id: LeaderId, leader: &Leader) -> Html {
    let in_conflict = leader.store.iter().filter(|(_, entry)| entry.has_siblings());
    let siblings = in_conflict.map(|(_, entry)| entry.versions.len()).max().unwrap_or(0);
    let waiting = waiting_at(view, id);
    html! {
        <>
            if siblings > 1 {
                <span class="badge" data-tone="warn"><i class="diamond"></i>{ siblings }</span>
            }
            if waiting > 0 {
                <span class="badge waiting">{ format!("{waiting} waiting") }</span>
            }
        </>
    }
}

/// So many keys are told in words; of more, how many they are. The inspector has them all.
const MAX_SPOKEN: usize = 12;

/// What is on the card, in words.
fn spoken(view: &View, id: LeaderId, leader: &Leader) -> String {
    let state = match (leader.up, view.world().snapshots.contains_key(&id)) {
        (true, false) => "up",
        (true, true) => "waits for a snapshot",
        (false, _) => "down",
    };
    let clock = describe_offset(leader.clock.offset_at(view.world().now));
    let values = leader.store.iter().take(MAX_SPOKEN).map(|(key, entry)| {
        let siblings =
            if entry.has_siblings() { format!(", {} siblings", entry.versions.len()) } else { String::new() };
        format!("; {key}: {}{siblings}", entry_text(entry))
    });
    let waiting = match waiting_at(view, id) {
        0 => String::new(),
        entries => format!("; {entries} waiting"),
    };
    let more = match leader.store.iter().count().saturating_sub(MAX_SPOKEN) {
        0 => String::new(),
        more => format!("; {more} more keys"),
    };
    format!("{state}, clock {clock}{}{more}{waiting}", values.collect::<String>())
}
