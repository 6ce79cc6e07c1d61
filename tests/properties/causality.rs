//! The causal past and future of any event match the plain transitive closure of happened-before.

use std::collections::BTreeMap;

use analysis::{Causality, Relation};
use proptest::prelude::*;
use proptest::sample::Index;
use replication::{
    ClientId, ClockOwner, Dot, Event, Key, LeaderId, LinkId, Message, Micros, Policy, Record, RefusalReason,
    RequestPhase, Simulation,
};
use scenario::Scenario;
use timeline::Timeline;

use crate::scenarios::{Mix, OperationMix, Readable, scenarios};

/// Longer runs are skipped: the closure takes quadratic space.
const MAX_RECORDS: usize = 3_000;

/// What triggered the records of one step.
#[derive(Clone, Copy, PartialEq)]
enum Trigger {
    /// A command, with the client whose request it is.
    Command(Option<ClientId>),
    ForwardedRequest(u64),
    Other,
}

/// The records of a run, each with its trigger. Forwarded requests are followed in the world itself.
fn steps(scenario: &Scenario) -> Vec<(Record, Trigger)> {
    let (setup, commands) = scenario.setup_and_commands();
    let mut run = Simulation::new(&setup, &commands);
    let mut steps = Vec::new();
    let (mut instant, mut done) = (Micros::ZERO, 0);
    while let Some(at) = run.next_at() {
        (instant, done) = if at == instant { (instant, done + 1) } else { (at, 1) };
        let by_command = done <= commands.iter().filter(|timed| timed.at == at).count();
        let client = commands.get(run.executed_commands()).and_then(|timed| timed.command.client());
        let arriving = run.world().forwarded_requests.clone();
        let mut records = Vec::new();
        run.step(&mut |record| records.push(record));
        let arrived = arriving.iter().find(|(number, errand)| {
            let is_due = matches!(errand.phase, RequestPhase::ToHome { arrives_at, .. } if arrives_at == at);
            is_due && run.world().forwarded_requests.get(number).is_none_or(|now| now.phase != errand.phase)
        });
        let trigger = match arrived {
            _ if by_command => Trigger::Command(client),
            Some((number, _)) => Trigger::ForwardedRequest(*number),
            None => Trigger::Other,
        };
        steps.extend(records.into_iter().map(|record| (record, trigger)));
    }
    steps
}

/// The latest record of each kind.
#[derive(Default)]
struct Latest {
    at_leader: BTreeMap<replication::LeaderId, usize>,
    /// Every answer to each client: answers at different leaders are not ordered among themselves.
    answers_to: BTreeMap<ClientId, Vec<usize>>,
    sent: BTreeMap<Message, usize>,
    snapshots: BTreeMap<LinkId, usize>,
    requests: BTreeMap<u64, usize>,
    /// The forwarded requests that wait at their home for it to catch up with the client.
    waiting: BTreeMap<(LeaderId, ClientId, Key), u64>,
    accepted: BTreeMap<Dot, usize>,
}

/// The direct causes of each record; `None` for a record that belongs to no leader or client.
fn causes(steps: &[(Record, Trigger)]) -> Vec<Option<Vec<usize>>> {
    let mut latest = Latest::default();
    steps
        .iter()
        .enumerate()
        .map(|(number, (record, trigger))| latest.causes(number, &record.event, *trigger))
        .collect()
}

impl Latest {
    fn causes(&mut self, number: usize, event: &Event, trigger: Trigger) -> Option<Vec<usize>> {
        let mut causes = Vec::new();
        let mut has_owner = false;
        if let Some(leader) = leader_of(event) {
            causes.extend(self.at_leader.insert(leader, number));
            has_owner = true;
        }
        match event {
            Event::Accepted { leader, write, .. } => {
                self.accepted.insert(write.dot, number);
                if let Some(client) = write.client {
                    let waited = (*leader, client, write.key.clone());
                    let trigger = match trigger {
                        Trigger::Command(by) if by == Some(client) => trigger,
                        Trigger::ForwardedRequest(_) => trigger,
                        Trigger::Command(_) | Trigger::Other => {
                            self.waiting.remove(&waited).map_or(trigger, Trigger::ForwardedRequest)
                        }
                    };
                    causes.extend(self.causes_of_request(client, trigger));
                    if !matches!(trigger, Trigger::ForwardedRequest(_)) {
                        self.record_answer(client, number);
                    }
                }
            }
            // Only the client takes part in these.
            Event::Refused { client, reason: RefusalReason::Down | RefusalReason::NotAMember, .. }
            | Event::ClockSet { owner: ClockOwner::Client(client), .. } => {
                causes.extend(self.causes_of_request(*client, Trigger::Command(Some(*client))));
                self.record_answer(*client, number);
                has_owner = true;
            }
            Event::Answered { client, .. } | Event::Refused { client, .. } => {
                causes.extend(self.causes_of_request(*client, trigger));
                self.record_answer(*client, number);
            }
            Event::RequestWaiting { leader, client, key, .. } => {
                causes.extend(self.causes_of_request(*client, trigger));
                if let Trigger::ForwardedRequest(request) = trigger {
                    self.waiting.insert((*leader, *client, key.clone()), request);
                }
            }
            Event::RequestForwarded { request } => {
                causes.extend(self.causes_of_request(request.client, trigger));
                causes.extend(self.requests.insert(request.number, number));
            }
            Event::RequestAnswered { request, dot } => {
                causes.extend(self.accepted.get(dot));
                self.record_answer(request.client, number);
            }
            Event::SnapshotSent { link, .. } => drop(self.snapshots.insert(*link, number)),
            Event::SnapshotLoaded(link) => causes.extend(self.snapshots.get(link)),
            Event::Sent { message } => drop(self.sent.insert(*message, number)),
            Event::Buffered { message, .. } | Event::Delivered { message } => {
                causes.extend(self.sent.get(message))
            }
            Event::MessageOverridden { message, .. } => {
                causes.extend(self.sent.insert(*message, number));
                has_owner = true;
            }
            Event::Duplicated { message } => {
                causes.extend(self.sent.get(&Message { is_duplicate: false, ..*message }));
                self.sent.insert(*message, number);
                has_owner = true;
            }
            _ => {}
        }
        has_owner.then_some(causes)
    }

    fn record_answer(&mut self, client: ClientId, number: usize) {
        self.answers_to.entry(client).or_default().push(number);
    }

    /// The causes of a client's command, or of a forwarded request that arrived.
    fn causes_of_request(&self, client: ClientId, trigger: Trigger) -> Vec<usize> {
        match trigger {
            Trigger::Command(by) if by != Some(client) => Vec::new(),
            Trigger::Command(_) => self.answers_to.get(&client).cloned().unwrap_or_default(),
            Trigger::ForwardedRequest(request) => self.requests.get(&request).copied().into_iter().collect(),
            Trigger::Other => Vec::new(),
        }
    }
}

fn leader_of(event: &Event) -> Option<replication::LeaderId> {
    Some(match event {
        Event::Refused { reason: RefusalReason::Down | RefusalReason::NotAMember, .. } => return None,
        Event::Accepted { leader, .. }
        | Event::Refused { leader, .. }
        | Event::Answered { leader, .. }
        | Event::Applied { leader, .. }
        | Event::Dropped { leader, .. }
        | Event::WriteBuffered { leader, .. }
        | Event::Inapplicable { leader, .. }
        | Event::Merged { leader, .. }
        | Event::MergeFailed { leader, .. }
        | Event::HomeAssigned { leader, .. }
        | Event::TombstoneRemoved { leader, .. }
        | Event::Crashed(leader)
        | Event::Restarted(leader)
        | Event::Moved(leader)
        | Event::Joined(leader)
        | Event::Draining(leader)
        | Event::Left(leader)
        | Event::Purged { leader, .. }
        | Event::RequestWaiting { leader, .. }
        | Event::ClockSet { owner: ClockOwner::Leader(leader), .. } => *leader,
        Event::Sent { message } | Event::Lost { message } | Event::Stopped { message, .. } => {
            message.link.from
        }
        Event::Buffered { message, .. } | Event::Delivered { message } => message.link.to,
        Event::RequestForwarded { request } => request.link.from,
        Event::RequestAnswered { request, .. } => request.link.to,
        Event::SnapshotSent { link, .. } | Event::SnapshotInterrupted(link) => link.from,
        Event::SnapshotLoaded(link) | Event::LinkResumed(link) => link.to,
        _ => return None,
    })
}

/// The causal past of each record, by plain transitive closure.
fn closure(causes: &[Option<Vec<usize>>]) -> Vec<Vec<bool>> {
    let mut pasts: Vec<Vec<bool>> = Vec::new();
    for direct in causes {
        let mut past = vec![false; causes.len()];
        for cause in direct.iter().flatten() {
            past[*cause] = true;
            past.iter_mut().zip(&pasts[*cause]).for_each(|(there, before)| *there |= before);
        }
        pasts.push(past);
    }
    pasts
}

fn is_avoidance(policy: &Policy) -> bool {
    policy.avoidance().is_some()
}

/// Without forwarded requests.
fn without_homes() -> Mix {
    let Mix { policies, .. } = Mix::everything();
    let policies = policies.into_iter().filter(|policy| !is_avoidance(policy)).collect();
    Mix { policies, policy_changes: true, ..Mix::default() }
}

fn with_homes() -> Mix {
    let Mix { policies, .. } = Mix::everything();
    let policies = policies.into_iter().filter(is_avoidance).collect();
    Mix { policies, home_assignments: true, operations: OperationMix::All, ..Mix::default() }
}

fn matches_closure(scenario: &Scenario, chosen: &[Index]) -> Result<(), TestCaseError> {
    let steps = steps(scenario);
    prop_assume!(!steps.is_empty() && steps.len() <= MAX_RECORDS);
    let timeline = Timeline::new(scenario);
    prop_assert_eq!(timeline.records().len(), steps.len());
    let causes = causes(&steps);
    let pasts = closure(&causes);
    for number in chosen.iter().map(|index| index.index(steps.len())) {
        let found = Causality::of_event(&timeline, number).expect("a record of the run");
        for other in 0..steps.len() {
            let relation = match causes[other] {
                _ if other == number => Some(Relation::Itself),
                None => None,
                Some(_) if pasts[number][other] => Some(Relation::Past),
                Some(_) if pasts[other][number] => Some(Relation::Future),
                Some(_) => Some(Relation::Concurrent),
            };
            let (one, two) = (&steps[other].0, &steps[number].0);
            prop_assert_eq!(found.of(other), relation, "{:?} relative to {:?}", one, two);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::config(96))]

    #[test]
    fn past_and_future_match_the_transitive_closure(
        Readable(scenario) in scenarios(without_homes()),
        chosen in proptest::collection::vec(any::<Index>(), 8),
    ) {
        matches_closure(&scenario, &chosen)?;
    }

    #[test]
    fn past_and_future_match_the_closure_with_forwarded_requests(
        Readable(scenario) in scenarios(with_homes()),
        chosen in proptest::collection::vec(any::<Index>(), 8),
    ) {
        matches_closure(&scenario, &chosen)?;
    }
}
