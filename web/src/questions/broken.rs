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
    let failures = verdicts.iter().filter(|verdict| verdict.is_failure());
    let (unchecked, broken): (Vec<&Verdict>, Vec<&Verdict>) =
        failures.partition(|verdict| matches!(verdict.status, Status::NotChecked(_)));
    let each = broken.iter().chain(&unchecked).take(MAX_EACH).enumerate();
    let items = each.map(|(place, verdict)| {
        html! { <li key={place}>{ item(&view, &dispatch, verdict) }</li> }
    });
    let more_broken = broken.len().saturating_sub(MAX_EACH);
    let more_unchecked = unchecked.len().saturating_sub(MAX_EACH.saturating_sub(broken.len()));
    html! {
        <>
            { for items }
            { more("bad", more_broken, ("more invariant broken", "more invariants broken")) }
            { more("warn", more_unchecked, ("more invariant not checked", "more invariants not checked")) }
        </>
    }
}

/// How many others there are.
fn more(tone: &'static str, count: usize, (one, many): (&'static str, &'static str)) -> Html {
    match count {
        0 => html! {},
        count => {
            let what = if count == 1 { one } else { many };
            html! { <li key={what}><span class="verdict" data-tone={tone}><b>{ format!("and {count}") }</b>{ format!(" {what}") }</span></li> }
        }
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
