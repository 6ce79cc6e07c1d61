//! Merges siblings by hand: a person writes one value, and it replaces exactly those that they see.

use std::sync::Arc;

use player::{Action, typed_value, value_to_type};
use replication::limits::MAX_ITEMS;
use replication::{CausalContext, ClientId, Command, Key, LeaderId, Value, Write};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::inspector::section;
use crate::inspector::write::{ClientPicker, client_at};
use crate::parts::{Chip, context_tags};
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct MergeProps {
    pub leader: LeaderId,
    /// The key.
    pub of: Key,
    pub versions: Vec<Arc<Write>>,
}

/// How many siblings can be taken alone.
const MAX_TAKES: usize = 6;

/// An item of the merged list, and the leader that it came from if it came from one.
type Item = (Value, Option<LeaderId>);

/// What the person has put together so far.
#[derive(Clone, Debug, PartialEq)]
enum Draft {
    /// Items, where all siblings are lists.
    Items(Vec<Item>),
    /// One value as it is typed.
    Typed(String),
}

impl Draft {
    /// All that the siblings have.
    fn of_all(versions: &[Arc<Write>]) -> Self {
        let lists: Option<Vec<Item>> = versions.iter().try_fold(Vec::new(), |mut items, version| {
            if let Some(Value::List(list)) = version.value() {
                let fresh = list.iter().filter(|item| !items.iter().any(|(there, _): &Item| there == *item));
                let fresh: Vec<Item> = fresh.map(|item| (item.clone(), Some(version.dot.leader))).collect();
                items.extend(fresh);
                items.truncate(MAX_ITEMS);
                return Some(items);
            }
            None
        });
        let first =
            || versions.iter().find_map(|version| version.value()).map(value_to_type).unwrap_or_default();
        lists.map_or_else(|| Self::Typed(first()), Self::Items)
    }

    /// The value that it stands for.
    fn value(&self) -> Option<Value> {
        match self {
            Self::Items(items) => Some(Value::List(items.iter().map(|(item, _)| item.clone()).collect())),
            Self::Typed(text) => typed_value(text),
        }
    }
}

/// The editor. It begins with everything that the siblings have.
#[component]
pub fn Merge(props: &MergeProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let client = use_state_eq(|| client_at(&view, props.leader));
    let draft = use_state_eq(|| Draft::of_all(&props.versions));
    {
        // Other siblings, another draft: what was put together is no longer what is seen.
        let draft = draft.setter();
        use_effect_with(props.versions.clone(), move |versions| draft.set(Draft::of_all(versions)));
    }
    let onsubmit = {
        let (draft, client) = (draft.clone(), *client);
        let (leader, key) = (props.leader, props.of.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let (Some(client), Some(value)) = (client, draft.value()) {
                dispatch.emit(Action::Act(Command::Merge {
                    client,
                    at: Some(leader),
                    key: key.clone(),
                    value,
                }));
            }
        }
    };
    let all = {
        let (draft, versions) = (draft.setter(), props.versions.clone());
        move |_: MouseEvent| draft.set(Draft::of_all(&versions))
    };
    let onclient = {
        let client = client.setter();
        Callback::from(move |id: ClientId| client.set(Some(id)))
    };
    let mut context = CausalContext::new();
    props.versions.iter().for_each(|version| context.insert(version.dot));
    let replaced = if props.versions.len() == 2 {
        "these two".to_string()
    } else {
        format!("these {}", props.versions.len())
    };
    let body = html! {
        <form class="merge" aria-label={format!("Merge {}", props.of)} {onsubmit}>
            <ClientPicker label="Merge as" chosen={*client} onchoose={onclient} />
            <div>{ editor(&draft) }</div>
            <div>{ takes(props, &draft) }</div>
            <div class="button-row">
                <button class="button" type="button" onclick={all}>{ "Take all" }</button>
                <button class="button grow" data-kind="main" disabled={draft.value().is_none()}>{ "Store merged value" }</button>
            </div>
            <p class="hint">{ format!("Replaces exactly {replaced}: ") }{ context_tags(&context) }</p>
        </form>
    };
    section("Merge by hand".into(), body)
}

fn editor(draft: &UseStateHandle<Draft>) -> Html {
    match &**draft {
        Draft::Typed(text) => typed(draft, text),
        Draft::Items(items) => chips(draft, items),
    }
}

fn typed(draft: &UseStateHandle<Draft>, text: &str) -> Html {
    let oninput = {
        let draft = draft.setter();
        move |event: InputEvent| draft.set(Draft::Typed(crate::platform::events::value_of(&event)))
    };
    html! { <input class="input" aria-label="Merged value" value={text.to_string()} {oninput} /> }
}

fn chips(draft: &UseStateHandle<Draft>, items: &[Item]) -> Html {
    let chips = items.iter().enumerate().map(|(index, (item, from))| {
        let onremove = {
            let (draft, mut rest) = (draft.setter(), items.to_vec());
            rest.remove(index);
            Callback::from(move |()| draft.set(Draft::Items(rest.clone())))
        };
        html! { <Chip key={item.to_string()} text={item.to_string()} from={*from} {onremove} /> }
    });
    let onkeydown = {
        let (draft, items) = (draft.setter(), items.to_vec());
        move |event: KeyboardEvent| {
            let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let text = field.value().trim().trim_end_matches(',').to_string();
            if !text.is_empty() && matches!(event.key().as_str(), "Enter" | ",") {
                event.prevent_default();
                let added = typed_value(&text).map(|value| (value, None));
                draft.set(Draft::Items(items.iter().cloned().chain(added).collect()));
                field.set_value("");
            }
        }
    };
    html! {
        <div class="chip-input">
            <span class="chips">{ for chips }</span>
            <input aria-label="Add an item" placeholder="add one" {onkeydown} />
        </div>
    }
}

/// A button for each sibling that takes its value alone.
fn takes(props: &MergeProps, draft: &UseStateHandle<Draft>) -> Html {
    let buttons = props.versions.iter().take(MAX_TAKES).filter_map(|version| {
        let text = version.value()?.to_string();
        let one = vec![version.clone()];
        let draft = draft.setter();
        let onclick = move |_: MouseEvent| draft.set(Draft::of_all(&one));
        let label = format!("Take only {text}");
        Some(html! { <button key={version.dot.to_string()} class="button" data-size="small" type="button" {onclick}>{ label }</button> })
    });
    html! { <div class="button-row">{ for buttons }</div> }
}
