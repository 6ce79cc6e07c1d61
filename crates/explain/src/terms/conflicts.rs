//! Terms: what happens to conflicting writes.

use super::term::{Term, term};

pub const CONFLICTS: &[Term] = &[
    term(
        "conflict",
        &["conflicts", "write conflict", "write conflicts", "in conflict"],
        "Two or more concurrent writes to the same key.",
    ),
    term(
        "policy",
        &["policies", "conflict policy", "conflict policies"],
        "What leaders do about conflicts: avoid them, keep one write, keep all, or merge.",
    ),
    term(
        "last write wins",
        &["LWW"],
        "A policy that keeps the write with the greatest timestamp and discards the others, even acknowledged ones.",
    ),
    term(
        "tie-break",
        &["tie-breaks", "tie", "ties"],
        "What decides between writes with equal timestamps, the same way at every leader.",
    ),
    term(
        "sibling",
        &["siblings"],
        "One of several concurrent versions of a key, all kept until someone merges them.",
    ),
    term(
        "merge",
        &["merges", "merged", "merging"],
        "To replace conflicting versions with one value that takes all of them into account.",
    ),
    term(
        "merge function",
        &["merge functions", "merge code", "merge rule", "merge rules"],
        "A function that combines two conflicting values into one. It should be commutative, associative and idempotent.",
    ),
    term(
        "commutative",
        &["commutativity"],
        "Of a merge: merging a with b gives the same as merging b with a.",
    ),
    term(
        "associative",
        &["associativity"],
        "Of a merge: of three values, it does not matter which two are merged first.",
    ),
    term(
        "idempotent",
        &["idempotence"],
        "Doing it again changes nothing. Of a merge: merging a value with itself gives that value.",
    ),
    term(
        "deterministic",
        &["determinism"],
        "The same input always gives the same result, at any leader and at any time.",
    ),
    term(
        "counterexample",
        &["counterexamples"],
        "A case in which a rule does not hold: the smallest that was found.",
    ),
    term(
        "common ancestor",
        &["common ancestors", "ancestor", "what both came from"],
        "The latest version that both sides of a merge come from: what both writers had seen.",
    ),
    term("union", &[], "Merging two collections by keeping every item of both; removed items can come back."),
    term("add wins", &["add-wins"], "A set rule: an item added concurrently with its removal stays in."),
    term(
        "CRDT",
        &["CRDTs", "conflict-free replicated data type", "conflict-free replicated data types"],
        "A data type whose replicas converge without coordination, whatever the order of delivery.",
    ),
    term(
        "counter",
        &["counters", "CRDT counter"],
        "A CRDT number: each leader counts its own increments, and the value is their sum.",
    ),
    term(
        "register",
        &["registers", "CRDT register"],
        "A CRDT that holds one value; a concurrent write with an earlier timestamp is discarded.",
    ),
    term(
        "conflict avoidance",
        &["avoidance"],
        "Sending all writes to a key through one leader, so that no two are concurrent.",
    ),
    term(
        "home leader",
        &["home leaders", "home", "homes"],
        "Under conflict avoidance, the one leader that accepts writes to a key.",
    ),
    term(
        "hash placement",
        &["by hash", "hashed", "rendezvous hashing"],
        "Each key is given to a leader by a hash of its name, so that keys spread evenly.",
    ),
    term(
        "failover",
        &["failovers", "fail over", "fails over"],
        "Another leader takes over the role of one that does not answer.",
    ),
    term(
        "window",
        &["windows", "split brain"],
        "A period in which two leaders disagree about a key’s home, so writes to it can conflict.",
    ),
    term(
        "kept",
        &["kept partly"],
        "Of an accepted write: a leader keeps a value that still has its effect, or part of it.",
    ),
    term(
        "superseded",
        &["supersede", "supersedes"],
        "Replaced by a write whose writer had seen it. Nothing is lost.",
    ),
    term(
        "overwritten in order",
        &["overwritten in order of acceptance", "blind overwrite", "blind overwrites"],
        "Replaced by a later write at the same leader whose client had not seen it, as in any single-leader database.",
    ),
    term(
        "discarded",
        &["discard", "discards", "discarded by timestamp"],
        "Dropped by the policy in favour of another version whose writer had not seen it.",
    ),
    term(
        "discarded by merge rule",
        &[],
        "Of a lost write: the rule that merged it with another kept nothing of it.",
    ),
    term(
        "overwritten",
        &["overwrite", "overwrites", "overwrote", "overwritten on arrival"],
        "Replaced by a write that arrived later, without comparing the two.",
    ),
    term(
        "resurrected",
        &["resurrection", "resurrects"],
        "Of a deleted value: readable again, because an old write arrived after its tombstone was dropped.",
    ),
    term(
        "lost write",
        &["lost writes"],
        "An accepted write that was not replaced in order, and whose effect no remaining value has.",
    ),
    term(
        "lost update",
        &["lost updates"],
        "An update overwritten by a concurrent one that did not take it into account.",
    ),
];
