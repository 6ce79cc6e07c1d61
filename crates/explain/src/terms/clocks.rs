//! Terms: physical and logical time.

use super::term::{Term, term};

pub const CLOCKS: &[Term] = &[
    term(
        "timestamp",
        &["timestamps"],
        "The clock reading attached to a write, used by last write wins to decide which write is later.",
    ),
    term("clock offset", &["clock offsets", "offset", "offsets"], "How far a clock is ahead of true time."),
    term("clock drift", &["drift"], "How much a clock gains or loses per second against true time."),
    term(
        "Lamport clock",
        &["Lamport clocks", "Lamport timestamp"],
        "A counter that jumps past every counter it receives, so a cause always has a smaller number than its effect.",
    ),
    term(
        "hybrid logical clock",
        &["hybrid logical clocks", "HLC", "hybrid clock"],
        "A clock that stays near physical time, yet always exceeds every timestamp it has received.",
    ),
];
