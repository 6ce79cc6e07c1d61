//! Two leaders' version vectors, one below the other, with the verdict and the entries that decide.

use std::cmp::Ordering;

use analysis::VectorMatrix;
use player::LeaderId;
use yew::prelude::*;

use crate::components::{LeaderMark, SelectOne};
use crate::inspector::vectors::table::{entry_text, origin_heads, sign_of, verdict_of};
use crate::store::{View, use_view};

/// Chooses two leaders and compares their vectors.
#[component]
pub fn LeaderComparison() -> Html {
    let view = use_view();
    let chosen = use_state_eq(|| None::<(LeaderId, LeaderId)>);
    let matrix = view.vector_matrix(usize::MAX);
    let is_there = |id: LeaderId| matrix.rows.iter().any(|(row, _)| *row == id);
    let pair = chosen.filter(|(one, other)| is_there(*one) && is_there(*other));
    let Some((one, other)) = pair.or_else(|| telling_pair(&view, &matrix)) else {
        return html! { <p class="help">{ "There is only one leader." }</p> };
    };
    let choices: Vec<_> =
        matrix.rows.iter().map(|(id, _)| (id.to_string(), view.leader_name(*id), String::new())).collect();
    let choose = |make: fn(LeaderId, (LeaderId, LeaderId)) -> (LeaderId, LeaderId)| {
        let chosen = chosen.setter();
        Callback::from(move |id: String| {
            if let Ok(id) = id.parse() {
                chosen.set(Some(make(id, (one, other))));
            }
        })
    };
    let list = |label: &'static str, of: LeaderId, onchoose: Callback<String>| {
        html! { <SelectOne {label} choices={choices.clone()} chosen={of.to_string()} {onchoose} /> }
    };
    html! {
        <div class="vector-comparison">
            <div class="grid-2">
                { list("First vector", one, choose(|id, (_, other)| (id, other))) }
                { list("Second vector", other, choose(|id, (one, _)| (one, id))) }
            </div>
            { compared(&view, &matrix, one, other) }
        </div>
    }
}

/// Two leaders that differ, if any do: concurrent ones first.
fn telling_pair(view: &View, matrix: &VectorMatrix) -> Option<(LeaderId, LeaderId)> {
    const MOST: usize = 8;
    let ids: Vec<LeaderId> = matrix.rows.iter().take(MOST).map(|(id, _)| *id).collect();
    let pairs = ids.iter().enumerate().flat_map(|(place, one)| ids[place + 1..].iter().map(|it| (*one, *it)));
    pairs.min_by_key(|(one, other)| match view.compare_leaders(*one, *other)?.order {
        None => Some(0),
        Some(Ordering::Less | Ordering::Greater) => Some(1),
        Some(Ordering::Equal) => Some(2),
    })
}

fn compared(view: &View, matrix: &VectorMatrix, one: LeaderId, other: LeaderId) -> Html {
    let Some(comparison) = view.compare_leaders(one, other) else {
        return html! { <div></div> };
    };
    let signs = comparison.entries.iter().map(|(origin, order)| {
        let (sign, word) = sign_of(*order);
        let decides = (*order != Some(Ordering::Equal)).then_some("");
        html! { <td key={origin.to_string()} data-decides={decides} title={word}>{ sign }</td> }
    });
    html! {
        <>
            <table class="vector-table">
                <caption class="visually-hidden">{ "Two version vectors, entry by entry" }</caption>
                <thead><tr><td></td>{ origin_heads(view, &matrix.origins) }</tr></thead>
                <tbody>
                    { vector_row(view, matrix, one) }
                    <tr class="signs"><th scope="row">{ "compares as" }</th>{ for signs }</tr>
                    { vector_row(view, matrix, other) }
                </tbody>
            </table>
            <p class="verdict-line" role="status"><b>{ verdict_of(comparison.order) }</b>{ ". " }{ view.describe_vector_comparison(one, other, &comparison) }</p>
        </>
    }
}

fn vector_row(view: &View, matrix: &VectorMatrix, id: LeaderId) -> Html {
    let entries = matrix.rows.iter().find(|(row, _)| *row == id).map(|(_, entries)| entries.as_slice());
    let cells = entries.unwrap_or_default().iter().zip(&matrix.origins);
    let cells =
        cells.map(|(entry, origin)| html! { <td key={origin.to_string()}>{ entry_text(*entry) }</td> });
    html! {
        <tr><th scope="row"><span class="with-face"><LeaderMark leader={id} size="small" />{ view.leader_name(id) }</span></th>{ for cells }</tr>
    }
}
