//! Terms: what readers can rely on.

use super::term::{Term, term};

pub const CONSISTENCY: &[Term] = &[
    term(
        "convergence",
        &["converged", "converge", "converges"],
        "All leaders return the same values, and nothing is left to deliver.",
    ),
    term(
        "divergence",
        &["diverged", "diverge", "diverges"],
        "Leaders return different values although they have received the same writes.",
    ),
    term(
        "eventual consistency",
        &[],
        "If writes stop and every message arrives, all replicas end with the same values.",
    ),
    term(
        "strong eventual consistency",
        &[],
        "Replicas that have received the same set of client writes return the same values, at every moment.",
    ),
    term("read your writes", &[], "A session guarantee: a client’s reads include its own earlier writes."),
    term("monotonic reads", &[], "A session guarantee: a client never reads an older state than before."),
    term(
        "monotonic writes",
        &[],
        "A session guarantee: every leader applies a client’s writes in the order the client made them.",
    ),
    term(
        "writes follow reads",
        &[],
        "A session guarantee: a write is applied only after the writes its client had read.",
    ),
    term(
        "consistent prefix",
        &["consistent prefixes"],
        "A read whose leader has applied each leader’s writes without a gap.",
    ),
    term(
        "invariant",
        &["invariants"],
        "A condition that must hold in the store of each leader at every instant, such as a balance of at least zero.",
    ),
    term(
        "inversion",
        &["inversions"],
        "A write that loses by timestamp to one that its own client had seen, because a clock is wrong.",
    ),
    term("stale read", &["stale reads", "staleness"], "A read that misses a write acknowledged before it."),
];
