//! The clients: their leaders and clocks.

use player::{ClientView, ViewAction};
use replication::{ClientId, ClockOwner, initial};
use yew::prelude::*;

use crate::components::{ClientLink, ClockFace, ClockOffsetField, ClockStepForm, Switch, disclosure};
use crate::setup::section::section;
use crate::store::{View, use_dispatch, use_settings};

/// Every client of the scenario; those of the workload are collapsed.
#[component]
pub fn Clients() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let listed = |id: &ClientId| view.scenario().clients.iter().any(|spec| spec.id == *id);
    let rows = |are_listed: bool| -> Html {
        let clients = view.frame().clients().filter(|client| listed(&client.id) == are_listed);
        clients.map(|client| client_row(&view, &client, are_listed)).collect()
    };
    let has_workload_clients = view.frame().clients().any(|client| !listed(&client.id));
    let body = html! {
        <>
            <ul class="rows client-list">{ rows(true) }</ul>
            <div>
                if has_workload_clients {
                    { disclosure("Workload clients", html! { <ul class="rows client-list">{ rows(false) }</ul> }) }
                }
            </div>
            <Switch label="Show what each client sees" on={view.shows_screens()} onset={dispatch.reform(ViewAction::ShowScreens)} />
            <p class="help">{ "These clocks matter if last write wins uses the client’s timestamp." }</p>
        </>
    };
    section("Clients", false, body)
}

fn client_row(view: &View, client: &ClientView<'_>, is_listed: bool) -> Html {
    let id = client.id;
    let owner = ClockOwner::Client(id);
    let initial = initial(client.name);
    let name = client.name;
    html! {
        <li key={id.to_string()}>
            <span class="person" aria-hidden="true">{ initial }</span>
            <div class="grow">
                <p><ClientLink {id} />{ " " }<span class="quiet small">{ format!("at {}", view.leader_name(client.at)) }</span></p>
                <div>
                    if is_listed {
                        <ClockFace {owner} label={format!("Clock of {name}")} />
                    } else {
                        <ClockOffsetField {owner} label={format!("Clock of {name}")} />
                    }
                </div>
                <ClockStepForm {owner} name={name.to_owned()} />
            </div>
        </li>
    }
}
