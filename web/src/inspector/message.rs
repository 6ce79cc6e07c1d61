//! The panel of a message: the write it carries, where it is, and how delivery ended.

use explain::context_title;
use replication::{Message, Micros, Write};
use timeline::{DeliveryOutcome, MessageSpan};
use yew::prelude::*;

use crate::components::{DotLink, KeyLink, LeaderMark, context_tags};
use crate::inspector::message_actions::MessageActions;
use crate::inspector::section::section;
use crate::inspector::vectors::Encounters;
use crate::inspector::versions::{WriterCoverage, use_propagation};
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
    let span = view.timeline().message_span(message);
    let write = view.timeline().writes().get(&message.dot).map(|record| &*record.write);
    let title = write.map_or_else(|| message.dot.to_string(), |write| view.write_label(write));
    let verb = if write.is_some_and(Write::is_merge) { "Merged" } else { "Accepted" };
    let propagation = use_propagation([message.dot].into());
    let applied = propagation.get(&message.dot).and_then(|it| it.applied_at(message.link.to));
    let origin = format!("{verb} by {}.", view.leader_name(message.dot.leader));
    html! {
        <div class="panel">
            <div class="who">
                <span class="between">
                    <LeaderMark leader={message.link.from} size="small" /><span aria-hidden="true">{ "→" }</span><LeaderMark leader={message.link.to} size="small" />
                </span>
                <div><h2>{ title }</h2><p>{ describe_position(&view, span, at) }</p></div>
            </div>
            <div class="flow">
                <section class="section">{ facts(&view, message, write, span) }</section>
                if let Some(span) = span.filter(|span| !span.outcome.is_some_and(|(end, _)| view.hides(end))) {
                    <MessageActions {span} />
                }
                { section(write.map_or("Writer had seen", |write| context_title(view.timeline(), write)).into(), html! { <WriterCoverage dot={message.dot} /> }) }
                { arrival_section(&view, message, applied) }
                { section("Origin".into(), html! { <p class="help">{ origin }{ " Write: " }<DotLink dot={message.dot} /></p> }) }
            </div>
        </div>
    }
}

/// How the write compared with what was stored where it arrived.
fn arrival_section(view: &View, message: Message, applied: Option<usize>) -> Html {
    let leader = view.leader_name(message.link.to);
    let body = match applied {
        Some(number) if number < view.frame().count => html! { <Encounters {number} /> },
        Some(_) | None => {
            html! { <p class="help">{ format!("{leader} has not applied this write yet.") }</p> }
        }
    };
    section(format!("Compared at {leader}").into(), body)
}

fn facts(view: &View, message: Message, write: Option<&Write>, span: Option<MessageSpan>) -> Html {
    let seen = match write.map(|write| &write.context) {
        Some(context) if !context.is_empty() => context_tags(context),
        _ => html! { { "nothing" } },
    };
    html! {
        <dl class="facts">
            <dt>{ "Write" }</dt><dd><DotLink dot={message.dot} /></dd>
            <dt>{ "Key" }</dt><dd>{ for write.map(|write| html! { <KeyLink of={write.key.clone()} /> }) }</dd>
            <dt>{ write.map_or("Writer had seen", |write| context_title(view.timeline(), write)) }</dt><dd>{ seen }</dd>
            <dt>{ "Sent" }</dt><dd>{ span.map(|span| span.sent_at.to_string()).unwrap_or_default() }</dd>
            <dt>{ "Hops" }</dt><dd>{ message.hops }</dd>
            <dt>{ "Attempt" }</dt><dd>{ describe_attempt(message) }</dd>
        </dl>
    }
}

/// The attempt number of this transmission over its link, counted from 1.
fn describe_attempt(message: Message) -> String {
    let copy = if message.is_duplicate { ", duplicate" } else { "" };
    format!("{}{copy}", message.attempt)
}

fn describe_position(view: &View, span: Option<MessageSpan>, at: Micros) -> String {
    let to = |span: &MessageSpan| view.leader_name(span.message.link.to);
    match span {
        None => "no longer in this run".into(),
        Some(span) if at < span.sent_at => "not sent yet".into(),
        Some(span) => match span.outcome {
            Some((end, DeliveryOutcome::Delivered)) if end <= at => {
                format!("arrived at {} at {end}", to(&span))
            }
            Some((end, DeliveryOutcome::Lost)) if end <= at => {
                format!("lost; detected at {end} and retransmitted")
            }
            Some((end, DeliveryOutcome::DroppedByOverride)) if end <= at => {
                format!("dropped by you at {end}")
            }
            Some((end, DeliveryOutcome::Stopped)) if end <= at => {
                format!("stopped at {end}; retransmitted once the link is up again")
            }
            _ => format!("in flight to {}", to(&span)),
        },
    }
}
