//! What can have led to an event and what can follow from it: its causal past and future, by happened-before.
//!
//! One record comes before another if both happened at the same leader in this order, if the one sent the
//! message, the snapshot, the request or the answer that the other received, if a client was told the one
//! before it asked for the other, or by any number of such steps.

mod causal_edges;
mod request_origin;

use std::collections::BTreeSet;

use replication::{ClientId, Event, LeaderId, Message, Micros};

use causal_edges::{Carrier, CausalEdges};
pub(crate) use request_origin::{RequestOrigin, RequestOrigins};
use timeline::{MessageSpan, Timeline, Transfer};

/// So many records before a chosen one, and so many after it, are looked at: what is left out of a run of a
/// million events is far outside of any stretch whose messages can be told apart.
const MAX_DISTANCE: usize = 100_000;

/// How an event stands to the chosen one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is the chosen one.
    Itself,
    /// It can have led to it.
    Past,
    /// It can follow from it.
    Future,
    /// Neither can have led to the other.
    Concurrent,
}

/// The past and the future of one event, or of one message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Causality {
    /// The message that was chosen, and when it was first there.
    message: Option<(Message, Micros)>,
    /// The number of the first record that was looked at.
    first: usize,
    /// How each stands to what was chosen; none for what belongs to no leader.
    relations: Vec<Option<Relation>>,
    /// Whether the whole run was looked at.
    is_whole: bool,
}

impl Causality {
    /// Around one record.
    #[must_use]
    pub fn of_event(timeline: &Timeline, number: usize) -> Option<Self> {
        let look = Excerpt::around(timeline, number);
        let ties = look.edges(number)?;
        let (before, after) = (Past::of(&ties), Future::of(&ties));
        let mut relations = look.relations(number, before, after);
        relations[number - look.first] = Some(Relation::Itself);
        Some(look.finish(None, relations))
    }

    /// Around a message: what led to its being sent, and what its arrival led to. What the sender did
    /// meanwhile is concurrent with it.
    #[must_use]
    pub fn of_message(timeline: &Timeline, message: Message) -> Option<Self> {
        let since = timeline.message_span(message)?.starts_at;
        let sent = find_start(timeline, message, since)?;
        let look = Excerpt::around(timeline, sent);
        let after = Future { parcels: BTreeSet::from([Carrier::Message(message)]), ..Future::default() };
        let mut relations = look.relations(sent, Past::of(&look.edges(sent)?), after);
        relations[sent - look.first] = Some(Relation::Past);
        Some(look.finish(Some((message, since)), relations))
    }

    /// How a record stands to what was chosen; none if it belongs to no leader, or is too far away.
    #[must_use]
    pub fn of(&self, number: usize) -> Option<Relation> {
        *self.relations.get(number.checked_sub(self.first)?)?
    }

    /// How a message stands to what was chosen. It is in its past if its arrival is, and in its future if its
    /// setting out is.
    #[must_use]
    pub fn of_message_span(&self, timeline: &Timeline, flight: &MessageSpan) -> Relation {
        if self.message == Some((flight.message, flight.starts_at)) {
            return Relation::Itself;
        }
        let ended = flight.outcome.and_then(|(at, _)| find_end(timeline, flight.message, at));
        self.of_span(find_start(timeline, flight.message, flight.starts_at), ended)
    }

    /// How a request, an answer or a snapshot stands to what was chosen, by the same rule.
    #[must_use]
    pub fn of_transfer(&self, crossing: &Transfer) -> Relation {
        self.of_span(Some(crossing.sent_record), crossing.arrival_record)
    }

    fn of_span(&self, sent: Option<usize>, ended: Option<usize>) -> Relation {
        let relation = |number: Option<usize>| self.of(number?);
        match (relation(ended), relation(sent)) {
            (Some(Relation::Past | Relation::Itself), _) => Relation::Past,
            (_, Some(Relation::Future | Relation::Itself)) => Relation::Future,
            _ => Relation::Concurrent,
        }
    }

    /// The numbers of the records that stand so, in order.
    pub fn numbers(&self, relation: Relation) -> impl DoubleEndedIterator<Item = usize> {
        let numbered = self.relations.iter().enumerate();
        let some = numbered.filter(move |(_, it)| **it == Some(relation));
        some.map(|(number, _)| self.first + number)
    }

    /// How many of the records that were looked at stand so.
    #[must_use]
    pub fn count(&self, relation: Relation) -> usize {
        self.relations.iter().filter(|it| **it == Some(relation)).count()
    }

    /// Whether the whole run was looked at, and not only what is near.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

/// The number of the record with which a message was first there.
fn find_start(timeline: &Timeline, message: Message, at: Micros) -> Option<usize> {
    find(timeline, at, |event| match event {
        Event::Sent { message: it } | Event::Duplicated { message: it } => *it == message,
        _ => false,
    })
}

/// The number of the record with which a message ended.
fn find_end(timeline: &Timeline, message: Message, at: Micros) -> Option<usize> {
    find(timeline, at, |event| match event {
        Event::Delivered { message: it }
        | Event::Lost { message: it }
        | Event::Stopped { message: it, .. } => *it == message,
        _ => false,
    })
}

fn find(timeline: &Timeline, at: Micros, is_it: impl Fn(&Event) -> bool) -> Option<usize> {
    let mut there = timeline.records().range(timeline.records().before(at), timeline.count_at(at));
    there.find(|(_, record)| is_it(&record.event)).map(|(number, _)| number)
}

/// The stretch of a run that is looked at.
struct Excerpt<'a> {
    timeline: &'a Timeline,
    first: usize,
    last: usize,
    requests: RequestOrigins,
}

impl<'a> Excerpt<'a> {
    fn around(timeline: &'a Timeline, number: usize) -> Self {
        let first = number.saturating_sub(MAX_DISTANCE);
        let last = timeline.records().len().min(number.saturating_add(MAX_DISTANCE));
        Self { timeline, first, last, requests: RequestOrigins::new(timeline, first, last) }
    }

    fn edges(&self, number: usize) -> Option<CausalEdges> {
        let record = self.timeline.records().get(number)?;
        Some(CausalEdges::of(&record.event, self.requests.origin_of(number)))
    }

    /// How all but the one in the middle stand to it.
    fn relations(&self, middle: usize, mut before: Past, mut after: Future) -> Vec<Option<Relation>> {
        let mut relations = vec![None; self.last - self.first];
        let judge = |ties: &CausalEdges, is_in: bool, relation| {
            ties.is_any().then_some(if is_in { relation } else { Relation::Concurrent })
        };
        for number in (self.first..middle).rev() {
            if let Some(ties) = self.edges(number) {
                relations[number - self.first] = judge(&ties, before.absorbs(&ties), Relation::Past);
            }
        }
        for number in middle + 1..self.last {
            if let Some(ties) = self.edges(number) {
                relations[number - self.first] = judge(&ties, after.absorbs(&ties), Relation::Future);
            }
        }
        relations
    }

    fn finish(self, message: Option<(Message, Micros)>, relations: Vec<Option<Relation>>) -> Causality {
        let is_whole = self.first == 0 && self.last == self.timeline.records().len();
        Causality { message, first: self.first, relations, is_whole }
    }
}

/// What is known to be in the past on the way back: whoever did something in it did all before it too.
#[derive(Default)]
struct Past {
    leaders: BTreeSet<LeaderId>,
    clients: BTreeSet<ClientId>,
    parcels: BTreeSet<Carrier>,
}

impl Past {
    fn of(ties: &CausalEdges) -> Self {
        let mut before = Self::default();
        before.add(ties);
        before
    }

    fn absorbs(&mut self, ties: &CausalEdges) -> bool {
        // Its name may have been given before to another, which is then not meant.
        let is_given = ties.sends.is_some_and(|parcel| self.parcels.remove(&parcel));
        let is_in = is_given
            || ties.leader.is_some_and(|leader| self.leaders.contains(&leader))
            || ties.to_client.is_some_and(|client| self.clients.contains(&client));
        if is_in {
            self.add(ties);
        }
        is_in
    }

    fn add(&mut self, ties: &CausalEdges) {
        self.leaders.extend(ties.leader);
        self.clients.extend(ties.from_client);
        self.parcels.extend(ties.receives);
    }
}

/// What is known to be in the future on the way on: whoever is in it does all after it in it too.
#[derive(Default)]
struct Future {
    leaders: BTreeSet<LeaderId>,
    clients: BTreeSet<ClientId>,
    parcels: BTreeSet<Carrier>,
}

impl Future {
    fn of(ties: &CausalEdges) -> Self {
        let mut after = Self::default();
        after.add(ties);
        after
    }

    fn absorbs(&mut self, ties: &CausalEdges) -> bool {
        let is_in = ties.receives.is_some_and(|parcel| self.parcels.contains(&parcel))
            || ties.leader.is_some_and(|leader| self.leaders.contains(&leader))
            || ties.from_client.is_some_and(|client| self.clients.contains(&client));
        match is_in {
            true => self.add(ties),
            // Its name may have been given before to another, which is then not meant.
            false => drop(ties.sends.map(|parcel| self.parcels.remove(&parcel))),
        }
        is_in
    }

    fn add(&mut self, ties: &CausalEdges) {
        self.leaders.extend(ties.leader);
        self.clients.extend(ties.to_client);
        self.parcels.extend(ties.sends);
    }
}
