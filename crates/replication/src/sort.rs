//! Sorting with the code of one sort for all types of items.

use std::cmp::Ordering;

/// Sorts items; equal ones keep their order. The standard library's sort is compiled for each type of item: seven
/// kilobytes that every visitor of the page downloads. This one sorts numbers of items instead, and moves them afterwards.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut from = sorted_places(items.len(), &|some, other| compare(&items[some], &items[other]));
    for place in 0..items.len() {
        // What was there may have been moved on already.
        let mut source = from[place];
        while source < place {
            source = from[source];
        }
        items.swap(place, source);
        from[place] = source;
    }
}

/// The places of so many items in their order.
fn sorted_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_unstable_by(|some, other| compare(*some, *other).then(some.cmp(other)));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in proptest::collection::vec((0_u8..20, any::<u8>()), 0..60)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, |some, other| some.0.cmp(&other.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
