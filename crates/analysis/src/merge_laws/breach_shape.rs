//! Which clients write what, and when, to show a law's breach as a run.

use super::law::Law;

/// How a breach is played.
pub(super) struct Shape {
    /// How many leaders there are, each with a client that writes.
    pub(super) writers: usize,
    /// The orders that are tried, the plainest first.
    pub(super) orders: Vec<Order>,
}

/// Which value each client writes, and how much later than the first.
pub(super) struct Order {
    /// The places of the values in the case.
    pub(super) values: [usize; 3],
    /// In milliseconds, for each client.
    pub(super) late_ms: [u64; 3],
}

/// The shape of the runs that show a breach of this law.
pub(super) fn shape(law: Law) -> Shape {
    /// How much later each client writes than the first.
    const LATE: [[u64; 3]; 5] = [[0, 10, 20], [0, 60, 0], [0, 0, 90], [60, 0, 0], [0, 60, 90]];
    /// Every order of three values.
    const VALUES: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let two = |values| Shape { writers: 2, orders: vec![Order { values, late_ms: [0, 10, 0] }] };
    match law {
        Law::Idempotent => two([0, 0, 0]),
        Law::Commutative | Law::Total | Law::Deterministic | Law::KeepsBothSides => two([0, 1, 0]),
        Law::Associative | Law::SameWritesSameValue | Law::RedeliveryChangesNothing => {
            let orders = LATE
                .iter()
                .flat_map(|late_ms| VALUES.iter().map(|values| Order { values: *values, late_ms: *late_ms }));
            Shape { writers: 3, orders: orders.collect() }
        }
    }
}
