//! Embeds: the page inside another one, without its header and panels; and the embed dialog.

mod beside;
mod caption;
mod contexts;
mod controls;
mod frame;
mod keys;
mod lesson;
mod options;
mod orders;
mod panes;
mod parent_page;
mod run;
mod studio;

use run::EmbeddedRun;
pub use studio::{EmbedDialog, STUDIO};
use yew::prelude::*;

use crate::components::loading_note;
use crate::hooks::{Loading, use_chunk};
use crate::platform::chunk::chunk;

chunk! {
    /// The frame of an embed.
    pub EMBED in embed: fn() -> Html = || html! { <EmbeddedRun /> }
}

/// The page as an embed.
#[component]
pub fn Embed() -> Html {
    match use_chunk(&EMBED, true) {
        Loading::Ready(view) => view(),
        Loading::Underway => loading_note(None),
        Loading::Failed(retry) => loading_note(Some(&retry)),
    }
}
