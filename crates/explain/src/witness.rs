//! What a witness of a check shows, as a clause and as a sentence.

use analysis::{Finding, Progress, SessionGuarantee, Witness};
use replication::{Dot, Key, LeaderId, Micros};

use crate::names::{Names, list_of, possessive};
use crate::value::{describe_write, describe_write_value, write_with_key};
use crate::versions::loss_cause;

/// At most this many keys are named; the rest are counted.
const MAX_NAMED: usize = 3;

/// What a witness shows, in a sentence with its instant: `At 30 ms, Ana read cart at Tokyo, which lacked …`.
#[must_use]
pub fn describe_witness(names: Names<'_>, witness: &Witness) -> String {
    format!("At {}, {}.", witness.at, witness_clause(names, witness))
}

/// What a witness shows, as a clause: `Tokyo applied Ben’s “reply” for cart before Ana’s “question” for cart, on which it
/// depends`.
pub(crate) fn witness_clause(names: Names<'_>, witness: &Witness) -> String {
    let write = |dot: Dot| describe_write(names, dot);
    let (leader, client, keys) =
        (first_leader(names, witness), first_client(names, witness), keys(&witness.keys));
    let first = witness.writes.first().copied().map(write).unwrap_or_default();
    match &witness.finding {
        Finding::ReadDifferently => {
            format!("the leaders disagreed on {keys}, with nothing left in flight")
        }
        Finding::NotAtRest(progress) => not_at_rest(*progress),
        Finding::DifferAfterSameWrites => {
            format!(
                "{} knew the same client writes, but disagreed on {keys}",
                leaders(names, &witness.leaders)
            )
        }
        Finding::Lost { cause, to } => {
            let cause = loss_cause(*cause);
            let to = to.map(|to| format!("; {} took its place", write(to))).unwrap_or_default();
            format!("{first} was lost ({cause}){to}")
        }
        Finding::AppliedBefore(missing) => {
            format!("{leader} applied {first} before {}, on which it depends", write(*missing))
        }
        Finding::LostToEarlier(winner) => {
            format!(
                "{first} lost by timestamp to {}, which {client} had seen, so a clock is wrong",
                write(*winner)
            )
        }
        Finding::Session(guarantee, missing) => session(names, witness, *guarantee, *missing),
        Finding::OriginGap { missing, later } => {
            format!(
                "{client} read {keys} at {leader}, which had {} but not the earlier {}",
                write(*later),
                write(*missing)
            )
        }
        Finding::CausalGap { missing, applied } => {
            format!(
                "{client} read {keys} at {leader}, which had {} but not {}, on which it depends",
                write(*applied),
                write(*missing)
            )
        }
        Finding::Stale { missing, oldest, age } => stale(names, witness, *missing, *oldest, *age),
        Finding::Apart { until, keys } => {
            let pair = leaders(names, &witness.leaders);
            let keys = if *keys == 1 { "1 key".into() } else { format!("up to {keys} keys") };
            format!("{pair} disagreed on {keys}{}", period(witness.at, *until, "do"))
        }
        Finding::Broken { until } => {
            let held: Vec<String> = witness.writes.iter().map(|dot| held(names, *dot)).collect();
            let with = if held.is_empty() { String::new() } else { format!(" with {}", list_of(&held)) };
            format!("{leader} broke it{with}{}", period(witness.at, *until, "does"))
        }
    }
}

/// A request that was served without what its client had seen.
fn session(names: Names<'_>, witness: &Witness, guarantee: SessionGuarantee, missing: Dot) -> String {
    let (leader, client, keys) =
        (first_leader(names, witness), first_client(names, witness), keys(&witness.keys));
    let owner = possessive(&client);
    let own = names.write(missing).map_or_else(|| missing.to_string(), describe_write_value);
    let missing = describe_write(names, missing);
    match guarantee {
        SessionGuarantee::ReadYourWrites => {
            format!("{client} read {keys} at {leader}, which lacked {owner} own {own}")
        }
        SessionGuarantee::MonotonicReads => {
            format!(
                "{client} read {keys} at {leader}, which lacked {missing}, which {client} had read before"
            )
        }
        SessionGuarantee::MonotonicWrites => {
            format!("{leader} accepted {owner} write to {keys}, but lacked the earlier one, {missing}")
        }
        SessionGuarantee::WritesFollowReads => {
            format!(
                "{leader} accepted {owner} write to {keys}, but lacked {missing}, which {client} had read"
            )
        }
    }
}

fn stale(names: Names<'_>, witness: &Witness, missing: usize, oldest: Dot, age: Micros) -> String {
    let (leader, client) = (first_leader(names, witness), first_client(names, witness));
    let (key, oldest) = (keys(&witness.keys), describe_write(names, oldest));
    let others = match missing {
        0 | 1 => String::new(),
        more => format!(", and {} more", counted(more - 1, "write")),
    };
    format!("{client} read {key} at {leader}, which lacked {oldest}, acknowledged {age} before{others}")
}

fn not_at_rest(progress: Progress) -> String {
    match progress {
        Progress::Halted => "the run stopped at the event limit".into(),
        Progress::NoLeaderLeft => "every leader had left".into(),
        Progress::Queued { entries } => {
            format!("the run ended with {} that nothing delivers", counted(entries, "queued write"))
        }
        Progress::InFlight { messages } => {
            format!("the run ended with {} in flight", counted(messages, "message"))
        }
        Progress::NothingWritten | Progress::Converged | Progress::Diverged => "the run was at rest".into(),
    }
}

/// `Ana’s “milk” for cart (F1)`.
fn held(names: Names<'_>, dot: Dot) -> String {
    names.write(dot).map_or_else(|| dot.to_string(), |write| write_with_key(names, write))
}

fn period(since: Micros, until: Option<Micros>, verb: &str) -> String {
    match until {
        Some(until) => format!(", for {}", until - since),
        None => format!(", and still {verb}"),
    }
}

fn first_leader(names: Names<'_>, witness: &Witness) -> String {
    witness.leaders.first().map(|leader| names.leader(*leader)).unwrap_or_default()
}

fn first_client(names: Names<'_>, witness: &Witness) -> String {
    witness.clients.first().map_or_else(|| "its client".into(), |client| names.client(*client))
}

fn leaders(names: Names<'_>, ids: &[LeaderId]) -> String {
    list_of(&ids.iter().map(|id| names.leader(*id)).collect::<Vec<_>>())
}

fn keys(keys: &[Key]) -> String {
    let mut names: Vec<String> = keys.iter().map(Key::to_string).collect();
    if names.len() > MAX_NAMED {
        let others = names.split_off(MAX_NAMED - 1).len();
        names.push(format!("{others} other keys"));
    }
    list_of(&names)
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
