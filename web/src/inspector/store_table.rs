//! The store of a leader: every key with its values and their dots.

use explain::describe_write_value;
use player::{LeaderId, StoredKey};
use yew::prelude::*;

use crate::components::{DotLink, KeyLink, use_show_more, value_chips};
use crate::inspector::section::section;
use crate::store::use_view;

/// At most this many versions are listed behind a merged value.
const MAX_MERGED: usize = 12;

#[derive(Properties, PartialEq)]
pub struct StoreTableProps {
    pub leader: LeaderId,
}

/// The store as a table.
#[component]
pub fn StoreTable(props: &StoreTableProps) -> Html {
    let view = use_view();
    let leader = view.frame().leader(props.leader);
    let keys = leader.map_or(0, |leader| leader.keys);
    let (shown, more) = use_show_more(keys, "keys");
    let Some(leader) = leader else {
        return html! { <div></div> };
    };
    let body = if keys == 0 {
        html! { <p class="help">{ "The store is empty." }</p> }
    } else {
        let entries = leader.store().take(shown).enumerate();
        html! {
            <>
                <table class="store" aria-label="Store">
                    <thead><tr><th>{ "Key" }</th><th>{ "Value" }</th><th>{ "Dot" }</th></tr></thead>
                    <tbody>{ for entries.map(|(index, stored)| row(index, &stored)) }</tbody>
                </table>
                { more }
            </>
        }
    };
    section("Store".into(), body)
}

/// Keyed by row index: seeking replaces the keys in the rows, and then little but text changes in the DOM.
fn row(index: usize, stored: &StoredKey<'_>) -> Html {
    let dots = stored.dots().enumerate().map(|(index, dot)| html! { <DotLink key={index} {dot} /> });
    html! {
        <tr key={index}>
            <td><KeyLink of={stored.key.clone()} /></td>
            <td>
                <div class="values">{ value_chips(stored.versions, stored.reading) }</div>
                <div>{ merged_versions(stored) }</div>
            </td>
            <td><span class="vector">{ for dots }</span></td>
        </tr>
    }
}

/// The versions that a merged value was read from.
fn merged_versions(stored: &StoredKey<'_>) -> Html {
    if stored.reading.is_none() || stored.versions.is_empty() {
        return html! {};
    }
    let parts: Vec<String> = stored
        .versions
        .iter()
        .take(MAX_MERGED)
        .map(|version| format!("{} {}", version.dot, describe_write_value(version)))
        .collect();
    let more = if stored.versions.len() > MAX_MERGED { ", …" } else { "" };
    html! { <p class="behind">{ format!("from {}{more}", parts.join(", ")) }</p> }
}
