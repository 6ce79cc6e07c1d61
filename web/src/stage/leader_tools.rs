//! The toolbar next to the selected leader.

use player::{Action, EditAction, crash_or_restart};
use replication::{Command, LeaderId};
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::geometry::point::{Point, Rect, Size};
use crate::platform::page;
use crate::store::{use_dispatch, use_settings};

/// The room the toolbar needs beside and below the card, in pixels.
const HALF_WIDTH_PX: f64 = 190.0;
const DEPTH_PX: f64 = 60.0;

/// How the toolbar is aligned with the card.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Align {
    /// Both begin at the same place.
    Start,
    Centre,
    /// Both end at the same place.
    End,
}

/// Where the toolbar is placed around the card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToolbarPlacement {
    is_above: bool,
    align: Align,
}

impl ToolbarPlacement {
    /// The placement that keeps the toolbar on the stage and, if it can, off the other cards, all in stage coordinates.
    pub fn of(card: Rect, others: &[Rect], stage: Size) -> Self {
        let align = match card.centre.x {
            x if x < HALF_WIDTH_PX => Align::Start,
            x if x > stage.width - HALF_WIDTH_PX => Align::End,
            _ => Align::Centre,
        };
        let below = toolbar_area(card, align, 1.0);
        let above = toolbar_area(card, align, -1.0);
        let is_free = |area: Rect| !others.iter().any(|other| area.overlaps(*other));
        let fits_below = below.centre.y + DEPTH_PX / 2.0 <= stage.height;
        let fits_above = above.centre.y - DEPTH_PX / 2.0 >= 0.0;
        let is_above = !fits_below || (fits_above && !is_free(below) && is_free(above));
        Self { is_above, align }
    }

    /// The attribute for the style sheet that says on which side of the card it is.
    fn side(self) -> Option<&'static str> {
        self.is_above.then_some("above")
    }

    /// The attribute for the style sheet that says how it is aligned.
    fn align(self) -> Option<&'static str> {
        match self.align {
            Align::Start => Some("start"),
            Align::Centre => None,
            Align::End => Some("end"),
        }
    }
}

/// The area of the toolbar below the card, or above it if `side` is −1.
fn toolbar_area(card: Rect, align: Align, side: f64) -> Rect {
    let edge = HALF_WIDTH_PX - card.size.width / 2.0;
    let x = match align {
        Align::Start => edge,
        Align::Centre => 0.0,
        Align::End => -edge,
    };
    let y = side * (card.size.height + DEPTH_PX) / 2.0;
    Rect::new(card.centre + Point::new(x, y), Size::new(2.0 * HALF_WIDTH_PX, DEPTH_PX))
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
    let LeaderToolsProps { id, is_up, placement, .. } = *props;
    let dispatch_on_click = |action: Option<Action>| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| action.iter().for_each(|action| dispatch.emit(action.clone())))
    };
    let power = dispatch_on_click(crash_or_restart(view.frame(), id));
    let remove = {
        let leave = EditAction::Issue(Command::Leave { leader: id, drain: false });
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.emit(leave.clone());
            page::restore_focus_after_render(".playback-controls .play");
        }
    };
    let focus_on_click =
        |selector: &'static str| Callback::from(move |_: MouseEvent| page::focus_after_render(selector));
    let link = {
        let onlink = props.onlink.clone();
        Callback::from(move |_: MouseEvent| onlink.emit(id))
    };
    html! {
        <div class="tools" role="toolbar" aria-label={props.name.clone()} data-side={placement.side()} data-align={placement.align()}>
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

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Size = Size { width: 900.0, height: 420.0 };

    fn card(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Size::new(180.0, 100.0))
    }

    fn is_above(selected: Rect, others: &[Rect]) -> bool {
        ToolbarPlacement::of(selected, others, STAGE).is_above
    }

    #[test]
    fn toolbar_is_below_where_nothing_is_in_the_way() {
        assert!(!is_above(card(450.0, 200.0), &[card(100.0, 350.0)]));
    }

    #[test]
    fn toolbar_moves_above_off_a_card_below_and_at_the_edge_of_the_stage() {
        assert!(is_above(card(450.0, 200.0), &[card(500.0, 340.0)]));
        assert!(is_above(card(450.0, 360.0), &[]));
    }

    #[test]
    fn toolbar_stays_below_where_above_is_no_better() {
        assert!(!is_above(card(450.0, 60.0), &[card(450.0, 200.0)]), "there is no room above");
        assert!(
            !is_above(card(450.0, 210.0), &[card(450.0, 340.0), card(450.0, 80.0)]),
            "cards on both sides"
        );
    }
}
