//! Sentences on checks: their verdicts, and what each witness shows.

use analysis::{CheckKind, Finding, NotChecked, Progress, SessionViolation, Status, Verdict, Witness};
use replication::{Dot, Key, LeaderId, Micros};

use crate::names::{Names, list_of};
use crate::partial_replication::describe_violation;
use crate::value::{describe_write, write_with_key};
use crate::versions::loss_cause;

/// At most this many keys are named; the rest are counted.
const MAX_NAMED: usize = 3;

/// What a check says of a run: `Convergence holds.`
#[must_use]
pub fn describe_verdict(names: Names<'_>, verdict: &Verdict) -> String {
    let name = match &verdict.invariant {
        Some(text) => format!("The invariant {text}"),
        None => verdict.check.name.to_owned(),
    };
    match &verdict.status {
        Status::Holds => format!("{name}: holds."),
        Status::Open => format!("{name}: open, because the run is not at rest."),
        Status::NotChecked(why) => format!("{name}: could not be checked, because {}.", reason(names, why)),
        Status::Violated => {
            let found = verdict.worst.as_ref().or(verdict.witnesses.first());
            let found = found.map(|witness| describe_witness(names, witness)).unwrap_or_default();
            let times = match (verdict.violations, verdict.check.kind, &verdict.worst) {
                (1, CheckKind::Property, _) => "violated".into(),
                (1, CheckKind::Figure, _) => "once".into(),
                (many, CheckKind::Property, _) => format!("violated {many} times, first"),
                (many, CheckKind::Figure, Some(_)) => format!("{many} times, at worst"),
                (many, CheckKind::Figure, None) => format!("{many} times, first"),
            };
            format!("{name}: {times} at {}. {found}", at(verdict))
        }
    }
}

fn at(verdict: &Verdict) -> String {
    let shown = verdict.worst.as_ref().or(verdict.witnesses.first());
    shown.map(|witness| witness.at.to_string()).unwrap_or_default()
}

/// What a witness shows: `Tokyo applied Ben’s “reply” for cart before Ana’s “question” for cart.`
#[must_use]
pub fn describe_witness(names: Names<'_>, witness: &Witness) -> String {
    let write = |dot: Dot| describe_write(names, dot);
    let (leader, client, keys) =
        (first_leader(names, witness), first_client(names, witness), keys(&witness.keys));
    let first = witness.writes.first().copied().map(write).unwrap_or_default();
    match &witness.finding {
        Finding::ReadDifferently => format!("The leaders read {keys} differently."),
        Finding::NotAtRest(progress) => not_at_rest(*progress),
        Finding::DifferAfterSameWrites => {
            format!(
                "{} know the same client writes, and read {keys} differently.",
                leaders(names, &witness.leaders)
            )
        }
        Finding::Lost { cause, to } => {
            let cause = loss_cause(*cause);
            let to = to.map(|to| format!(", to {}", write(to))).unwrap_or_default();
            format!("Lost: {first}, {cause}{to}.")
        }
        Finding::AppliedBefore(missing) => format!("{leader} applied {first} before {}.", write(*missing)),
        Finding::LostToEarlier(winner) => {
            format!(
                "{first} lost by timestamp to {}, which {client} had seen: a clock is wrong.",
                write(*winner)
            )
        }
        Finding::Session(guarantee, missing) => {
            let (Some(client), Some(leader), Some(key)) =
                (witness.clients.first(), witness.leaders.first(), witness.keys.first())
            else {
                return String::new();
            };
            let (client, leader, key) = (*client, *leader, key.clone());
            let (number, at, guarantee, missing) = (witness.number, witness.at, *guarantee, *missing);
            describe_violation(
                names,
                &SessionViolation { number, at, client, leader, key, guarantee, missing },
            )
        }
        Finding::OriginGap { missing, later } => {
            format!("{client} read {keys} at {leader}, which had applied {later} but not {missing}.")
        }
        Finding::CausalGap { missing, applied } => {
            format!(
                "{client} read {keys} at {leader}, which had applied {} but not {}, on which it depends.",
                write(*applied),
                write(*missing)
            )
        }
        Finding::Stale { missing, oldest, age } => stale(names, witness, *missing, *oldest, *age),
        Finding::Apart { until, keys } => {
            let (pair, keys) = (leaders(names, &witness.leaders), counted(*keys, "key"));
            format!("{pair} read up to {keys} differently{}.", period(witness.at, *until))
        }
        Finding::Broken { until } => {
            let held: Vec<String> = witness.writes.iter().map(|dot| held(names, *dot)).collect();
            let with = if held.is_empty() { String::new() } else { format!(", with {}", list_of(&held)) };
            format!("It did not hold at {leader}{with}{}.", period(witness.at, *until))
        }
    }
}

fn stale(names: Names<'_>, witness: &Witness, missing: usize, oldest: Dot, age: Micros) -> String {
    let (leader, client) = (first_leader(names, witness), first_client(names, witness));
    let (key, oldest) = (keys(&witness.keys), describe_write(names, oldest));
    let others = match missing {
        0 | 1 => String::new(),
        more => format!(" and {} acknowledged since", more - 1),
    };
    format!("{client} read {key} at {leader}, which lacked {oldest}, acknowledged {age} before{others}.")
}

fn not_at_rest(progress: Progress) -> String {
    match progress {
        Progress::Halted => "The run stopped at the event limit.".into(),
        Progress::NoLeaderLeft => "Every leader has left.".into(),
        Progress::Queued { entries } => {
            format!("The run ends with {} that nothing delivers.", counted(entries, "queued write"))
        }
        Progress::InFlight { messages } => {
            format!("The run ends with {} in flight.", counted(messages, "message"))
        }
        Progress::NothingWritten | Progress::Converged | Progress::Diverged => "The run is at rest.".into(),
    }
}

fn reason(names: Names<'_>, why: &NotChecked) -> String {
    match why {
        NotChecked::WrongType { leader, key, at } => {
            format!("{key} at {} has a value of a type that it cannot use, at {at}", names.leader(*leader))
        }
        NotChecked::TooManyCombinations { leader, at } => {
            let most = analysis::invariant_limits::MAX_COMBINATIONS;
            let leader = names.leader(*leader);
            format!("{leader} has more than {most} combinations of siblings for it, at {at}")
        }
        NotChecked::TooMuchWork { at } => format!("it looks at too many values in this run, from {at} on"),
    }
}

/// `Ana’s “milk” for cart (F1)`.
fn held(names: Names<'_>, dot: Dot) -> String {
    names.write(dot).map_or_else(|| dot.to_string(), |write| write_with_key(names, write))
}

fn period(since: Micros, until: Option<Micros>) -> String {
    match until {
        Some(until) => format!(", for {}", until - since),
        None => ", and still".into(),
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
