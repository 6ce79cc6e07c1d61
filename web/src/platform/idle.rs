//! Waiting until the browser has nothing more urgent to do.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::platform::page::window;

/// How long the page waits, in milliseconds, where the browser cannot tell when it is idle.
const WITHOUT_NOTICE_MS: i32 = 1_500;

/// Waits until a frame has been drawn and the browser is idle.
pub async fn until_idle() {
    wait(|resolve| window()?.request_animation_frame(resolve).ok()).await;
    wait(|resolve| window()?.request_idle_callback(resolve).ok()).await;
}

/// Waits until what `ask` asks for calls back; if that cannot be asked for, for a while.
async fn wait<T>(ask: impl Fn(&Function) -> Option<T>) {
    let promise = Promise::new(&mut |resolve, _| {
        if ask(&resolve).is_none()
            && let Some(window) = window()
        {
            // Without a timer nothing is fetched ahead of need.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, WITHOUT_NOTICE_MS);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(promise).await;
}
