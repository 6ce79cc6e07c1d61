//! What can be done with one message: made to arrive at another time, lost, doubled, or left as it was.

use player::{EditAction, MessageAction};
use replication::{Command, DeliveryOverride, MessageOverride, Micros, limits};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::components::{NumberField, Range};
use crate::inspector::section::section;
use crate::store::{use_dispatch, use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct MessageActionsProps {
    pub flight: MessageSpan,
}

/// A field for the arrival, and buttons.
#[component]
pub fn MessageActions(props: &MessageActionsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let MessageSpan { message, starts_at, outcome, .. } = props.flight;
    let turn = |then: Option<DeliveryOverride>| {
        dispatch.reform(move |_: MouseEvent| EditAction::OverrideMessage { message, then })
    };
    let arrival = match outcome {
        Some((at, DeliveryOutcome::Delivered)) => at,
        _ => since,
    };
    let earliest = since + Micros(2);
    let range = Range { min: earliest.0, max: limits::MAX_TIME_MS * 1_000, parts_per_unit: 1_000 };
    let onset = dispatch.reform(move |at| EditAction::OverrideMessage {
        message,
        then: Some(DeliveryOverride::ArriveAt(Micros(at))),
    });
    let is_this = |command: &Command| matches!(command, Command::OverrideMessage(turn) if *turn == MessageOverride::exactly(message, turn.delivery));
    let is_turned = view.scenario().commands.iter().any(|timed| is_this(&timed.command));
    let at = use_playhead();
    let nudges = MessageAction::ALL.iter().map(|nudge| {
        let then = nudge.delivery_override(&props.flight, at);
        html! {
            <button key={nudge.name()} class="button" type="button" title={nudge.about()} disabled={then.is_none()} onclick={turn(then)}>
                { nudge.name() }
            </button>
        }
    });
    let body = html! {
        <>
            <NumberField label="Arrives at" unit="ms" value={arrival.0} {range} {onset} />
            <div class="button-row after">
                { for nudges }
                <button class="button" type="button" disabled={!is_turned} onclick={turn(None)}>{ "Leave it as it was" }</button>
            </div>
            <p class="help">{ "Or drag its arrowhead in the diagram." }</p>
        </>
    };
    section("Take it in hand".into(), body)
}
