//! Causality: the past and future of an event, by the happened-before relation.
//!
//! One record happened before another if it came earlier at the same leader; if it sent the message, snapshot, request
//! or answer that the other received; if a client learned of it before requesting the other; or through a chain of these.

mod causal_edges;
pub(crate) mod installed;
mod request_origin;

use std::collections::BTreeSet;

use replication::{ClientId, Event, LeaderId, Message, Micros};

use causal_edges::{Carrier, CausalEdges};
pub(crate) use request_origin::{RequestOrigin, RequestOrigins};
use timeline::{MessageSpan, Timeline, Transfer};

/// At most this many records on either side of the selected one are examined. Anything further away is far outside
/// a stretch in which single messages are visible.
const MAX_DISTANCE: usize = 100_000;

/// How an event relates to the selected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is the selected one.
    Itself,
    /// It happened before the selected one.
    Past,
    /// The selected one happened before it.
    Future,
    /// Neither happened before the other.
    Concurrent,
}

/// The causal past and future of one event or message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Causality {
    /// The selected message, and when its span starts.
    message: Option<(Message, Micros)>,
    /// The number of the first examined record.
    first: usize,
    /// The relation of each examined record; none for those without causal edges.
    relations: Vec<Option<Relation>>,
    /// Whether the whole run was examined.
    is_whole: bool,
}

impl Causality {
    /// The causality of one record.
    #[must_use]
    pub fn of_event(timeline: &Timeline, number: usize) -> Option<Self> {
        let look = Excerpt::around(timeline, number);
        let edges = look.edges(number)?;
        let (before, after) = (Past::of(&edges), Future::of(&edges));
        let mut relations = look.relations(number, before, after);
        relations[number - look.first] = Some(Relation::Itself);
        Some(look.finish(None, relations))
    }

    /// The causality of a message: what led to its sending and what its arrival led to. What its sender did meanwhile is
    /// concurrent with it.
    #[must_use]
    pub fn of_message(timeline: &Timeline, message: Message) -> Option<Self> {
        let since = timeline.message_span(message)?.starts_at;
        let sent = find_start(timeline, message, since)?;
        let look = Excerpt::around(timeline, sent);
        let after = Future { carriers: BTreeSet::from([Carrier::Message(message)]), ..Future::default() };
        let mut relations = look.relations(sent, Past::of(&look.edges(sent)?), after);
        relations[sent - look.first] = Some(Relation::Past);
        Some(look.finish(Some((message, since)), relations))
    }

    /// The relation of a record; none if it has no causal edges or is too far away.
    #[must_use]
    pub fn of(&self, number: usize) -> Option<Relation> {
        *self.relations.get(number.checked_sub(self.first)?)?
    }

    /// The relation of a message span: in the past if its arrival is, in the future if its sending is.
    #[must_use]
    pub fn of_message_span(&self, timeline: &Timeline, flight: &MessageSpan) -> Relation {
        if self.message == Some((flight.message, flight.starts_at)) {
            return Relation::Itself;
        }
        let ended = flight.outcome.and_then(|(at, _)| find_end(timeline, flight.message, at));
        self.of_span(find_start(timeline, flight.message, flight.starts_at), ended)
    }

    /// The relation of a transfer, by the same rule.
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

    /// The numbers of the records in this relation, in order.
    pub fn numbers(&self, relation: Relation) -> impl DoubleEndedIterator<Item = usize> {
        let numbered = self.relations.iter().enumerate();
        let some = numbered.filter(move |(_, it)| **it == Some(relation));
        some.map(|(number, _)| self.first + number)
    }

    /// How many examined records are in this relation.
    #[must_use]
    pub fn count(&self, relation: Relation) -> usize {
        self.relations.iter().filter(|it| **it == Some(relation)).count()
    }

    /// Whether the whole run was examined, and not only the neighbourhood.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

/// The number of the record that started a message span.
fn find_start(timeline: &Timeline, message: Message, at: Micros) -> Option<usize> {
    find(timeline, at, |event| match event {
        Event::Sent { message: it } | Event::Duplicated { message: it } => *it == message,
        _ => false,
    })
}

/// The number of the record that ended a message span.
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

/// The stretch of a run that is examined.
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

    /// The relation of every record in the excerpt to the middle one.
    fn relations(&self, middle: usize, mut before: Past, mut after: Future) -> Vec<Option<Relation>> {
        let mut relations = vec![None; self.last - self.first];
        let judge = |edges: &CausalEdges, is_in: bool, relation| {
            edges.is_any().then_some(if is_in { relation } else { Relation::Concurrent })
        };
        for number in (self.first..middle).rev() {
            if let Some(edges) = self.edges(number) {
                relations[number - self.first] = judge(&edges, before.absorbs(&edges), Relation::Past);
            }
        }
        for number in middle + 1..self.last {
            if let Some(edges) = self.edges(number) {
                relations[number - self.first] = judge(&edges, after.absorbs(&edges), Relation::Future);
            }
        }
        relations
    }

    fn finish(self, message: Option<(Message, Micros)>, relations: Vec<Option<Relation>>) -> Causality {
        let is_whole = self.first == 0 && self.last == self.timeline.records().len();
        Causality { message, first: self.first, relations, is_whole }
    }
}

/// The causal past, collected backwards: leaders, clients and carriers whose earlier records belong to it.
#[derive(Default)]
struct Past {
    leaders: BTreeSet<LeaderId>,
    clients: BTreeSet<ClientId>,
    carriers: BTreeSet<Carrier>,
}

impl Past {
    fn of(edges: &CausalEdges) -> Self {
        let mut before = Self::default();
        before.add(edges);
        before
    }

    fn absorbs(&mut self, edges: &CausalEdges) -> bool {
        // An id may have been used by an earlier carrier, which is a different one.
        let is_given = edges.sends.is_some_and(|carrier| self.carriers.remove(&carrier));
        let is_in = is_given
            || edges.leader.is_some_and(|leader| self.leaders.contains(&leader))
            || edges.to_client.is_some_and(|client| self.clients.contains(&client));
        if is_in {
            self.add(edges);
        }
        is_in
    }

    fn add(&mut self, edges: &CausalEdges) {
        self.leaders.extend(edges.leader);
        self.clients.extend(edges.from_client);
        self.carriers.extend(edges.receives);
    }
}

/// The causal future, collected forwards: leaders, clients and carriers whose later records belong to it.
#[derive(Default)]
struct Future {
    leaders: BTreeSet<LeaderId>,
    clients: BTreeSet<ClientId>,
    carriers: BTreeSet<Carrier>,
}

impl Future {
    fn of(edges: &CausalEdges) -> Self {
        let mut after = Self::default();
        after.add(edges);
        after
    }

    fn absorbs(&mut self, edges: &CausalEdges) -> bool {
        let is_in = edges.receives.is_some_and(|carrier| self.carriers.contains(&carrier))
            || edges.leader.is_some_and(|leader| self.leaders.contains(&leader))
            || edges.from_client.is_some_and(|client| self.clients.contains(&client));
        match is_in {
            true => self.add(edges),
            // An id may have been used by an earlier carrier, which is a different one.
            false => drop(edges.sends.map(|carrier| self.carriers.remove(&carrier))),
        }
        is_in
    }

    fn add(&mut self, edges: &CausalEdges) {
        self.leaders.extend(edges.leader);
        self.clients.extend(edges.to_client);
        self.carriers.extend(edges.sends);
    }
}
