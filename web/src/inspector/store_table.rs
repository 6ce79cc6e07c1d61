//! A leader's store: every key with its values and their dots.

use explain::describe_write_value;
use player::{LeaderId, StoredKey};
use yew::prelude::*;

use crate::components::{DotLink, KeyLink, use_show_more, value_chips};
use crate::inspector::section::section;
use crate::store::use_view;

/// How many versions behind one value are shown.
const MAX_MERGED: usize = 12;

#[derive(Properties, PartialEq)]
pub struct StoreTableProps {
    pub leader: LeaderId,
}

/// The table.
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
        html! { <p class="help">{ "Nothing has been stored here yet." }</p> }
    } else {
        let entries = leader.store().take(shown).enumerate();
        html! {
            <>
                <table class="store" aria-label="Store">
                    <thead><tr><th>{ "Key" }</th><th>{ "Value" }</th><th>{ "Dot" }</th></tr></thead>
                    <tbody>{ for entries.map(|(place, stored)| row(place, &stored)) }</tbody>
                </table>
                { more }
            </>
        }
    };
    section("Store".into(), body)
}

/// By its place: at another instant other keys stand there, and what changes is little but text.
fn row(place: usize, stored: &StoredKey<'_>) -> Html {
    let dots = stored.dots().enumerate().map(|(place, dot)| html! { <DotLink key={place} {dot} /> });
    html! {
        <tr key={place}>
            <td><KeyLink of={stored.key.clone()} /></td>
            <td>
                <div class="values">{ value_chips(stored.versions, stored.reading) }</div>
                <div>{ merged_versions(stored) }</div>
            </td>
            <td><span class="vector">{ for dots }</span></td>
        </tr>
    }
}

/// The versions behind a value that is read of all of them together.
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
    html! { <p class="behind">{ format!("of {}{more}", parts.join(", ")) }</p> }
}
