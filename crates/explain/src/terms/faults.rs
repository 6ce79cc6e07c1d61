//! Terms: what can go wrong with leaders and links.

use super::term::{Term, term};

pub const FAULTS: &[Term] = &[
    term(
        "crash",
        &["crashes", "crashed"],
        "A leader stops: it answers no requests and receives nothing, but keeps what is on its disk.",
    ),
    term("cut", &["cuts"], "A fault of a link: nothing passes in one direction until it is healed."),
    term("heal", &["heals", "healed"], "To restore a link that was cut."),
    term(
        "partition",
        &["partitions", "network partition"],
        "Cuts that leave groups of leaders unable to reach each other, while clients still reach them.",
    ),
    term(
        "stranded",
        &["stranded write", "stranded writes"],
        "Applied at some leaders but unable to reach the others, because whoever should send it has left.",
    ),
];
