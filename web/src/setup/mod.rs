//! The setup panel: examples, branches, and the settings of the run.

mod add_leader;
mod branches;
mod clients;
mod examples;
mod faults;
mod laws;
mod options;
mod policy;
mod replication;
mod section;
mod seed;
mod service_times;
mod topology;
mod workload;

use add_leader::AddLeader;
use branches::Branches;
use clients::Clients;
use examples::Examples;
use faults::Faults;
pub use laws::LAWS;
pub use options::BriefCode;
use policy::PolicyOptions;
use service_times::ServiceTimesOptions;
use topology::TopologyOptions;
use workload::WorkloadOptions;
use yew::prelude::*;

use crate::components::{Icon, icon, loading_note};
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;
use crate::platform::events::closest;
use crate::platform::page;
use crate::setup::replication::ReplicationOptions;
use crate::store::use_settings;

#[derive(Properties, PartialEq)]
pub struct SetupProps {
    /// Whether the panel is open on narrow screens.
    pub open: bool,
    pub onclose: Callback<()>,
}

/// The panel on the left; a sheet on narrow screens.
#[component]
pub fn Setup(props: &SetupProps) -> Html {
    let onclose = props.onclose.clone();
    let parts = match use_chunk(&SETUP, true) {
        Loading::Ready(view) => view(onclose.clone()),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    };
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
    // On narrow screens the sheet would cover the object that a link leads to.
    let onnavigate = {
        let onclose = props.onclose.clone();
        move |event: MouseEvent| {
            if closest(&event, ".name-link").is_some() {
                onclose.emit(());
                page::focus_top_after_render(".inspector");
            }
        }
    };
    html! {
        <aside class="setup" id="setup" aria-label="Setup" data-open={props.open.to_string()} onkeydown={onescape}>
            <div class="sheet-head">
                <h2>{ "Setup" }</h2>
                <button
                    class="button" type="button" data-icon="" data-kind="ghost" aria-label="Close setup"
                    onclick={move |_| onclose.emit(())}
                >{ icon(Icon::Close) }</button>
            </div>
            <div class="parts" onclick={onnavigate}>{ parts }</div>
        </aside>
    }
}

chunk! {
    /// The contents of the panel; the callback closes it.
    pub SETUP in setup: fn(Callback<()>) -> Html = |onopen| html! { <Parts {onopen} /> }
}

#[derive(Properties, PartialEq)]
struct PartsProps {
    /// Called when an example is opened.
    onopen: Callback<()>,
}

/// Every part of the panel.
#[component]
fn Parts(props: &PartsProps) -> Html {
    // Once there are several branches, they come first.
    let several = use_settings().branches().all().len() > 1;
    html! {
        <div>
            <div class="first">if several { <Branches /> }</div>
            <Examples onopen={props.onopen.clone()} />
            <div class="second">if !several { <Branches /> }</div>
            <TopologyOptions />
            <PolicyOptions />
            <ReplicationOptions />
            <Faults />
            <WorkloadOptions />
            <Clients />
            <ServiceTimesOptions />
            <AddLeader />
        </div>
    }
}
