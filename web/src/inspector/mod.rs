//! The inspector: everything about the selected entity, and the actions on it.

mod client;
mod client_settings;
mod deferred;
mod edit_in_place;
mod event;
mod home_map;
mod key;
mod leader;
mod leader_homes;
mod leader_log;
mod link;
mod lost_writes;
mod merge_form;
mod message;
mod message_actions;
mod queues;
mod read_form;
mod removal;
mod run;
mod run_identity;
mod section;
mod service_times;
mod store_table;
mod vectors;
mod versions;
mod write;
mod write_form;

use client::ClientPanel;
use deferred::Deferred;
use event::EventPanel;
pub use home_map::HomeMap;
use key::KeyPanel;
use leader::LeaderPanel;
use link::LinkPanel;
use lost_writes::LostWritesPanel;
pub use merge_form::MergeForm;
use message::MessagePanel;
use player::{Selection, ViewAction};
pub use read_form::ReadForm;
use run::RunPanel;
use vectors::VersionVectorsPanel;
pub use vectors::WhoHasSeenWhat;
use write::WritePanel;
pub use write_form::WriteForm;
use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;
use crate::platform::events::closest;
use crate::platform::page;
use crate::questions::use_questions;
use crate::store::{use_dispatch, use_view};
use crate::terms::TermsButton;

/// Controls in a panel that open another panel.
const NAVIGATING: &str =
    ".told, .name-link, .tag-link, .version, .text-button, .try .button, .who-has-seen-what .button";

/// The inspector, on the right of the page.
#[component]
pub fn Inspector() -> Html {
    // A control that disappears, with its panel or alone, leaves the focus to the inspector. The questions see to that
    // themselves.
    let onclick = |event: MouseEvent| match closest(&event, NAVIGATING) {
        _ if closest(&event, ".questions").is_some() => {}
        Some(_) => page::focus_top_after_render(".inspector"),
        None => page::restore_focus_after_render(".inspector"),
    };
    let view = use_view();
    let questions = use_questions(&view);
    let panel = match use_chunk(&INSPECTOR, true) {
        Loading::Ready(view) => view(),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    };
    html! { <aside class="inspector" aria-label="Inspector" tabindex="-1" {onclick}>{ questions }<div><TermsButton id="terms-of-inspector" of=".inspector" /></div><div>{ panel }</div></aside> }
}

chunk! {
    /// The panel of the selected entity, whichever it is.
    pub INSPECTOR in inspector: fn() -> Html = || html! { <Deferred><Panel /></Deferred> }
}

/// The panel of the selected entity.
#[component]
fn Panel() -> Html {
    let view = use_view();
    let frame = view.frame();
    use_effect_with(view.selection().clone(), |_| {
        page::after_render(|| page::show_from_top(".inspector", ".sides > .stage"));
    });
    // A write that ends a conflict removes the form of the merge above the field that it was typed in.
    use_effect_with(view.timeline().fingerprint(), |_| {
        page::after_render(|| page::keep_focus_in_sight(".inspector"));
    });
    match view.selection() {
        Selection::Leader(id) if frame.leader(id).is_some() => {
            html! { <LeaderPanel key={id.to_string()} {id} /> }
        }
        Selection::Link(link) if frame.has_link(link) => {
            html! { <LinkPanel key={link.to_string()} {link} /> }
        }
        Selection::Message(message) => html! { <MessagePanel {message} /> },
        Selection::Event(number) => html! { <EventPanel {number} /> },
        Selection::Key(of) => html! { <KeyPanel key={of.to_string()} of={of.clone()} /> },
        Selection::Write(dot) => html! { <WritePanel key={dot.to_string()} {dot} /> },
        Selection::LostWrites => html! { <LostWritesPanel /> },
        Selection::Client(id) => html! { <ClientPanel key={id.to_string()} {id} /> },
        Selection::VersionVectors => html! { <VersionVectorsPanel /> },
        Selection::Nothing | Selection::Leader(_) | Selection::Link(_) => html! { <EmptyState /> },
    }
}

/// What is shown while nothing is selected: who has seen what.
#[component]
fn EmptyState() -> Html {
    let dispatch = use_dispatch();
    let onclick = dispatch.reform(|_: MouseEvent| ViewAction::Select(Selection::VersionVectors));
    html! {
        <div>
            <HomeMap />
            <WhoHasSeenWhat>
                <div class="button-row"><button class="button" type="button" {onclick}>{ "Version vectors: compare and explain" }</button></div>
            </WhoHasSeenWhat>
            <RunPanel />
        </div>
    }
}
