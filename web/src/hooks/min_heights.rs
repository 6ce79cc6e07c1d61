//! Heights below which elements do not shrink, so that what stands around them does not move with what is in them.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::geometry::point::Size;

/// What is known of some elements: of what they are, how large they were before anything was known of that, and
/// how tall each has been since.
struct Tracked<K, D> {
    key: D,
    last_sizes: Rc<BTreeMap<K, Size>>,
    heights: Rc<BTreeMap<K, f64>>,
}

/// How tall each element has been so far, by the sizes that they have now. It begins anew when `of` changes: then
/// there are none, until the elements have other sizes.
#[hook]
pub fn use_min_heights<K, D>(sizes: &Rc<BTreeMap<K, Size>>, of: &D) -> Rc<BTreeMap<K, f64>>
where
    K: Ord + Clone + 'static,
    D: Clone + PartialEq + 'static,
{
    let known = use_mut_ref(|| None::<Tracked<K, D>>);
    let mut known = known.borrow_mut();
    let known = match &mut *known {
        Some(known) if known.key == *of => known,
        known => known.insert(Tracked { key: of.clone(), last_sizes: sizes.clone(), heights: Rc::default() }),
    };
    if !Rc::ptr_eq(&known.last_sizes, sizes) {
        known.last_sizes = sizes.clone();
        known.heights = Rc::new(raise(&known.heights, sizes));
    }
    known.heights.clone()
}

/// The same, none lower than these sizes.
fn raise<K: Ord + Clone>(floors: &BTreeMap<K, f64>, sizes: &BTreeMap<K, Size>) -> BTreeMap<K, f64> {
    let floor = |(name, size): (&K, &Size)| {
        (name.clone(), floors.get(name).copied().unwrap_or_default().max(size.height))
    };
    sizes.iter().map(floor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_rises_and_does_not_sink() {
        let sizes = |height| BTreeMap::from([("a", Size::new(100.0, height))]);
        let floors = raise(&BTreeMap::new(), &sizes(60.0));
        let floors = raise(&floors, &sizes(90.0));
        assert_eq!(raise(&floors, &sizes(70.0)), BTreeMap::from([("a", 90.0)]));
    }
}
