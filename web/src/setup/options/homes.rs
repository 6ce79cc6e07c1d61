//! The form that assigns home leaders to keys and key prefixes.

use std::collections::BTreeMap;

use player::{Selection, ViewAction};
use replication::limits::MAX_KEY_BYTES;
use replication::{Key, LeaderId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::leader_choices;
use crate::components::{Icon, SelectOne, icon};
use crate::store::{View, use_dispatch, use_settings};

/// The home leader by key or key pattern such as `user:*`.
pub type HomeAssignments = BTreeMap<Key, LeaderId>;

#[derive(Properties, PartialEq)]
pub struct HomesProps {
    pub label: AttrValue,
    pub help: AttrValue,
    pub homes: HomeAssignments,
    pub onset: Callback<HomeAssignments>,
}

/// The list of homes and a form that adds one.
#[component]
pub fn HomesField(props: &HomesProps) -> Html {
    let view = use_settings();
    let HomesProps { label, help, homes, onset } = props;
    // With nothing selected, the inspector shows the home map.
    let onclick = use_dispatch().reform(|_: MouseEvent| ViewAction::Select(Selection::Nothing));
    html! {
        <>
            { rows(&view, label, homes, onset) }
            <AddHome homes={homes.clone()} onset={onset.clone()} />
            <p class="help">{ help }</p>
            <div><button class="text-button" type="button" {onclick}>{ "Move keys during the run" }</button></div>
        </>
    }
}

fn rows(view: &View, label: &AttrValue, homes: &HomeAssignments, onset: &Callback<HomeAssignments>) -> Html {
    let rows = homes.iter().map(|(key, home)| {
        let mut without = homes.clone();
        without.remove(key);
        let onremove = onset.reform(move |_: MouseEvent| without.clone());
        let onchoose = {
            let (onset, homes, key) = (onset.clone(), homes.clone(), key.clone());
            Callback::from(move |id: String| {
                if let Ok(home) = id.parse() {
                    let mut changed = homes.clone();
                    changed.insert(key.clone(), home);
                    onset.emit(changed);
                }
            })
        };
        html! {
            <li key={key.to_string()}>
                <span class="grow mono">{ key.to_string() }</span>
                <SelectOne label={format!("Home of {key}")} choices={leader_choices(view)} chosen={home.to_string()} {onchoose} />
                <button class="button" type="button" data-icon="" data-kind="ghost" aria-label={format!("Remove the home of {key}")} onclick={onremove}>
                    { icon(Icon::Close) }
                </button>
            </li>
        }
    });
    html! { <ul class="rows homes" aria-label={label.clone()}>{ for rows }</ul> }
}

#[derive(Properties, PartialEq)]
struct AddHomeProps {
    homes: HomeAssignments,
    onset: Callback<HomeAssignments>,
}

/// The form that assigns a home to a key or key prefix.
#[component]
fn AddHome(props: &AddHomeProps) -> Html {
    let view = use_settings();
    let key_error = use_state_eq(|| None::<String>);
    let field = use_node_ref();
    let first = view.frame().members().first().copied();
    let home = use_state_eq(|| first);
    let onchoose = {
        let home = home.setter();
        Callback::from(move |id: String| home.set(id.parse().ok()))
    };
    let onsubmit = {
        let (field, key_error, home) = (field.clone(), key_error.setter(), *home);
        let (homes, onset) = (props.homes.clone(), props.onset.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some((field, home)) = field.cast::<HtmlInputElement>().zip(home) else {
                return;
            };
            match field.value().trim().parse::<Key>() {
                Ok(key) => {
                    let mut changed = homes.clone();
                    changed.insert(key, home);
                    field.set_value("");
                    key_error.set(None);
                    onset.emit(changed);
                }
                Err(error) => key_error.set(Some(format!("Invalid key: {error}."))),
            }
        }
    };
    let chosen = home.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <form class="form" aria-label="Add a home" {onsubmit}>
            <div class="grid-2">
                <label class="field"><span class="label">{ "Key or prefix" }</span><input ref={field} class="input" placeholder="user:*" autocomplete="off" maxlength={MAX_KEY_BYTES.to_string()} /></label>
                <div class="field">
                    <span class="label" aria-hidden="true">{ "Home" }</span>
                    <SelectOne label="Home" choices={leader_choices(&view)} {chosen} {onchoose} />
                </div>
            </div>
            <p class="field-error" role="status">{ (*key_error).clone().unwrap_or_default() }</p>
            <button class="button" data-size="small">{ "Add home" }</button>
        </form>
    }
}
