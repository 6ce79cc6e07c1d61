//! Collecting into sets and maps without the code of a sort.

/// Collects items one by one. `collect` sorts them before it makes a `BTreeMap` or `BTreeSet`, with a sorting algorithm
/// that is compiled for each type of item: several kilobytes that every visitor of the page downloads. Use it where
/// there are few items.
pub fn gather<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}
