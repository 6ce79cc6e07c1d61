//! Shared by the tests of the whole product: a browser that opens the page.

#[cfg(not(target_arch = "wasm32"))]
pub mod browser;
