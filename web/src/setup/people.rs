//! The people who read and write: where they sit, and how their clocks go.

use player::Action;
use replication::{Clock, Command, Offset, Reset, Whose};
use yew::prelude::*;

use crate::parts::OffsetField;
use crate::setup::section;
use crate::store::{use_dispatch, use_view};

/// Every client.
#[component]
pub fn People() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let people = view.world().clients.iter().map(|(id, client)| {
        let whose = Whose::Client(*id);
        let onset = {
            let dispatch = dispatch.clone();
            let clock = client.clock;
            Callback::from(move |(offset, ongoing): (Offset, bool)| {
                let command = Command::Clock(Reset { whose, clock: Clock { offset, ..clock } });
                dispatch.emit(Action::Settle { command, ongoing });
            })
        };
        let initial: String = client.name.chars().take(1).collect();
        let name = &client.name;
        html! {
            <li key={id.to_string()}>
                <span class="person" aria-hidden="true">{ initial }</span>
                <span class="grow">
                    <span>{ name }{ " " }<span class="quiet small">{ format!("at {}", view.leader_name(client.at)) }</span></span>
                    <OffsetField label={format!("Clock of {name}")} id={format!("clock-of-{id}")} offset={client.clock.offset_at(view.world().now)} {onset} />
                </span>
            </li>
        }
    });
    let body = html! {
        <>
            <ul class="rows">{ for people }</ul>
            <p class="help">{ "These clocks count where last write wins takes the client’s timestamp." }</p>
        </>
    };
    section("People", false, body)
}
