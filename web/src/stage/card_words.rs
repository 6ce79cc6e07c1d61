//! What a leader's card tells in words, for who hears the page.

use std::collections::BTreeMap;

use explain::{describe_entry, describe_offset};
use replication::{Leader, LeaderId};
use yew::AttrValue;

use crate::stage::card_facts::{joins, waiting_at};
use crate::store::View;

/// So many keys are told; of more, how many they are. The inspector has them all.
const MAX_SPOKEN: usize = 12;

/// What is told of each leader.
pub fn spoken(view: &View) -> BTreeMap<LeaderId, AttrValue> {
    view.world().leaders.iter().map(|(id, leader)| (*id, told(view, *id, leader).into())).collect()
}

fn told(view: &View, id: LeaderId, leader: &Leader) -> String {
    let state = match (leader.up, joins(view, id)) {
        (true, false) => "up",
        (true, true) => "waits for a snapshot",
        (false, _) => "down",
    };
    let clock = describe_offset(leader.clock.offset_at(view.world().now));
    let mut text = format!("{state}, clock {clock}");
    for (key, entry) in leader.store.iter().take(MAX_SPOKEN) {
        text.extend(["; ", key.as_str(), ": ", &describe_entry(entry)]);
        if entry.has_siblings() {
            text += &format!(", {} siblings", entry.versions.len());
        }
    }
    let more = leader.store.len().saturating_sub(MAX_SPOKEN);
    if more > 0 {
        text += &format!("; {more} more keys");
    }
    let waiting = waiting_at(view, id);
    if waiting > 0 {
        text += &format!("; {waiting} waiting");
    }
    text
}
