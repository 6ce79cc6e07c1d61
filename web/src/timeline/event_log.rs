//! The event log: one sentence per event around the playhead; a click seeks there.

use yew::prelude::*;

use crate::components::event_line;
use crate::platform::page::scroll_into_view;
use crate::store::{use_dispatch, use_view};

/// The number of sentences on a page.
const PAGE_SIZE: usize = 200;
/// The page follows the playhead in steps of this many events, so that it does not scroll all the time.
const STRIDE: usize = 100;

/// The first event on the page when the playhead is after `count` of `all` events.
fn first_near_playhead(count: usize, all: usize) -> usize {
    let stride = count.saturating_sub(1) / STRIDE * STRIDE;
    stride.saturating_sub(STRIDE / 2).min(all.saturating_sub(PAGE_SIZE))
}

/// The event log, collapsed at first.
#[component]
pub fn EventLog() -> Html {
    let open = use_state_eq(|| false);
    let onclick = {
        let open = open.clone();
        move |event: MouseEvent| {
            event.prevent_default();
            open.set(!*open);
        }
    };
    html! {
        <details class="fold in-words" open={*open}>
            <summary {onclick}>{ "Event log" }</summary>
            <div>
                if *open {
                    <LogPage />
                }
            </div>
        </details>
    }
}

/// One page of sentences, and buttons for earlier and later pages.
#[component]
fn LogPage() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    // `None` follows the playhead.
    let requested = use_state_eq(|| None::<usize>);
    let (count, all) = (view.frame().count, view.timeline().records().len());
    let last_first = all.saturating_sub(PAGE_SIZE);
    let first = requested.map_or_else(|| first_near_playhead(count, all), |first| first.min(last_first));
    let last = (first + PAGE_SIZE).min(all);
    {
        let node = node.clone();
        use_effect_with((count, first), move |_| scroll_into_view(&node, "[aria-current]"));
    }
    let button = |label: &'static str, to: Option<usize>, disabled: bool| {
        let requested = requested.setter();
        let onclick = move |_: MouseEvent| requested.set(to);
        html! { <button class="button" type="button" data-size="small" {disabled} {onclick}>{ label }</button> }
    };
    html! {
        <div class="sentences">
            <div>
                if all == 0 {
                    <p class="help">{ "This run has no events." }</p>
                }
            </div>
            <div>
                if all > PAGE_SIZE {
                    <div class="button-row">
                        { button("Earlier", Some(first.saturating_sub(PAGE_SIZE)), first == 0) }
                        { button("Later", Some((first + PAGE_SIZE).min(last_first)), last == all) }
                        { button("Follow playhead", None, requested.is_none()) }
                        <span class="help">{ format!("{} to {last} of {all}", first + 1) }</span>
                    </div>
                }
            </div>
            <ol class="told-list" ref={node} start={(first + 1).to_string()}>
                { for (first..last).map(|number| event_line(&view, &dispatch, number, number + 1 == count)) }
            </ol>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_follows_the_playhead_in_strides() {
        assert_eq!(first_near_playhead(0, 16), 0);
        assert_eq!(first_near_playhead(16, 16), 0, "a short run fits on one page");
        assert_eq!(
            first_near_playhead(500, 10_000),
            first_near_playhead(401, 10_000),
            "it does not move with every event"
        );
        for count in [1, 77, 100, 101, 4_321, 9_999, 10_000] {
            let first = first_near_playhead(count, 10_000);
            assert!(
                (first..first + PAGE_SIZE).contains(&(count - 1)),
                "event {count} is not on the page from {first}"
            );
            assert!(first + PAGE_SIZE <= 10_000);
        }
    }
}
