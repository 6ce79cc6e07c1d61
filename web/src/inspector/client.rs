//! The panel of a client: its leader, its place and settings, its clock, what it last saw of each key, and its requests.

use analysis::{ClientEvent, events_of_client};
use explain::{describe_offset, list_of};
use player::ClientView;
use replication::{ClientId, Key, ReadState, initial};
use yew::prelude::*;

use crate::components::{DotLink, KeyLink, LeaderLink, context_tags, event_line, use_show_more};
use crate::inspector::client_settings::{ClientSettings, describe_settings};
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

/// At most this many of the versions a client last saw of a key are listed.
const MAX_SEEN_VERSIONS: usize = 12;
/// At most this many requests and responses are listed, latest first.
const MAX_EVENTS: usize = 60;

#[derive(Properties, PartialEq)]
pub struct ClientProps {
    pub id: ClientId,
}

/// The panel of one client.
#[component]
pub fn ClientPanel(props: &ClientProps) -> Html {
    let view = use_view();
    let id = props.id;
    let client = view.frame().client(id);
    let (shown, more) = use_show_more(client.map_or(0, |client| client.keys_seen), "keys");
    let Some(client) = client else {
        return html! { <div class="empty"><h2>{ format!("Client {id}") }</h2><p>{ "It is no longer in this run." }</p></div> };
    };
    let initial = initial(client.name);
    html! {
        <div class="panel">
            <div class="who">
                <span class="person" data-size="large" aria-hidden="true">{ initial }</span>
                <div><h2 title={client.name.to_owned()}>{ client.name }</h2><p>{ format!("a client at {}", view.leader_name(client.at)) }</p></div>
            </div>
            <div class="flow">
                { section("Leader, place and clock".into(), facts(&view, &client)) }
                { section("Last seen".into(), read_states(&client, shown, more)) }
                <ClientHistory {id} />
            </div>
        </div>
    }
}

fn facts(view: &View, client: &ClientView<'_>) -> Html {
    let (place, requests) = describe_settings(client);
    let avoided: Vec<String> = client.avoided().map(|leader| view.leader_name(leader)).collect();
    html! {
        <>
            <dl class="facts">
                <dt>{ "Leader" }</dt><dd><LeaderLink id={client.at} /></dd>
                <dt>{ "Place" }</dt><dd>{ place }</dd>
                <dt>{ "Requests" }</dt><dd>{ requests }</dd>
                if !avoided.is_empty() {
                    <dt>{ "Avoids" }</dt><dd>{ list_of(&avoided) }</dd>
                }
                <dt>{ "Clock" }</dt><dd>{ describe_offset(client.clock_offset) }</dd>
            </dl>
            <p class="help">{ "Set the clock in Setup." }</p>
            <ClientSettings id={client.id} />
        </>
    }
}

fn read_states(client: &ClientView<'_>, shown: usize, more: Html) -> Html {
    if client.keys_seen == 0 {
        return html! { <p class="help">{ "Nothing yet: no reads or writes." }</p> };
    }
    html! {
        <>
            <ul class="remembers">{ for client.seen().take(shown).map(|(key, state)| read_state_row(key, state)) }</ul>
            { more }
            <p class="help">{ "The next write to a key sends the context from the last response." }</p>
        </>
    }
}

fn read_state_row(key: &Key, state: &ReadState) -> Html {
    let dots = state
        .dots
        .iter()
        .take(MAX_SEEN_VERSIONS)
        .map(|dot| html! { <DotLink key={dot.to_string()} dot={*dot} /> });
    let versions = if state.dots.is_empty() {
        html! { <span class="quiet">{ "no value" }</span> }
    } else {
        html! { <span class="vector">{ for dots }</span> }
    };
    let context = match state.context.is_empty() {
        true => html! { <span class="quiet">{ "no context" }</span> },
        false => html! { <span>{ "context " }{ context_tags(&state.context) }</span> },
    };
    html! {
        <li key={key.to_string()}>
            <span class="line"><KeyLink of={key.clone()} /><span>{ "saw " }{ versions }</span></span>
            <span class="small quiet">{ context }</span>
        </li>
    }
}

/// The client's requests and the responses to them, latest first.
#[component]
fn ClientHistory(props: &ClientProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let events: Vec<ClientEvent> = events_of_client(view.timeline(), props.id, view.frame().count);
    let more = events.len().saturating_sub(MAX_EVENTS);
    let lines =
        events.iter().rev().take(MAX_EVENTS).map(|event| event_line(&view, &dispatch, event.number, false));
    let body = if events.is_empty() {
        html! { <p class="help">{ "No requests yet." }</p> }
    } else {
        html! {
            <>
                <ol class="told-list">{ for lines }</ol>
                if more > 0 {
                    <p class="help">{ format!("and {more} earlier") }</p>
                }
            </>
        }
    };
    section("Requests and responses, latest first".into(), body)
}
