//! Minimum heights that keep elements from shrinking, so that their neighbours stay put when content changes.

use std::collections::BTreeMap;
use std::rc::Rc;

use replication::gather;
use yew::prelude::*;

use crate::geometry::point::Size;

/// The heights tracked for one key: `last_sizes` is the last measurement seen, `heights` the tallest so far.
struct Tracked<K, D> {
    key: D,
    last_sizes: Rc<BTreeMap<K, Size>>,
    heights: Rc<BTreeMap<K, f64>>,
}

/// The tallest height of each element so far. Starts over when `key` changes: then the map is empty until the
/// next measurement.
#[hook]
pub fn use_min_heights<K, D>(sizes: &Rc<BTreeMap<K, Size>>, key: &D) -> Rc<BTreeMap<K, f64>>
where
    K: Ord + Clone + 'static,
    D: Clone + PartialEq + 'static,
{
    let tracked = use_mut_ref(|| None::<Tracked<K, D>>);
    let mut tracked = tracked.borrow_mut();
    let tracked = match &mut *tracked {
        Some(tracked) if tracked.key == *key => tracked,
        tracked => {
            tracked.insert(Tracked { key: key.clone(), last_sizes: sizes.clone(), heights: Rc::default() })
        }
    };
    if !Rc::ptr_eq(&tracked.last_sizes, sizes) {
        tracked.last_sizes = sizes.clone();
        tracked.heights = Rc::new(raise(&tracked.heights, sizes));
    }
    tracked.heights.clone()
}

/// The heights, raised to these sizes where they are taller.
fn raise<K: Ord + Clone>(heights: &BTreeMap<K, f64>, sizes: &BTreeMap<K, Size>) -> BTreeMap<K, f64> {
    let raised = |(name, size): (&K, &Size)| {
        (name.clone(), heights.get(name).copied().unwrap_or_default().max(size.height))
    };
    gather(sizes.iter().map(raised))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_rises_and_does_not_sink() {
        let sizes = |height| BTreeMap::from([("a", Size::new(100.0, height))]);
        let heights = raise(&BTreeMap::new(), &sizes(60.0));
        let heights = raise(&heights, &sizes(90.0));
        assert_eq!(raise(&heights, &sizes(70.0)), BTreeMap::from([("a", 90.0)]));
    }
}
