//! Each message of a run as one line of the space-time diagram: where and when it set out, and how it ended.

use std::collections::BTreeMap;

use imbl::{OrdMap, Vector};
use replication::{DeliveryOverride, Dot, Event, LeaderId, Message, Micros, Record};

/// One message from its beginning to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageSpan {
    /// Which.
    pub message: Message,
    /// When it was sent; of a copy, when what it is a copy of was sent.
    pub sent_at: Micros,
    /// When it was first there: of a copy, when that was made.
    pub starts_at: Micros,
    /// When it ended, and how; none if the run ends before it does.
    pub outcome: Option<(Micros, DeliveryOutcome)>,
}

impl MessageSpan {
    /// Whether it was handed over.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        matches!(self.outcome, Some((_, DeliveryOutcome::Delivered)))
    }
}

/// How a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// It was handed over.
    Delivered,
    /// The link lost it; this is when the sender noticed.
    Lost,
    /// A person had the link lose it; this is when.
    DroppedByOverride,
    /// A cut, a crash or a change of topology stopped it.
    Stopped,
}

/// All flights of a run, in the order in which they were first there.
#[derive(Clone, Debug, Default)]
pub(crate) struct MessageSpans {
    pub(crate) all: Vector<MessageSpan>,
    /// Those that have not ended, and those that were lost by hand, which can be undone; by message.
    open: BTreeMap<Message, usize>,
    /// The numbers of those that bring a write, by its name.
    by_write: OrdMap<Dot, Vector<u32>>,
    /// When messages were handed over to each leader, in order.
    arrivals: BTreeMap<LeaderId, Vector<Micros>>,
    /// How long the longest of the others took.
    longest: Micros,
}

impl MessageSpans {
    /// Longer than any of those that ended took.
    pub(crate) fn longest(&self) -> Micros {
        self.longest
    }

    /// One of them.
    pub(crate) fn get(&self, message: Message) -> Option<&MessageSpan> {
        let numbers = self.by_write.get(&message.dot)?;
        let mut flights = numbers.iter().filter_map(|number| self.all.get(*number as usize));
        flights.find(|flight| flight.message == message)
    }

    /// How many messages were handed over to a leader from one instant on and before another.
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

    /// The numbers of those that have not ended, in order.
    pub(crate) fn open_numbers(&self) -> impl Iterator<Item = usize> {
        let mut numbers: Vec<usize> = self.open.values().copied().collect();
        numbers.sort_unstable();
        numbers.into_iter()
    }

    /// How many have not ended.
    pub(crate) fn open_count(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn add(&mut self, record: &Record) {
        match &record.event {
            Event::Sent { message } => self.start(*message, record.at, record.at),
            Event::Duplicated { message } => {
                let original = self.open.get(&Message { copy: false, ..*message });
                let sent_at = original.map_or(record.at, |index| self.all[*index].sent_at);
                self.start(*message, sent_at, record.at);
            }
            Event::MessageOverridden { message, delivery } => self.override_delivery(message, *delivery, record.at),
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
        // A run has a million events at the most.
        self.by_write.entry(message.dot).or_default().push_back(self.all.len() as u32);
        self.all.push_back(MessageSpan { message, sent_at, starts_at: since, outcome: None });
    }

    fn end(&mut self, message: &Message, at: Micros, landing: DeliveryOutcome) {
        let flight = self.open.remove(message).and_then(|number| self.all.get_mut(number));
        if let Some(flight) = flight {
            flight.outcome.get_or_insert((at, landing));
            self.longest = self.longest.max(at - flight.starts_at + Micros(1));
        }
    }

    fn override_delivery(&mut self, message: &Message, then: DeliveryOverride, at: Micros) {
        let flight = self.open.get(message).and_then(|number| self.all.get_mut(*number));
        if let Some(flight) = flight {
            match then {
                DeliveryOverride::ArriveAt(_) => flight.outcome = None,
                DeliveryOverride::Lost => flight.outcome = Some((at, DeliveryOutcome::DroppedByOverride)),
                DeliveryOverride::Duplicated => {}
            }
        }
    }
}
