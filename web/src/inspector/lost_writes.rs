//! The panel of lost writes: every write that is lost at the playhead, with its cause and what is kept instead.

use explain::loss_cause;
use player::{Selection, ViewAction};
use timeline::Loss;
use yew::prelude::*;

use crate::components::{LeaderMark, use_show_more};
use crate::dispatcher::Dispatcher;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

/// The panel.
#[component]
pub fn LostWritesPanel() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let lost = &view.frame().outcome.lost;
    let (shown, more) = use_show_more(lost.len(), "lost writes");
    let rows = lost.iter().take(shown).map(|loss| row(&view, &dispatch, loss));
    let title = match lost.len() {
        1 => "1 lost write".to_owned(),
        count => format!("{count} lost writes"),
    };
    let list = html! { <><ul class="rows lost-writes" aria-label="Lost writes">{ for rows }</ul>{ more }</> };
    html! {
        <div class="panel">
            <div class="who"><span></span><div><h2>{ title }</h2><p>{ format!("at {}", view.frame().now()) }</p></div></div>
            <div class="flow">
                if lost.is_empty() {
                    { section("Acknowledged and lost".into(), html! { <p class="help">{ "No write is lost at this instant." }</p> }) }
                } else {
                    { section("Acknowledged and lost".into(), list) }
                }
            </div>
        </div>
    }
}

fn row(view: &View, dispatch: &Dispatcher, loss: &Loss) -> Html {
    let onclick = {
        let dot = loss.dot;
        dispatch.reform(move |_: MouseEvent| ViewAction::Select(Selection::Write(dot)))
    };
    let instead = loss.to.map(|to| format!("; replaced by {}", view.label_of(to))).unwrap_or_default();
    html! {
        <li key={loss.dot.to_string()}>
            <LeaderMark leader={loss.dot.leader} size="tiny" />
            <button class="told" type="button" {onclick}>
                <b>{ view.label_of(loss.dot) }</b>
                { " " }
                <span>{ format!("{}{instead}", loss_cause(loss.cause)) }</span>
            </button>
        </li>
    }
}
