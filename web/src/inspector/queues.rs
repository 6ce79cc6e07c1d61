//! A leader's outgoing links, with what is in flight and queued on each.

use std::collections::BTreeSet;

use analysis::LinkCondition;
use player::{Action, CutOff, LeaderId, LinkId, Selection, ViewAction, cut_off, heal_all};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct QueuesProps {
    pub leader: LeaderId,
}

/// The outgoing links of a leader.
#[component]
pub fn Queues(props: &QueuesProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let links: Vec<LinkId> = view.frame().links_from(props.leader).collect();
    let rows = links.iter().map(|link| {
        let (link, dispatch) = (*link, dispatch.clone());
        let (tone, state) = describe_link(&view, link);
        let onclick = move |_: MouseEvent| dispatch.emit(ViewAction::Select(Selection::Link(link)));
        html! {
            <li key={link.to_string()}>
                <button class="text-button grow" type="button" {onclick}>{ format!("→ {}", view.leader_name(link.to)) }</button>
                <span class="end" data-tone={tone}>{ state }</span>
            </li>
        }
    });
    let list = if links.is_empty() {
        html! { <p class="help">{ "No outgoing links." }</p> }
    } else {
        html! { <ul class="rows">{ for rows }</ul> }
    };
    section(
        "Outgoing links".into(),
        html! { <>{ list }{ partition_buttons(&view, &dispatch, props.leader) }</> },
    )
}

/// Buttons to cut a leader off, and to heal all cuts.
fn partition_buttons(view: &View, dispatch: &Dispatcher, id: LeaderId) -> Html {
    let button = |name: &'static str, kind: Option<&'static str>, action: Action| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button key={name} class="button" type="button" data-size="small" data-kind={kind} {onclick}>{ name }</button> }
    };
    let cut = cut_off(view.frame(), &BTreeSet::from([id]), CutOff::BothWays);
    let cut = cut.map(|action| button("Cut off from all others", None, action));
    let heal = heal_all(view.frame()).map(|action| button("Heal all cuts", Some("main"), action));
    html! { <div class="button-row after">{ for cut.into_iter().chain(heal) }</div> }
}

/// The tone and the description of a link's status.
pub fn describe_link(view: &View, link: LinkId) -> (Option<&'static str>, String) {
    let status = view.frame().link_status(link);
    let waiting = view.frame().outcome.queued_on(link);
    let stopped = match status.condition {
        LinkCondition::Blocked(dot) => {
            let queued = match status.blocked_behind + waiting {
                0 => String::new(),
                entries => format!(", {entries} queued behind it"),
            };
            return (Some("bad"), format!("blocked by {dot}{queued}"));
        }
        LinkCondition::NotStarted => return (None, "not started".into()),
        LinkCondition::Cut => Some("cut".to_string()),
        LinkCondition::Down(id) => Some(format!("{} is down", view.leader_name(id))),
        LinkCondition::Open => None,
    };
    match (stopped, waiting, status.in_flight) {
        (Some(reason), 0, _) => (Some("bad"), reason),
        (Some(reason), waiting, _) => (Some("bad"), format!("{reason}, {waiting} queued")),
        (None, _, 0) => (None, "nothing in flight".into()),
        (None, _, in_flight) => (None, format!("{in_flight} in flight")),
    }
}
