//! Random histories: a few clients that read and write one key at two or three leaders.

use replication::{Command, MergeRule, RequestedOperation, ScheduledCommand};
use scenario::Scenario;

use super::case::Case;
use super::law::Law;
use super::observe::Observation;
use super::random::Random;
use super::shrink::smaller_values;
use super::small_runs::Cast;

/// The most writes of a history.
const MAX_WRITES: usize = 6;
/// Writes are up to this many steps apart, each of this many milliseconds: before and after others arrive.
const STEPS: usize = 12;
const STEP_MS: u64 = 30;

/// A random history in which clients write the values of a case. In some, all write before they see anything.
pub(super) fn history(cast: &Cast, rule: &MergeRule, case: Case, random: &mut Random) -> Scenario {
    let leaders = 2 + random.below(2);
    let mut scenario = cast.scenario(rule, leaders);
    let values: Vec<_> = case.values.into_iter().chain(case.ancestor.map(Some)).collect();
    let writes = 2 + random.below(MAX_WRITES - 1);
    let mut at_ms = 10;
    let (read_percent, steps) = if random.percent(40) { (0, 3) } else { (50, STEPS) };
    for _ in 0..writes {
        let client = random.below(leaders);
        if random.percent(read_percent) {
            scenario.commands.push(cast.read(at_ms, client));
        }
        let value = random.one_of(&values).and_then(Option::as_ref);
        scenario.commands.push(cast.write(at_ms, client, value));
        at_ms += STEP_MS * random.below(steps) as u64;
    }
    scenario
}

/// Whether a law of histories does not hold in a run.
pub(super) fn breaks(law: Law, seen: &Observation) -> bool {
    match law {
        Law::SameWritesSameValue => seen.apart.is_some(),
        Law::RedeliveryChangesNothing => seen.changed_by_redelivery.is_some(),
        Law::Commutative
        | Law::Associative
        | Law::Idempotent
        | Law::Total
        | Law::Deterministic
        | Law::KeepsBothSides => false,
    }
}

/// The histories that are a step smaller: with a command or a leader less, or with a smaller value.
pub(super) fn smaller_histories(scenario: &Scenario) -> Vec<Scenario> {
    let mut smaller = Vec::new();
    if let (Some(leader), true) = (scenario.leaders.last(), scenario.leaders.len() > 2) {
        let mut fewer = scenario.clone();
        fewer.leaders.pop();
        fewer.clients.retain(|client| client.at != leader.id);
        let stays = |scheduled: &ScheduledCommand| {
            scheduled.command.client().is_none_or(|id| fewer.clients.iter().any(|client| client.id == id))
        };
        fewer.commands.retain(stays);
        smaller.push(fewer);
    }
    for place in 0..scenario.commands.len() {
        let mut fewer = scenario.clone();
        fewer.commands.remove(place);
        smaller.push(fewer);
    }
    for (place, scheduled) in scenario.commands.iter().enumerate() {
        let Command::Request(request) = &scheduled.command else { continue };
        let value = match &request.operation {
            RequestedOperation::Put(value) => Some(value),
            RequestedOperation::Delete
            | RequestedOperation::Insert(_)
            | RequestedOperation::Update(_)
            | RequestedOperation::Increment(_)
            | RequestedOperation::Add(_)
            | RequestedOperation::Remove(_) => None,
        };
        smaller.extend(value.map(smaller_values).unwrap_or_default().into_iter().map(|value| {
            let mut lighter = scenario.clone();
            let operation = RequestedOperation::Put(value);
            let request = replication::ClientRequest { operation, ..request.clone() };
            lighter.commands[place].command = Command::Request(request);
            lighter
        }));
    }
    smaller
}
