//! Message spans: each message of a run from sending to end, one line of the space-time diagram.

use std::collections::BTreeMap;

use persistent::{List, Map};
use replication::{DeliveryOverride, Event, LeaderId, Message, Micros, Record, sort_by};

use crate::dot_map::DotMap;
use crate::interned::Interned;
use crate::records::Records;
use crate::search::partition_point;

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

/// A span as it is kept: the numbers of the records from which the rest follows.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// The record of its sending, or of the duplication that made it.
    start: u32,
    /// The record that ended it, or `NONE`.
    end: u32,
    /// The next span that carries the same write, or `NONE`.
    next: u32,
    link: PackedLink,
}

/// The number of no record, and of no span: a run has at most a million events.
const NONE: u32 = u32::MAX;

/// The numbers of the two ends of a link.
type PackedLink = (u16, u16);

/// A message with numbers in place of ids: smaller and compared faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PackedMessage {
    link: PackedLink,
    origin: u16,
    is_duplicate: bool,
    counter: u32,
    hops: u32,
    attempt: u32,
}

/// All message spans of a run, by start.
#[derive(Clone, Debug, Default)]
pub(crate) struct MessageSpans {
    all: List<Span>,
    leaders: Interned<LeaderId>,
    /// Spans that have not ended, by message; also those dropped by an override, which a later override can undo.
    open: BTreeMap<PackedMessage, u32>,
    /// Of a duplicate, the record of the sending of its original.
    originals: Map<u32, u32>,
    /// For each write, the first and the last of the spans that carry it.
    by_write: DotMap<(u32, u32)>,
    /// The records of the deliveries to each leader, in order.
    arrivals: BTreeMap<LeaderId, List<u32>>,
    /// The duration of the longest span that has ended.
    longest: Micros,
}

impl MessageSpans {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// At least the duration of every span that has ended.
    pub(crate) fn longest(&self) -> Micros {
        self.longest
    }

    /// How many spans start with one of the first `count` records.
    pub(crate) fn count(&self, count: usize) -> usize {
        let is_before = |number| self.all.get(number).is_some_and(|span| (span.start as usize) < count);
        partition_point(self.all.len(), is_before)
    }

    /// A span by number.
    pub(crate) fn span(&self, records: &Records, number: usize) -> Option<MessageSpan> {
        let span = self.all.get(number)?;
        let start = records.get(span.start as usize)?;
        let original = self.originals.get(&(number as u32)).and_then(|sent| records.at(*sent as usize));
        let outcome = records.get(span.end as usize).and_then(|end| Some((end.at, outcome(&end.event)?)));
        Some(MessageSpan {
            message: sent_message(&start.event)?,
            sent_at: original.unwrap_or(start.at),
            starts_at: start.at,
            outcome,
        })
    }

    /// The span of a message.
    pub(crate) fn get(&self, records: &Records, message: Message) -> Option<MessageSpan> {
        let (first, _) = *self.by_write.get(message.dot)?;
        let end = |leader| self.leaders.number_of(&leader).map(|number| number as u16);
        let link = (end(message.link.from)?, end(message.link.to)?);
        let following = |number: &u32| self.all.get(*number as usize).map(|span| span.next);
        let numbers = std::iter::successors(Some(first), following).take_while(|number| *number != NONE);
        let on_link =
            numbers.filter(|number| self.all.get(*number as usize).is_some_and(|it| it.link == link));
        let mut spans = on_link.filter_map(|number| self.span(records, number as usize));
        spans.find(|span| span.message == message)
    }

    /// How many messages were delivered to a leader with the records from `from` up to but excluding `to`.
    pub(crate) fn arrivals(&self, leader: LeaderId, from: usize, to: usize) -> usize {
        let Some(numbers) = self.arrivals.get(&leader) else {
            return 0;
        };
        let before = |record: usize| {
            partition_point(numbers.len(), |place| {
                numbers.get(place).is_some_and(|number| (*number as usize) < record)
            })
        };
        before(to).saturating_sub(before(from))
    }

    /// The numbers of the spans that have not ended, in order.
    pub(crate) fn open_numbers(&self) -> impl Iterator<Item = usize> {
        let mut numbers: Vec<usize> = self.open.values().map(|number| *number as usize).collect();
        sort_by(&mut numbers, Ord::cmp);
        numbers.into_iter()
    }

    /// About how many bytes the list of spans that have not ended takes.
    pub(crate) fn open_bytes(&self) -> usize {
        self.open.len() * 2 * size_of::<(PackedMessage, u32)>()
    }

    /// Adds a record, given those before it.
    pub(crate) fn add(&mut self, records: &Records, record: &Record) {
        // Fits: a run has at most a million events.
        let number = records.len() as u32;
        match &record.event {
            Event::Sent { message } => self.start(message, number),
            Event::Duplicated { message } => {
                let original = self.pack(&Message { is_duplicate: false, ..*message });
                let original = self.open.get(&original).and_then(|span| self.all.get(*span as usize));
                if let Some(sent) = original.map(|span| span.start) {
                    self.originals.insert(self.all.len() as u32, sent);
                }
                self.start(message, number);
            }
            Event::MessageOverridden { message, delivery } => {
                self.override_delivery(message, *delivery, number)
            }
            Event::Delivered { message } => {
                self.end(records, message, record.at, number);
                self.arrivals.entry(message.link.to).or_default().push_back(number);
            }
            Event::Lost { message } | Event::Stopped { message, .. } => {
                self.end(records, message, record.at, number);
            }
            _ => {}
        }
    }

    fn start(&mut self, message: &Message, record: u32) {
        let packed = self.pack(message);
        let number = self.all.len() as u32;
        self.open.insert(packed, number);
        self.all.push_back(Span { start: record, end: NONE, next: NONE, link: packed.link });
        self.make_last(message, number);
    }

    /// Makes a new span the last of those that carry its write.
    fn make_last(&mut self, message: &Message, number: u32) {
        match self.by_write.get_mut(message.dot) {
            Some((_, last)) => {
                let before = std::mem::replace(last, number);
                if let Some(span) = self.all.get_mut(before as usize) {
                    span.next = number;
                }
            }
            None => self.by_write.insert(message.dot, (number, number)),
        }
    }

    fn end(&mut self, records: &Records, message: &Message, at: Micros, record: u32) {
        let packed = self.pack(message);
        let span = self.open.remove(&packed).and_then(|number| self.all.get_mut(number as usize));
        if let Some(span) = span {
            if span.end == NONE {
                span.end = record;
            }
            let started_at = records.at(span.start as usize).unwrap_or(at);
            self.longest = self.longest.max(at - started_at + Micros(1));
        }
    }

    fn override_delivery(&mut self, message: &Message, then: DeliveryOverride, record: u32) {
        let packed = self.pack(message);
        let span = self.open.get(&packed).and_then(|number| self.all.get_mut(*number as usize));
        if let Some(span) = span {
            match then {
                DeliveryOverride::ArriveAt(_) => span.end = NONE,
                DeliveryOverride::Lost => span.end = record,
                DeliveryOverride::Duplicated => {}
            }
        }
    }

    fn pack(&mut self, message: &Message) -> PackedMessage {
        // Fits: that many leaders cannot join, and no leader accepts more writes than a run has events.
        let mut number = |leader| self.leaders.intern(&leader) as u16;
        PackedMessage {
            link: (number(message.link.from), number(message.link.to)),
            origin: number(message.dot.leader),
            is_duplicate: message.is_duplicate,
            counter: message.dot.counter as u32,
            hops: message.hops,
            attempt: message.attempt,
        }
    }
}

/// The message with whose existence an event begins a span.
fn sent_message(event: &Event) -> Option<Message> {
    match event {
        Event::Sent { message } | Event::Duplicated { message } => Some(*message),
        _ => None,
    }
}

/// How a message ended with an event.
fn outcome(event: &Event) -> Option<DeliveryOutcome> {
    match event {
        Event::Delivered { .. } => Some(DeliveryOutcome::Delivered),
        Event::Lost { .. } => Some(DeliveryOutcome::Lost),
        Event::MessageOverridden { .. } => Some(DeliveryOutcome::DroppedByOverride),
        Event::Stopped { .. } => Some(DeliveryOutcome::Stopped),
        _ => None,
    }
}
