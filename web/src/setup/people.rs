//! The people who read and write: where they sit, and how their clocks go.

use player::Action;
use replication::{Client, ClientId, Clock, Command, Offset, Reset, Whose};
use yew::prelude::*;

use crate::parts::{ClientLink, Jumps, OffsetField, fold};
use crate::setup::section;
use crate::store::{View, use_dispatch, use_settings};

/// Every client: those that are listed, and those of the workload folded away.
#[component]
pub fn People() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let listed = |id: &ClientId| view.scenario().clients.iter().any(|spec| spec.id == *id);
    let rows = |are_listed: bool| -> Html {
        let clients = view.world().clients.iter().filter(|(id, _)| listed(id) == are_listed);
        clients.map(|(id, client)| person(&view, &dispatch, *id, client)).collect()
    };
    let has_others = view.world().clients.keys().any(|id| !listed(id));
    let body = html! {
        <>
            <ul class="rows people">{ rows(true) }</ul>
            <div>
                if has_others {
                    { fold("Clients of the workload", html! { <ul class="rows people">{ rows(false) }</ul> }) }
                }
            </div>
            <p class="help">{ "These clocks count where last write wins takes the client’s timestamp." }</p>
        </>
    };
    section("People", false, body)
}

fn person(view: &View, dispatch: &Callback<Action>, id: ClientId, client: &Client) -> Html {
    let whose = Whose::Client(id);
    let clock = client.clock;
    let onset = dispatch.reform(move |(offset, ongoing): (Offset, bool)| {
        let command = Command::Clock(Reset { whose, clock: Clock { offset, ..clock } });
        Action::Settle { command, ongoing }
    });
    let initial: String = client.name.chars().take(1).collect();
    let name = &client.name;
    html! {
        <li key={id.to_string()}>
            <span class="person" aria-hidden="true">{ initial }</span>
            <span class="grow">
                <span><ClientLink {id} />{ " " }<span class="quiet small">{ format!("at {}", view.leader_name(client.at)) }</span></span>
                <OffsetField label={format!("Clock of {name}")} id={format!("clock-of-{id}")} offset={clock.offset_at(view.world().now)} {onset} />
                <Jumps {whose} name={name.clone()} />
            </span>
        </li>
    }
}
