//! Forwarded requests, answers and snapshots as slanted, dashed lines between lanes.

use figure::diagram::{Chart, line_of_transfer};
use player::Selection;
use timeline::{DeliveryOutcome, Transfer, TransferKind};
use yew::prelude::*;

use crate::components::colours_of;
use crate::dispatcher::Dispatcher;
use crate::hover::Hovered;
use crate::store::View;
use crate::timeline::message_lines::line_with_end;
use crate::timeline::roving_focus::{relation_name, select_handlers};

/// The lines of the transfers in the visible time range.
pub fn transfer_lines<'a>(
    view: &'a View,
    dispatch: &'a Dispatcher,
    point: &'a Callback<Hovered>,
    chart: &'a Chart,
) -> impl Iterator<Item = Html> + 'a {
    let visible = view.timeline().transfers_in(chart.from(), chart.drawn_to());
    visible.map(|transfer| draw(view, dispatch, point, chart, transfer))
}

fn css_name(kind: &TransferKind) -> &'static str {
    match kind {
        TransferKind::Request(..) => "request",
        TransferKind::Answer(..) => "answer",
        TransferKind::Snapshot => "snapshot",
    }
}

fn draw(
    view: &View,
    dispatch: &Dispatcher,
    point: &Callback<Hovered>,
    chart: &Chart,
    transfer: &Transfer,
) -> Html {
    let (from, to) = line_of_transfer(view.timeline(), chart, transfer);
    let selection = Selection::Event(transfer.sent_record);
    let selected = view.selection() == selection;
    let relation = view.causality().map(|causality| relation_name(causality.of_transfer(transfer)));
    let colours = colours_of(view, transfer.origin);
    let (onpointerdown, onkeydown) = select_handlers(dispatch, transfer.sent_at, selection);
    let onpointerover = point.reform(|_: PointerEvent| Hovered::Nothing);
    let onfocusin = point.reform(|_: FocusEvent| Hovered::Nothing);
    let arrived = matches!(transfer.outcome, Some((_, DeliveryOutcome::Delivered)));
    html! {
        <g
            key={format!("{}-{}", transfer.sent_record, transfer.link)} class="message-line" data-transfer={css_name(&transfer.kind)}
            data-leader={colours.leader} data-pattern={colours.pattern}
            data-selected={selected.then_some("")} data-relation={relation}
            data-lane={view.lane(transfer.link.from).to_string()} data-at={transfer.sent_at.0.to_string()}
            role="button" tabindex="-1" aria-pressed={selected.to_string()} aria-label={view.describe_transfer(transfer)}
            {onpointerdown} {onkeydown} {onpointerover} {onfocusin}
        >
            { line_with_end(from, to, arrived) }
        </g>
    }
}
