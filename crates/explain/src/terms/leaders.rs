//! Terms: leaders, clients and what leaders keep.

use super::term::{Term, term};

pub const LEADERS: &[Term] = &[
    term(
        "leader",
        &["leaders"],
        "A replica that accepts writes from clients and sends them on to other leaders.",
    ),
    term("replica", &["replicas"], "A node that holds a copy of the data; here every replica is a leader."),
    term(
        "multi-leader replication",
        &["multi-leader"],
        "Replication in which several nodes accept writes and send them to each other asynchronously.",
    ),
    term("client", &["clients"], "A program or person that sends reads and writes to one leader at a time."),
    term(
        "session",
        &["sessions"],
        "All requests of one client, in order, and the guarantees that hold between them.",
    ),
    term(
        "acknowledgement",
        &["acknowledgements", "acknowledge", "acknowledged"],
        "A leader’s answer that it has accepted a write and stored it durably.",
    ),
    term(
        "timeout",
        &["timeouts", "timed out"],
        "How long a client or a leader waits for a response; afterwards it cannot know whether the request was executed.",
    ),
    term(
        "retry",
        &["retries", "retried"],
        "Another attempt to have a request served; without an idempotency key it may be executed twice.",
    ),
    term(
        "idempotency key",
        &["idempotency keys"],
        "A number in a request by which a leader recognises a retry of a write that it has applied.",
    ),
    term(
        "service time",
        &["service times"],
        "How long a leader is busy with one operation; what arrives meanwhile waits in its queue.",
    ),
    term("utilisation", &[], "The share of time that a leader is busy."),
    term("availability", &[], "The share of requests that are served, despite crashes and lost messages."),
    term(
        "single-leader replication",
        &["single-leader baseline", "single leader"],
        "Replication in which one node accepts all writes and sends them to its followers.",
    ),
    term("key", &["keys"], "The name under which a value is stored."),
    term("write", &["writes"], "A client’s operation on one key, accepted by one leader."),
    term(
        "operation",
        &["operations"],
        "What a write does to its key: put, insert, update, delete, increment, add or remove.",
    ),
    term(
        "version",
        &["versions"],
        "A write as stored by a leader; several versions of one key are siblings.",
    ),
    term("store", &["stores"], "Everything a leader keeps: for each key, its versions."),
    term(
        "tombstone",
        &["tombstones"],
        "A marker that a delete leaves behind, so that older writes do not bring the value back.",
    ),
    term(
        "tombstone lifetime",
        &["tombstone lifetimes"],
        "How long a leader keeps a tombstone; if it is dropped too early, deleted values can come back.",
    ),
];
