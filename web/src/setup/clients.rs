//! The clients: their leaders, their clocks, and how they send requests.

use player::{ClientView, EditAction, ViewAction};
use replication::{ClientId, ClockOwner, initial};
use yew::prelude::*;

use crate::components::{
    ClientLink, ClockFace, ClockOffsetField, ClockStepForm, RequestsForm, Switch, disclosure,
};
use crate::dispatcher::Dispatcher;
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
            { disclosure("How clients send requests", requests_of_all(&view, &dispatch)) }
            <Switch label="Show what each client sees" on={view.shows_screens()} onset={dispatch.reform(ViewAction::ShowScreens)} />
            <p class="help">{ "These clocks matter if last write wins uses the client’s timestamp." }</p>
        </>
    };
    section("Clients", false, body)
}

/// The form that sets how every client sends its requests, those of the workload included.
fn requests_of_all(view: &View, dispatch: &Dispatcher) -> Html {
    let scenario = view.scenario();
    let workload = scenario.workload.iter().map(|workload| workload.requests);
    let mut all = scenario.clients.iter().map(|spec| spec.requests).chain(workload);
    let first = all.next().unwrap_or_default();
    let help = match all.any(|settings| settings != first) {
        true => "Clients differ. A change here sets all of them.",
        false => "For every client. Select one to set it separately and to place it on the map.",
    };
    let have_places = scenario.workload.is_none() && scenario.clients.iter().all(|spec| spec.place.is_some());
    let onset = dispatch.reform(|requests| EditAction::SetRequests { client: None, requests });
    html! { <><RequestsForm settings={first} has_place={have_places} {onset} /><p class="help">{ help }</p></> }
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
