//! Under avoidance: which home a leader believes that each key has, and the way to give it another.

use std::collections::BTreeSet;

use player::Action;
use replication::{Command, Key, Leader, LeaderId};
use yew::prelude::*;

use crate::inspector::section::section;
use crate::parts::{Face, use_more};
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct HomesProps {
    pub leader: LeaderId,
}

/// The homes as one leader sees them; nothing where keys have none.
#[component]
pub fn Homes(props: &HomesProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let leader = view.world().leaders.get(&props.leader);
    let avoidance = view.world().policy.rules().avoidance();
    let keys = avoidance.zip(leader).map(|(avoidance, leader)| keys(leader, avoidance.homes.keys()));
    let (shown, more) = use_more(keys.as_ref().map_or(0, BTreeSet::len), "keys");
    let Some(keys) = keys else {
        return html! { <div></div> };
    };
    let rows = keys.iter().take(shown).map(|key| row(&view, &dispatch, key, props.leader));
    let body = if keys.is_empty() {
        html! { <p class="help">{ "No key has been written here. Keys are spread over the leaders by hash." }</p> }
    } else {
        html! {
            <>
                <ul class="rows">{ for rows }</ul>
                { more }
                <p class="help">{ "What this leader believes. A new home is news that travels, like a write." }</p>
            </>
        }
    };
    section("Homes of keys".into(), body)
}

/// The keys that a leader has, and those that it was told of.
fn keys<'a>(leader: &'a Leader, given: impl Iterator<Item = &'a Key>) -> BTreeSet<Key> {
    let stored = leader.store.iter().map(|(key, _)| key);
    stored.chain(leader.homes.keys()).chain(given).cloned().collect()
}

fn row(view: &View, dispatch: &Callback<Action>, key: &Key, leader: LeaderId) -> Html {
    let Some((home, _)) = view.world().home_of(key, leader) else {
        return html! { <li key={key.to_string()}></li> };
    };
    let is_home = home == leader;
    let command = Command::Assign { key: key.clone(), home: leader, at: None };
    let onclick = dispatch.reform(move |_: MouseEvent| Action::Act(command.clone()));
    html! {
        <li key={key.to_string()}>
            <Face leader={home} size="small" />
            <span class="grow"><b>{ key.to_string() }</b>{ " " }<span class="quiet small">{ format!("at {}", view.leader_name(home)) }</span></span>
            if is_home {
                <span class="end">{ "home" }</span>
            } else {
                <button class="button" type="button" data-size="small" aria-label={format!("Make home of {key} here")} {onclick}>{ "Make home here" }</button>
            }
        </li>
    }
}
