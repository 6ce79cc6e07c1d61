//! A leader: its conflicts, store, clock, what it has applied, its queues and its log.

use player::{Action, describe_offset};
use replication::{Clock, Command, LeaderId, Offset, Reset, Whose};
use yew::prelude::*;

use crate::inspector::log::Log;
use crate::inspector::queues::Queues;
use crate::inspector::read::ReadForm;
use crate::inspector::section;
use crate::inspector::siblings::Siblings;
use crate::inspector::store_table::StoreTable;
use crate::inspector::write::WriteForm;
use crate::parts::{Face, OffsetField, colours_of, context_tags};
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct LeaderProps {
    pub id: LeaderId,
}

/// The panel of one leader.
#[component]
pub fn LeaderPanel(props: &LeaderProps) -> Html {
    let view = use_view();
    let id = props.id;
    let Some(leader) = view.world().leaders.get(&id) else {
        return html! { <div></div> };
    };
    let offset = leader.clock.offset_at(view.world().now);
    let state = if leader.up { "up" } else { "down" };
    let keys = leader.store.iter().count();
    let facts = format!(
        "{state} · clock {} · {keys} {}",
        describe_offset(offset),
        if keys == 1 { "key" } else { "keys" }
    );
    let conflicts = leader.store.iter().filter(|(_, entry)| entry.has_siblings()).map(|(key, _)| {
        html! { <Siblings key={key.to_string()} leader={id} of={key.clone()} /> }
    });
    let colours = colours_of(&view, id);
    html! {
        <div class="panel">
            <div class="who" data-leader={colours.leader} data-pattern={colours.pattern}>
                <Face leader={id} />
                <div><h2>{ &leader.name }</h2><p>{ facts }</p></div>
            </div>
            <div class="flow">
                <div>{ for conflicts }</div>
                <WriteForm leader={id} />
                <ReadForm leader={id} />
                <StoreTable leader={id} />
                <ClockSection {id} clock={leader.clock} {offset} />
                { section("Has applied".into(), applied(leader)) }
                <Queues leader={id} />
                <Log leader={id} />
            </div>
        </div>
    }
}

fn applied(leader: &replication::Leader) -> Html {
    if leader.applied.is_empty() {
        return html! { <p class="help">{ "Nothing yet." }</p> };
    }
    html! {
        <>
            { context_tags(&leader.applied) }
            <p class="help">{ "A version vector: how many writes of each leader it has applied." }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ClockProps {
    id: LeaderId,
    clock: Clock,
    offset: Offset,
}

/// The leader's clock, which can be set wrong. It holds for the whole run.
#[component]
fn ClockSection(props: &ClockProps) -> Html {
    let dispatch = use_dispatch();
    let (id, clock) = (props.id, props.clock);
    let onset = Callback::from(move |(offset, ongoing): (Offset, bool)| {
        let command = Command::Clock(Reset { whose: Whose::Leader(id), clock: Clock { offset, ..clock } });
        dispatch.emit(Action::Settle { command, ongoing });
    });
    section(
        "Clock".into(),
        html! { <OffsetField label="Ahead of true time" id="leader-clock" offset={props.offset} {onset} /> },
    )
}
