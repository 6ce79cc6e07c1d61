//! What the user keeps if the program fails. `failure.js` shows it, because nothing may enter the module then.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./failure.js")]
extern "C" {
    /// Remembers the link to the run that is shown, and that no other is being opened.
    pub fn remember_link(link: &str);

    /// Remembers the link to the run that is about to be opened: if the program fails before it is shown, a reload
    /// does not open it again.
    pub fn remember_opening(link: &str);

    /// Whether what the page opened the last time failed, so that it starts without a link or a document.
    pub fn opens_nothing() -> bool;

    /// Remembers that nothing is being opened any longer.
    pub fn forget_opening();
}

/// Writes panics to the console. Goes through Yew, which would replace any other hook.
pub fn install_panic_hook() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        web_sys::console::error_1(&format!("Polyleader failed: {panic}").into());
    }));
}
