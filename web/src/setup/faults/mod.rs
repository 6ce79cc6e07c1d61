//! Faults: the list of faults in the run, faults at the playhead, and the settings of all links.

mod leader_faults;
mod link_faults;
mod link_options;
mod list;

use yew::prelude::*;

use crate::setup::faults::leader_faults::LeaderFaults;
use crate::setup::faults::link_faults::LinkFaults;
use crate::setup::faults::link_options::LinkOptions;
use crate::setup::faults::list::FaultList;
use crate::setup::section::section;
use crate::store::use_playhead;

/// The section for faults and links.
#[component]
pub fn Faults() -> Html {
    let body = html! {
        <>
            <FaultList />
            <PlayheadHeading />
            <LeaderFaults />
            <LinkFaults />
            <LinkOptions />
        </>
    };
    section("Faults and links", false, body)
}

/// The heading with the playhead time, which is when new faults happen.
#[component]
fn PlayheadHeading() -> Html {
    let at = use_playhead();
    html! { <h3 class="part">{ "At the playhead" }<span class="aside">{ at.to_string() }</span></h3> }
}
