//! The people who read and write: where they sit, and how their clocks go.

use player::ClientView;
use replication::{ClientId, ClockOwner};
use yew::prelude::*;

use crate::components::{ClientLink, ClockFace, ClockNumber, Jumps, disclosure};
use crate::setup::section::section;
use crate::store::{View, use_settings};

/// Every client: those that are listed, and those of the workload folded away.
#[component]
pub fn Clients() -> Html {
    let view = use_settings();
    let listed = |id: &ClientId| view.scenario().clients.iter().any(|spec| spec.id == *id);
    let rows = |are_listed: bool| -> Html {
        let clients = view.frame().clients().filter(|client| listed(&client.id) == are_listed);
        clients.map(|client| client_row(&view, &client, are_listed)).collect()
    };
    let has_others = view.frame().clients().any(|client| !listed(&client.id));
    let body = html! {
        <>
            <ul class="rows people">{ rows(true) }</ul>
            <div>
                if has_others {
                    { disclosure("Clients of the workload", html! { <ul class="rows people">{ rows(false) }</ul> }) }
                }
            </div>
            <p class="help">{ "These clocks count where last write wins takes the client’s timestamp." }</p>
        </>
    };
    section("People", false, body)
}

fn client_row(view: &View, client: &ClientView<'_>, is_listed: bool) -> Html {
    let id = client.id;
    let whose = ClockOwner::Client(id);
    let initial: String = client.name.chars().take(1).collect();
    let name = client.name;
    html! {
        <li key={id.to_string()}>
            <span class="person" aria-hidden="true">{ initial }</span>
            <div class="grow">
                <p><ClientLink {id} />{ " " }<span class="quiet small">{ format!("at {}", view.leader_name(client.at)) }</span></p>
                <div>
                    if is_listed {
                        <ClockFace {whose} label={format!("Clock of {name}")} />
                    } else {
                        <ClockNumber {whose} label={format!("Clock of {name}")} />
                    }
                </div>
                <Jumps {whose} name={name.to_owned()} />
            </div>
        </li>
    }
}
