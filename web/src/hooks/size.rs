//! The size of an element, whenever it changes.

use web_sys::Element;
use yew::prelude::*;

use crate::geometry::point::Size;
use crate::hooks::resize_observer::SizeObserver;

fn size_of(element: &Element) -> Size {
    Size::new(f64::from(element.client_width()), f64::from(element.client_height()))
}

/// Calls back with the element's inner size, now and whenever it changes, until what is returned is dropped.
pub fn observe(element: Element, callback: impl Fn(Size) + 'static) -> Option<SizeObserver> {
    callback(size_of(&element));
    let observed = element.clone();
    SizeObserver::of([&element], move || callback(size_of(&observed)))
}

/// The inner size of the element behind `node`, in CSS pixels; nothing before it is drawn.
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
