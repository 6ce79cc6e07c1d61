//! Terms: the simulation itself.

use super::term::{Term, term};

pub const RUNS: &[Term] = &[
    term(
        "scenario",
        &["scenarios"],
        "The setup of a run and its timed commands. Everything else is computed from it.",
    ),
    term("seed", &["seeds"], "The number from which all randomness of a run is derived."),
    term(
        "command",
        &["commands"],
        "Something the user asked for at a given time: a write, a crash, a changed setting.",
    ),
    term("workload", &["workloads"], "Clients and commands generated from the seed instead of being listed."),
    term(
        "Zipf’s law",
        &["Zipf's law", "Zipf", "Zipf exponent"],
        "A popularity distribution: key n is chosen in proportion to 1/n raised to an exponent.",
    ),
    term("trace", &["traces"], "All events of a run, in one order."),
    term(
        "fingerprint",
        &["fingerprints"],
        "A checksum of every event of a run; equal fingerprints mean the same run.",
    ),
    term(
        "branch",
        &["branches"],
        "A scenario that shares its beginning with another and differs afterwards.",
    ),
    term("fork", &["forks", "forked"], "To start a branch at the playhead."),
    term(
        "permalink",
        &["permalinks", "share link"],
        "An address that holds a whole run, the instant shown and the fingerprint.",
    ),
];
