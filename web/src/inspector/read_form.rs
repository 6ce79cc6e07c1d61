//! The form that reads a key at a leader, and the leader's latest response.

use std::sync::Arc;

use analysis::{Reply, ReplyKind, latest_reply};
use player::{EditAction, ViewAction, client_at};
use replication::{CausalContext, ClientId, Command, Key, LeaderId, Value, Write};
use yew::prelude::*;

use crate::components::{context_tags, value_chips};
use crate::hooks::use_latest;
use crate::inspector::section::section;
use crate::inspector::write_form::{ClientPicker, default_key, key_field};
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ReadFormProps {
    pub leader: LeaderId,
    /// Who reads, and which key; to be chosen if left out.
    #[prop_or_default]
    pub only: Option<(ClientId, Key)>,
}

/// The form and the latest response.
#[component]
pub fn ReadForm(props: &ReadFormProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let only = props.only.as_ref();
    let client = use_latest(|| {
        only.map(|(client, _)| *client).or_else(|| client_at(view.frame(), props.leader, None))
    });
    let key = use_latest(|| only.map_or_else(|| default_key(&view), |(_, key)| key.to_string()));
    let onsubmit = {
        let (client, leader, key) = (client.clone(), props.leader, key.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match (client.get(), key.get().trim().parse()) {
                (Some(client), Ok(key)) => {
                    dispatch.emit(EditAction::Issue(Command::Read { client, at: Some(leader), key }))
                }
                (_, Err(error)) => dispatch.emit(ViewAction::Notice(format!("Invalid key: {error}."))),
                (None, _) => {}
            }
        }
    };
    let onclient = {
        let client = client.clone();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let body = html! {
        <>
            <form class="inline-form" aria-label="Read" {onsubmit}>
                if only.is_none() {
                    <ClientPicker label="Read as" chosen={client.get()} onchoose={onclient} />
                    { key_field(&key, Some("read-key")) }
                }
                <button class="button">{ if only.is_none() { "Read".to_owned() } else { format!("Read at {}", view.leader_name(props.leader)) } }</button>
            </form>
            <div role="status">{ latest_answer(&view, props.leader) }</div>
        </>
    };
    let title = match only {
        Some((id, key)) => format!("{} reads {key}", view.client_name(*id)),
        None => "Read".to_owned(),
    };
    section(title.into(), body)
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
            <div class="read-result">
                <p>{ format!("{name} read {key} at {at}") }</p>
                { returned_values(versions, reading.as_deref()) }
                <div>{ returned_context(context) }</div>
            </div>
        },
        ReplyKind::Refused { reason, is_unanswered } => {
            let verdict = if *is_unanswered { "got no answer" } else { "was refused" };
            let reason = view.describe_refusal(*reason);
            html! { <div class="read-result"><p>{ format!("{name}’s request for {key} {verdict} at {at}: {reason}") }</p></div> }
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
