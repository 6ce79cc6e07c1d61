//! The form that writes at a leader: put, delete, increment, add to a set or remove from it.

use player::{Action, ClientOperation, EditAction, InputKind, ViewAction, client_at};
use replication::limits::MAX_KEY_BYTES;
use replication::{ClientId, Key, LeaderId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{SelectOne, variant_choices};
use crate::hooks::{Latest, use_latest};
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

/// The key to fill in at first: the first one written in the run, else `cart`.
pub fn default_key(view: &View) -> String {
    let first = view.timeline().writes().values().min_by_key(|write| write.record_number);
    first.map_or_else(|| "cart".into(), |record| record.write.key.as_str().to_owned())
}

#[derive(Properties, PartialEq)]
pub struct ClientPickerProps {
    pub label: AttrValue,
    pub chosen: Option<ClientId>,
    pub onchoose: Callback<ClientId>,
}

/// Chooses the client that sends a request.
#[component]
pub fn ClientPicker(props: &ClientPickerProps) -> Html {
    let view = use_view();
    let choices: Vec<_> = view
        .frame()
        .clients()
        .map(|client| (client.id.to_string(), client.name.to_owned(), String::new()))
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

/// The field for the key.
pub fn key_field(key: &Latest<String>, class: Option<&'static str>) -> Html {
    html! {
        <label class="field">
            <span class="label">{ "Key" }</span>
            <input class={classes!("input", class)} value={key.get()} oninput={key.oninput()} maxlength={MAX_KEY_BYTES.to_string()} />
        </label>
    }
}

#[derive(Properties, PartialEq)]
pub struct WriteFormProps {
    pub leader: LeaderId,
    /// Who writes, and which key; to be chosen if left out.
    #[prop_or_default]
    pub only: Option<(ClientId, Key)>,
}

/// The form: client, key, operation and operand.
#[component]
pub fn WriteForm(props: &WriteFormProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let only = props.only.as_ref();
    let client = use_latest(|| {
        only.map(|(client, _)| *client).or_else(|| client_at(view.frame(), props.leader, None))
    });
    let chosen = use_latest(ClientOperation::default);
    let typed = use_node_ref();
    let key = use_latest(|| only.map_or_else(|| default_key(&view), |(_, key)| key.to_string()));
    let operations = ClientOperation::supported_by(view.frame().policy());
    let operation = supported_or_first(&operations, chosen.get());
    let send = {
        let (client, leader, key) = (client.clone(), props.leader, key.clone());
        let (operations, chosen) = (operations.clone(), chosen.clone());
        Callback::from(move |text: String| {
            let operation = supported_or_first(&operations, chosen.get());
            let action = build_action(operation, client.get(), leader, &key.get(), &text);
            let is_valid = matches!(action, Action::Edit(EditAction::Issue(_)));
            dispatch.emit(action);
            is_valid
        })
    };
    let onsubmit = {
        let (typed, send) = (typed.clone(), send.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let field = typed.cast::<HtmlInputElement>();
            let is_valid = send.emit(field.as_ref().map(|field| field.value()).unwrap_or_default());
            if let Some(field) = field.filter(|_| is_valid) {
                field.set_value("");
            }
        }
    };
    let onoperation = {
        let chosen = chosen.clone();
        Callback::from(move |id: String| chosen.set(ClientOperation::by_id(&id).unwrap_or_default()))
    };
    let onclient = {
        let client = client.clone();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let body = html! {
        <form class="form" aria-label="Write" {onsubmit}>
            <div>
                if only.is_none() {
                    <div class="grid-2">
                        <ClientPicker label="Write as" chosen={client.get()} onchoose={onclient} />
                        { key_field(&key, None) }
                    </div>
                }
            </div>
            <div class="ask" data-alone={(operations.len() < 2).then_some("")}>
                { operation_picker(&operations, operation, onoperation) }
                { operand_field(operation, typed) }
            </div>
            <div class="button-row">
                <button class="button grow">{ format!("{} at {}", operation.info().title, view.leader_name(props.leader)) }</button>
                { increment_buttons(operation, &send) }
            </div>
        </form>
    };
    let title = match only {
        Some((id, key)) => format!("{} writes {key}", view.client_name(*id)),
        None => "Write".to_owned(),
    };
    section(title.into(), body)
}

/// The chosen operation, or the first one if the policy does not support it.
fn supported_or_first(operations: &[ClientOperation], chosen: ClientOperation) -> ClientOperation {
    if operations.contains(&chosen) { chosen } else { operations.first().copied().unwrap_or_default() }
}

/// The action for a filled-in form: the command, or a notice that says what is wrong.
fn build_action(
    operation: ClientOperation,
    client: Option<ClientId>,
    leader: LeaderId,
    key: &str,
    typed: &str,
) -> Action {
    let Some(client) = client else {
        return ViewAction::Notice("This run has no clients: add one to the scenario to write.".into())
            .into();
    };
    match key.trim().parse() {
        Ok(key) => match operation.command(client, leader, key, typed) {
            Ok(command) => EditAction::Issue(command).into(),
            Err(sentence) => ViewAction::Notice(sentence.into()).into(),
        },
        Err(error) => ViewAction::Notice(format!("Invalid key: {error}.")).into(),
    }
}

/// Chooses the operation.
fn operation_picker(
    operations: &[ClientOperation],
    operation: ClientOperation,
    onchoose: Callback<String>,
) -> Html {
    let choices = variant_choices(&operations.iter().map(|operation| operation.info()).collect::<Vec<_>>());
    html! {
        <div class="field">
            <span class="label" aria-hidden="true">{ "Operation" }</span>
            <SelectOne label="Operation" {choices} chosen={operation.info().id} {onchoose} />
        </div>
    }
}

fn operand_field(operation: ClientOperation, field: NodeRef) -> Html {
    let (label, placeholder) = match operation.input_kind() {
        InputKind::Nothing => return html! { <div></div> },
        InputKind::Value => ("Value", "ham, 3, [a, b]"),
        InputKind::Number => ("Amount", "1"),
        InputKind::Item => ("Item", "ham"),
    };
    html! {
        <label class="field">
            <span class="label">{ label }</span>
            <input ref={field} class="input write-value" {placeholder} autocomplete="off" maxlength="400" />
        </label>
    }
}

/// Buttons that increment and decrement a counter.
fn increment_buttons(operation: ClientOperation, send: &Callback<String, bool>) -> Html {
    if operation.input_kind() != InputKind::Number {
        return html! {};
    }
    let step = |name: &'static str, by: &'static str| {
        let send = send.clone();
        let onclick = move |_: MouseEvent| {
            send.emit(by.to_string());
        };
        html! { <button class="button" type="button" {onclick}>{ name }</button> }
    };
    html! { <>{ step("−1", "-1") }{ step("+1", "1") }</> }
}
