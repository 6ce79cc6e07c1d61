//! What version vectors are, what they are for, and how they resolve a conflict: in general, and in this run.

use analysis::first_conflict;
use player::{PlaybackAction, Selection, ViewAction};
use yew::prelude::*;

use crate::inspector::run_identity::RunIdentity;
use crate::inspector::section::section;
use crate::inspector::vectors::encounters::Encounters;
use crate::store::{use_dispatch, use_view};

/// The explanation, with the first conflict of the run as its example.
#[component]
pub fn Explanation() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let conflict = *use_memo(RunIdentity(view.timeline().clone()), |run| first_conflict(&run.0));
    let first = view.frame().members().first().map(|id| view.leader_name(*id)).unwrap_or_default();
    let at = conflict.and_then(|number| Some((number, view.timeline().records().get(number)?.at)));
    let shown = at.filter(|(_, at)| !view.hides(*at));
    let example = shown.map(|(number, at)| {
        let onclick = move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(at));
            dispatch.emit(ViewAction::Select(Selection::Event(number)));
        };
        let body = html! {
            <>
                <Encounters {number} />
                <div class="button-row"><button class="button" type="button" {onclick}>{ "Show this instant" }</button></div>
            </>
        };
        section("The first conflict of this run".into(), body)
    });
    html! {
        <>
            { section("What version vectors are for".into(), points(&first)) }
            { for example }
        </>
    }
}

/// The explanation in general, in four points.
fn points(leader: &str) -> Html {
    html! {
        <dl class="points">
            <dt>{ "What the numbers mean" }</dt>
            <dd>{ format!("One number per leader: the entry for {leader} says how many of the writes that {leader} accepted are included. Each write adds 1 to the entry of the leader that accepts it.") }</dd>
            <dt>{ "Consistency" }</dt>
            <dd>{ "Leaders with equal vectors have applied the same writes. A smaller entry says exactly which writes are still missing." }</dd>
            <dt>{ "Conflict resolution" }</dt>
            <dd>{ "A write carries the vector of what its writer had seen, with the write itself counted. If that includes the stored version, the write replaces it. If neither vector includes the other, the writes are concurrent: a conflict. No clock is needed to tell." }</dd>
            <dt>{ "Collaboration" }</dt>
            <dd>{ "Nobody replaces work that they have not seen. A merge carries the vectors of everything it merges, so it comes after each of them, and the conflict ends at every leader." }</dd>
        </dl>
    }
}
