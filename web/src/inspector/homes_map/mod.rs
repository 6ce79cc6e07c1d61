//! Under avoidance, while nothing is selected: which leader is home of which keys, to be moved, failed over, and
//! looked at while leaders believe different things.

mod chip;
mod fail_over;
mod rows;
mod windows;

use std::rc::Rc;

use analysis::{KeyAssignment, key_assignments};
use player::EditAction;
use replication::{Command, Key, LeaderId};
use yew::prelude::*;

use crate::components::{Choices, LeaderMark, SelectOne, colours_of};
use crate::inspector::homes_map::chip::{KeyDrag, KeyChip};
use crate::inspector::homes_map::fail_over::FailOver;
use crate::inspector::homes_map::rows::{KeysByHome, HomeRowsProps};
use crate::inspector::homes_map::windows::HomeWindows;
use crate::store::{View, use_dispatch, use_view};

/// How many keys are shown of one leader.
const MAX_KEYS: usize = 24;

/// The panel; nothing where keys have no homes.
#[component]
pub fn HomeMap() -> Html {
    let view = use_view();
    let rows = Rc::new(key_assignments(view.world()));
    if rows.is_empty() {
        return html! { <div></div> };
    }
    html! {
        <div class="panel homes-map">
            <div class="who"><div><h2>{ "Homes of keys" }</h2><p>{ "as leaders believe at the playhead" }</p></div></div>
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
    let carried = use_state_eq(|| None::<KeyDrag>);
    let chosen = use_state_eq(|| None::<Key>);
    let onmove = Callback::from(move |(key, home): (Key, LeaderId)| {
        dispatch.emit(EditAction::Issue(Command::AssignHome { key, home, at: None }));
    });
    let none = props.rows.iter().all(|(_, keys)| keys.is_empty());
    let rows = props.rows.iter().map(|(id, keys)| leader_row(&view, *id, keys, (&carried, &chosen), &onmove));
    let help = if none {
        "No key has been written yet. Those that have no home of their own are spread over the leaders by hash."
    } else {
        "Drag a key to another leader, or press it to choose one. The new home hears of it first; to the others it is news that travels."
    };
    let chosen_key = (*chosen).clone().filter(|key| props.rows.iter().any(|(_, keys)| contains_key(key, keys)));
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

/// What is being carried, and what was pressed.
type Handles<'a> = (&'a UseStateHandle<Option<KeyDrag>>, &'a UseStateHandle<Option<Key>>);

fn leader_row(
    view: &View,
    id: LeaderId,
    keys: &[KeyAssignment],
    (carried, chosen): Handles<'_>,
    onmove: &Callback<(Key, LeaderId)>,
) -> Html {
    let answers = view.frame().answers(id);
    let colours = colours_of(view, id);
    let chips = keys.iter().take(MAX_KEYS).map(|at| {
        html! {
            <li key={at.key.to_string()}>
                <KeyChip at={at.clone()} home={id} carried={(**carried).clone()} oncarry={callback_for(carried)} onpress={callback_for(chosen)} onmove={onmove.clone()} />
            </li>
        }
    });
    let more = keys.len().saturating_sub(MAX_KEYS);
    let is_over = carried.as_ref().is_some_and(|carried| carried.over == Some(id) && carried.home != id);
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

/// The key that was pressed, with its new home to be chosen from a list.
fn home_picker(view: &View, rows: &KeysByHome, key: Key, onmove: Callback<(Key, LeaderId)>) -> Html {
    let homes: Vec<LeaderId> =
        rows.iter().filter(|(_, keys)| contains_key(&key, keys)).map(|(id, _)| *id).collect();
    let can_be = |id: &&LeaderId| view.frame().answers(**id) || homes.contains(id);
    let leaders = view.frame().members().iter().filter(can_be);
    let choices: Choices = leaders.map(|id| (id.to_string(), view.leader_name(*id), String::new())).collect();
    // While leaders believe different things, the latest news is not told by the list.
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
