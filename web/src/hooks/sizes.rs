//! The sizes of many elements inside a container, kept up to date.

use std::collections::BTreeMap;
use std::rc::Rc;

use replication::gather;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::geometry::point::Size;
use crate::hooks::resize_observer::SizeObserver;

/// The elements with this attribute, each with the attribute's value.
fn elements_with(within: &Element, attribute: &str) -> Vec<(String, HtmlElement)> {
    let found = within.query_selector_all(&format!("[{attribute}]")).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    let elements = (0..count).filter_map(|index| found.as_ref()?.item(index)?.dyn_into::<HtmlElement>().ok());
    elements.filter_map(|element| Some((element.get_attribute(attribute)?, element))).collect()
}

fn observe(within: &Element, attribute: &'static str, callback: impl Fn() + 'static) -> Option<SizeObserver> {
    let elements = elements_with(within, attribute);
    SizeObserver::of(elements.iter().map(|(_, element)| element.as_ref()), callback)
}

/// The outer sizes, in whole CSS pixels, of all elements inside `node`'s element that have an attribute, keyed by
/// its value. The elements are queried again when `key` changes; sizes are measured only when the browser reports
/// a change.
#[hook]
pub fn use_sizes<K, D>(node: NodeRef, attribute: &'static str, key: D) -> Rc<BTreeMap<K, Size>>
where
    K: Ord + std::str::FromStr + 'static,
    D: PartialEq + 'static,
{
    let sizes = use_state_eq(|| Rc::new(BTreeMap::new()));
    {
        let sizes = sizes.setter();
        use_effect_with(key, move |_| {
            let observer = node.cast::<Element>().and_then(|within| {
                let measured = within.clone();
                observe(&within, attribute, move || sizes.set(Rc::new(measure(&measured, attribute))))
            });
            move || drop(observer)
        });
    }
    (*sizes).clone()
}

fn measure<K: Ord + std::str::FromStr>(within: &Element, attribute: &str) -> BTreeMap<K, Size> {
    let size = |element: &HtmlElement| {
        Size::new(f64::from(element.offset_width()), f64::from(element.offset_height()))
    };
    let sized = elements_with(within, attribute);
    gather(sized.iter().filter_map(|(name, element)| Some((name.parse().ok()?, size(element)))))
}
