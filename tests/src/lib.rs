//! What the whole-product tests share: a browser to look at the page with.

#[cfg(not(target_arch = "wasm32"))]
pub mod browser;
