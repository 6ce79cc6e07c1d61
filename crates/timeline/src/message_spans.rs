//! Message spans: each message of a run from sending to end, one line of the space-time diagram.

use std::collections::BTreeMap;

use imbl::Vector;
use replication::{DeliveryOverride, Event, LeaderId, Message, Micros, Record};

use crate::dot_map::DotMap;

/// One message from sending to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageSpan {
    /// The message.
    pub message: Message,
    /// When it was sent; for a copy, when the original was sent.
    pub sent_at: Micros,
    /// When it first existed: for a copy, when the copy was made.
    pub starts_at: Micros,
    /// When and how it ended; none if it is in flight when the run ends.
    pub outcome: Option<(Micros, DeliveryOutcome)>,
}

impl MessageSpan {
    /// Whether it was delivered.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        matches!(self.outcome, Some((_, DeliveryOutcome::Delivered)))
    }
}

/// How a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// It was delivered.
    Delivered,
    /// The link dropped it; the instant is when the sender noticed.
    Lost,
    /// The user had the link drop it; the instant is when.
    DroppedByOverride,
    /// A cut, a crash or a change of topology stopped it.
    Stopped,
}

/// All message spans of a run, by start.
#[derive(Clone, Debug, Default)]
pub(crate) struct MessageSpans {
    pub(crate) all: Vector<MessageSpan>,
    /// Spans that have not ended, by message; also those dropped by an override, which a later override can undo.
    open: BTreeMap<Message, usize>,
    /// For each write, the first and the last of the spans that carry it.
    by_write: DotMap<(u32, u32)>,
    /// For each span, the next that carries the same write; its own number if there is none.
    next: Vector<u32>,
    /// Delivery instants at each leader, in order.
    arrivals: BTreeMap<LeaderId, Vector<Micros>>,
    /// The duration of the longest span that has ended.
    longest: Micros,
}

impl MessageSpans {
    /// At least the duration of every span that has ended.
    pub(crate) fn longest(&self) -> Micros {
        self.longest
    }

    /// The span of a message.
    pub(crate) fn get(&self, message: Message) -> Option<&MessageSpan> {
        let (first, _) = *self.by_write.get(message.dot)?;
        let following = |number: &u32| self.next.get(*number as usize).copied().filter(|next| next != number);
        let numbers = std::iter::successors(Some(first), following);
        let mut spans = numbers.filter_map(|number| self.all.get(number as usize));
        spans.find(|span| span.message == message)
    }

    /// How many messages were delivered to a leader from `from` up to but excluding `to`.
    pub(crate) fn arrivals(&self, leader: LeaderId, from: Micros, to: Micros) -> usize {
        let Some(instants) = self.arrivals.get(&leader) else {
            return 0;
        };
        let before = |at: Micros| {
            crate::search::partition_point(instants.len(), |number| {
                instants.get(number).is_some_and(|there| *there < at)
            })
        };
        before(to).saturating_sub(before(from))
    }

    /// The numbers of the spans that have not ended, in order.
    pub(crate) fn open_numbers(&self) -> impl Iterator<Item = usize> {
        let mut numbers: Vec<usize> = self.open.values().copied().collect();
        numbers.sort_unstable();
        numbers.into_iter()
    }

    /// About how many bytes the list of spans that have not ended takes.
    pub(crate) fn open_bytes(&self) -> usize {
        self.open.len() * 2 * size_of::<(Message, usize)>()
    }

    pub(crate) fn add(&mut self, record: &Record) {
        match &record.event {
            Event::Sent { message } => self.start(*message, record.at, record.at),
            Event::Duplicated { message } => {
                let original = self.open.get(&Message { is_duplicate: false, ..*message });
                let sent_at = original.map_or(record.at, |index| self.all[*index].sent_at);
                self.start(*message, sent_at, record.at);
            }
            Event::MessageOverridden { message, delivery } => {
                self.override_delivery(message, *delivery, record.at)
            }
            Event::Delivered { message } => {
                self.end(message, record.at, DeliveryOutcome::Delivered);
                self.arrivals.entry(message.link.to).or_default().push_back(record.at);
            }
            Event::Lost { message } => self.end(message, record.at, DeliveryOutcome::Lost),
            Event::Stopped { message, .. } => self.end(message, record.at, DeliveryOutcome::Stopped),
            _ => {}
        }
    }

    fn start(&mut self, message: Message, sent_at: Micros, since: Micros) {
        self.open.insert(message, self.all.len());
        // Fits: a run has at most a million events.
        self.link(message, self.all.len() as u32);
        self.all.push_back(MessageSpan { message, sent_at, starts_at: since, outcome: None });
    }

    /// Makes a new span the last of those that carry its write.
    fn link(&mut self, message: Message, number: u32) {
        self.next.push_back(number);
        match self.by_write.get_mut(message.dot) {
            Some((_, last)) => {
                let before = std::mem::replace(last, number);
                if let Some(next) = self.next.get_mut(before as usize) {
                    *next = number;
                }
            }
            None => self.by_write.insert(message.dot, (number, number)),
        }
    }

    fn end(&mut self, message: &Message, at: Micros, outcome: DeliveryOutcome) {
        let span = self.open.remove(message).and_then(|number| self.all.get_mut(number));
        if let Some(span) = span {
            span.outcome.get_or_insert((at, outcome));
            self.longest = self.longest.max(at - span.starts_at + Micros(1));
        }
    }

    fn override_delivery(&mut self, message: &Message, then: DeliveryOverride, at: Micros) {
        let span = self.open.get(message).and_then(|number| self.all.get_mut(*number));
        if let Some(span) = span {
            match then {
                DeliveryOverride::ArriveAt(_) => span.outcome = None,
                DeliveryOverride::Lost => span.outcome = Some((at, DeliveryOutcome::DroppedByOverride)),
                DeliveryOverride::Duplicated => {}
            }
        }
    }
}
