//! A client: where it sits, its clock, what it remembers of each key, and what it asked and was answered.

use analysis::{ClientEvent, events_of_client};
use explain::describe_offset;
use player::ClientView;
use replication::{ClientId, Key, ReadState};
use yew::prelude::*;

use crate::components::{DotLink, KeyLink, LeaderLink, context_tags, event_line, use_show_more};
use crate::inspector::section::section;
use crate::store::{use_dispatch, use_view};

/// How many of the versions that it has last seen of a key are shown.
const MAX_SEEN_VERSIONS: usize = 12;
/// How many dealings are shown, the latest ones.
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
        return html! { <div class="empty"><h2>{ format!("Client {id}") }</h2><p>{ "It is not part of this run any more." }</p></div> };
    };
    let initial: String = client.name.chars().take(1).collect();
    html! {
        <div class="panel">
            <div class="who">
                <span class="person" data-size="large" aria-hidden="true">{ initial }</span>
                <div><h2>{ client.name }</h2><p>{ format!("a client at {}", view.leader_name(client.at)) }</p></div>
            </div>
            <div class="flow">
                { section("Where and when".into(), facts(&client)) }
                { section("What it remembers".into(), read_states(&client, shown, more)) }
                <ClientHistory {id} />
            </div>
        </div>
    }
}

fn facts(client: &ClientView<'_>) -> Html {
    html! {
        <>
            <dl class="facts">
                <dt>{ "Asks" }</dt><dd><LeaderLink id={client.at} /></dd>
                <dt>{ "Its clock" }</dt><dd>{ describe_offset(client.clock_offset) }</dd>
            </dl>
            <p class="help">{ "It asks this leader unless a request names another. Its clock is set in the set-up." }</p>
        </>
    }
}

fn read_states(client: &ClientView<'_>, shown: usize, more: Html) -> Html {
    if client.keys_seen == 0 {
        return html! { <p class="help">{ "Nothing: it has read nothing and written nothing." }</p> };
    }
    html! {
        <>
            <ul class="remembers">{ for client.seen().take(shown).map(|(key, seen)| read_state_row(key, seen)) }</ul>
            { more }
            <p class="help">{ "Its next write to a key hands in the context that came with the last answer." }</p>
        </>
    }
}

fn read_state_row(key: &Key, seen: &ReadState) -> Html {
    let dots =
        seen.dots.iter().take(MAX_SEEN_VERSIONS).map(|dot| html! { <DotLink key={dot.to_string()} dot={*dot} /> });
    let saw = if seen.dots.is_empty() {
        html! { <span class="quiet">{ "no value" }</span> }
    } else {
        html! { <span class="vector">{ for dots }</span> }
    };
    let context = match seen.context.is_empty() {
        true => html! { <span class="quiet">{ "no context" }</span> },
        false => html! { <span>{ "context " }{ context_tags(&seen.context) }</span> },
    };
    html! {
        <li key={key.to_string()}>
            <span class="line"><KeyLink of={key.clone()} /><span>{ "saw " }{ saw }</span></span>
            <span class="small quiet">{ context }</span>
        </li>
    }
}

/// What it asked, and what was answered, the latest first.
#[component]
fn ClientHistory(props: &ClientProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let deeds: Vec<ClientEvent> = events_of_client(view.timeline(), props.id, view.frame().count);
    let more = deeds.len().saturating_sub(MAX_EVENTS);
    let lines =
        deeds.iter().rev().take(MAX_EVENTS).map(|deed| event_line(&view, &dispatch, deed.number, false));
    let body = if deeds.is_empty() {
        html! { <p class="help">{ "It has asked nothing yet." }</p> }
    } else {
        html! {
            <>
                <ol class="told-list">{ for lines }</ol>
                if more > 0 {
                    <p class="help">{ format!("and {more} more before these") }</p>
                }
            </>
        }
    };
    section("What it asked, the latest first".into(), body)
}
