//! A height that never shrinks, for content that is sometimes a row taller, so that nothing above it jumps.

use std::cell::Cell;

use web_sys::Element;
use yew::prelude::*;

use crate::geometry::number;
use crate::geometry::point::Size;
use crate::hooks::size::observe;

/// The style for the element around `node`'s: as tall as the inner one has ever been. Starts over when the width
/// or `key` changes. Shrinking content does not cause a render.
#[hook]
pub fn use_stable_size<D: Clone + PartialEq + 'static>(node: NodeRef, key: &D) -> String {
    let tallest = use_state_eq(|| Size::new(0.0, 0.0));
    {
        let tallest = tallest.setter();
        use_effect_with(key.clone(), move |_| {
            let so_far = Cell::new(Size::new(0.0, 0.0));
            let grow = move |now: Size| {
                so_far.set(tallest_at_width(so_far.get(), now));
                tallest.set(so_far.get());
            };
            let observer = node.cast::<Element>().and_then(|element| observe(element, grow));
            move || drop(observer)
        });
    }
    format!("min-block-size:{}px", number(tallest.height))
}

/// The taller of both sizes if the width is the same, else the new size.
fn tallest_at_width(so_far: Size, now: Size) -> Size {
    let is_lower = so_far.width == now.width && so_far.height > now.height;
    if is_lower { so_far } else { now }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn height_only_grows_until_the_width_changes() {
        let size = |width, height| Size::new(width, height);
        assert_eq!(tallest_at_width(size(800.0, 30.0), size(800.0, 60.0)), size(800.0, 60.0));
        assert_eq!(tallest_at_width(size(800.0, 60.0), size(800.0, 30.0)), size(800.0, 60.0));
        assert_eq!(tallest_at_width(size(800.0, 60.0), size(900.0, 30.0)), size(900.0, 30.0));
    }
}
