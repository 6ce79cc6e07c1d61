//! Options of the conflict policy.

use player::Action;
use replication::{LastWriteWins, Policy, TieBreak, Timestamp};
use yew::prelude::*;

use crate::parts::{Choices, Segmented};
use crate::setup::{group, section};
use crate::store::{View, use_dispatch, use_view};

fn choice(id: &str, title: &str, about: &str) -> (String, String, String) {
    (id.into(), title.into(), about.into())
}

/// What there is to choose of the policy, and what it means.
#[component]
pub fn PolicyOptions() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let policy = view.world().policy.clone();
    let about = policy.choice().about;
    let options = match policy {
        Policy::LastWriteWins(rule) => {
            html! { <div>{ timestamp(&view, &dispatch, rule) }{ tie(&view, &dispatch, rule) }</div> }
        }
        _ => html! { <div></div> },
    };
    section("Conflict policy", true, html! { <><p class="help">{ about }</p>{ options }</> })
}

fn timestamp(view: &View, dispatch: &Callback<Action>, rule: LastWriteWins) -> Html {
    let (view, dispatch) = (view.clone(), dispatch.clone());
    let onchoose = Callback::from(move |id: String| {
        let timestamp = if id == "client" { Timestamp::Client } else { Timestamp::Leader };
        dispatch.emit(view.choose_policy(Policy::LastWriteWins(LastWriteWins { timestamp, ..rule })));
    });
    let choices: Choices = vec![
        choice("leader", "Leader’s clock", "The clock of the leader that accepted the write."),
        choice("client", "Client’s clock", "The clock of the client that wrote."),
    ];
    let chosen = if rule.timestamp == Timestamp::Client { "client" } else { "leader" };
    group(
        "Timestamp from the",
        html! { <Segmented label="Timestamp from" name="timestamp" {choices} {chosen} {onchoose} fill=true /> },
    )
}

fn tie(view: &View, dispatch: &Callback<Action>, rule: LastWriteWins) -> Html {
    let (view, dispatch) = (view.clone(), dispatch.clone());
    let onchoose = Callback::from(move |id: String| {
        let tie = if id == "value" { TieBreak::Value } else { TieBreak::Leader };
        dispatch.emit(view.choose_policy(Policy::LastWriteWins(LastWriteWins { tie, ..rule })));
    });
    let choices: Choices = vec![
        choice("leader", "Leader", "The write of the leader with the greater id wins."),
        choice("value", "Value", "The greater value wins."),
    ];
    let chosen = if rule.tie == TieBreak::Value { "value" } else { "leader" };
    group(
        "Equal timestamps are decided by",
        html! { <Segmented label="Tie decided by" name="tie" {choices} {chosen} {onchoose} fill=true /> },
    )
}
