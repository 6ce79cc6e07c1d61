//! What happened at a leader, latest first.

use explain::describe_record;
use replication::{Event, LeaderId, Record, Request};
use yew::prelude::*;

use crate::inspector::section::section;
use crate::store::use_view;

/// How many events are shown.
const MAX_EVENTS: usize = 40;

#[derive(Properties, PartialEq)]
pub struct LogProps {
    pub leader: LeaderId,
}

/// The account of one leader up to the playhead.
#[component]
pub fn Log(props: &LogProps) -> Html {
    let view = use_view();
    let so_far = view.timeline().so_far(view.frame().count);
    let here: Vec<(usize, &Record)> =
        so_far.rev().filter(|(_, record)| is_at(&record.event, props.leader)).take(MAX_EVENTS).collect();
    let rows = here.iter().enumerate().map(|(place, (number, record))| {
        html! { <li key={place}><time>{ record.at.to_string() }</time><span>{ describe_record(view.timeline(), view.world(), *number) }</span></li> }
    });
    let body = if here.is_empty() {
        html! { <p class="help">{ "Nothing has happened here yet." }</p> }
    } else {
        html! { <ol class="log">{ for rows }</ol> }
    };
    section("What happened here, latest first".into(), body)
}

fn is_at(event: &Event, id: LeaderId) -> bool {
    match event {
        Event::Accepted { leader, .. }
        | Event::Refused { leader, .. }
        | Event::Answered { leader, .. }
        | Event::Dropped { leader, .. }
        | Event::Crashed(leader)
        | Event::Restarted(leader)
        | Event::Joined(leader)
        | Event::Moved(leader)
        | Event::Waits { leader, .. }
        | Event::Misfits { leader, .. }
        | Event::Merged { leader, .. }
        | Event::MergeFailed { leader, .. }
        | Event::Assigned { leader, .. }
        | Event::TombstoneDropped { leader, .. } => *leader == id,
        Event::SnapshotSent { link, .. } | Event::Forwarded { request: Request { link, .. } } => {
            link.from == id
        }
        Event::SnapshotLoaded(link)
        | Event::SnapshotStopped(link)
        | Event::LinkGoesOn(link)
        | Event::Returned { request: Request { link, .. }, .. } => link.to == id,
        // At its origin the acceptance says it all.
        Event::Applied { leader, via, .. } => *leader == id && via.is_some(),
        Event::Stopped { message, .. } | Event::Lost { message } | Event::Intervened { message, .. } => {
            message.link.from == id
        }
        Event::Held { message } => message.link.to == id,
        _ => false,
    }
}
