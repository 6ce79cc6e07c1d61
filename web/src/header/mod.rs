//! The header: title, policy and topology, undo and redo, theme, help, compare and share.

mod pickers;
mod picture_form;
mod scenario_dialog;
mod share;
mod shortcuts;
mod theme;

pub use pickers::{PolicyPicker, TopologyPicker};
use player::{EditAction, Selection, ViewAction};
use replication::shown_name;
pub use scenario_dialog::ScenarioDialog;
pub use share::ShareDialog;
pub use shortcuts::ShortcutsDialog;
use theme::ThemeButton;
use yew::prelude::*;

use crate::components::{Icon, direction, icon};
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::platform::page;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    pub setup_open: bool,
    pub onsetup: Callback<()>,
}

/// The bar at the top.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let view = use_view();
    let show = use_show_dialog();
    let open = |panel: DialogKind| show.reform(move |_: MouseEvent| Some(panel));
    let onsetup = props.onsetup.clone();
    let title = shown_name(&view.scenario().title, "Untitled run").into_owned();
    let dispatch = use_dispatch();
    // The inspector has the field in which the title is edited.
    let onclick = move |_: MouseEvent| {
        dispatch.emit(ViewAction::Select(Selection::Nothing));
        page::press_after_render(".inspector h2 > .in-place");
    };
    html! {
        <header class="header">
            <div class="bar">
                <button
                    class="button setup-toggle" type="button" data-icon="" aria-label="Setup" title="Setup"
                    aria-expanded={props.setup_open.to_string()} aria-controls="setup" onclick={move |_| onsetup.emit(())}
                >{ icon(Icon::Setup) }</button>
                <a class="brand" href="./" aria-label="Polyleader">{ logo() }<span class="word">{ "Polyleader" }</span></a>
                <h1 class="title" data-user="" dir={direction(&title)} title={title.clone()}>
                    <button class="in-place" type="button" title="Edit title" {onclick}>{ &title }</button>
                </h1>
                <div class="pickers"><PolicyPicker /><TopologyPicker /></div>
                <span class="spacer"></span>
                <div class="actions">
                    <HistoryButtons />
                    <ThemeButton />
                    <button class="button lessons-button" type="button" aria-label="Lessons" title="Lessons" onclick={open(DialogKind::Lessons)}>
                        { icon(Icon::Book) }<span class="word">{ "Lessons" }</span>
                    </button>
                    <button
                        class="button palette-button" type="button" data-icon="" aria-label="Search commands" title="Search commands ( / )"
                        onclick={open(DialogKind::Palette)}
                    >{ icon(Icon::Search) }</button>
                    <button
                        class="button recent-button" type="button" data-icon="" aria-label="Recent runs" title="Recent runs" onclick={open(DialogKind::RecentRuns)}
                    >{ icon(Icon::Clock) }</button>
                    <button
                        class="button keys-button" type="button" data-icon="" aria-label="Keyboard shortcuts" title="Keyboard shortcuts ( ? )" onclick={open(DialogKind::Keys)}
                    >{ icon(Icon::Help) }</button>
                    <button class="button compare-button" type="button" aria-label="Compare policies" title="Compare policies" onclick={open(DialogKind::Policies)}>
                        { icon(Icon::Compare) }<span class="word">{ "Compare" }</span>
                    </button>
                    <button class="button" type="button" data-kind="main" onclick={open(DialogKind::Share)}>{ "Share" }</button>
                </div>
            </div>
        </header>
    }
}

fn logo() -> Html {
    html! {
        <svg viewBox="0 0 28 18" aria-hidden="true">
            <circle cx="8" cy="9" r="6" fill="var(--mark-1)" />
            <circle cx="14" cy="9" r="6" fill="var(--mark-2)" />
            <circle cx="20" cy="9" r="6" fill="var(--mark-3)" />
        </svg>
    }
}

/// Undo and redo; their tooltips name the edit.
#[component]
fn HistoryButtons() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let (last, next) = view.undo_and_redo();
    let button = |name: &str, edit: Option<&player::Edit>, shape: Icon, action: EditAction| {
        let dispatch = dispatch.clone();
        let title = edit
            .map_or_else(|| name.to_string(), |edit| format!("{name}: {}", view.describe_edit(&edit.kind)));
        html! {
            <button
                class="button" type="button" data-icon="" aria-label={name.to_string()} {title} disabled={edit.is_none()}
                onclick={move |_| dispatch.emit(action.clone())}
            >{ icon(shape) }</button>
        }
    };
    html! {
        <div class="actions">
            { button("Undo", last, Icon::Undo, EditAction::Undo) }
            { button("Redo", next, Icon::Redo, EditAction::Redo) }
        </div>
    }
}
