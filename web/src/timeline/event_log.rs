//! What happened, in words: a sentence for each event around the playhead, each of which leads there.

use yew::prelude::*;

use crate::components::event_line;
use crate::platform::page::scroll_into_view;
use crate::store::{use_dispatch, use_view};

/// So many sentences are told at a time.
const PAGE_SIZE: usize = 200;
/// What is told goes along with the playhead by so many at once, so that it does not move all the time.
const STRIDE: usize = 100;

/// The first event that is told of when the playhead stands after so many of all.
fn first_near_playhead(count: usize, all: usize) -> usize {
    let stride = count.saturating_sub(1) / STRIDE * STRIDE;
    stride.saturating_sub(STRIDE / 2).min(all.saturating_sub(PAGE_SIZE))
}

/// The list, folded away until it is asked for.
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
            <summary {onclick}>{ "What happened, in words" }</summary>
            <div>
                if *open {
                    <LogPage />
                }
            </div>
        </details>
    }
}

/// The sentences, and what leads to earlier and later ones.
#[component]
fn LogPage() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    // None goes along with the playhead.
    let asked = use_state_eq(|| None::<usize>);
    let (count, all) = (view.frame().count, view.timeline().records().len());
    let last_first = all.saturating_sub(PAGE_SIZE);
    let first = asked.map_or_else(|| first_near_playhead(count, all), |first| first.min(last_first));
    let last = (first + PAGE_SIZE).min(all);
    {
        let node = node.clone();
        use_effect_with((count, first), move |_| scroll_into_view(&node, "[aria-current]"));
    }
    let button = |says: &'static str, to: Option<usize>, disabled: bool| {
        let asked = asked.setter();
        let onclick = move |_: MouseEvent| asked.set(to);
        html! { <button class="button" type="button" data-size="small" {disabled} {onclick}>{ says }</button> }
    };
    html! {
        <div class="sentences">
            <div>
                if all == 0 {
                    <p class="help">{ "Nothing happens in this run." }</p>
                }
            </div>
            <div>
                if all > PAGE_SIZE {
                    <div class="button-row">
                        { button("Earlier", Some(first.saturating_sub(PAGE_SIZE)), first == 0) }
                        { button("Later", Some((first + PAGE_SIZE).min(last_first)), last == all) }
                        { button("At the playhead", None, asked.is_none()) }
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
        assert_eq!(first_near_playhead(16, 16), 0, "a short run is told whole");
        assert_eq!(first_near_playhead(500, 10_000), first_near_playhead(401, 10_000), "it does not move with every event");
        for count in [1, 77, 100, 101, 4_321, 9_999, 10_000] {
            let first = first_near_playhead(count, 10_000);
            assert!((first..first + PAGE_SIZE).contains(&(count - 1)), "{count} is told from {first} on");
            assert!(first + PAGE_SIZE <= 10_000);
        }
    }
}
