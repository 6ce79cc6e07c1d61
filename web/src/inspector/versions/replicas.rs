//! The status of a write at each leader: when it arrived, whether it is kept, and by which rule.

use analysis::{Propagation, ReplicaState, ReplicaStatus};
use explain::describe_coexistence;
use player::{PlaybackAction, Selection, ViewAction};
use yew::prelude::*;

use crate::components::{LeaderLink, colours_of};
use crate::dispatcher::Dispatcher;
use crate::store::View;

/// At most this many leaders are listed.
const MAX_REPLICAS: usize = 24;

/// A row for each leader.
pub fn replica_list(view: &View, dispatch: &Dispatcher, propagation: &Propagation) -> Html {
    let replicas = view.replicas(propagation);
    let more = replicas.len().saturating_sub(MAX_REPLICAS);
    let rows = replicas.iter().take(MAX_REPLICAS).map(|replica| row(view, dispatch, replica));
    html! {
        <div>
            <ul class="places">{ for rows }</ul>
            if more > 0 {
                <p class="help">{ format!("and {more} more leaders") }</p>
            }
        </div>
    }
}

fn row(view: &View, dispatch: &Dispatcher, replica: &ReplicaStatus) -> Html {
    let colours = colours_of(view, replica.leader);
    let arrival = replica.arrived.map(|(number, at)| {
        let dispatch = dispatch.clone();
        let onclick = move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(at));
            dispatch.emit(ViewAction::Select(Selection::Event(number)));
        };
        html! { <button class="name-link time" type="button" {onclick}>{ at.to_string() }</button> }
    });
    let reason = reason(view, replica);
    html! {
        <li key={replica.leader.to_string()} data-leader={colours.leader} data-pattern={colours.pattern} data-kept={replica.kept.then_some("")}>
            <div class="line"><LeaderLink id={replica.leader} /><span class="came">{ for arrival }</span></div>
            <p class="state">{ view.describe_replica(&replica.state) }</p>
            <div>
                if let Some(reason) = reason {
                    <p class="rule">{ reason }</p>
                }
            </div>
        </li>
    }
}

/// Why the write is kept or removed at that leader, if there is a reason.
fn reason(view: &View, replica: &ReplicaStatus) -> Option<String> {
    match (&replica.state, &replica.decision) {
        (_, Some(decision)) => Some(view.describe_decision(decision)),
        (ReplicaState::KeptBeside { others, siblings }, None) => {
            Some(describe_coexistence(others.len(), *siblings).into())
        }
        (_, None) => None,
    }
}
