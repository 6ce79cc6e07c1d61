//! The dialogs' chunk, and fetching every chunk while the page is idle.

use yew::prelude::*;

use crate::compare::{CertaintyDialog, MeasureDialog, PoliciesDialog, SIDE_BY_SIDE};
use crate::components::loading_note;
use crate::dialogs::{DialogKind, use_open_dialog, use_show_dialog};
use crate::documents::reading::READING;
use crate::embed::{EMBED, EmbedDialog, STUDIO};
use crate::gallery::GalleryDialog;
use crate::glossary_dialog::GlossaryDialog;
use crate::header::{ScenarioDialog, ShareDialog, ShortcutsDialog};
use crate::hooks::{Loading, use_chunk};
use crate::inspector::INSPECTOR;
use crate::lessons::{LESSONS, LessonsDialog};
use crate::palette::PaletteDialog;
use crate::pictures::PICTURES;
use crate::platform::chunk::{Chunk, chunk};
use crate::platform::idle::until_idle;
use crate::platform::page;
use crate::questions::{BROKEN, QUESTIONS};
use crate::recent_runs::RecentRunsDialog;
use crate::screens::SCREENS;
use crate::setup::{LAWS, SETUP};
use crate::stage::CLIENTS;
use crate::timeline::DETAILS;

chunk! {
    /// Every dialog; the callback closes it.
    DIALOGS in dialogs: fn(DialogKind, Callback<()>) -> Html = dialog
}

/// Each has a key, so that one dialog never inherits the state of another.
fn dialog(kind: DialogKind, onclose: Callback<()>) -> Html {
    match kind {
        DialogKind::Palette => html! { <PaletteDialog key="palette" {onclose} /> },
        DialogKind::Keys => html! { <ShortcutsDialog key="keys" {onclose} /> },
        DialogKind::Glossary => html! { <GlossaryDialog key="glossary" {onclose} /> },
        DialogKind::Share => html! { <ShareDialog key="share" {onclose} /> },
        DialogKind::Embed => html! { <EmbedDialog key="embed" {onclose} /> },
        DialogKind::Gallery => html! { <GalleryDialog key="gallery" {onclose} /> },
        DialogKind::RecentRuns => html! { <RecentRunsDialog key="recent-runs" {onclose} /> },
        DialogKind::Lessons => html! { <LessonsDialog key="lessons" {onclose} /> },
        DialogKind::Policies => html! { <PoliciesDialog key="policies" {onclose} /> },
        DialogKind::Measure => html! { <MeasureDialog key="measure" {onclose} /> },
        DialogKind::Certainty => html! { <CertaintyDialog key="certainty" {onclose} /> },
        DialogKind::EditJson => html! { <ScenarioDialog key="edit-json" {onclose} /> },
    }
}

/// The dialog that is open.
#[component]
pub fn Dialogs() -> Html {
    let show = use_show_dialog();
    let onclose = show.reform(|()| None);
    let open = use_open_dialog();
    let chunk = use_chunk(&DIALOGS, open.is_some());
    // Not in a dialog: the dialog that replaces it would take its focus.
    let banner = |retry: Option<&Callback<MouseEvent>>| {
        let cancel = onclose.reform(|_: MouseEvent| ());
        html! {
            <div class="banners">
                <div class="banner">
                    { loading_note(retry) }
                    <button class="button" type="button" onclick={cancel}>{ "Cancel" }</button>
                </div>
            </div>
        }
    };
    let dialog = match (open, chunk) {
        (None, _) => html! {},
        (Some(kind), Loading::Ready(view)) => view(kind, onclose),
        (Some(_), Loading::Underway) => banner(None),
        (Some(_), Loading::Failed(retry)) => banner(Some(&retry)),
    };
    html! { <div class="dialogs">{ dialog }</div> }
}

/// Fetches what may be needed soon, one chunk after the other, so that it is there when it is needed.
#[hook]
pub fn use_prefetch() {
    use_effect_with((), |()| {
        wasm_bindgen_futures::spawn_local(async {
            prefetch(&READING).await;
            prefetch(&DETAILS).await;
            prefetch(&CLIENTS).await;
            prefetch(&INSPECTOR).await;
            prefetch(&SETUP).await;
            prefetch(&DIALOGS).await;
            prefetch(&SIDE_BY_SIDE).await;
            prefetch(&LESSONS).await;
            prefetch(&LAWS).await;
            prefetch(&SCREENS).await;
            prefetch(&PICTURES).await;
            prefetch(&EMBED).await;
            prefetch(&STUDIO).await;
            prefetch(&QUESTIONS).await;
            prefetch(&BROKEN).await;
            page::notify(page::COMPLETE);
        });
    });
}

/// Waits for an idle moment first. A failure is not reported: the chunk is fetched again when it is needed.
async fn prefetch<F: Copy>(chunk: &'static Chunk<F>) {
    until_idle().await;
    let _ = chunk.load().await;
}
