//! Causal delivery: no leader applies a write before the writes that it depends on.

use std::collections::{BTreeMap, BTreeSet};

use analysis::SessionGuarantee;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{
    CausalContext, ClientId, Command, Delivery, DeliveryOrder, DeliveryState, Dot, Event, FailureAction,
    LeaderId, LinkId, OnSessionBehind, Policy, World, Write,
};
use scenario::Scenario;

use crate::healing::set_delivery;
use crate::scenarios::{Mix, Readable, converging_policies, scenarios};

type Dots = BTreeSet<Dot>;

/// The dependencies of every write, as plain sets of dots.
#[derive(Default)]
struct Model {
    /// The writes that each leader has applied or skipped.
    applied: BTreeMap<LeaderId, Dots>,
    /// The writes that each leader no longer waits for.
    purged: BTreeMap<LeaderId, Dots>,
    /// The writes that each client has written or read.
    seen_by_client: BTreeMap<ClientId, Dots>,
    /// What the clients of waiting requests had written or read when they sent them.
    sent: BTreeMap<u64, Dots>,
    /// What the accepting leader had applied and its client had written or read.
    dependencies: BTreeMap<Dot, Dots>,
    /// What snapshots in transit say was applied and purged.
    snapshots: BTreeMap<LinkId, (Dots, Dots)>,
}

impl Model {
    fn apply_in_order(&mut self, leader: LeaderId, dot: Dot) -> TestCaseResult {
        let known = self.applied.entry(leader).or_default();
        let purged = self.purged.get(&leader);
        let is_awaited = |dot: &&Dot| !purged.is_some_and(|purged| purged.contains(*dot));
        let missing: Vec<_> = self.dependencies[&dot].difference(known).filter(is_awaited).collect();
        prop_assert!(missing.is_empty(), "{leader} applied {dot} before {missing:?}");
        known.insert(dot);
        Ok(())
    }

    fn accept(&mut self, leader: LeaderId, write: &Write, request: Option<u64>) {
        let client = self.seen_by_client.entry(write.client.unwrap()).or_default();
        let waited = request.and_then(|request| self.sent.remove(&request));
        let mut dependencies = self.applied.get(&leader).cloned().unwrap_or_default();
        dependencies.extend(waited.as_ref().unwrap_or(client).iter().copied());
        self.dependencies.insert(write.dot, dependencies);
        client.insert(write.dot);
    }

    fn follow(&mut self, event: &Event) -> TestCaseResult {
        match event {
            Event::RequestWaiting { client, request, .. } => {
                let seen = self.seen_by_client.get(client).cloned().unwrap_or_default();
                self.sent.entry(*request).or_insert(seen);
            }
            Event::Accepted { leader, write, request, .. } => self.accept(*leader, write, *request),
            Event::Answered { client, versions, .. } => {
                self.seen_by_client
                    .entry(*client)
                    .or_default()
                    .extend(versions.iter().map(|version| version.dot));
            }
            // A client's dependencies may be missing at the leader that it moved to.
            Event::Applied { leader, write, via: None, .. } => {
                self.applied.entry(*leader).or_default().insert(write.dot);
            }
            Event::Applied { leader, write, via: Some(_), .. } => self.apply_in_order(*leader, write.dot)?,
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. } => {
                self.apply_in_order(*leader, *dot)?;
            }
            Event::Purged { leader, dot } => {
                self.purged.entry(*leader).or_default().insert(*dot);
            }
            Event::SnapshotSent { link, .. } => {
                let copy = |of: &BTreeMap<LeaderId, Dots>| of.get(&link.from).cloned().unwrap_or_default();
                self.snapshots.insert(*link, (copy(&self.applied), copy(&self.purged)));
            }
            Event::SnapshotLoaded(link) => {
                let (applied, purged) = self.snapshots.remove(link).unwrap_or_default();
                self.applied.insert(link.to, applied);
                self.purged.insert(link.to, purged);
            }
            _ => {}
        }
        Ok(())
    }
}

/// What each leader has applied, skipped or purged, and what snapshots in transit contain.
#[derive(Default)]
struct Exposure {
    applied: BTreeMap<LeaderId, CausalContext>,
    snapshots: BTreeMap<LinkId, CausalContext>,
}

impl Exposure {
    /// Every write that becomes readable at a leader must find its dependencies there.
    fn follow(&mut self, event: &Event) -> TestCaseResult {
        match event {
            Event::Applied { leader, write, .. } => {
                let known = self.applied.entry(*leader).or_default();
                let nothing = CausalContext::new();
                let dependencies = write.dependencies.as_ref().unwrap_or(&nothing);
                let missing: Vec<Dot> = dependencies.dots_not_in(known).collect();
                prop_assert!(missing.is_empty(), "{leader} applied {} before {missing:?}", write.dot);
                known.insert(write.dot);
            }
            Event::Inapplicable { leader, dot, action: FailureAction::Skipped, .. } => {
                self.applied.entry(*leader).or_default().insert(*dot);
            }
            Event::SnapshotSent { link, .. } => {
                self.snapshots.insert(*link, self.applied.get(&link.from).cloned().unwrap_or_default());
            }
            Event::SnapshotLoaded(link) => {
                self.applied.insert(link.to, self.snapshots.remove(link).unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }
}

/// Makes leaders wait with, or refuse, the writes of clients that they are behind, for the whole run.
fn set_session_writes(scenario: &mut Scenario, handling: OnSessionBehind) {
    scenario.replication.session_writes = handling;
    for timed in &mut scenario.commands {
        if let Command::Replication(settings) = &mut timed.command {
            settings.session_writes = handling;
        }
    }
    scenario.commands.retain(|timed| !matches!(timed.command, Command::Purge { .. }));
}

/// A message that a link buffers although nothing stalls the link.
fn buffered_message(world: &World) -> Option<(LinkId, Dot)> {
    let open = world.link_states.iter().filter(|(_, channel)| channel.blocked_by.is_none());
    let mut all = open.flat_map(|(link, channel)| channel.pending.values().map(|sent| (*link, sent)));
    all.find(|(_, sent)| sent.state == DeliveryState::Buffered).map(|(link, sent)| (link, sent.dot))
}

proptest! {
    #![proptest_config(crate::config(128))]

    #[test]
    fn unordered_links_buffer_nothing(
        Readable(scenario) in scenarios(Mix::everything()),
    ) {
        let mut run = scenario.simulation();
        while run.step(&mut |_| {}) {
            if run.world().link_settings.order == DeliveryOrder::Any {
                prop_assert_eq!(buffered_message(run.world()), None);
            }
        }
    }

    #[test]
    fn t6_causal_delivery_applies_dependencies_first(
        Readable(mut scenario) in scenarios(Mix {
            policies: Policy::by_id("none").into_iter().chain(converging_policies()).collect(),
            ..Mix::default()
        }),
    ) {
        set_delivery(&mut scenario, Delivery::Causal);
        let mut model = Model::default();
        for record in scenario.run().records {
            model.follow(&record.event)?;
        }
    }

    #[test]
    fn d2_no_leader_exposes_a_write_before_its_dependencies(
        Readable(mut scenario) in scenarios(Mix {
            policies: Policy::by_id("none").into_iter().chain(converging_policies()).collect(),
            ..Mix::default()
        }),
        waits in any::<bool>(),
    ) {
        set_delivery(&mut scenario, Delivery::Causal);
        let handling = if waits { OnSessionBehind::Wait } else { OnSessionBehind::Refuse };
        set_session_writes(&mut scenario, handling);
        let mut exposure = Exposure::default();
        for record in scenario.run().records {
            exposure.follow(&record.event)?;
        }
    }

    #[test]
    fn d2_served_requests_violate_a_guarantee_only_if_configured(
        Readable(mut scenario) in scenarios(Mix { policies: converging_policies(), ..Mix::default() }),
    ) {
        set_delivery(&mut scenario, Delivery::Causal);
        set_session_writes(&mut scenario, OnSessionBehind::Refuse);
        let violations = analysis::session_violations(&timeline::Timeline::new(&scenario));
        let writes = [SessionGuarantee::MonotonicWrites, SessionGuarantee::WritesFollowReads];
        prop_assert!(!violations.iter().any(|violation| writes.contains(&violation.guarantee)));
    }
}
