//! The panel of questions: the user's invariants first, then what every run is asked.

use analysis::{CHECKS, INVARIANT, Verdict};
use player::ViewAction;
use yew::prelude::*;

use crate::components::{Icon, Styled, icon};
use crate::platform::chunk::chunk;
use crate::platform::focus_before::FocusBefore;
use crate::platform::page;
use crate::questions::answer::answer;
use crate::questions::invariant_form::{InvariantRow, NewInvariant};
use crate::questions::verdicts::{Verdicts, use_verdicts};
use crate::store::{use_dispatch, use_view};
use crate::terms::TermsButton;

chunk! {
    /// The panel.
    pub QUESTIONS in questions: fn() -> Html = || html! { <Styled sheet="questions.css"><Panel /></Styled> }
}

/// The panel. Escape closes it, as the button does, and the focus returns to where it was.
#[component]
fn Panel() -> Html {
    let view = use_view();
    let close = use_dispatch().reform(|()| ViewAction::ToggleQuestions);
    use_effect_with((), |()| {
        let before = FocusBefore::take();
        // However it was opened, it may be out of sight.
        page::show_after_render(".questions h2");
        move || before.give_back_after_render()
    });
    let onkeydown = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        }
    };
    let verdicts = use_verdicts(CHECKS);
    let (known, progress) = match verdicts {
        Verdicts::Known(verdicts) => (verdicts, None),
        Verdicts::Underway(percent) => (Vec::new(), Some(percent)),
    };
    html! {
        <section class="questions" aria-label="Questions" {onkeydown}>
            <div class="head">
                <h2 tabindex="-1">{ "Questions" }</h2>
                <span class="at">{ format!("at {}", view.frame().now()) }</span>
                <TermsButton id="terms-of-questions" of=".questions" />
                <button class="button" type="button" data-icon="" data-kind="ghost" aria-label="Close the questions" title="Close" onclick={close.reform(|_: MouseEvent| ())}>{ icon(Icon::Close) }</button>
            </div>
            <div class="underway" role="status">
                if let Some(percent) = progress {
                    <p>{ format!("Checking the run: {percent}%") }</p>
                    <progress max="100" value={percent.to_string()} aria-label="Progress of the checks"></progress>
                }
            </div>
            <Answers {known} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct AnswersProps {
    known: Vec<Verdict>,
}

/// The answers that are known.
#[component]
fn Answers(props: &AnswersProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let opened = use_state_eq(|| None::<String>);
    let row = |verdict: &Verdict, name: String| {
        let is_open = opened.as_ref() == Some(&name);
        let opened = opened.setter();
        let ontoggle = Callback::from(move |_| opened.set((!is_open).then(|| name.clone())));
        answer(&view, &dispatch, verdict, (is_open, ontoggle))
    };
    let (invariants, checks): (Vec<_>, Vec<_>) =
        props.known.iter().partition(|verdict| verdict.check.id == INVARIANT.id);
    let stated = invariants.into_iter().enumerate().map(|(place, verdict)| {
        let text = verdict.invariant.clone().unwrap_or_default();
        html! { <InvariantRow key={place} {place} {text} answer={row(verdict, format!("invariant {place}"))} /> }
    });
    let checks = checks.into_iter().map(|verdict| {
        let id = verdict.check.id;
        html! { <li key={id}>{ row(verdict, id.to_owned()) }</li> }
    });
    html! {
        <>
            <ul class="asked" aria-label="Invariants">{ for stated }</ul>
            <NewInvariant />
            <ul class="asked" aria-label="Checks">{ for checks }</ul>
        </>
    }
}
