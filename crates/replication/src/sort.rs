//! Sorting with the code of one sort for all types of items.

use std::cmp::Ordering;

/// This few items are inserted one by one.
const FEW: usize = 8;

/// Sorts items; equal ones keep their order. The standard library's sort is compiled for each type of item: seven
/// kilobytes that every visitor of the page downloads. This one sorts item indices instead, and moves the items afterwards.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() <= FEW {
        for end in 1..items.len() {
            let mut place = end;
            while place > 0 && compare(&items[place], &items[place - 1]).is_lt() {
                items.swap(place, place - 1);
                place -= 1;
            }
        }
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

/// The places of this many items in sorted order.
fn sorted_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged = places.clone();
    let mut length = 1;
    while length < count {
        for from in (0..count).step_by(2 * length) {
            merge(&places, &mut merged, [from, from + length, from + 2 * length], compare);
        }
        std::mem::swap(&mut places, &mut merged);
        length *= 2;
    }
    places
}

/// Merges two neighbouring parts, which are in order: from the first end to the second, and from there to the third.
fn merge(
    places: &[usize],
    merged: &mut [usize],
    ends: [usize; 3],
    compare: &dyn Fn(usize, usize) -> Ordering,
) {
    let [from, middle, to] = ends.map(|end| end.min(places.len()));
    let (mut first, mut second) =
        (places[from..middle].iter().peekable(), places[middle..to].iter().peekable());
    for place in &mut merged[from..to] {
        let takes_second = match (first.peek(), second.peek()) {
            (Some(one), Some(other)) => compare(**other, **one).is_lt(),
            (one, _) => one.is_none(),
        };
        let next = if takes_second { second.next() } else { first.next() };
        next.into_iter().for_each(|next| *place = *next);
    }
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
