//! The homes of all keys, shown under conflict avoidance while nothing is selected: move keys, fail a leader over,
//! and see when leaders disagreed.

mod chip;
mod fail_over;
mod rows;
mod windows;

use std::rc::Rc;

use analysis::KeyAssignment;
use player::EditAction;
use replication::{Command, Key, LeaderId};
use yew::prelude::*;

use crate::components::{Choices, LeaderMark, SelectOne, colours_of};
use crate::inspector::home_map::chip::{KeyChip, KeyDrag};
use crate::inspector::home_map::fail_over::FailOver;
use crate::inspector::home_map::rows::{HomeRowsProps, KeysByHome};
use crate::inspector::home_map::windows::HomeWindows;
use crate::store::{View, use_dispatch, use_view};

/// At most this many keys are listed per leader.
const MAX_KEYS: usize = 24;

/// The panel; empty under policies without homes.
#[component]
pub fn HomeMap() -> Html {
    let view = use_view();
    let rows = Rc::new(view.frame().key_assignments());
    if rows.is_empty() {
        return html! { <div></div> };
    }
    html! {
        <div class="panel homes-map">
            <div class="who"><div><h2>{ "Homes of keys" }</h2><p>{ "as each leader believes at the playhead" }</p></div></div>
            <div class="flow">
                <HomeRows rows={rows.clone()} />
                <FailOver {rows} />
                <HomeWindows />
            </div>
        </div>
    }
}

/// A row for each leader, with its keys as chips that can be dragged to another.
#[component]
fn HomeRows(props: &HomeRowsProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let drag = use_state_eq(|| None::<KeyDrag>);
    let chosen = use_state_eq(|| None::<Key>);
    let onmove = Callback::from(move |(key, home): (Key, LeaderId)| {
        dispatch.emit(EditAction::Issue(Command::AssignHome { key, home, at: None }));
    });
    let none = props.rows.iter().all(|(_, keys)| keys.is_empty());
    let rows = props.rows.iter().map(|(id, keys)| leader_row(&view, *id, keys, (&drag, &chosen), &onmove));
    let help = if none {
        "No key has been written yet. Keys without an assigned home are placed by hash."
    } else {
        "Drag a key to another leader, or press it to choose one. The new home knows at once; the others learn of it when the message arrives."
    };
    let chosen_key =
        (*chosen).clone().filter(|key| props.rows.iter().any(|(_, keys)| contains_key(key, keys)));
    html! {
        <section class="section">
            <ul class="home-rows" aria-label="Leaders and their keys">{ for rows }</ul>
            <div>
                if let Some(key) = chosen_key {
                    { home_picker(&view, &props.rows, key, onmove) }
                }
            </div>
            <p class="help">{ help }</p>
        </section>
    }
}

fn contains_key(key: &Key, keys: &[KeyAssignment]) -> bool {
    keys.iter().any(|at| at.key == *key)
}

/// The drag in progress, and the key that was pressed.
type Handles<'a> = (&'a UseStateHandle<Option<KeyDrag>>, &'a UseStateHandle<Option<Key>>);

fn leader_row(
    view: &View,
    id: LeaderId,
    keys: &[KeyAssignment],
    (drag, chosen): Handles<'_>,
    onmove: &Callback<(Key, LeaderId)>,
) -> Html {
    let answers = view.frame().answers(id);
    let colours = colours_of(view, id);
    let chips = keys.iter().take(MAX_KEYS).map(|at| {
        html! {
            <li key={at.key.to_string()}>
                <KeyChip at={at.clone()} home={id} drag={(**drag).clone()} ondrag={callback_for(drag)} onpress={callback_for(chosen)} onmove={onmove.clone()} />
            </li>
        }
    });
    let more = keys.len().saturating_sub(MAX_KEYS);
    let is_over = drag.as_ref().is_some_and(|drag| drag.over == Some(id) && drag.home != id);
    let state = if answers { "" } else { "down" };
    html! {
        <li
            key={id.to_string()} class="home-row" data-home={id.to_string()} data-leader={colours.leader} data-pattern={colours.pattern}
            data-over={is_over.then_some(if answers { "yes" } else { "no" })} data-down={(!answers).then_some("")}
        >
            <LeaderMark leader={id} size="small" />
            <span class="name">{ view.leader_name(id) }<span class="quiet small">{ format!(" {state}") }</span></span>
            <ul class="chips" aria-label={format!("Keys of {}", view.leader_name(id))}>{ for chips }</ul>
            <span class="quiet small">{ if more > 0 { format!("and {more} more") } else { String::new() } }</span>
        </li>
    }
}

fn callback_for<T: 'static>(state: &UseStateHandle<Option<T>>) -> Callback<Option<T>> {
    let state = state.setter();
    Callback::from(move |value| state.set(value))
}

/// Chooses a new home for the pressed key from a list.
fn home_picker(view: &View, rows: &KeysByHome, key: Key, onmove: Callback<(Key, LeaderId)>) -> Html {
    let homes: Vec<LeaderId> =
        rows.iter().filter(|(_, keys)| contains_key(&key, keys)).map(|(id, _)| *id).collect();
    let is_eligible = |id: &&LeaderId| view.frame().answers(**id) || homes.contains(id);
    let leaders = view.frame().members().iter().filter(is_eligible);
    let choices: Choices = leaders.map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect();
    // While leaders disagree, no home is preselected.
    let chosen = homes.first().filter(|_| homes.len() == 1).map(ToString::to_string).unwrap_or_default();
    let undecided = chosen.is_empty().then(|| (String::new(), "not agreed".to_owned(), String::new()));
    let choices: Choices = undecided.into_iter().chain(choices).collect();
    let label = format!("New home of {key}");
    let onchoose = {
        let (answers, view) = (homes, view.clone());
        Callback::from(move |id: String| {
            let home = id.parse::<LeaderId>().ok();
            let home =
                home.filter(|id| view.frame().answers(*id) && (answers.len() > 1 || !answers.contains(id)));
            if let Some(home) = home {
                onmove.emit((key.clone(), home));
            }
        })
    };
    html! {
        <div class="field" data-row="">
            <span class="label" aria-hidden="true">{ label.clone() }</span>
            <SelectOne {label} {choices} {chosen} {onchoose} />
        </div>
    }
}
