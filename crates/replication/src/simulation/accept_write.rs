//! Accepting a client's write: assigning its dot, applying it and sending it on (SEMANTICS P1).

use std::sync::Arc;

use smallvec::smallvec;

use crate::event::{Event, RefusalReason};
use crate::forwarded_request::WriteRequest;
use crate::id::LeaderId;
use crate::key::Key;
use crate::leader::LogEntry;
use crate::logical::LogicalReading;
use crate::operation::Operation;
use crate::policy::{AcceptContext, AcceptedWrite};
use crate::replication::Delivery;
use crate::shared_map::Slot;
use crate::simulation::{Simulation, installed};
use crate::store::Entry;
use crate::versions::{CausalContext, Dot};
use crate::write::Write;

impl Simulation {
    /// Accepts a client's write, or recognises one that the leader has applied. If it does not apply to the stored
    /// value, emits a refusal and returns none. `acknowledges` says whether the client is next to this leader, which then acknowledges the write.
    pub(super) fn accept(
        &mut self,
        slot: &Slot<LeaderId>,
        request: WriteRequest,
        acknowledges: bool,
    ) -> Option<Arc<Write>> {
        let acknowledges = acknowledges && request.attempt.is_none();
        match request.number.filter(|_| request.idempotency_key) {
            Some(number) => installed::accept_keyed(self, slot, request, number, acknowledges),
            None => self.accept_new(slot, request, acknowledges),
        }
    }

    /// Accepts a write with an idempotency key, or recognises it.
    pub(super) fn accept_keyed(
        &mut self,
        slot: &Slot<LeaderId>,
        request: WriteRequest,
        number: u64,
        acknowledges: bool,
    ) -> Option<Arc<Write>> {
        if let Some(write) = self.recognise(slot, &request, number) {
            return Some(write);
        }
        let write = self.accept_new(slot, request, acknowledges)?;
        Arc::make_mut(&mut self.world.keyed_writes).entry(number).or_default().push(write.clone());
        Some(write)
    }

    fn accept_new(
        &mut self,
        slot: &Slot<LeaderId>,
        request: WriteRequest,
        acknowledges: bool,
    ) -> Option<Arc<Write>> {
        let WriteRequest { client, key, operation, read_state, session, number, attempt, .. } = request;
        let id = slot.key;
        let dependencies = self.dependencies(slot, Some(&session));
        let accepted_before_home = self.world.accepted_before_home(&key, id);
        let rules = self.world.policy.as_policy();
        let leader = self.world.leaders.at_mut(slot);
        let leader_time = leader.clock.reading_at(self.world.now);
        let nothing = Entry::default();
        let entry = leader.store.get(&key).unwrap_or(&nothing);
        let observed = match operation.is_relative() {
            true => read_here(&read_state.dots, entry),
            false => read_state.dots,
        };
        let stated_context = request.states_context.then(|| Arc::new(read_state.context.clone()));
        let accepted = rules.accept(AcceptContext {
            leader: id,
            entry,
            applied: leader.applied.vector(),
            operation,
            context: read_state.context,
            accepted_before_home,
            log: &leader.log,
        });
        let AcceptedWrite { operation, row, context, merge_sources: sources } = match accepted {
            Ok(accepted) => accepted,
            Err(reason) => {
                let reason = RefusalReason::Inapplicable(reason);
                self.refuse_or_respond(id, client, &key, reason, number, attempt);
                return None;
            }
        };
        if let Some(clock) = rules.logical_clock() {
            leader.logical_time = clock.next(leader.logical_time, Some(request.logical_time), leader_time);
        }
        leader.accepted_count += 1;
        let write = Arc::new(Write {
            dot: Dot::new(id, leader.accepted_count),
            client: Some(client),
            key,
            operation,
            context,
            client_time: request.client_time,
            leader_time,
            is_statement: row.is_none() && !rules.version_rule().stores_rows(),
            row,
            logical_time: rules
                .logical_clock()
                .map(|clock| LogicalReading { clock, timestamp: leader.logical_time }),
            dependencies,
            sources,
            merged_from: None,
        });
        self.emit(Event::Accepted {
            leader: id,
            write: write.clone(),
            observed,
            acknowledged: acknowledges,
            stated_context,
            request: number,
        });
        self.apply_and_retry(slot, LogEntry { write: write.clone(), path: smallvec![id], hops: 0 }, None);
        Some(write)
    }

    /// Assigns keys a new home at one leader. The assignment is replicated as a write of its own.
    pub(super) fn assign_home(&mut self, slot: &Slot<LeaderId>, key: &Key, home: LeaderId) {
        let id = slot.key;
        let dependencies = self.dependencies(slot, None);
        let leader = self.world.leaders.at_mut(slot);
        let now = leader.clock.reading_at(self.world.now);
        let epoch = leader.homes.get(key).map_or(0, |home| home.epoch) + 1;
        leader.accepted_count += 1;
        let write = Arc::new(Write {
            dot: Dot::new(id, leader.accepted_count),
            client: None,
            key: key.clone(),
            operation: Operation::AssignHome { home, epoch },
            context: CausalContext::new(),
            client_time: now,
            leader_time: now,
            row: None,
            is_statement: false,
            logical_time: None,
            dependencies,
            sources: Vec::new(),
            merged_from: None,
        });
        self.apply_and_retry(slot, LogEntry { write, path: smallvec![id], hops: 0 }, None);
    }

    /// The dependencies of a write accepted now, under causal delivery: everything that the leader has applied
    /// and the client has seen.
    pub(super) fn dependencies(
        &self,
        leader: &Slot<LeaderId>,
        session: Option<&CausalContext>,
    ) -> Option<CausalContext> {
        if self.world.replication.delivery != Delivery::Causal {
            return None;
        }
        let mut after = self.world.leaders.at(leader).applied.clone();
        session.into_iter().for_each(|session| after.join(session));
        Some(after)
    }
}

/// The versions that a relative operation reads: those that the accepting leader stores, first the ones that its
/// client had read too.
fn read_here(read_by_client: &[Dot], entry: &Entry) -> Vec<Dot> {
    let stored: Vec<Dot> = entry.dots().collect();
    let both = read_by_client.iter().filter(|dot| stored.contains(dot)).copied();
    let others = stored.iter().filter(|dot| !read_by_client.contains(dot)).copied();
    both.chain(others).collect()
}
