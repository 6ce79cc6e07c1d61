//! All that a trace shows at a record, followed together.

use replication::{Dot, Event, LeaderId, Micros};
use timeline::{RecordSubject, Timeline, UnreadRecord};

use super::agreement::Agreement;
use super::causal_gaps::{CausalGap, CausalGaps};
use super::key_numbers::{KeyNumber, KeyNumbers};
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
    keys: KeyNumbers,
}

/// A record, and what holds just before it.
pub(crate) struct Moment<'m> {
    pub(crate) timeline: &'m Timeline,
    pub(crate) number: usize,
    pub(crate) at: Micros,
    pub(crate) event: &'m Event,
    pub(crate) settings: &'m Settings,
    pub(crate) replicas: &'m Replicas,
    /// The number of the key that the event is about, if it is about one.
    pub(crate) key: Option<KeyNumber>,
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
            keys: KeyNumbers::default(),
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

    /// The keys that have occurred.
    pub(crate) fn keys(&self) -> &KeyNumbers {
        &self.keys
    }

    /// Shows the next record to an observer, and follows it. Most are about messages alone: they are not even read.
    pub(crate) fn follow(
        &mut self,
        timeline: &Timeline,
        record: UnreadRecord<'_>,
        observe: impl FnMut(&Moment<'_>),
    ) {
        match record.subject() {
            // Part of the step that it is in.
            RecordSubject::Sending => {}
            RecordSubject::Message => self.sessions.end_step(&self.replicas, &self.settings),
            RecordSubject::Other => {
                let (number, at) = (record.number, record.at);
                if let Some(event) = record.read() {
                    self.follow_event(timeline, (number, at), &event, observe);
                }
            }
        }
    }

    fn follow_event(
        &mut self,
        timeline: &Timeline,
        (number, at): (usize, Micros),
        event: &Event,
        mut observe: impl FnMut(&Moment<'_>),
    ) {
        self.sessions.end_step_before(event, &self.replicas, &self.settings);
        let key = self.keys.of_event(event);
        let served = self.sessions.served(event, key, &self.replicas);
        let missing = self.gaps.missing(event, &self.replicas);
        let Self { settings, replicas, gaps, .. } = &*self;
        let missing_here = missing.as_slice();
        observe(&Moment {
            timeline,
            number,
            at,
            event,
            settings,
            replicas,
            key,
            served,
            missing: missing_here,
            gaps,
        });
        let dependencies = self.sessions.dependencies(event);
        self.gaps.follow(event, &missing, dependencies);
        self.sessions.follow(event, key);
        let rule = self.settings.rule();
        self.settings.follow(timeline, number, event);
        let learned = self.replicas.follow(timeline, event, rule, &self.settings);
        self.agreement.follow(event, key, learned, &self.replicas, &mut self.keys);
    }

    /// Ends an instant.
    pub(crate) fn end_instant(&mut self) {
        self.agreement.end_instant();
    }
}
