//! The clipboard.

use wasm_bindgen_futures::JsFuture;

use crate::platform::page::window;

/// Puts a text on the clipboard. Returns whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else {
        return false;
    };
    // Absent on pages that are not served securely.
    if js_sys::Reflect::get(&window.navigator(), &"clipboard".into())
        .map_or(true, |found| found.is_undefined())
    {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
