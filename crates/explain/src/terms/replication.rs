//! Terms: how writes travel from leader to leader.

use super::term::{Term, term};

pub const REPLICATION: &[Term] = &[
    term(
        "replication",
        &["replicate", "replicates", "replicated"],
        "Keeping copies of the same data on several nodes by sending them every write.",
    ),
    term("link", &["links"], "A directed connection over which one leader replicates to another."),
    term("topology", &["topologies"], "Which leaders are linked to which, and what they forward."),
    term(
        "all-to-all",
        &[],
        "A topology in which each leader sends its writes to every other leader directly.",
    ),
    term(
        "ring",
        &["rings", "circular"],
        "A topology in which each leader forwards writes to the next, back around to the first.",
    ),
    term("star", &["stars"], "A topology in which every write passes through one leader, the hub."),
    term("hub", &["hubs"], "The leader in the middle of a star, through which every write passes."),
    term(
        "replication log",
        &["replication logs", "log", "logs"],
        "A leader’s ordered list of all writes it has applied, which it sends to other leaders.",
    ),
    term("origin", &["origins"], "The leader that first accepted a write."),
    term("hop", &["hops"], "One link that a write crosses on its way."),
    term("message", &["messages"], "One write on its way over one link."),
    term(
        "deliver",
        &["delivery", "delivered", "delivers"],
        "To hand a message to the receiving leader, which then applies, holds back or drops its write.",
    ),
    term(
        "apply",
        &["applies", "applied"],
        "To run a write through the conflict policy into a leader’s store.",
    ),
    term("latency", &["latencies"], "How long a message takes over a link, before jitter."),
    term("jitter", &[], "A random extra delay that differs from message to message."),
    term(
        "loss",
        &["message loss", "lost message", "lost messages"],
        "Messages that a link drops; the sender retransmits them after a timeout.",
    ),
    term(
        "retransmission",
        &["retransmissions", "retransmit", "sent again"],
        "Sending a message again because no acknowledgement arrived in time.",
    ),
    term(
        "duplicate",
        &["duplicates", "duplicated", "duplication"],
        "A second copy of a message. Leaders that know writes by their dots drop it.",
    ),
    term(
        "FIFO",
        &["first in, first out"],
        "First in, first out: messages are delivered in the order in which they were sent.",
    ),
    term(
        "backlog",
        &["backlogs", "queued"],
        "Writes that wait in a log because a link or its receiver is down.",
    ),
    term(
        "forwarding",
        &["forwards", "forwarded", "forward what arrives"],
        "Passing on writes that another leader accepted.",
    ),
    term(
        "loop suppression",
        &["suppression"],
        "How a leader recognises a write that it must not apply again: by dot, path or origin.",
    ),
    term(
        "orphan",
        &["orphans", "orphan loop"],
        "A write that circulates forever, because its origin has left and nobody else drops it.",
    ),
    term(
        "row replication",
        &["row-based replication"],
        "Replication of the value that an operation produced, which can always be applied.",
    ),
    term(
        "statement replication",
        &["statement-based replication", "statement", "statements"],
        "Replication of the operation itself. Each leader executes it again, and may find it inapplicable.",
    ),
    term(
        "inapplicable",
        &["cannot be applied", "could not be applied", "not applicable"],
        "Of a write: it cannot be executed at the receiving leader, such as an update of a missing key.",
    ),
    term("upsert", &["upserts", "upserted"], "An update that inserts the value if it is missing."),
    term("causal delivery", &[], "A leader applies a write only after everything the write depends on."),
    term(
        "held back",
        &["hold back", "holds back", "hold-back"],
        "Delivered to a leader but not applied yet, because something it needs is missing.",
    ),
    term("snapshot", &["snapshots"], "A copy of a leader’s data, from which a joining leader starts."),
    term(
        "drain",
        &["drains", "draining"],
        "Before leaving: to refuse requests and send everything applied to all receivers.",
    ),
    term(
        "purge",
        &["purges", "purged"],
        "To give up waiting for a write whose leader has left; what depends on it is applied without it.",
    ),
    term("anti-entropy", &[], "Leaders compare what they have and send each other what is missing."),
];
