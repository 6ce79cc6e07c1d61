//! The workload form: clients that read and write at random, drawn from the seed.

use std::collections::BTreeMap;

use player::{EditAction, first_workload};
use replication::limits::{
    MAX_CLIENTS, MAX_OPERATIONS_PER_SECOND, MAX_TIME_MS, MAX_WORKLOAD_KEYS, MAX_ZIPF_EXPONENT,
};
use replication::{Centi, LeaderId, Micros, Workload};
use yew::prelude::*;

use crate::components::{NumberField, Range, Switch, disclosure};
use crate::setup::section::section;
use crate::setup::seed::RunSeed;
use crate::store::{View, use_dispatch, use_settings};

/// The maximum share of the clients for one leader.
const MAX_SHARE: u64 = 100;

/// The switch for the workload and its settings.
#[component]
pub fn WorkloadOptions() -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let onset = dispatch.reform(|workload: Option<Workload>| EditAction::SetWorkload(workload.map(Box::new)));
    let onswitch = onset.reform(|on: bool| on.then(first_workload));
    let workload = view.scenario().workload.clone();
    let form = workload.as_ref().map(|workload| workload_fields(&view, workload, &onset.reform(Some)));
    let expand = dispatch.reform(|_: MouseEvent| EditAction::ExpandWorkload);
    let body = html! {
        <>
            <Switch label="Random workload" hint="Clients read and write at random, in addition to your own commands." on={workload.is_some()} onset={onswitch} />
            <div class="options">{ form.unwrap_or_default() }</div>
            <div>
                if let Some(workload) = workload {
                    <RunSeed />
                    <p class="help">{ format!("About {} operations, drawn from the run’s seed: the same each time.", workload.expected_commands()) }</p>
                    <div class="button-row"><button class="button" type="button" data-size="small" onclick={expand}>{ "Convert to editable commands" }</button></div>
                }
            </div>
        </>
    };
    section("Workload", false, body)
}

/// A callback that changes one setting of the workload.
fn set_field<T: 'static>(
    onset: &Callback<Workload>,
    workload: &Workload,
    change: impl Fn(&mut Workload, T) + 'static,
) -> Callback<T> {
    let workload = workload.clone();
    onset.reform(move |value| {
        let mut changed = workload.clone();
        change(&mut changed, value);
        changed
    })
}

fn narrow<T: TryFrom<u64> + Default>(number: u64) -> T {
    T::try_from(number).unwrap_or_default()
}

fn workload_fields(view: &View, workload: &Workload, onset: &Callback<Workload>) -> Html {
    let clients = set_field(onset, workload, |workload, number| workload.clients = narrow(number));
    let rate = set_field(onset, workload, |workload, number| workload.per_second = Centi(narrow(number)));
    let until = set_field(onset, workload, |workload, number| workload.until = Micros(number));
    let reads = set_field(onset, workload, |workload, number| workload.reads_percent = narrow(number));
    let keys = set_field(onset, workload, |workload, number| workload.keys = narrow(number));
    let first = set_field(onset, workload, |workload, on| workload.reads_first = on);
    let rates = Range { min: 1, max: u64::from(MAX_OPERATIONS_PER_SECOND) * 100, parts_per_unit: 100 };
    let percent = Range::whole(0, 100);
    html! {
        <>
            <NumberField label="Clients" value={u64::from(workload.clients)} range={Range::whole(1, MAX_CLIENTS as u64)} onset={clients} />
            <NumberField label="Operations per second, per client" value={u64::from(workload.per_second.0)} range={rates} onset={rate} />
            <NumberField label="Until" unit="ms" value={workload.until.0} range={Range::ms(0, MAX_TIME_MS)} onset={until} />
            <NumberField label="Keys" value={u64::from(workload.keys)} range={Range::whole(1, u64::from(MAX_WORKLOAD_KEYS))} onset={keys} />
            <NumberField label="Reads" unit="%" value={u64::from(workload.reads_percent)} range={percent} onset={reads} />
            <Switch label="Read before writing" hint="A client reads the key first, so its write replaces only what it has seen." on={workload.reads_first} onset={first} />
            { disclosure("More workload options", advanced_fields(view, workload, onset)) }
        </>
    }
}

fn advanced_fields(view: &View, workload: &Workload, onset: &Callback<Workload>) -> Html {
    let from = set_field(onset, workload, |workload, number| workload.from = Micros(number));
    let deletes = set_field(onset, workload, |workload, number| workload.deletes_percent = narrow(number));
    let zipf = set_field(onset, workload, |workload, number| workload.zipf = Centi(narrow(number)));
    let exponents = Range { min: 0, max: u64::from(MAX_ZIPF_EXPONENT) * 100, parts_per_unit: 100 };
    html! {
        <>
            <NumberField label="From" unit="ms" value={workload.from.0} range={Range::ms(0, MAX_TIME_MS)} onset={from} />
            <NumberField label="Deletes among writes" unit="%" value={u64::from(workload.deletes_percent)} range={Range::whole(0, 100)} onset={deletes} />
            <NumberField label="Zipf exponent" value={u64::from(workload.zipf.0)} range={exponents} onset={zipf} />
            <p class="help">{ "0: equally popular; higher favours the first keys." }</p>
            { client_placement(view, workload, onset) }
        </>
    }
}

/// How clients are spread over the leaders: evenly or by share.
fn client_placement(view: &View, workload: &Workload, onset: &Callback<Workload>) -> Html {
    let leaders: Vec<LeaderId> = view.scenario().leaders.iter().map(|spec| spec.id).collect();
    let all = leaders.clone();
    let evenly = set_field(onset, workload, move |workload, on: bool| {
        workload.at = if on { BTreeMap::new() } else { all.iter().map(|id| (*id, 1)).collect() };
    });
    let shares = leaders.iter().filter(|_| !workload.at.is_empty()).map(|id| {
        let id = *id;
        let onset = set_field(onset, workload, move |workload, number: u64| {
            workload.at.insert(id, narrow(number));
        });
        let share = workload.at.get(&id).copied().unwrap_or_default();
        let label = format!("Share at {}", view.leader_name(id));
        html! { <NumberField key={id.to_string()} {label} value={u64::from(share)} range={Range::whole(0, MAX_SHARE)} {onset} /> }
    });
    html! {
        <div class="options">
            <Switch label="Spread evenly" hint="Otherwise by share: twice the share, twice the clients." on={workload.at.is_empty()} onset={evenly} />
            <div class="options">{ for shares }</div>
        </div>
    }
}
