//! Encounters of a write where it was applied: each stored version, how the two compare, and what was kept.

use analysis::{CausalOrder, Encounter, WriteVector};
use player::{Dot, LeaderId};
use yew::prelude::*;

use crate::components::DotLink;
use crate::inspector::vectors::table::origin_heads;
use crate::store::{View, use_view};

/// At most this many versions are compared with the write.
const MAX_SHOWN: usize = 6;
/// At most this many origins have a column.
const MAX_ORIGINS: usize = 8;

#[derive(Properties, PartialEq)]
pub struct EncountersProps {
    /// The number of the record that applied the write.
    pub number: usize,
}

/// The versions that a write met where it was applied, each with the two version vectors.
#[component]
pub fn Encounters(props: &EncountersProps) -> Html {
    let view = use_view();
    let encounters = view.encounters_at(props.number);
    let shown = encounters.iter().take(MAX_SHOWN).enumerate();
    let items =
        shown.map(|(index, encounter)| html! { <li key={index}>{ encounter_view(&view, encounter) }</li> });
    html! {
        <div>
            if encounters.is_empty() {
                <p class="help">{ "Nothing was stored under this key, so there was nothing to compare with." }</p>
            }
            <ul class="encounters">{ for items }</ul>
        </div>
    }
}

fn encounter_view(view: &View, encounter: &Encounter) -> Html {
    let comparison = &encounter.comparison;
    let verdict = match comparison.order {
        CausalOrder::Concurrent => "Concurrent",
        CausalOrder::After => "After",
        CausalOrder::Before => "Before",
    };
    html! {
        <>
            { pair_table(view, comparison.one, comparison.other) }
            <p class="verdict-line"><b>{ verdict }</b>{ ". " }{ view.describe_encounter(encounter) }</p>
        </>
    }
}

/// The vectors of two writes, one below the other. The entry of each write itself is marked.
pub fn pair_table(view: &View, one: Dot, other: Dot) -> Html {
    let vector = |dot| view.vector_of_write(dot).unwrap_or_default();
    let (first, second) = (vector(one), vector(other));
    let all = view.timeline().all_leaders().iter().copied();
    let is_used = |id: &LeaderId| first.greatest(*id) > 0 || second.greatest(*id) > 0;
    let origins: Vec<_> = all.filter(is_used).take(MAX_ORIGINS).collect();
    let row = |dot: Dot, vector: &WriteVector| {
        let cells = origins.iter().map(|origin| {
            let own = (dot.leader == *origin).then_some("");
            html! { <td key={origin.to_string()} data-own={own}>{ vector.greatest(*origin) }</td> }
        });
        html! { <tr key={dot.to_string()}><th scope="row"><DotLink {dot} /></th>{ for cells }</tr> }
    };
    html! {
        <table class="vector-table">
            <caption class="visually-hidden">{ "The version vectors of both writes" }</caption>
            <thead><tr><td></td>{ origin_heads(view, &origins) }</tr></thead>
            <tbody>{ row(one, &first) }{ row(other, &second) }</tbody>
        </table>
    }
}
