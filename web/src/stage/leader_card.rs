//! A leader's card on the stage: letter, name, clock, values and badges.

use std::rc::Rc;

use explain::describe_offset;
use player::LeaderId;
use yew::prelude::*;

use crate::components::{Icon, direction, estimated_width, icon, mark_letters};
use crate::geometry::number;
use crate::hover::{Hovered, use_hovered};
use crate::spotlight::use_spotlight;
use crate::stage::card_model::{CardModel, Cell, Row};
use crate::stage::drag::{Drag, Movable, Press};
use crate::stage::leader_tools::{LeaderTools, ToolbarPlacement};
use crate::store::use_dispatch;
use figure::stage::layout::Layout;

/// The longest key, in characters, that is shown unclipped next to its value.
const SHORT_KEY: usize = 7;
/// The widest texts that fit on a card of normal size without clipping: the name, the clock, and a key with its
/// value.
const NAME_FITS: usize = 12;
const CLOCK_FITS: usize = 14;
const CELL_FITS: usize = 16;

#[derive(Properties, PartialEq)]
pub struct LeaderCardProps {
    pub model: CardModel,
    /// The text alternative, which may lag slightly behind the model.
    pub description: Option<AttrValue>,
    pub layout: Rc<Layout>,
    /// The card's minimum height, in pixels.
    pub min_height: f64,
    /// Where the toolbar fits, if the leader is selected.
    pub toolbar: Option<ToolbarPlacement>,
    /// Whether a link being drawn can end here.
    pub target: bool,
    /// Called when the card is selected.
    pub onpick: Callback<LeaderId>,
    /// Called to start drawing a link from here.
    pub onlink: Callback<LeaderId>,
}

/// The card of one leader.
#[component]
pub fn LeaderCard(props: &LeaderCardProps) -> Html {
    let model = &props.model;
    let id = model.id;
    let press = use_state_eq(|| None::<Press>);
    let drag = Drag {
        moved: Movable::Leader(id),
        centre: props.layout.cards.get(&id).map(|card| card.centre),
        point: props.layout.leader_point(id),
        layout: props.layout.clone(),
        press: press.clone(),
        dispatch: use_dispatch(),
    };
    let onpointerup = {
        let (drag, onpick) = (drag.clone(), props.onpick.clone());
        move |event: PointerEvent| {
            if drag.end(&event) {
                onpick.emit(id);
            }
        }
    };
    let onkeydown = {
        let (drag, onpick) = (drag.clone(), props.onpick.clone());
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                onpick.emit(id);
            } else if drag.move_by_key(&event) {
                event.prevent_default();
            }
        }
    };
    let (onpointerdown, onpointermove) = (drag.clone(), drag);
    let is_drag = press.is_some_and(|press| press.is_drag);
    html! {
        <div class="spot" style={position_style(&props.layout, id)}>
            <div
                class="leader" role="button" tabindex="0" data-id={id.to_string()}
                data-leader={model.colours.leader.clone()} data-pattern={model.colours.pattern.clone()} aria-pressed={model.selected.to_string()}
                aria-description={props.description.clone()} style={format!("min-block-size:{}px", props.min_height)}
                data-down={(!model.is_up).then_some("")} data-dragging={is_drag.then_some("")} data-target={props.target.then_some("")}
                onpointerdown={move |event: PointerEvent| onpointerdown.begin(&event)}
                onpointermove={move |event: PointerEvent| onpointermove.update(&event)}
                onpointercancel={onpointerup.clone()} {onpointerup} {onkeydown}
            >
                <i class="rim" aria-hidden="true" title="Drag to draw a link"></i>
                { head(model) }
                <div class="values" aria-hidden="true">{ rows(model) }</div>
                <div class="more" aria-hidden="true">{ hidden_keys_label(model.hidden_keys) }</div>
                <div class="vector-row" aria-hidden="true">{ vector_row(model) }</div>
                <div class="badges" aria-hidden="true">{ badges(model) }</div>
                <HoverRing {id} />
            </div>
            <div>
                if let Some(placement) = props.toolbar.filter(|_| model.selected && !is_drag) {
                    <LeaderTools {id} name={model.name.clone()} is_up={model.is_up} {placement} onlink={props.onlink.clone()} />
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HoverRingProps {
    id: LeaderId,
}

/// A ring around the card while its leader is hovered, here or on the diagram.
#[component]
fn HoverRing(props: &HoverRingProps) -> Html {
    let on = use_hovered() == Hovered::Leader(props.id);
    let looked_at = use_spotlight().leaders.contains(&props.id);
    html! { <i class="hover-ring" aria-hidden="true" data-on={(on || looked_at).then_some("")} data-look={looked_at.then_some("")}></i> }
}

fn position_style(layout: &Layout, id: LeaderId) -> String {
    let centre = layout.cards.get(&id).map(|card| card.centre).unwrap_or_default();
    let part = |at: f64, of: f64| number(100.0 * at / of.max(1.0));
    format!("left:{}%;top:{}%", part(centre.x, layout.size.width), part(centre.y, layout.size.height))
}

fn head(model: &CardModel) -> Html {
    let shows_offset = model.shows_offset();
    let brief = match model.offset.0 {
        1.. => format!("+{}", model.offset),
        _ => model.offset.to_string(),
    };
    let full = describe_offset(model.offset);
    let colours = &model.colours;
    html! {
        <div class="head">
            <span class="face" aria-hidden="true" data-leader={colours.leader.clone()} data-pattern={colours.pattern.clone()}>
                { mark_letters(model.id) }
            </span>
            <div class="who">
                <div class="name" data-long={is_long(NAME_FITS, &model.name)} title={is_long(NAME_FITS, &model.name).map(|_| model.name.clone())} dir={direction(&model.name)}>{ &model.name }</div>
                <div class="clock" data-long={is_long(CLOCK_FITS, &full)} data-off={shows_offset.then_some("")} aria-hidden="true">
                    if model.is_up && model.is_joining {
                        { "joining" }
                    } else if model.is_up && model.leaving.is_some() {
                        { "leaving" }
                    } else if model.is_up {
                        { icon(Icon::Clock) }
                        <span class="full">{ full.clone() }</span>
                        <span class="brief">{ if shows_offset { brief } else { full } }</span>
                    } else {
                        { "down" }
                    }
                </div>
            </div>
        </div>
    }
}

/// The `data-long` attribute of a text that may have to be clipped.
fn is_long(fits: usize, text: &str) -> Option<&'static str> {
    (estimated_width(text) > fits).then_some("")
}

fn rows(model: &CardModel) -> Html {
    let rows = &model.rows;
    if rows.is_empty() {
        return html! { <div class="cell" data-empty="">{ model.if_empty }</div> };
    }
    // Keyed by position: at another instant other keys fill the same rows, and only their text changes.
    rows.iter().enumerate().map(|(position, one)| row(position, one)).collect()
}

/// The label for the keys that do not fit.
fn hidden_keys_label(keys: usize) -> String {
    match keys {
        0 => String::new(),
        1 => "+1 key".into(),
        keys => format!("+{keys} keys"),
    }
}

/// One key. A key with a single value is a single element with one text node: there are many rows, and every seek
/// changes their text.
fn row(position: usize, row: &Row) -> Html {
    let long = (row.key.chars().count() > SHORT_KEY).then_some("");
    if let [only] = &row.cells[..] {
        let name = html! { <span class="key" data-long={long}>{ format!("{} ", row.key) }</span> };
        return cell(position, only, &row.key, name);
    }
    let cells = row.cells.iter().enumerate().map(|(position, one)| cell(position, one, "", html! {}));
    html! { <div class="row" key={position} data-stacked={row.stacked.then_some("")}><span class="key">{ &row.key }</span>{ for cells }</div> }
}

/// One value, with its key if it is the key's only value.
fn cell(position: usize, cell: &Cell, key: &str, name: Html) -> Html {
    let colours = cell.colours.as_ref();
    html! {
        <div
            key={position} class="cell" data-leader={colours.map(|colours| colours.leader.clone())}
            data-pattern={colours.and_then(|colours| colours.pattern.clone())} data-empty={cell.deleted.then_some("")}
            data-long={is_long(CELL_FITS.saturating_sub(estimated_width(key)), &cell.text)}
        >
            { name }
            { &cell.text }
        </div>
    }
}

/// The entries of the version vector. Each is keyed by its text, so that a new count is a new element, which ticks.
fn vector_row(model: &CardModel) -> Html {
    let entries = model.vector.iter().map(|entry| {
        html! {
            <span
                key={entry.text.clone()} class="entry" data-leader={entry.colours.leader.clone()}
                data-pattern={entry.colours.pattern.clone()} data-behind={entry.is_behind.then_some("")}
            >{ &entry.text }</span>
        }
    });
    html! { { for entries } }
}

fn badges(model: &CardModel) -> Html {
    html! {
        <>
            if model.siblings > 1 {
                <span class="badge" data-tone="warn"><i class="diamond"></i>{ model.siblings }</span>
            }
            if let Some(leaving) = &model.leaving {
                <span class="badge waiting" data-tone="warn">{ leaving }</span>
            } else if !model.waiting.is_empty() {
                <span class="badge waiting">{ &model.waiting }</span>
            }
        </>
    }
}
