//! A leader's service times and its queue.

use player::{EditAction, LeaderView};
use replication::LeaderId;
use yew::prelude::*;

use crate::components::{ServiceForm, disclosure};
use crate::inspector::section::section;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct ServiceProps {
    pub leader: LeaderId,
}

/// The queue as it is now, and the folded form for the service times.
#[component]
pub fn LeaderService(props: &ServiceProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let id = props.leader;
    let Some(leader) = view.frame().leader(id) else {
        return html! { <div></div> };
    };
    let onset = dispatch.reform(move |service| EditAction::SetServiceTimes { leader: Some(id), service });
    let service = view.scenario().service_times(id).unwrap_or(leader.service);
    let body = html! {
        <div class="service-times">
            <p class="help">{ describe_queue(&leader) }</p>
            { disclosure("Set service times", html! { <ServiceForm {service} {onset} /> }) }
        </div>
    };
    section("Service times and queue".into(), body)
}

fn describe_queue(leader: &LeaderView<'_>) -> String {
    match (leader.service.are_zero(), leader.jobs, leader.busy_until()) {
        (true, 0, _) => "Operations take no time here, so none queue.".into(),
        (_, jobs @ 1.., Some(until)) => {
            format!("{jobs} in the queue, including the one being served until {until}.")
        }
        (_, jobs @ 1.., None) => format!("{jobs} in the queue."),
        (false, 0, _) => "The queue is empty.".into(),
    }
}
