//! A leader's store: every key with its values and their dots.

use player::value_text;
use replication::{Entry, Key, LeaderId};
use yew::prelude::*;

use crate::inspector::section;
use crate::parts::{DotLink, KeyLink, value_chips};
use crate::store::use_view;

/// How many keys are shown.
const MAX_KEYS: usize = 100;
/// How many versions behind one value are shown.
const MAX_BEHIND: usize = 12;

#[derive(Properties, PartialEq)]
pub struct StoreTableProps {
    pub leader: LeaderId,
}

/// The table.
#[component]
pub fn StoreTable(props: &StoreTableProps) -> Html {
    let view = use_view();
    let Some(leader) = view.world().leaders.get(&props.leader) else {
        return html! { <div></div> };
    };
    let keys = leader.store.iter().count();
    let body = if keys == 0 {
        html! { <p class="help">{ "Nothing has been stored here yet." }</p> }
    } else {
        let more = keys.saturating_sub(MAX_KEYS);
        html! {
            <>
                <table class="store" aria-label="Store">
                    <thead><tr><th>{ "Key" }</th><th>{ "Value" }</th><th>{ "Dot" }</th></tr></thead>
                    <tbody>{ for leader.store.iter().take(MAX_KEYS).map(|(key, entry)| row(key, entry)) }</tbody>
                </table>
                <div>
                    if more > 0 {
                        <p class="help">{ format!("and {more} keys more") }</p>
                    }
                </div>
            </>
        }
    };
    section("Store".into(), body)
}

fn row(key: &Key, entry: &Entry) -> Html {
    let dots = entry.dots().map(|dot| html! { <DotLink key={dot.to_string()} {dot} /> });
    html! {
        <tr key={key.to_string()}>
            <td><KeyLink of={key.clone()} /></td>
            <td>
                <div class="values">{ value_chips(&entry.versions, entry.reading.as_ref()) }</div>
                <div>{ behind(entry) }</div>
            </td>
            <td><span class="vector">{ for dots }</span></td>
        </tr>
    }
}

/// The versions behind a value that is read of all of them together.
fn behind(entry: &Entry) -> Html {
    if entry.reading.is_none() || entry.versions.is_empty() {
        return html! {};
    }
    let parts: Vec<String> = entry
        .versions
        .iter()
        .take(MAX_BEHIND)
        .map(|version| format!("{} {}", version.dot, value_text(version)))
        .collect();
    let more = if entry.versions.len() > MAX_BEHIND { ", …" } else { "" };
    html! { <p class="behind">{ format!("of {}{more}", parts.join(", ")) }</p> }
}
