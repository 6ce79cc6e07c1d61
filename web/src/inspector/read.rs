//! Reads a key at a leader, and shows the latest answers that it gave.

use std::sync::Arc;

use explain::describe_refusal;
use player::{Action, client_at};
use replication::{CausalContext, ClientId, Command, Event, LeaderId, Record, Value, WhyRefused, Write};
use timeline::Sign;
use yew::prelude::*;

use crate::inspector::section::section;
use crate::inspector::write::{ClientPicker, KeyField, likely_key};
use crate::parts::{context_tags, value_chips};
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ReadProps {
    pub leader: LeaderId,
}

/// The form and the latest answer.
#[component]
pub fn ReadForm(props: &ReadProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let client = use_state_eq(|| client_at(view.world(), props.leader, None));
    let key = use_state_eq(|| likely_key(&view));
    let onsubmit = {
        let (client, leader, key) = (*client, props.leader, key.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match (client, key.trim().parse()) {
                (Some(client), Ok(key)) => {
                    dispatch.emit(Action::Act(Command::Read { client, at: Some(leader), key }))
                }
                (_, Err(error)) => dispatch.emit(Action::Notice(format!("This cannot be read: {error}."))),
                (None, _) => {}
            }
        }
    };
    let onclient = {
        let client = client.setter();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let body = html! {
        <>
            <form class="inline-form" aria-label="Read" {onsubmit}>
                <ClientPicker label="Read as" chosen={*client} onchoose={onclient} />
                <KeyField key_state={key} class="read-key" />
                <button class="button">{ "Read" }</button>
            </form>
            <div role="status">{ answer(&view, props.leader) }</div>
        </>
    };
    section("Read".into(), body)
}

/// The latest answer of this leader before the playhead, or that there was none.
fn answer(view: &View, id: LeaderId) -> Html {
    let mut answers = view.timeline().latest(&[Sign::Read, Sign::Refused], view.frame().count);
    answers.find_map(|(_, record)| told(view, id, record)).unwrap_or_default()
}

fn told(view: &View, id: LeaderId, record: &Record) -> Option<Html> {
    match &record.event {
        Event::Answered { leader, client, key, versions, reading, context } if *leader == id => {
            let heading = format!("{} read {key} at {}", view.client_name(*client), record.at);
            Some(html! {
                <div class="answer">
                    <p>{ heading }</p>
                    { answered(versions, reading.as_ref()) }
                    <div>{ with_context(context) }</div>
                </div>
            })
        }
        Event::Refused { leader, client, key, why } if *leader == id => {
            let name = view.client_name(*client);
            let reason = describe_refusal(view.world(), *why);
            let verb = match why {
                WhyRefused::Down | WhyRefused::NotThere => "got no answer",
                _ => "was refused",
            };
            Some(
                html! { <div class="answer"><p>{ format!("{name} {verb} about {key} at {}: {reason}", record.at) }</p></div> },
            )
        }
        _ => None,
    }
}

/// The values that were returned.
fn answered(versions: &[Arc<Write>], reading: Option<&Value>) -> Html {
    if versions.is_empty() {
        return html! { <div class="values"><span class="chip" data-empty=""><span class="text">{ "nothing" }</span></span></div> };
    }
    html! { <div class="values">{ value_chips(versions, reading) }</div> }
}

fn with_context(context: &CausalContext) -> Html {
    if context.is_empty() {
        return html! {};
    }
    html! { <p>{ "with the context " }{ context_tags(context) }</p> }
}
