//! The placeholder for a part of the page whose code is still loading.

use yew::prelude::*;

/// The placeholder for a part of the page until its code has loaded: the progress, or the failure with a button that
/// tries again.
pub fn loading_note(retry: Option<&Callback<MouseEvent>>) -> Html {
    let sentence = match retry {
        Some(_) => "This part of the page could not be loaded. Check your connection and try again.",
        None => "Loading…",
    };
    html! {
        <div class="loading-note">
            <p role="status">{ sentence }</p>
            <button class="button" type="button" hidden={retry.is_none()} onclick={retry.cloned()}>{ "Try again" }</button>
        </div>
    }
}
