//! Room that does not shrink: for what is sometimes a row higher, so that nothing above it jumps.

use std::cell::Cell;

use web_sys::Element;
use yew::prelude::*;

use crate::geometry::point::Size;
use crate::hooks::size::observe;

/// The style of the element around the one behind `node`: as tall as that has been so far. It begins anew when
/// the width changes, or `of` does. While it is lower than it has been, nothing is drawn anew for it.
#[hook]
pub fn use_stable_size<D: Clone + PartialEq + 'static>(node: NodeRef, of: &D) -> String {
    let tallest = use_state_eq(|| Size::new(0.0, 0.0));
    {
        let tallest = tallest.setter();
        use_effect_with(of.clone(), move |_| {
            let so_far = Cell::new(Size::new(0.0, 0.0));
            let grow = move |now: Size| {
                so_far.set(tallest_at_width(so_far.get(), now));
                tallest.set(so_far.get());
            };
            let observer = node.cast::<Element>().and_then(|element| observe(element, grow));
            move || drop(observer)
        });
    }
    format!("min-block-size:{}px", tallest.height)
}

/// As tall as it is, or as it has been in the same width.
fn tallest_at_width(so_far: Size, now: Size) -> Size {
    let is_lower = so_far.width == now.width && so_far.height > now.height;
    if is_lower { so_far } else { now }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_grows_and_begins_anew_in_another_width() {
        let size = |width, height| Size::new(width, height);
        assert_eq!(tallest_at_width(size(800.0, 30.0), size(800.0, 60.0)), size(800.0, 60.0));
        assert_eq!(tallest_at_width(size(800.0, 60.0), size(800.0, 30.0)), size(800.0, 60.0));
        assert_eq!(tallest_at_width(size(800.0, 60.0), size(900.0, 30.0)), size(900.0, 30.0));
    }
}
