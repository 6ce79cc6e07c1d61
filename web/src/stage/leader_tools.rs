//! The toolbar next to the selected leader.

use player::{Action, EditAction, crash_or_restart};
use replication::{Command, LeaderId};
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::geometry::point::{Rect, Size};
use crate::platform::page;
use crate::store::{use_dispatch, use_settings};

/// The room the toolbar needs beside and below the card, in pixels.
const HALF_WIDTH_PX: f64 = 190.0;
const DEPTH_PX: f64 = 60.0;

/// Where the toolbar is placed around the card, as attributes for the style sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToolbarPlacement {
    side: Option<&'static str>,
    align: Option<&'static str>,
}

impl ToolbarPlacement {
    /// The placement that keeps the toolbar on the stage, for a card in stage coordinates.
    pub fn of(card: Rect, stage: Size) -> Self {
        let bottom = card.centre.y + card.size.height / 2.0;
        let align = match card.centre.x {
            x if x < HALF_WIDTH_PX => Some("start"),
            x if x > stage.width - HALF_WIDTH_PX => Some("end"),
            _ => None,
        };
        Self { side: (bottom + DEPTH_PX > stage.height).then_some("above"), align }
    }
}

#[derive(Properties, PartialEq)]
pub struct LeaderToolsProps {
    pub id: LeaderId,
    pub name: String,
    pub is_up: bool,
    pub placement: ToolbarPlacement,
    pub onlink: Callback<LeaderId>,
}

/// Buttons to write, read, crash or restart, link and remove.
#[component]
pub fn LeaderTools(props: &LeaderToolsProps) -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let LeaderToolsProps { id, is_up, placement: ToolbarPlacement { side, align }, .. } = *props;
    let dispatch_on_click = |action: Option<Action>| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| action.iter().for_each(|action| dispatch.emit(action.clone())))
    };
    let power = dispatch_on_click(crash_or_restart(view.world(), id));
    let remove =
        dispatch_on_click(Some(EditAction::Issue(Command::Leave { leader: id, drain: false }).into()));
    let focus_on_click =
        |selector: &'static str| Callback::from(move |_: MouseEvent| page::focus_after_render(selector));
    let link = {
        let onlink = props.onlink.clone();
        Callback::from(move |_: MouseEvent| onlink.emit(id))
    };
    html! {
        <div class="tools" role="toolbar" aria-label={props.name.clone()} data-side={side} data-align={align}>
            { tool("Write", Icon::Write, focus_on_click(".inspector .write-value")) }
            { tool("Read", Icon::Read, focus_on_click(".inspector .read-key")) }
            { tool(if is_up { "Crash" } else { "Restart" }, Icon::Power, power) }
            { tool("Link", Icon::Link, link) }
            <button type="button" data-kind="danger" aria-label="Remove" title="Remove" onclick={remove}>
                { icon(Icon::Trash) }
            </button>
        </div>
    }
}

fn tool(name: &'static str, shape: Icon, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" aria-label={name} title={name} {onclick}>{ icon(shape) }<span class="word">{ name }</span></button>
    }
}
