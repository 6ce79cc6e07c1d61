//! Links to entities: a dot, key, client or leader that opens its panel.

use player::{ClientId, Dot, Key, LeaderId, Selection, ViewAction};
use yew::prelude::*;

use crate::components::leader_mark::{LeaderMark, colours_of};
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct DotLinkProps {
    pub dot: Dot,
}

/// A dot that opens the panel of its write.
#[component]
pub fn DotLink(props: &DotLinkProps) -> Html {
    let view = use_view();
    let dot = props.dot;
    let onclick = use_dispatch().reform(move |_: MouseEvent| ViewAction::Select(Selection::Write(dot)));
    let colours = colours_of(&view, dot.leader);
    let write = view.timeline().writes().get(&dot).map(|record| view.write_label(&record.write));
    let title = write.map_or_else(|| "Show this write".into(), |write| format!("Show {write}"));
    html! {
        <button
            class="tag tag-link" type="button" {title} {onclick}
            data-leader={colours.leader} data-pattern={colours.pattern}
        >{ dot.to_string() }</button>
    }
}

#[derive(Properties, PartialEq)]
pub struct KeyLinkProps {
    pub of: Key,
}

/// A key that opens its panel.
#[component]
pub fn KeyLink(props: &KeyLinkProps) -> Html {
    let key = props.of.clone();
    let onclick = use_dispatch().reform(move |_: MouseEvent| ViewAction::Select(Selection::Key(key.clone())));
    html! { <button class="name-link" type="button" title="Show versions and values" {onclick}>{ props.of.to_string() }</button> }
}

#[derive(Properties, PartialEq)]
pub struct ClientLinkProps {
    pub id: ClientId,
}

/// A client's name that opens its panel.
#[component]
pub fn ClientLink(props: &ClientLinkProps) -> Html {
    let view = use_view();
    let id = props.id;
    let onclick = use_dispatch().reform(move |_: MouseEvent| ViewAction::Select(Selection::Client(id)));
    html! { <button class="name-link" type="button" title="Show this client" {onclick}>{ view.client_name(id) }</button> }
}

#[derive(Properties, PartialEq)]
pub struct LeaderLinkProps {
    pub id: LeaderId,
}

/// A leader's mark and name that open its panel.
#[component]
pub fn LeaderLink(props: &LeaderLinkProps) -> Html {
    let view = use_view();
    let id = props.id;
    let onclick = use_dispatch().reform(move |_: MouseEvent| ViewAction::Select(Selection::Leader(id)));
    html! {
        <button class="name-link with-face" type="button" {onclick}>
            <LeaderMark leader={id} size="small" /><span>{ view.leader_name(id) }</span>
        </button>
    }
}
