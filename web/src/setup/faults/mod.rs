//! Faults: what breaks at the playhead, how every link behaves, and the faults that are in the run.

mod chosen;
mod links;
mod list;
mod one_link;

use yew::prelude::*;

use crate::setup::faults::chosen::LeaderFaults;
use crate::setup::faults::links::Links;
use crate::setup::faults::list::FaultList;
use crate::setup::faults::one_link::OneLink;
use crate::setup::section::section;
use crate::store::use_playhead;

/// All about faults, in one place.
#[component]
pub fn Faults() -> Html {
    let body = html! {
        <>
            <FaultList />
            <Now />
            <LeaderFaults />
            <OneLink />
            <Links />
        </>
    };
    section("Faults and links", false, body)
}

/// When what is done here comes to pass.
#[component]
fn Now() -> Html {
    let at = use_playhead();
    html! { <h3 class="part">{ "At the playhead" }<span class="aside">{ at.to_string() }</span></h3> }
}
