//! The panel of a leader: its conflicts, store, clock, applied writes, queues and log.

use explain::{describe_draining, describe_offset};
use player::{LeaderView, StoredKey};
use replication::{CausalContext, ClockOwner, Dot, LeaderId};
use yew::prelude::*;

use crate::components::{ClockFace, ClockStepForm, DotLink, DotTag, LeaderMark, colours_of, context_tags};
use crate::inspector::leader_homes::LeaderHomes;
use crate::inspector::leader_log::LeaderLog;
use crate::inspector::queues::Queues;
use crate::inspector::read_form::ReadForm;
use crate::inspector::section::section;
use crate::inspector::service_times::LeaderService;
use crate::inspector::store_table::StoreTable;
use crate::inspector::versions::{LeaderCoverage, Siblings};
use crate::inspector::write_form::WriteForm;
use crate::store::{View, use_view};

/// At most this many buffered writes are listed.
const MAX_BUFFERED: usize = 20;
/// At most this many writes beyond a gap are listed.
const MAX_BEYOND: usize = 24;

#[derive(Properties, PartialEq)]
pub struct LeaderProps {
    pub id: LeaderId,
}

/// The panel of one leader.
#[component]
pub fn LeaderPanel(props: &LeaderProps) -> Html {
    let view = use_view();
    let id = props.id;
    let Some(leader) = view.frame().leader(id) else {
        return html! { <div></div> };
    };
    let state = match (leader.is_up, leader.is_joining, leader.to_send) {
        (true, false, Some(writes)) => describe_draining(writes),
        (true, false, None) => "up".into(),
        (true, true, _) => "waiting for a snapshot".into(),
        (false, ..) => "down".into(),
    };
    let keys = leader.keys;
    let facts = format!(
        "{state} · clock {} · {keys} {}",
        describe_offset(leader.clock_offset),
        if keys == 1 { "key" } else { "keys" }
    );
    let conflicts = leader.store().filter(|stored| stored.has_siblings).map(|StoredKey { key, .. }| {
        html! { <Siblings key={key.to_string()} leader={id} of={key.clone()} /> }
    });
    let colours = colours_of(&view, id);
    html! {
        <div class="panel">
            <div class="who" data-leader={colours.leader} data-pattern={colours.pattern}>
                <LeaderMark leader={id} />
                <div><h2 title={leader.name.to_owned()} data-user="">{ leader.name }</h2><p>{ facts }</p></div>
            </div>
            <div class="flow">
                <div>{ for conflicts }</div>
                { buffered_section(&view, &leader) }
                <LeaderHomes leader={id} />
                <WriteForm leader={id} />
                <ReadForm leader={id} />
                <StoreTable leader={id} />
                { clock_section(id, leader.name) }
                <LeaderService leader={id} />
                { section("Applied writes".into(), applied_coverage(id, leader.applied)) }
                <Queues leader={id} />
                <LeaderLog leader={id} />
            </div>
        </div>
    }
}

/// What this leader has applied of every leader's writes.
fn applied_coverage(id: LeaderId, applied: &CausalContext) -> Html {
    let vector = CausalContext::from(applied.vector().clone());
    let vector = if vector.is_empty() {
        html! { { "empty" } }
    } else {
        context_tags(&vector)
    };
    let beyond: Vec<Dot> = applied.dots_beyond_gaps().take(MAX_BEYOND).collect();
    let tags = beyond.iter().map(|dot| html! { <DotTag key={dot.to_string()} dot={*dot} /> });
    html! {
        <div>
            <LeaderCoverage leader={id} />
            <p class="help">{ "Version vector " }{ vector }{ ": how many of each leader’s writes it has applied." }</p>
            if !beyond.is_empty() {
                <p class="help">{ "Beyond a gap, listed one by one: " }<span class="vector">{ for tags }</span></p>
            }
        </div>
    }
}

/// The leader's clock. Setting it changes the whole run.
fn clock_section(id: LeaderId, name: &str) -> Html {
    let owner = ClockOwner::Leader(id);
    let body = html! {
        <>
            <ClockFace {owner} label="Ahead of true time" explains_no_effect=true />
            <ClockStepForm {owner} name={name.to_string()} />
        </>
    };
    section("Clock".into(), body)
}

/// Writes that were delivered but not applied yet, and what each waits for.
fn buffered_section(view: &View, leader: &LeaderView<'_>) -> Html {
    if leader.buffered == 0 {
        return html! { <div></div> };
    }
    let rows = leader.buffered_writes().take(MAX_BUFFERED).enumerate().map(|(index, buffered)| {
        let write = buffered.write;
        let state = match buffered.inapplicable {
            None => "waiting for its dependencies".to_string(),
            Some(reason) => format!("waiting: {reason}"),
        };
        html! {
            <li key={index}>
                <DotLink dot={write.dot} />
                <span class="grow">{ view.write_label(write) }<span class="hint">{ format!(" {state}") }</span></span>
            </li>
        }
    });
    let title = html! { <>{ "Buffered " }<span class="badge" data-tone="warn">{ leader.buffered }</span></> };
    section(title, html! { <ul class="rows">{ for rows }</ul> })
}
