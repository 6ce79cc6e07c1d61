//! The example runs, and the button that opens the JSON editor.

use player::{DocumentAction, PlaybackAction};
use scenario::{GALLERY, Permalink};
use yew::prelude::*;

use crate::dialogs::{DialogKind, use_show_dialog};
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
    let scenarios =
        use_memo((), |()| GALLERY.iter().map(|example| (example.id, example.scenario())).collect::<Vec<_>>());
    let cards = scenarios.iter().map(|(id, scenario)| {
        let current = *scenario == **view.scenario();
        let onclick = {
            let (dispatch, onopen, scenario) = (dispatch.clone(), props.onopen.clone(), scenario.clone());
            move |_: MouseEvent| {
                let permalink = Permalink::of(scenario.clone());
                dispatch.emit(DocumentAction::Open(Box::new(permalink)));
                dispatch.emit(PlaybackAction::Play);
                onopen.emit(());
            }
        };
        html! {
            <button key={*id} class="example" type="button" aria-current={current.then_some("true")} title={scenario.about.clone()} {onclick}>
                <span class="name">{ &scenario.title }</span>
                <span class="about">{ &scenario.about }</span>
            </button>
        }
    });
    let body = html! {
        <>
            <div class="examples">{ for cards }</div>
            <div class="button-row">
                <button class="button recent-button" type="button" onclick={show.reform(|_: MouseEvent| Some(DialogKind::RecentRuns))}>{ "Recent runs" }</button>
                <button class="button" type="button" onclick={show.reform(|_: MouseEvent| Some(DialogKind::EditJson))}>{ "Edit as JSON" }</button>
            </div>
        </>
    };
    section("Example runs", true, body)
}
