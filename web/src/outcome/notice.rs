//! A sentence about something that could not be done, until it is dismissed.

use player::Action;
use yew::prelude::*;

use crate::parts::{Icon, icon};
use crate::store::{use_dispatch, use_view};

/// The notice, if there is one. Its place is always there, so that a screen reader says what comes into it.
#[component]
pub fn Notice() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let dismiss = move |_: MouseEvent| dispatch.emit(Action::Dismiss);
    html! {
        <div class="banners" role="status">
            if let Some(sentence) = view.notice() {
                <div class="banner" data-tone="bad">
                    { icon(Icon::Warn) }
                    <p>{ &**sentence }</p>
                    <button class="button" type="button" data-icon="" data-kind="ghost" aria-label="Dismiss" onclick={dismiss}>
                        { icon(Icon::Close) }
                    </button>
                </div>
            }
        </div>
    }
}
