//! The form that reads a key at a leader, and the leader's latest response.

use std::sync::Arc;

use analysis::{Reply, ReplyKind, latest_reply};
use player::{EditAction, ViewAction, client_at};
use replication::{CausalContext, ClientId, Command, LeaderId, Value, Write};
use yew::prelude::*;

use crate::components::{context_tags, value_chips};
use crate::inspector::section::section;
use crate::inspector::write_form::{ClientPicker, KeyField, default_key};
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ReadFormProps {
    pub leader: LeaderId,
}

/// The form and the latest response.
#[component]
pub fn ReadForm(props: &ReadFormProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let client = use_state_eq(|| client_at(view.frame(), props.leader, None));
    let key = use_state_eq(|| default_key(&view));
    let onsubmit = {
        let (client, leader, key) = (*client, props.leader, key.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match (client, key.trim().parse()) {
                (Some(client), Ok(key)) => {
                    dispatch.emit(EditAction::Issue(Command::Read { client, at: Some(leader), key }))
                }
                (_, Err(error)) => dispatch.emit(ViewAction::Notice(format!("Invalid key: {error}."))),
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
            <div role="status">{ latest_answer(&view, props.leader) }</div>
        </>
    };
    section("Read".into(), body)
}

/// The latest reply of this leader before the playhead, or nothing if there was none.
fn latest_answer(view: &View, id: LeaderId) -> Html {
    latest_reply(view.timeline(), id, view.frame().count)
        .map(|reply| reply_view(view, &reply))
        .unwrap_or_default()
}

fn reply_view(view: &View, reply: &Reply) -> Html {
    let (name, key, at) = (view.client_name(reply.client), &reply.key, reply.at);
    match &reply.kind {
        ReplyKind::Answer { versions, reading, context } => html! {
            <div class="answer">
                <p>{ format!("{name} read {key} at {at}") }</p>
                { returned_values(versions, reading.as_deref()) }
                <div>{ returned_context(context) }</div>
            </div>
        },
        ReplyKind::Refused { reason, is_unanswered } => {
            let verdict = if *is_unanswered { "got no answer for" } else { "got a refusal for" };
            let reason = view.describe_refusal(*reason);
            html! { <div class="answer"><p>{ format!("{name} {verdict} {key} at {at}: {reason}") }</p></div> }
        }
    }
}

/// The values that were returned.
fn returned_values(versions: &[Arc<Write>], reading: Option<&Value>) -> Html {
    if versions.is_empty() {
        return html! { <div class="values"><span class="chip" data-empty=""><span class="text">{ "nothing" }</span></span></div> };
    }
    html! { <div class="values">{ value_chips(versions, reading) }</div> }
}

fn returned_context(context: &CausalContext) -> Html {
    if context.is_empty() {
        return html! {};
    }
    html! { <p>{ "context " }{ context_tags(context) }</p> }
}
