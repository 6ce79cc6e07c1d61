//! The size of an element, whenever it changes.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use crate::scene::point::Size;

/// Stops observing when it is dropped.
struct Observer {
    observer: ResizeObserver,
    _closure: Closure<dyn Fn()>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn size_of(element: &Element) -> Size {
    Size::new(f64::from(element.client_width()), f64::from(element.client_height()))
}

fn observe(element: Element, callback: impl Fn(Size) + 'static) -> Option<Observer> {
    callback(size_of(&element));
    let observed = element.clone();
    let closure = Closure::<dyn Fn()>::new(move || callback(size_of(&observed)));
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(Observer { observer, _closure: closure })
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
