//! The set-up: example runs, and everything that holds from the beginning of a run.

mod branches;
mod clients;
mod examples;
mod faults;
mod fields;
mod add_leader;
mod options;
mod policy;
mod replication;
mod section;
mod topology;
mod workload;

use branches::Branches;
use clients::Clients;
use examples::Examples;
use faults::Faults;
use add_leader::AddLeader;
use policy::PolicyOptions;
use topology::TopologyOptions;
use workload::WorkloadOptions;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::platform::events::closest;
use crate::platform::page;
use crate::setup::replication::ReplicationOptions;
use crate::store::use_settings;

#[derive(Properties, PartialEq)]
pub struct SetupProps {
    /// Whether it is open where it is a sheet.
    pub open: bool,
    pub onclose: Callback<()>,
}

/// The panel on the left; a sheet where there is little room.
#[component]
pub fn Setup(props: &SetupProps) -> Html {
    // Once there are several, they are what one works with.
    let several = use_settings().branches().all().len() > 1;
    let onclose = props.onclose.clone();
    let onescape = {
        let onclose = props.onclose.clone();
        let open = props.open;
        move |event: KeyboardEvent| {
            if open && event.key() == "Escape" {
                event.prevent_default();
                onclose.emit(());
                page::focus(".setup-toggle");
            }
        }
    };
    // Where the set-up is a sheet, it would lie over what it leads to.
    let onlead = {
        let onclose = props.onclose.clone();
        move |event: MouseEvent| {
            if closest(&event, ".name-link").is_some() {
                onclose.emit(());
                page::focus_top_after_render(".inspector");
            }
        }
    };
    html! {
        <aside class="setup" id="setup" aria-label="Set-up" data-open={props.open.to_string()} onkeydown={onescape}>
            <div class="sheet-head">
                <h2>{ "Set-up" }</h2>
                <button
                    class="button" type="button" data-icon="" data-kind="ghost" aria-label="Close set-up"
                    onclick={move |_| onclose.emit(())}
                >{ icon(Icon::Close) }</button>
            </div>
            <div class="parts" onclick={onlead}>
                <div class="first">if several { <Branches /> }</div>
                <Examples onopen={props.onclose.clone()} />
                <div class="second">if !several { <Branches /> }</div>
                <TopologyOptions />
                <PolicyOptions />
                <ReplicationOptions />
                <Faults />
                <WorkloadOptions />
                <Clients />
                <AddLeader />
            </div>
        </aside>
    }
}
