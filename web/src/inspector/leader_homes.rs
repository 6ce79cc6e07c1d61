//! Under conflict avoidance: the home of each key as one leader believes, with a button to move it there.

use std::collections::BTreeSet;

use player::EditAction;
use replication::{Command, Key, LeaderId};
use yew::prelude::*;

use crate::components::{LeaderMark, use_show_more};
use crate::dispatcher::Dispatcher;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct LeaderHomesProps {
    pub leader: LeaderId,
}

/// The homes of keys as one leader believes them; empty under policies without homes.
#[component]
pub fn LeaderHomes(props: &LeaderHomesProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let keys = view.frame().keys_with_homes(props.leader);
    let (shown, more) = use_show_more(keys.as_ref().map_or(0, BTreeSet::len), "keys");
    let Some(keys) = keys else {
        return html! { <div></div> };
    };
    let rows = keys.iter().take(shown).map(|key| row(&view, &dispatch, key, props.leader));
    let body = if keys.is_empty() {
        html! { <p class="help">{ "No key has been written here yet. Keys without an assigned home are placed by hash." }</p> }
    } else {
        html! {
            <>
                <ul class="rows">{ for rows }</ul>
                { more }
                <p class="help">{ "As this leader believes. A change of home is replicated like a write." }</p>
            </>
        }
    };
    section("Homes of keys".into(), body)
}

fn row(view: &View, dispatch: &Dispatcher, key: &Key, leader: LeaderId) -> Html {
    let Some(home) = view.frame().home_of(key, leader) else {
        return html! { <li key={key.to_string()}></li> };
    };
    let is_home = home == leader;
    let command = Command::AssignHome { key: key.clone(), home: leader, at: None };
    let onclick = dispatch.reform(move |_: MouseEvent| EditAction::Issue(command.clone()));
    html! {
        <li key={key.to_string()}>
            <LeaderMark leader={home} size="small" />
            <span class="grow"><b>{ key.to_string() }</b>{ " " }<span class="quiet small">{ format!("at {}", view.leader_name(home)) }</span></span>
            if is_home {
                <span class="end">{ "home" }</span>
            } else {
                <button class="button" type="button" data-size="small" aria-label={format!("Make home here: {key}")} {onclick}>{ "Make home here" }</button>
            }
        </li>
    }
}
