//! The single-leader baseline: the same run with one leader that accepts all writes, as a branch beside this one.

use player::{BranchAction, DEFAULT_FAILOVER, LeaderId, Micros};
use replication::limits::MAX_TIME_MS;
use yew::prelude::*;

use crate::components::{OptionalNumber, Range, SelectOne, disclosure};
use crate::store::{use_dispatch, use_settings};

/// The button that opens the baseline, and its options.
#[component]
pub fn SingleLeader() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let leader = use_state_eq(|| None::<LeaderId>);
    let failover = use_state_eq(|| None::<Micros>);
    let leaders = &view.scenario().leaders;
    // One that was chosen may be gone after an edit.
    let chosen = leaders.iter().find(|spec| Some(spec.id) == *leader).or(leaders.first()).map(|spec| spec.id);
    let action = BranchAction::TrySingleLeader { leader: chosen, failover: *failover };
    let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
    let choices = leaders
        .iter()
        .map(|spec| (spec.id.to_string(), spec.name().into_owned(), String::new()))
        .collect::<Vec<_>>();
    let onchoose = {
        let leader = leader.setter();
        Callback::from(move |id: String| leader.set(id.parse().ok()))
    };
    let onfailover = {
        let failover = failover.setter();
        Callback::from(move |time: Option<u64>| failover.set(time.map(Micros)))
    };
    let options = html! {
        <>
            <div class="field">
                <span class="label" aria-hidden="true">{ "Leader that accepts all writes" }</span>
                <SelectOne label="Leader that accepts all writes" {choices} chosen={chosen.map(|id| id.to_string()).unwrap_or_default()} {onchoose} />
            </div>
            <OptionalNumber
                label="Fail over to another leader" hint="The first leader that is up takes over." number="Time until failover" unit="ms"
                value={failover.map(|time| time.0)} initial={DEFAULT_FAILOVER.0} range={Range::ms(0, MAX_TIME_MS)} onset={onfailover}
            />
        </>
    };
    html! {
        <div class="single-leader">
            <div class="button-row"><button class="button" type="button" data-size="small" {onclick}>{ "Compare with a single leader" }</button></div>
            { disclosure("Options of the single leader", options) }
        </div>
    }
}
