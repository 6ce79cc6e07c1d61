//! Tables of version vectors: the columns, and how an entry is written.

use std::cmp::Ordering;

use analysis::VectorEntry;
use player::LeaderId;
use yew::prelude::*;

use crate::components::LeaderMark;
use crate::store::View;

/// A column for each origin.
pub fn origin_heads(view: &View, origins: &[LeaderId]) -> Html {
    let heads = origins.iter().map(|id| {
        let name = view.leader_name(*id);
        html! { <th key={id.to_string()} scope="col" title={name.clone()}><LeaderMark leader={*id} size="small" /><span class="visually-hidden">{ name }</span></th> }
    });
    html! { { for heads } }
}

/// An entry: the count, and how many writes there are beyond a gap.
pub fn entry_text(entry: VectorEntry) -> String {
    match entry.beyond_gap {
        0 => entry.count.to_string(),
        beyond => format!("{} +{beyond}", entry.count),
    }
}

/// The sign between two entries, and the word for it.
pub fn sign_of(order: Option<Ordering>) -> (&'static str, &'static str) {
    match order {
        Some(Ordering::Less) => ("<", "less"),
        Some(Ordering::Equal) => ("=", "equal"),
        Some(Ordering::Greater) => (">", "greater"),
        None => ("∥", "neither includes the other"),
    }
}

/// The verdict on two vectors, in the order in which they are listed.
pub fn verdict_of(order: Option<Ordering>) -> &'static str {
    match order {
        Some(Ordering::Less) => "Before",
        Some(Ordering::Equal) => "Equal",
        Some(Ordering::Greater) => "After",
        None => "Concurrent",
    }
}
