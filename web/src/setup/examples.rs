//! The first example runs, the one that is shown, and the buttons that open all of them or another run.

use std::rc::Rc;

use scenario::{Example, FIRST_EXAMPLES, Scenario, Teaching, example, example_of};
use yew::prelude::*;

use crate::commands::open_and_play;
use crate::dialogs::{DialogKind, use_open_dialog, use_show_dialog};
use crate::platform::theme;
use crate::setup::section::section;
use crate::store::{use_dispatch, use_settings};

#[derive(Properties, PartialEq)]
pub struct ExamplesProps {
    /// Called when an example is opened.
    pub onopen: Callback<()>,
}

/// One card per example.
#[component]
pub fn Examples(props: &ExamplesProps) -> Html {
    let view = use_settings();
    let dispatch = use_dispatch();
    let show = use_show_dialog();
    use_opened_in_gallery(view.scenario().clone(), props.onopen.clone());
    let first =
        use_memo((), |()| FIRST_EXAMPLES.iter().filter_map(|id| example(id)).map(parsed).collect::<Vec<_>>());
    let current = use_memo(view.scenario().clone(), |scenario| example_of(scenario).map(parsed));
    let is_current =
        |shown: &Example| current.as_ref().as_ref().is_some_and(|(current, _)| *current == shown);
    let elsewhere = current.as_ref().as_ref().filter(|(current, _)| !FIRST_EXAMPLES.contains(&current.id));
    let cards = elsewhere.into_iter().chain(first.iter()).map(|(example, scenario)| {
        let current = is_current(example);
        let onclick = {
            let (dispatch, onopen, scenario) = (dispatch.clone(), props.onopen.clone(), scenario.clone());
            move |_: MouseEvent| {
                open_and_play(scenario.clone()).into_iter().for_each(|action| dispatch.emit(action));
                onopen.emit(());
            }
        };
        html! {
            <div key={example.id}>
                <button class="example" type="button" aria-current={current.then_some("true")} title={scenario.about.clone()} {onclick}>
                    <span class="name">{ &scenario.title }</span>
                    <span class="about">{ &scenario.about }</span>
                </button>
                if current { { notes(&example.teaching()) } }
            </div>
        }
    });
    let open = |dialog| show.reform(move |_: MouseEvent| Some(dialog));
    let body = html! {
        <>
            <div class="examples">{ for cards }</div>
            <div class="button-row">
                <button class="button" type="button" onclick={open(DialogKind::Gallery)}>{ "All examples" }</button>
                <button class="button recent-button" type="button" onclick={open(DialogKind::RecentRuns)}>{ "Recent runs" }</button>
                <button class="button theme-button" type="button" onclick={|_: MouseEvent| theme::toggle()}>{ "Switch theme" }</button>
                <button class="button" type="button" onclick={open(DialogKind::EditJson)}>{ "Edit as JSON" }</button>
            </div>
        </>
    };
    section("Example runs", true, body)
}

fn parsed(example: &'static Example) -> (&'static Example, Scenario) {
    (example, example.scenario())
}

/// What to watch for in the run that is shown, and what to try.
fn notes(teaching: &Teaching) -> Html {
    html! {
        <div class="example-notes">
            <p><b>{ "Watch for" }</b>{ &teaching.watch_for }</p>
            <p><b>{ "Try" }</b>{ &teaching.r#try }</p>
        </div>
    }
}

/// Calls back when an example has been opened in the gallery: on narrow screens the setup would cover it.
#[hook]
fn use_opened_in_gallery(scenario: Rc<Scenario>, onopen: Callback<()>) {
    let before = use_mut_ref(|| None::<Rc<Scenario>>);
    let is_open = use_open_dialog() == Some(DialogKind::Gallery);
    use_effect_with((is_open, scenario), move |(is_open, scenario)| {
        let mut before = before.borrow_mut();
        if *is_open {
            before.get_or_insert_with(|| scenario.clone());
        } else if before.take_if(|seen| !Rc::ptr_eq(seen, scenario)).is_some()
            && example_of(scenario).is_some()
        {
            // The run may come after the gallery has closed.
            onopen.emit(());
        }
    });
}
