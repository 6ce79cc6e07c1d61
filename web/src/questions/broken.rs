//! The verdicts of invariants that are broken, or could not be checked, at the playhead.

use analysis::{Status, Verdict};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::platform::chunk::chunk;
use crate::questions::answer::show;
use crate::questions::verdicts::{Verdicts, use_verdicts};
use crate::store::{View, use_dispatch, use_view};

/// At most this many have a verdict each; the rest are counted.
const MAX_EACH: usize = 3;

chunk! {
    /// Items of the list of verdicts.
    pub BROKEN in broken: fn() -> Html = || html! { <BrokenInvariants /> }
}

/// The items.
#[component]
fn BrokenInvariants() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let Verdicts::Known(verdicts) = use_verdicts(&[]) else {
        return html! {};
    };
    let failed: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.is_failure()).collect();
    let items = failed.iter().take(MAX_EACH).enumerate().map(|(place, verdict)| {
        html! { <li key={place}>{ item(&view, &dispatch, verdict) }</li> }
    });
    let more = failed.len().saturating_sub(MAX_EACH);
    html! {
        <>
            { for items }
            if more > 0 {
                <li key="more"><span class="verdict" data-tone="bad"><b>{ format!("and {more}") }</b>{ " more broken invariants" }</span></li>
            }
        </>
    }
}

fn item(view: &View, dispatch: &Dispatcher, verdict: &Verdict) -> Html {
    let text = verdict.invariant.as_deref().unwrap_or_default();
    let title = format!("{text}: {}", view.describe_answer_to(verdict));
    let (tone, headline) = match &verdict.status {
        Status::NotChecked(_) => ("warn", "Not checked:"),
        Status::Violated | Status::Holds | Status::Open => ("bad", "Invariant broken:"),
    };
    let told =
        html! { <span class="text"><b>{ headline }</b>{ " " }<code data-user="">{ text }</code></span> };
    match verdict.witnesses.first() {
        Some(witness) => {
            let onclick = show(view, dispatch, witness);
            html! { <button class="verdict" type="button" data-tone={tone} {title} {onclick}>{ told }</button> }
        }
        None => html! { <span class="verdict" data-tone={tone} {title}>{ told }</span> },
    }
}
