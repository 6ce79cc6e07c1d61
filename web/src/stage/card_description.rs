//! Text alternatives of leader cards, for screen readers.

use std::collections::BTreeMap;

use explain::{describe_backlog, describe_draining, describe_offset};
use player::{LeaderId, LeaderView};
use replication::gather;
use yew::AttrValue;

use crate::stage::card_model::waiting_entries;
use crate::store::View;

/// Keys listed per leader; the rest are only counted. The inspector lists them all.
const MAX_KEYS: usize = 12;

/// The description of every leader's card.
pub fn describe_cards(view: &View) -> BTreeMap<LeaderId, AttrValue> {
    gather(view.frame().leaders().map(|leader| (leader.id, describe_card(view, &leader).into())))
}

fn describe_card(view: &View, leader: &LeaderView<'_>) -> String {
    let state = match (leader.is_up, leader.is_joining) {
        (true, false) => "up",
        (true, true) => "waiting for a snapshot",
        (false, _) => "down",
    };
    let clock = describe_offset(leader.clock_offset);
    let mut text = format!("{state}, clock {clock}");
    if let Some(writes) = leader.to_send {
        text += &format!("; {}", describe_draining(writes));
    }
    for stored in leader.store().take(MAX_KEYS) {
        text.extend(["; ", stored.key.as_str(), ": ", &stored.describe()]);
        if stored.has_siblings {
            text += &format!(", {} siblings", stored.versions.len());
        }
    }
    let more = leader.keys.saturating_sub(MAX_KEYS);
    if more > 0 {
        text += &format!("; {more} more keys");
    }
    let waiting = describe_backlog(waiting_entries(view, leader.id), leader.jobs);
    if !waiting.is_empty() {
        text.extend(["; ", &waiting]);
    }
    text
}
