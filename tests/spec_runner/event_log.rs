//! What the events of a run report, in the vocabulary of the expectations.

use std::collections::BTreeMap;

use replication::{
    ClientAttempt, DropReason, Event, FailureAction, Record, RefusalReason, ResponseKind, Value,
};

/// Counts of events, and details that must match exactly, in order.
#[derive(Debug, Default)]
pub struct EventLog {
    pub accepted: usize,
    pub refused: usize,
    pub ignored: usize,
    pub sent: usize,
    pub delivered: usize,
    pub stopped: usize,
    pub held: usize,
    pub lost_on_the_way: usize,
    pub duplicated: usize,
    pub forwarded: usize,
    pub returned: usize,
    pub tombstones_dropped: usize,
    pub snapshots_sent: usize,
    pub snapshots_stopped: usize,
    pub snapshots_loaded: usize,
    pub halted: bool,
    pub dropped: BTreeMap<String, usize>,
    pub answers: Vec<Vec<Option<Value>>>,
    pub contexts: Vec<String>,
    pub refused_why: Vec<String>,
    pub ignored_why: Vec<String>,
    pub misfits: Vec<String>,
    pub merged: Vec<String>,
    pub merge_failed: Vec<String>,
    pub requests_sent: usize,
    pub timed_out: usize,
    pub recognised: usize,
    pub most_ahead: u64,
    pub responses: Vec<String>,
}

impl EventLog {
    /// Records one event.
    pub fn record(&mut self, record: &Record) {
        match &record.event {
            Event::Accepted { .. } => self.accepted += 1,
            Event::Sent { .. } => self.sent += 1,
            Event::Delivered { .. } => self.delivered += 1,
            Event::Stopped { .. } => self.stopped += 1,
            Event::Buffered { .. } => self.held += 1,
            Event::Lost { .. } => self.lost_on_the_way += 1,
            Event::Duplicated { .. } => self.duplicated += 1,
            Event::RequestForwarded { .. } => self.forwarded += 1,
            Event::RequestAnswered { .. } => self.returned += 1,
            Event::TombstoneRemoved { .. } => self.tombstones_dropped += 1,
            Event::SnapshotSent { .. } => self.snapshots_sent += 1,
            Event::SnapshotInterrupted(_) => self.snapshots_stopped += 1,
            Event::SnapshotLoaded(_) => self.snapshots_loaded += 1,
            Event::Halted => self.halted = true,
            Event::RequestSent { .. } => self.requests_sent += 1,
            Event::RequestTimedOut { .. } => self.timed_out += 1,
            Event::RetryRecognised { .. } => self.recognised += 1,
            Event::RequestArrived { ahead, .. } => self.most_ahead = self.most_ahead.max(*ahead),
            Event::ResponseReceived { attempt, response } => {
                let ClientAttempt { client, leader, key, .. } = attempt;
                let response = match response {
                    ResponseKind::Acknowledged(dot) => dot.to_string(),
                    ResponseKind::Answered => "answer".into(),
                    ResponseKind::Refused(reason) => refusal(*reason),
                };
                self.responses.push(format!("{client} {key} at {}: {response} from {leader}", record.at));
            }
            other => self.record_detail(other),
        }
    }

    fn record_detail(&mut self, event: &Event) {
        match event {
            Event::Refused { reason, .. } => {
                self.refused += 1;
                self.refused_why.push(refusal(*reason));
            }
            Event::Ignored(why) => {
                self.ignored += 1;
                self.ignored_why.push(why.to_string());
            }
            Event::Dropped { reason, .. } => {
                let why = match reason {
                    DropReason::AlreadyPassed => "own-mark",
                    DropReason::AlreadyApplied => "already-applied",
                };
                *self.dropped.entry(why.into()).or_default() += 1;
            }
            Event::Answered { versions, reading, context, .. } => {
                let each = || versions.iter().map(|version| version.value().cloned()).collect();
                self.answers.push(reading.as_deref().map_or_else(each, |value| vec![Some(value.clone())]));
                self.contexts.push(context.to_string());
            }
            Event::Inapplicable { leader, dot, reason, action } => {
                self.misfits.push(format!("{leader} {dot} {} {}", reason.id(), handling(*action)));
            }
            Event::Merged { write, sources, .. } => {
                let of: Vec<String> = sources.iter().map(ToString::to_string).collect();
                self.merged.push(format!("{} of {}", write.dot, of.join(" ")));
            }
            Event::MergeFailed { leader, error, .. } => self.merge_failed.push(format!("{leader}: {error}")),
            _ => {}
        }
    }
}

fn refusal(why: RefusalReason) -> String {
    match why {
        RefusalReason::Down => "down".into(),
        RefusalReason::NotAMember => "not-there".into(),
        RefusalReason::CatchingUp => "catching-up".into(),
        RefusalReason::Inapplicable(misfit) => misfit.id().into(),
        RefusalReason::NotHome(home) => format!("not-home, but {home}"),
        RefusalReason::NoAnswer(home) => format!("no-answer of {home}"),
        RefusalReason::HomeMoving => "moving".into(),
        RefusalReason::Leaving => "leaving".into(),
        RefusalReason::SessionBehind => "session-behind".into(),
        RefusalReason::SessionTimeout => "session-timeout".into(),
        RefusalReason::ClientTimeout => "client-timeout".into(),
    }
}

fn handling(handled: FailureAction) -> &'static str {
    match handled {
        FailureAction::Skipped => "skipped",
        FailureAction::Upserted => "upserted",
        FailureAction::Buffered => "waits",
        FailureAction::BlockedLink => "stops-link",
    }
}
