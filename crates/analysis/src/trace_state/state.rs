//! All that a trace shows at a record, followed together.

use replication::{Dot, Event, LeaderId, Micros, Record};
use timeline::Timeline;

use super::agreement::Agreement;
use super::causal_gaps::{CausalGap, CausalGaps};
use super::replicas::Replicas;
use super::sessions::{Served, Sessions};
use super::settings::Settings;

/// What a trace shows of a run after some of its records.
pub(crate) struct TraceState {
    settings: Settings,
    replicas: Replicas,
    sessions: Sessions,
    gaps: CausalGaps,
    agreement: Agreement,
}

/// A record, and what holds just before it.
pub(crate) struct Moment<'m> {
    pub(crate) timeline: &'m Timeline,
    pub(crate) number: usize,
    pub(crate) at: Micros,
    pub(crate) event: &'m Event,
    pub(crate) settings: &'m Settings,
    pub(crate) replicas: &'m Replicas,
    /// The request that is served with this event.
    pub(crate) served: Option<Served<'m>>,
    /// What the write that is applied with this event depends on and its leader lacks.
    pub(crate) missing: &'m [Dot],
    gaps: &'m CausalGaps,
}

impl Moment<'_> {
    /// The first write that a leader has applied before one that it depends on and that is still missing.
    pub(crate) fn causal_gap(&self, leader: LeaderId) -> Option<CausalGap> {
        self.gaps.first_open(leader)
    }
}

impl TraceState {
    /// The beginning of a run.
    pub(crate) fn new(timeline: &Timeline) -> Self {
        Self {
            settings: Settings::new(timeline),
            replicas: Replicas::new(timeline),
            sessions: Sessions::default(),
            gaps: CausalGaps::default(),
            agreement: Agreement::new(timeline),
        }
    }

    /// What leaders have applied and store.
    pub(crate) fn replicas(&self) -> &Replicas {
        &self.replicas
    }

    /// What leaders agree on.
    pub(crate) fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// Shows the next record to an observer, and follows it.
    pub(crate) fn follow(
        &mut self,
        timeline: &Timeline,
        number: usize,
        record: &Record,
        mut observe: impl FnMut(&Moment<'_>),
    ) {
        let event = &record.event;
        if !ends_a_step(event) {
            return;
        }
        self.sessions.end_step_before(event, &self.replicas, &self.settings);
        if is_of_a_message(event) {
            return;
        }
        let served = self.sessions.served(event, &self.replicas);
        let missing = self.gaps.missing(event, &self.replicas);
        let Self { settings, replicas, gaps, .. } = &*self;
        let (missing_here, at) = (missing.as_slice(), record.at);
        observe(&Moment {
            timeline,
            number,
            at,
            event,
            settings,
            replicas,
            served,
            missing: missing_here,
            gaps,
        });
        let dependencies = self.sessions.dependencies(event);
        self.gaps.follow(event, &missing, dependencies);
        self.sessions.follow(event);
        let learned = self.replicas.learned(event);
        let rule = self.settings.rule();
        self.settings.follow(timeline, number, event);
        self.replicas.follow(timeline, event, rule, &self.settings);
        self.agreement.follow(event, learned, &self.replicas);
    }

    /// Ends an instant.
    pub(crate) fn end_instant(&mut self) {
        self.agreement.end_instant();
    }
}

/// Whether an event that changes nothing here can be passed over: one that is part of the step that it is in.
fn ends_a_step(event: &Event) -> bool {
    !matches!(event, Event::Sent { .. } | Event::Duplicated { .. })
}

/// Whether an event is about a message alone, which changes nothing here.
fn is_of_a_message(event: &Event) -> bool {
    matches!(
        event,
        Event::Delivered { .. }
            | Event::Lost { .. }
            | Event::Buffered { .. }
            | Event::Stopped { .. }
            | Event::Dropped { .. }
            | Event::MessageOverridden { .. }
    )
}
