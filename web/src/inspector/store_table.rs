//! A leader's store: every key with its values and their dots.

use player::value_text;
use replication::{Entry, Key, LeaderId};
use yew::prelude::*;

use crate::inspector::section;
use crate::parts::{Chip, Tag};
use crate::store::use_view;

/// How many keys are shown.
const MAX_KEYS: usize = 100;

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
                <table class="store">
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
    let values = entry.versions.iter().map(|version| {
        let text = version.value().map_or_else(|| value_text(version), ToString::to_string);
        html! { <Chip key={version.dot.to_string()} {text} from={version.dot.leader} /> }
    });
    let dots = entry.dots().map(|dot| html! { <Tag key={dot.to_string()} {dot} /> });
    html! {
        <tr key={key.to_string()}>
            <td>{ key.to_string() }</td>
            <td><div class="values">{ for values }</div></td>
            <td><span class="vector">{ for dots }</span></td>
        </tr>
    }
}
