//! Sentences on writes that do not reach every leader, and on sessions that a leader was behind.

use analysis::{NeverApplied, SessionGuarantee, SessionViolation, StrandedReason, StrandedWrite};
use replication::{Dot, LeaderId};

use crate::names::{Names, list_of, possessive};

/// At most this many dots are named; the rest are counted.
const MAX_NAMED: usize = 3;

/// `Stranded: B left before it sent B1 to C.`
#[must_use]
pub fn describe_stranded(
    names: Names<'_>,
    StrandedWrite { write, missing_at, reason }: &StrandedWrite,
) -> String {
    let to = leaders(names, missing_at);
    match reason {
        StrandedReason::Left(left) => {
            format!("Stranded: {} left before it sent {write} to {to}.", names.leader(*left))
        }
        StrandedReason::NoPath => format!("Stranded: no path of links carries {write} to {to}."),
    }
}

/// `C gave up waiting for B1.`
#[must_use]
pub fn describe_given_up(names: Names<'_>, given_up: &StrandedWrite) -> String {
    format!("{} gave up waiting for {}.", leaders(names, &given_up.missing_at), given_up.write)
}

/// `Never applied: C holds back A2, but no remaining leader has B1.`
#[must_use]
pub fn describe_never_applied(
    names: Names<'_>,
    NeverApplied { write, held_at, missing }: &NeverApplied,
) -> String {
    format!(
        "Never applied: {} holds back {write}, but no remaining leader has {}.",
        names.leader(*held_at),
        dots(missing)
    )
}

/// `Monotonic writes violated: Berlin accepted Ana’s write to y, but lacked A1.`
#[must_use]
pub fn describe_violation(names: Names<'_>, violation: &SessionViolation) -> String {
    let SessionViolation { client, leader, key, guarantee, missing, .. } = violation;
    let (client, at) = (names.client(*client), names.leader(*leader));
    let (owner, guarantee) = (possessive(&client), guarantee_name(*guarantee));
    match violation.guarantee {
        SessionGuarantee::ReadYourWrites => {
            format!("{guarantee} violated: {client} read {key} at {at}, which lacked {owner} own {missing}.")
        }
        SessionGuarantee::MonotonicReads => {
            format!(
                "{guarantee} violated: {client} read {key} at {at}, which lacked {missing}, though {client} had read it."
            )
        }
        SessionGuarantee::MonotonicWrites => {
            format!("{guarantee} violated: {client} wrote {key} at {at}, which lacked {owner} own {missing}.")
        }
        SessionGuarantee::WritesFollowReads => {
            format!(
                "{guarantee} violated: {client} wrote {key} at {at}, which lacked {missing}, though {client} had read it."
            )
        }
    }
}

/// `leaving: 2 writes still to send`, the state of a leader that drains.
#[must_use]
pub fn describe_draining(writes: usize) -> String {
    match writes {
        0 => "leaving".into(),
        1 => "leaving: 1 write still to send".into(),
        writes => format!("leaving: {writes} writes still to send"),
    }
}

/// What is left to do at a leader: log entries that its links have yet to send, and jobs in its queue. Empty if there is
/// neither.
#[must_use]
pub fn describe_backlog(entries: usize, jobs: usize) -> String {
    let entries = (entries > 0).then(|| format!("{entries} queued"));
    let jobs = (jobs > 0).then(|| format!("{jobs} in queue"));
    entries.into_iter().chain(jobs).collect::<Vec<_>>().join(", ")
}

/// The name of a session guarantee, to begin a sentence with.
#[must_use]
pub const fn guarantee_name(guarantee: SessionGuarantee) -> &'static str {
    match guarantee {
        SessionGuarantee::ReadYourWrites => "Read your writes",
        SessionGuarantee::MonotonicReads => "Monotonic reads",
        SessionGuarantee::MonotonicWrites => "Monotonic writes",
        SessionGuarantee::WritesFollowReads => "Writes follow reads",
    }
}

fn leaders(names: Names<'_>, ids: &[LeaderId]) -> String {
    list_of(&ids.iter().map(|id| names.leader(*id)).collect::<Vec<_>>())
}

fn dots(dots: &[Dot]) -> String {
    let mut names: Vec<String> = dots.iter().map(Dot::to_string).collect();
    if names.len() > MAX_NAMED {
        let others = names.split_off(MAX_NAMED - 1).len();
        names.push(format!("{others} others"));
    }
    list_of(&names)
}
