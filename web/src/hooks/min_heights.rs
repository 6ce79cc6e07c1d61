//! Heights below which elements do not shrink, so that what stands around them does not move with what is in them.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::geometry::point::Size;

/// What is known of some elements: of what they are, how large they were before anything was known of that, and
/// how tall each has been since.
struct Known<K, D> {
    of: D,
    before: Rc<BTreeMap<K, Size>>,
    floors: Rc<BTreeMap<K, f64>>,
}

/// How tall each element has been so far, by the sizes that they have now. It begins anew when `of` changes: then
/// there are none, until the elements have other sizes.
#[hook]
pub fn use_min_heights<K, D>(sizes: &Rc<BTreeMap<K, Size>>, of: &D) -> Rc<BTreeMap<K, f64>>
where
    K: Ord + Clone + 'static,
    D: Clone + PartialEq + 'static,
{
    let known = use_mut_ref(|| None::<Known<K, D>>);
    let mut known = known.borrow_mut();
    let known = match &mut *known {
        Some(known) if known.of == *of => known,
        known => known.insert(Known { of: of.clone(), before: sizes.clone(), floors: Rc::default() }),
    };
    if !Rc::ptr_eq(&known.before, sizes) {
        known.before = sizes.clone();
        known.floors = Rc::new(raised(&known.floors, sizes));
    }
    known.floors.clone()
}

/// The same, none lower than these sizes.
fn raised<K: Ord + Clone>(floors: &BTreeMap<K, f64>, sizes: &BTreeMap<K, Size>) -> BTreeMap<K, f64> {
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
        let floors = raised(&BTreeMap::new(), &sizes(60.0));
        let floors = raised(&floors, &sizes(90.0));
        assert_eq!(raised(&floors, &sizes(70.0)), BTreeMap::from([("a", 90.0)]));
    }
}
