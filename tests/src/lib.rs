//! A browser that opens the page, for the end-to-end stories, the benchmark and the screenshots.

#[cfg(not(target_arch = "wasm32"))]
pub mod browser;
