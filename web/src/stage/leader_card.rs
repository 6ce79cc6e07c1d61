//! A leader on the stage: face, name, clock, values, and what waits at it.

use std::rc::Rc;

use explain::describe_offset;
use player::LeaderId;
use yew::prelude::*;

use crate::components::{Icon, breadth, icon, letter};
use crate::geometry::number;
use crate::hover::{Hovered, use_hovered};
use crate::stage::card_model::{CardModel, Cell, Row};
use crate::stage::drag::{Drag, Press};
use crate::stage::layout::Layout;
use crate::stage::leader_tools::{ToolbarPlacement, LeaderTools};
use crate::store::use_dispatch;

/// A key of so many letters leaves room for its value.
const SHORT_KEY: usize = 7;
/// Texts that are no broader fit on a card of the usual size, and nothing need be clipped: the name, the clock, and a
/// key with its value.
const NAME_FITS: usize = 12;
const CLOCK_FITS: usize = 14;
const CELL_FITS: usize = 16;

#[derive(Properties, PartialEq)]
pub struct LeaderCardProps {
    pub model: CardModel,
    /// The same in words, not long ago.
    pub description: Option<AttrValue>,
    pub layout: Rc<Layout>,
    /// How tall it is at least, in pixels.
    pub min_height: f64,
    /// Where its tools have room, if it is selected.
    pub toolbar: Option<ToolbarPlacement>,
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
    let facts = &props.model;
    let id = facts.id;
    let press = use_state_eq(|| None::<Press>);
    let drag = Drag { id, layout: props.layout.clone(), press: press.clone(), dispatch: use_dispatch() };
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
    let moved = press.is_some_and(|press| press.is_drag);
    html! {
        <div class="spot" style={position_style(&props.layout, id)}>
            <div
                class="leader" role="button" tabindex="0" data-id={id.to_string()}
                data-leader={facts.colours.leader.clone()} data-pattern={facts.colours.pattern.clone()} aria-pressed={facts.selected.to_string()}
                aria-description={props.description.clone()} style={format!("min-block-size:{}px", props.min_height)}
                data-down={(!facts.is_up).then_some("")} data-dragging={moved.then_some("")} data-target={props.target.then_some("")}
                onpointerdown={move |event: PointerEvent| onpointerdown.begin(&event)}
                onpointermove={move |event: PointerEvent| onpointermove.update(&event)}
                onpointercancel={onpointerup.clone()} {onpointerup} {onkeydown}
            >
                <i class="rim" aria-hidden="true" title="Drag from here to draw a link"></i>
                { head(facts) }
                <div class="values" aria-hidden="true">{ rows(&facts.rows) }</div>
                <div class="more" aria-hidden="true">{ hidden_keys_label(facts.hidden_keys) }</div>
                <div class="badges" aria-hidden="true">{ badges(facts) }</div>
                <HoverRing {id} />
            </div>
            <div>
                if let Some(sides) = props.toolbar.filter(|_| facts.selected && !moved) {
                    <LeaderTools {id} name={facts.name.clone()} is_up={facts.is_up} {placement} onlink={props.onlink.clone()} />
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HoverRingProps {
    id: LeaderId,
}

/// A ring around the card while its leader is pointed at, here or on the diagram.
#[component]
fn HoverRing(props: &HoverRingProps) -> Html {
    let on = use_hovered() == Hovered::Leader(props.id);
    html! { <i class="pointed-ring" aria-hidden="true" data-on={on.then_some("")}></i> }
}

fn position_style(layout: &Layout, id: LeaderId) -> String {
    let centre = layout.cards.get(&id).map(|card| card.centre).unwrap_or_default();
    let part = |at: f64, of: f64| number(100.0 * at / of.max(1.0));
    format!("left:{}%;top:{}%", part(centre.x, layout.size.width), part(centre.y, layout.size.height))
}

fn head(facts: &CardModel) -> Html {
    let off = facts.shows_offset();
    let brief = match facts.offset.0 {
        1.. => format!("+{}", facts.offset),
        _ => facts.offset.to_string(),
    };
    let full = describe_offset(facts.offset);
    let colours = &facts.colours;
    html! {
        <div class="head">
            <span class="face" aria-hidden="true" data-leader={colours.leader.clone()} data-pattern={colours.pattern.clone()}>
                { letter(facts.id) }
            </span>
            <div class="who">
                <div class="name" data-long={is_long(NAME_FITS, &facts.name)}>{ &facts.name }</div>
                <div class="clock" data-long={is_long(CLOCK_FITS, &full)} data-off={off.then_some("")} aria-hidden="true">
                    if facts.is_up && facts.is_joining {
                        { "joining" }
                    } else if facts.is_up {
                        { icon(Icon::Clock) }
                        <span class="full">{ full }</span>
                        <span class="brief">{ if off { brief } else { "on time".into() } }</span>
                    } else {
                        { "down" }
                    }
                </div>
            </div>
        </div>
    }
}

/// Marks a text that may be too broad.
fn is_long(fits: usize, text: &str) -> Option<&'static str> {
    (breadth(text) > fits).then_some("")
}

fn rows(rows: &[Row]) -> Html {
    if rows.is_empty() {
        return html! { <div class="cell" data-empty="">{ "no values yet" }</div> };
    }
    // By their places: at another instant other keys stand there, and what changes is little but their text.
    rows.iter().enumerate().map(|(place, one)| row(place, one)).collect()
}

/// What has no room on the card.
fn hidden_keys_label(keys: usize) -> String {
    match keys {
        0 => String::new(),
        1 => "+1 key".into(),
        keys => format!("+{keys} keys"),
    }
}

/// A key with its one value is a single box, and its name and space a single text: there are many, and each has new
/// texts at every seek.
fn row(place: usize, row: &Row) -> Html {
    let long = (row.key.chars().count() > SHORT_KEY).then_some("");
    if let [only] = &row.cells[..] {
        let name = html! { <span class="key" data-long={long}>{ format!("{} ", row.key) }</span> };
        return cell(place, only, &row.key, name);
    }
    let cells = row.cells.iter().enumerate().map(|(place, one)| cell(place, one, "", html! {}));
    html! { <div class="row" key={place}><span class="key">{ &row.key }</span>{ for cells }</div> }
}

/// One value, in the colours of the leader that it came from if it came from one, with its key if it is the only one.
fn cell(place: usize, cell: &Cell, key: &str, name: Html) -> Html {
    let colours = cell.colours.as_ref();
    html! {
        <div
            key={place} class="cell" data-leader={colours.map(|colours| colours.leader.clone())}
            data-pattern={colours.and_then(|colours| colours.pattern.clone())} data-empty={cell.deleted.then_some("")}
            data-long={is_long(CELL_FITS.saturating_sub(breadth(key)), &cell.text)}
        >
            { name }
            { &cell.text }
        </div>
    }
}

fn badges(facts: &CardModel) -> Html {
    html! {
        <>
            if facts.siblings > 1 {
                <span class="badge" data-tone="warn"><i class="diamond"></i>{ facts.siblings }</span>
            }
            if facts.waiting > 0 {
                <span class="badge waiting">{ format!("{} waiting", facts.waiting) }</span>
            }
        </>
    }
}
