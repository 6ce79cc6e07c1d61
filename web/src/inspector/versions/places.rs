//! What each leader made of a write: when it came there, whether it is kept, and by which rule.

use analysis::{Propagation, ReplicaState, ReplicaStatus};
use explain::describe_coexistence;
use player::{PlaybackAction, Selection, ViewAction};
use yew::prelude::*;

use crate::components::{LeaderLink, colours_of};
use crate::dispatcher::Dispatcher;
use crate::store::View;

/// How many leaders are shown.
const MAX_REPLICAS: usize = 24;

/// A row for each leader.
pub fn replica_list(view: &View, dispatch: &Dispatcher, journey: &Propagation) -> Html {
    let places = journey.replicas(view.timeline(), view.frame().count, view.world());
    let more = places.len().saturating_sub(MAX_REPLICAS);
    let rows = places.iter().take(MAX_REPLICAS).map(|place| row(view, dispatch, place));
    html! {
        <div>
            <ul class="places">{ for rows }</ul>
            if more > 0 {
                <p class="help">{ format!("and {more} more leaders") }</p>
            }
        </div>
    }
}

fn row(view: &View, dispatch: &Dispatcher, place: &ReplicaStatus) -> Html {
    let colours = colours_of(view, place.leader);
    let came = place.arrived.map(|(number, at)| {
        let dispatch = dispatch.clone();
        let onclick = move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(at));
            dispatch.emit(ViewAction::Select(Selection::Event(number)));
        };
        html! { <button class="name-link time" type="button" {onclick}>{ at.to_string() }</button> }
    });
    let reason = reason(view, place);
    html! {
        <li key={place.leader.to_string()} data-leader={colours.leader} data-pattern={colours.pattern} data-kept={place.kept.then_some("")}>
            <div class="line"><LeaderLink id={place.leader} /><span class="came">{ for came }</span></div>
            <p class="state">{ view.describe_replica(&place.state) }</p>
            <div>
                if let Some(reason) = reason {
                    <p class="rule">{ reason }</p>
                }
            </div>
        </li>
    }
}

/// Why it is kept or removed there, if there is something to say.
fn reason(view: &View, place: &ReplicaStatus) -> Option<String> {
    match (&place.state, &place.decision) {
        (_, Some(decision)) => Some(view.describe_decision(decision)),
        (ReplicaState::KeptBeside { others, siblings }, None) => {
            Some(describe_coexistence(others.len(), *siblings).into())
        }
        (_, None) => None,
    }
}
