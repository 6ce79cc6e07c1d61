//! Writes a value at a leader, or deletes one.

use player::{Action, typed_value};
use replication::{ClientId, Command, LeaderId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::inspector::section;
use crate::parts::SelectOne;
use crate::store::{View, use_dispatch, use_view};

/// The client that a person is taken to be at a leader: one who sits there, else the first.
pub fn client_at(view: &View, leader: LeaderId) -> Option<ClientId> {
    let clients = &view.world().clients;
    let home = clients.iter().find(|(_, client)| client.at == leader);
    home.or_else(|| clients.iter().next()).map(|(id, _)| *id)
}

/// The key that a person most likely means: the first that is written anywhere, else `cart`.
pub fn likely_key(view: &View) -> String {
    let first = view.timeline().writes().values().min_by_key(|write| write.index);
    first.map_or_else(|| "cart".into(), |record| record.write.key.to_string())
}

#[derive(Properties, PartialEq)]
pub struct ClientPickerProps {
    pub label: AttrValue,
    pub chosen: Option<ClientId>,
    pub onchoose: Callback<ClientId>,
}

/// As whom.
#[component]
pub fn ClientPicker(props: &ClientPickerProps) -> Html {
    let view = use_view();
    let choices: Vec<_> = view
        .world()
        .clients
        .iter()
        .map(|(id, client)| (id.to_string(), client.name.clone(), String::new()))
        .collect();
    let onchoose = {
        let onchoose = props.onchoose.clone();
        Callback::from(move |id: String| {
            if let Ok(id) = id.parse() {
                onchoose.emit(id);
            }
        })
    };
    let chosen = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ &props.label }</span>
            <SelectOne label={props.label.clone()} {choices} {chosen} {onchoose} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct WriteProps {
    pub leader: LeaderId,
}

/// The form.
#[component]
pub fn WriteForm(props: &WriteProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let client = use_state_eq(|| client_at(&view, props.leader));
    let (key, value) = (use_node_ref(), use_node_ref());
    let first_key = (*use_memo((), |()| likely_key(&view))).clone();
    let name = view.leader_name(props.leader);
    let act = {
        let (client, leader) = (*client, props.leader);
        let (dispatch, key) = (dispatch.clone(), key.clone());
        move |make: &dyn Fn(ClientId, replication::Key) -> Option<Command>| {
            let Some(client) = client else {
                return dispatch.emit(Action::Notice(
                    "This run has no clients: add one to the scenario to write.".into(),
                ));
            };
            let typed = key.cast::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default();
            match typed.trim().parse() {
                Ok(key) => {
                    make(client, key).into_iter().for_each(|command| dispatch.emit(Action::Act(command)))
                }
                Err(error) => {
                    dispatch.emit(Action::Notice(format!("This cannot be written: {error}. (At {leader}.)")))
                }
            }
        }
    };
    let onsubmit = {
        let (act, value, leader) = (act.clone(), value.clone(), props.leader);
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = value.cast::<HtmlInputElement>() else {
                return;
            };
            let typed = typed_value(&field.value());
            act(&|client, key| {
                Some(Command::Write { client, at: Some(leader), key, value: typed.clone()?, context: None })
            });
            field.set_value("");
        }
    };
    let delete = {
        let leader = props.leader;
        move |_: MouseEvent| {
            act(&|client, key| Some(Command::Delete { client, at: Some(leader), key, context: None }))
        }
    };
    let onclient = {
        let client = client.setter();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let body = html! {
        <form class="form" aria-label="Write" {onsubmit}>
            <div class="grid-2">
                <ClientPicker label="Write as" chosen={*client} onchoose={onclient} />
                <label class="field"><span class="label">{ "Key" }</span><input ref={key} class="input" value={first_key} maxlength="64" /></label>
            </div>
            <label class="field">
                <span class="label">{ "Value" }</span>
                <input ref={value} class="input write-value" placeholder="ham, 3, or [milk, eggs]" autocomplete="off" maxlength="400" />
            </label>
            <div class="button-row">
                <button class="button grow">{ format!("Write at {name}") }</button>
                <button class="button" type="button" onclick={delete}>{ "Delete key" }</button>
            </div>
        </form>
    };
    section("Write".into(), body)
}
