//! Actions on one message: change its arrival time, drop it, duplicate it, or reset it.

use player::{EditAction, MessageAction};
use replication::{Command, DeliveryOverride, MessageOverride, Micros, limits};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::components::{NumberField, Range};
use crate::inspector::section::section;
use crate::store::{use_dispatch, use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct MessageActionsProps {
    pub span: MessageSpan,
}

/// A field for the arrival time, and a button for each action.
#[component]
pub fn MessageActions(props: &MessageActionsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let MessageSpan { message, starts_at, outcome, .. } = props.span;
    let set_override = |then: Option<DeliveryOverride>| {
        dispatch.reform(move |_: MouseEvent| EditAction::OverrideMessage { message, delivery: then })
    };
    let arrival = match outcome {
        Some((at, DeliveryOutcome::Delivered)) => at,
        _ => starts_at,
    };
    let earliest = starts_at + Micros(2);
    let range = Range { min: earliest.0, max: limits::MAX_TIME_MS * 1_000, parts_per_unit: 1_000 };
    let onset = dispatch.reform(move |at| EditAction::OverrideMessage {
        message,
        delivery: Some(DeliveryOverride::ArriveAt(Micros(at))),
    });
    let overrides_this = |command: &Command| matches!(command, Command::OverrideMessage(existing) if *existing == MessageOverride::exactly(message, existing.delivery));
    let is_overridden = view.scenario().commands.iter().any(|timed| overrides_this(&timed.command));
    let at = use_playhead();
    let buttons = MessageAction::ALL.iter().map(|action| {
        // What is seen to have arrived can still be changed; only to arrive now is a matter of the playhead.
        let from = if *action == MessageAction::DeliverNow { at } else { at.min(starts_at) };
        let then = action.delivery_override(&props.span, from);
        html! {
            <button key={action.name()} class="button" type="button" title={action.about()} disabled={then.is_none()} onclick={set_override(then)}>
                { action.name() }
            </button>
        }
    });
    let body = html! {
        <>
            <NumberField label="Arrives at" unit="ms" value={arrival.0} {range} {onset} />
            <div class="button-row after">
                { for buttons }
                <button class="button" type="button" disabled={!is_overridden} onclick={set_override(None)}>{ "Reset" }</button>
            </div>
            <p class="help">{ "You can also drag its arrowhead in the diagram." }</p>
        </>
    };
    section("Change this message".into(), body)
}
