//! The size of one element, kept up to date.

use web_sys::Element;
use yew::prelude::*;

use crate::geometry::point::Size;
use crate::hooks::resize_observer::SizeObserver;

fn size_of(element: &Element) -> Size {
    Size::new(f64::from(element.client_width()), f64::from(element.client_height()))
}

/// Calls back with the element's inner size, now and on every change, until the observer is dropped.
pub fn observe(element: Element, callback: impl Fn(Size) + 'static) -> Option<SizeObserver> {
    callback(size_of(&element));
    let observed = element.clone();
    SizeObserver::of([&element], move || callback(size_of(&observed)))
}

/// The inner size of `node`'s element in CSS pixels; zero before the first render.
#[hook]
pub fn use_size(node: NodeRef) -> Size {
    let size = use_state_eq(|| Size::new(0.0, 0.0));
    {
        let size = size.clone();
        use_effect_with((), move |()| {
            let observer =
                node.cast::<Element>().and_then(|element| observe(element, move |now| size.set(now)));
            move || drop(observer)
        });
    }
    *size
}
