//! Fetches a chunk when a component wants it, and renders the component again when it is there.

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::platform::chunk::Chunk;

/// How far a chunk is.
pub enum Loading<F> {
    /// Here it is.
    Ready(F),
    /// It is being fetched, or not wanted yet.
    Underway,
    /// It could not be fetched; the callback tries again.
    Failed(Callback<MouseEvent>),
}

/// A chunk, fetched as soon as it is wanted.
#[hook]
pub fn use_chunk<F: Copy + 'static>(chunk: &'static Chunk<F>, wanted: bool) -> Loading<F> {
    let failure = use_fetch(wanted && chunk.get().is_none(), || Box::pin(chunk.load()));
    match (chunk.get(), failure) {
        (Some(function), _) => Loading::Ready(function),
        (None, None) => Loading::Underway,
        (None, Some(retry)) => Loading::Failed(retry),
    }
}

/// Fetches something while it is needed. After a failure, returns a callback that tries again.
#[hook]
pub fn use_fetch(
    needed: bool,
    fetch: impl FnOnce() -> Pin<Box<dyn Future<Output = bool>>> + 'static,
) -> Option<Callback<MouseEvent>> {
    let failed = use_state_eq(|| false);
    let attempts = use_state_eq(|| 0);
    let rendering = use_force_update();
    {
        let failed = failed.setter();
        use_effect_with((needed, *attempts), move |(needed, _)| {
            if *needed {
                failed.set(false);
                let fetch = fetch();
                spawn_local(async move {
                    match fetch.await {
                        true => rendering.force_update(),
                        false => failed.set(true),
                    }
                });
            }
        });
    }
    failed.then(|| Callback::from(move |_| attempts.set(*attempts + 1)))
}
