//! Terms: how writes are identified and compared.

use super::term::{Term, term};

pub const VERSIONS: &[Term] = &[
    term(
        "dot",
        &["dots"],
        "The unique name of a write: its accepting leader and that leader’s counter, such as F2.",
    ),
    term(
        "version vector",
        &["version vectors"],
        "For each leader, how many of its writes a state includes. Used to compare states; a vector clock counts \
         every event.",
    ),
    term(
        "vector clock",
        &["vector clocks"],
        "For each process, how many of its events happened before a given event; unlike a version vector, it counts \
         every event.",
    ),
    term(
        "dotted version vector",
        &["dotted version vectors", "DVV"],
        "A version vector with the dot of one version, which keeps concurrent versions apart.",
    ),
    term(
        "causal context",
        &["causal contexts", "context", "contexts"],
        "The versions of a key that a client has seen. It passes them along with its next write.",
    ),
    term(
        "happened before",
        &["happens before", "happened-before"],
        "One event precedes another in the same process, or through a chain of messages, and so could have \
         influenced it.",
    ),
    term(
        "concurrent",
        &["concurrently", "concurrency"],
        "Neither of two writes happened before the other; neither writer knew of the other’s write.",
    ),
    term(
        "causality",
        &["causal", "causally"],
        "The happened-before relation: what could have influenced what.",
    ),
    term("causal past", &[], "All events that happened before a given event."),
    term("causal future", &[], "All events that a given event happened before."),
    term(
        "depends on",
        &["dependency", "dependencies"],
        "A write depends on every write its client had seen before making it.",
    ),
];
