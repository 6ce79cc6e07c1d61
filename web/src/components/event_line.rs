//! The description of one event, as a line that opens it.

use player::{PlaybackAction, Selection, ViewAction};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::store::View;

/// The description as a list item; `current` marks the event at the playhead.
pub fn event_line(view: &View, dispatch: &Dispatcher, number: usize, current: bool) -> Html {
    let at = view.timeline().records().get(number).map(|record| record.at).unwrap_or_default();
    let onclick = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(at));
            dispatch.emit(ViewAction::Select(Selection::Event(number)));
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
                <span>{ view.describe_record(number) }</span>
            </button>
        </li>
    }
}
