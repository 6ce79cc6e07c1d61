//! The service times of every leader at once.

use player::EditAction;
use yew::prelude::*;

use crate::components::ServiceForm;
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

/// The form, which sets all leaders.
#[component]
pub fn ServiceTimesOptions() -> Html {
    let view = use_settings();
    let onset = use_dispatch().reform(|service| EditAction::SetServiceTimes { leader: None, service });
    let mut all = view.scenario().leaders.iter().map(|spec| spec.service);
    let first = all.next().unwrap_or_default();
    let differ = all.any(|service| service != first);
    let help = match differ {
        true => "Leaders differ. A change here sets all of them.",
        false => {
            "For every leader. While a leader is busy with one operation, others wait in its queue. Select a leader to set only its times."
        }
    };
    section(
        "Service times",
        false,
        html! { <><ServiceForm service={first} {onset} /><p class="help">{ help }</p></> },
    )
}
