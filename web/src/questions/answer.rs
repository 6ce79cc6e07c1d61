//! One question with its answer at the playhead, and the evidence, which a click shows.

use analysis::{CheckKind, Status, Verdict, Witness};
use explain::question;
use yew::prelude::*;

use crate::components::{Icon, icon};
use crate::dispatcher::Dispatcher;
use crate::platform::page;
use crate::store::View;

/// At most this many cases are listed.
const MAX_LISTED: usize = 20;

/// The question, the answer, and further cases while they are `open`.
pub fn answer(
    view: &View,
    dispatch: &Dispatcher,
    verdict: &Verdict,
    (is_open, ontoggle): (bool, Callback<MouseEvent>),
) -> Html {
    let shown = verdict.worst.as_ref().or(verdict.witnesses.first());
    let sentence = view.describe_answer_to(verdict);
    let said = match shown.filter(|_| verdict.status == Status::Violated) {
        Some(witness) => {
            html! { <button class="said" type="button" title="Show it on the stage and the timeline" onclick={show(view, dispatch, witness)}>{ sentence }</button> }
        }
        None => html! { <p class="said">{ sentence }</p> },
    };
    html! {
        <div class="checked" data-tone={tone(verdict)}>
            <span class="mark" aria-hidden="true">{ mark(verdict) }</span>
            <div>
                <p class="wording">{ asked(verdict) }</p>
                { said }
                { cases(view, dispatch, verdict, is_open, ontoggle) }
            </div>
        </div>
    }
}

/// The question with the name that textbooks have for it, or the invariant.
fn asked(verdict: &Verdict) -> Html {
    match &verdict.invariant {
        Some(text) => html! { <code data-user="">{ text }</code> },
        None => html! {
            <>
                <b>{ question(verdict.check) }</b>{ " " }
                <span class="name" title={verdict.check.definition}>{ verdict.check.name }</span>
            </>
        },
    }
}

fn tone(verdict: &Verdict) -> &'static str {
    match (&verdict.status, verdict.check.kind) {
        (Status::Holds, _) if verdict.checked == 0 => "",
        (Status::Holds, _) => "ok",
        (Status::Open, _) => "",
        (Status::Violated, CheckKind::Property) => "bad",
        (Status::Violated, CheckKind::Figure) | (Status::NotChecked(_), _) => "warn",
    }
}

fn mark(verdict: &Verdict) -> Html {
    match tone(verdict) {
        "ok" => icon(Icon::Check),
        "bad" => icon(Icon::Close),
        "warn" => html! { <i class="diamond"></i> },
        _ => html! { <i class="dot"></i> },
    }
}

/// The further cases: a button, and their list once it is pressed.
fn cases(
    view: &View,
    dispatch: &Dispatcher,
    verdict: &Verdict,
    is_open: bool,
    ontoggle: Callback<MouseEvent>,
) -> Html {
    if verdict.witnesses.len() < 2 {
        return html! {};
    }
    let count = verdict.violations;
    let label = match (is_open, count > MAX_LISTED) {
        (true, _) => "Hide the list".to_owned(),
        (false, true) => format!("List the first {MAX_LISTED} of {count}"),
        (false, false) => format!("List all {count}"),
    };
    let listed = verdict.witnesses.iter().take(if is_open { MAX_LISTED } else { 0 }).enumerate();
    let listed = listed.map(|(place, witness)| {
        let onclick = show(view, dispatch, witness);
        html! { <li key={place}><button class="said" type="button" {onclick}>{ view.describe_witness(witness) }</button></li> }
    });
    html! {
        <>
            <button class="text-button" type="button" aria-expanded={is_open.to_string()} onclick={ontoggle}>{ label }</button>
            <ul class="cases">{ for listed }</ul>
        </>
    }
}

/// Shows a witness, even where the timeline has been scrolled out of sight.
pub fn show(view: &View, dispatch: &Dispatcher, witness: &Witness) -> Callback<MouseEvent> {
    let (actions, dispatch) = (view.show_witness(witness), dispatch.clone());
    Callback::from(move |_| {
        actions.iter().for_each(|action| dispatch.emit(action.clone()));
        page::scroll_page_to(".diagram");
    })
}
