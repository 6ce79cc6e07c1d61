//! Copying text to the clipboard.

use wasm_bindgen_futures::JsFuture;

use crate::platform::page::window;

/// Copies text to the clipboard. Returns whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else {
        return false;
    };
    // `navigator.clipboard` is missing on pages without HTTPS.
    if js_sys::Reflect::get(&window.navigator(), &"clipboard".into())
        .map_or(true, |found| found.is_undefined())
    {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
