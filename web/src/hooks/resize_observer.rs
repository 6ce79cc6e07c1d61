//! A resize observer over a set of elements that disconnects when dropped.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Observes element sizes until dropped.
pub struct SizeObserver {
    observer: ResizeObserver,
    _closure: Closure<dyn Fn()>,
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl SizeObserver {
    /// Observes these elements. The browser also calls back once at the start.
    pub fn of<'a>(
        elements: impl IntoIterator<Item = &'a Element>,
        callback: impl Fn() + 'static,
    ) -> Option<Self> {
        let closure = Closure::<dyn Fn()>::new(callback);
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        elements.into_iter().for_each(|element| observer.observe(element));
        Some(Self { observer, _closure: closure })
    }
}
