//! A message: the write that it brings, its way so far, and how it ended.

use replication::{Message, Micros, Write};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::components::{DotLink, LeaderMark, KeyLink, context_tags};
use crate::inspector::message_overrides::MessageActions;
use crate::inspector::section::section;
use crate::inspector::versions::WriterCoverage;
use crate::store::{View, use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct MessageProps {
    pub message: Message,
}

/// The panel of one message.
#[component]
pub fn MessagePanel(props: &MessageProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let message = props.message;
    let flight = view.timeline().message_span(message).copied();
    let write = view.timeline().writes().get(&message.dot).map(|record| &*record.write);
    let title = write.map_or_else(|| message.dot.to_string(), |write| view.write_label(write));
    let did = if write.is_some_and(Write::is_merge) { "Merged" } else { "Accepted" };
    let origin = format!("{did} by {}.", view.leader_name(message.dot.leader));
    html! {
        <div class="panel">
            <div class="who">
                <span class="between">
                    <LeaderMark leader={message.link.from} size="small" /><span aria-hidden="true">{ "→" }</span><LeaderMark leader={message.link.to} size="small" />
                </span>
                <div><h2>{ title }</h2><p>{ describe_position(&view, flight, at) }</p></div>
            </div>
            <div class="flow">
                <section class="section">{ facts(message, write, flight) }</section>
                if let Some(flight) = flight {
                    <MessageActions {flight} />
                }
                { section(context_title(write).into(), html! { <WriterCoverage dot={message.dot} /> }) }
                { section("Its origin".into(), html! { <p class="help">{ origin }{ " What becomes of it: " }<DotLink dot={message.dot} /></p> }) }
            </div>
        </div>
    }
}

/// No one wrote a merge: it stands for what it was made of.
fn context_title(write: Option<&Write>) -> &'static str {
    if write.is_some_and(Write::is_merge) { "It stands for" } else { "Its writer had seen" }
}

fn facts(message: Message, write: Option<&Write>, flight: Option<MessageSpan>) -> Html {
    let seen = match write.map(|write| &write.context) {
        Some(context) if !context.is_empty() => context_tags(context),
        _ => html! { { "nothing" } },
    };
    html! {
        <dl class="facts">
            <dt>{ "Write" }</dt><dd><DotLink dot={message.dot} /></dd>
            <dt>{ "Key" }</dt><dd>{ for write.map(|write| html! { <KeyLink of={write.key.clone()} /> }) }</dd>
            <dt>{ context_title(write) }</dt><dd>{ seen }</dd>
            <dt>{ "Sent" }</dt><dd>{ flight.map(|flight| flight.sent_at.to_string()).unwrap_or_default() }</dd>
            <dt>{ "Links passed on arrival" }</dt><dd>{ message.hops }</dd>
            <dt>{ "Attempt" }</dt><dd>{ describe_attempt(message) }</dd>
        </dl>
    }
}

/// The how-manieth time it was sent over its link.
fn describe_attempt(message: Message) -> String {
    let copy = if message.copy { ", a copy that the link made" } else { "" };
    format!("{}{copy}", message.attempt)
}

fn describe_position(view: &View, flight: Option<MessageSpan>, at: Micros) -> String {
    let to = |flight: &MessageSpan| view.leader_name(flight.message.link.to);
    match flight {
        None => "not part of this run any more".into(),
        Some(flight) if at < flight.sent_at => "not sent yet".into(),
        Some(flight) => match flight.outcome {
            Some((end, DeliveryOutcome::Delivered)) if end <= at => {
                format!("arrived at {} at {end}", to(&flight))
            }
            Some((end, DeliveryOutcome::Lost)) if end <= at => {
                format!("lost on the way; noticed at {end}, and sent again")
            }
            Some((end, DeliveryOutcome::DroppedByOverride)) if end <= at => {
                format!("lost on the way at {end}, by hand")
            }
            Some((end, DeliveryOutcome::Stopped)) if end <= at => {
                format!("stopped at {end}; sent again when the link is open")
            }
            _ => format!("on its way to {}", to(&flight)),
        },
    }
}
