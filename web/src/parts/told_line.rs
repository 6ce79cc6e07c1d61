//! A sentence about one event, which leads to it.

use explain::describe_record;
use player::{Action, Selection};
use yew::prelude::*;

use crate::store::View;

/// The sentence as an item of a list. It is `current` where the playhead stands.
pub fn told_line(view: &View, dispatch: &Callback<Action>, number: usize, current: bool) -> Html {
    let at = view.timeline().records().get(number).map(|record| record.at).unwrap_or_default();
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.emit(Action::Pause);
            dispatch.emit(Action::Seek(at));
            dispatch.emit(Action::Select(Selection::Event(number)));
        }
    };
    let chosen = view.selection() == Selection::Event(number);
    let future = number >= view.frame().count;
    html! {
        <li key={number}>
            <button
                class="told" type="button" data-chosen={chosen.then_some("")} data-future={future.then_some("")}
                aria-current={current.then_some("step")} {onclick}
            >
                <time>{ at.to_string() }</time>
                { " " }
                <span>{ describe_record(view.timeline(), view.world(), number) }</span>
            </button>
        </li>
    }
}
