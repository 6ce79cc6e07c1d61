//! The event log of one leader, latest first.

use analysis::leader_log;
use player::LeaderId;
use yew::prelude::*;

use crate::inspector::section::section;
use crate::store::use_view;

/// At most this many events are listed.
const MAX_EVENTS: usize = 40;

#[derive(Properties, PartialEq)]
pub struct LeaderLogProps {
    pub leader: LeaderId,
}

/// The events at one leader up to the playhead.
#[component]
pub fn LeaderLog(props: &LeaderLogProps) -> Html {
    let view = use_view();
    let here: Vec<usize> =
        leader_log(view.timeline(), props.leader, view.frame().count).take(MAX_EVENTS).collect();
    let rows = here.iter().enumerate().filter_map(|(place, number)| {
        let at = view.timeline().records().get(*number)?.at;
        Some(html! { <li key={place}><time>{ at.to_string() }</time><span>{ view.describe_record(*number) }</span></li> })
    });
    let body = if here.is_empty() {
        html! { <p class="help">{ "No events here yet." }</p> }
    } else {
        html! { <ol class="log">{ for rows }</ol> }
    };
    section("Event log, latest first".into(), body)
}
