//! The form that adds a leader, named after a city or freely.

use player::{Action, CITIES, EditAction, ViewAction, new_leader};
use replication::{Command, Place};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

/// The place of a leader not named after a city, in degrees: the middle of the Atlantic.
const DEFAULT_PLACE: (f64, f64) = (20.0, -35.0);

/// A name field with city suggestions, and a button.
#[component]
pub fn AddLeader() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let onsubmit = {
        let field = field.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.cast::<HtmlInputElement>() else {
                return;
            };
            let typed = field.value();
            let name = if typed.trim().is_empty() { next_city(&view) } else { typed.trim().to_string() };
            let city = CITIES.iter().find(|city| city.name.to_lowercase() == name.to_lowercase());
            let place =
                city.map_or(Place::from_degrees(DEFAULT_PLACE.0, DEFAULT_PLACE.1), |city| city.place());
            let name = city.map_or(name, |city| city.name.to_string());
            dispatch.emit(match new_leader(view.scenario(), view.frame(), &name, place) {
                Some(spec) => Action::from(EditAction::Issue(Command::Join(spec))),
                None => {
                    ViewAction::Notice("There is no free ID for another leader with this name.".into()).into()
                }
            });
            field.set_value("");
        }
    };
    let cities = CITIES.iter().map(|city| html! { <option key={city.name} value={city.name}></option> });
    let body = html! {
        <>
            <form class="inline-form" {onsubmit}>
                <label class="field">
                    <span class="label">{ "City or name" }</span>
                    <input ref={field} class="input" list="cities" placeholder="Sydney" autocomplete="off" maxlength="40" />
                </label>
                <button class="button">{ "Add leader" }</button>
            </form>
            <datalist id="cities">{ for cities }</datalist>
            <p class="help">{ "Joins at the playhead: loads a snapshot from the nearest leader that is up, then catches up from the logs." }</p>
        </>
    };
    section("Add a leader", true, body)
}

/// The first city without a leader, starting from Sydney.
fn next_city(view: &crate::store::View) -> String {
    let first = CITIES.iter().position(|city| city.name == "Sydney").unwrap_or_default();
    let free = CITIES.iter().cycle().skip(first).take(CITIES.len());
    let taken = |name: &str| view.frame().leaders().any(|leader| leader.name == name);
    free.map(|city| city.name).find(|name| !taken(name)).unwrap_or("New leader").to_string()
}
