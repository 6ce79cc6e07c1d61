//! The figures of the run beside those of a single leader: how long each client waits, and how much is served.

use std::rc::Rc;

use analysis::waits_for_scripts;
use lessons::SideBySide;
use yew::prelude::*;

use crate::components::hidden_note;
use crate::store::use_view;

/// The table of the whole run and its single-leader baseline.
#[component]
pub fn Figures() -> Html {
    let view = use_view();
    let scenario = view.scenario().clone();
    let waits = waits_for_scripts(&scenario);
    let figures: Rc<Option<SideBySide>> =
        use_memo((scenario, waits), |(scenario, waits)| SideBySide::of(scenario).filter(|_| !waits));
    let Some(figures) = figures.as_ref() else {
        return html! { <div></div> };
    };
    if let Some(note) = hidden_note(&view) {
        return note;
    }
    let rows = figures.clients.iter().map(|row| {
        let client = view.frame().client(row.client).map(|client| client.name.to_owned());
        html! {
            <tr key={row.client.to_string()}>
                <th scope="row" data-user="">{ client.unwrap_or_else(|| row.client.to_string()) }</th>
                { cell(&row.baseline) }
                { cell(&row.here) }
            </tr>
        }
    });
    let leaders = view.scenario().leaders.len();
    html! {
        <table class="figures">
            <caption>{ "The longest wait for an acknowledgement, and the writes that were acknowledged" }</caption>
            <thead><tr>
                <th scope="col">{ "Client" }</th>
                <th scope="col">{ format!("One leader: {}", view.leader_name(figures.leader)) }</th>
                <th scope="col">{ format!("{leaders} leaders") }</th>
            </tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn cell(figures: &lessons::Figures) -> Html {
    let wait = figures.wait.map_or_else(|| "–".to_owned(), |wait| wait.to_string());
    html! { <td><b>{ wait }</b><span>{ format!("{} of {} writes", figures.acknowledged, figures.sent) }</span></td> }
}
