//! Where requests of clients were asked that an event answers: there and then, or elsewhere and passed on.

use std::collections::BTreeMap;

use replication::{ClientId, Command, Dot, Event, Key, LeaderId, Record, Request, WhyRefused, Write};

use crate::timeline::{Sign, Timeline};

/// Where a client asked for what an event tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Asked {
    /// At this leader, at this instant.
    #[default]
    Here,
    /// At another leader, which passed the request of this number on.
    Elsewhere(u64),
    /// At this leader, earlier: it has waited for a home that gave no answer.
    Before,
}

/// The events that do not answer a client that stands there. In a run where no request is passed on there
/// are none.
#[derive(Debug, Default)]
pub(crate) struct Requests(BTreeMap<usize, Asked>);

const CONCERNED: &[Sign] = &[Sign::PassedOn, Sign::Accepted, Sign::Refused];

impl Requests {
    /// Those among the records from one number up to another.
    pub(crate) fn new(timeline: &Timeline, first: usize, last: usize) -> Self {
        if timeline.index().count(Sign::PassedOn, timeline.records().len()) == 0 {
            return Self::default();
        }
        let mut under_way = UnderWay::new(timeline, first, last);
        let numbers = timeline.index().next(CONCERNED, first).take_while(|number| *number < last);
        let asked = numbers.filter_map(|number| Some((number, under_way.asked(number)?)));
        Self(asked.filter(|(_, asked)| *asked != Asked::Here).collect())
    }

    /// Where it was asked for what this record tells of.
    pub(crate) fn asked(&self, number: usize) -> Asked {
        self.0.get(&number).copied().unwrap_or_default()
    }
}

/// Whether a client asks for this key at the very instant of a record.
fn is_asked_now(timeline: &Timeline, record: &Record, client: ClientId, key: &Key) -> bool {
    timeline.commands_at(record.at).iter().any(|timed| {
        timed.command.client() == Some(client)
            && match &timed.command {
                Command::Read { key: asked, .. } | Command::Merge { key: asked, .. } => asked == key,
                other => other.change().is_some_and(|change| change.key == key),
            }
    })
}

/// A request that is on its way to a home.
struct Passed<'a> {
    /// As it is now.
    request: &'a Request,
    /// The leader that the client asked.
    at: LeaderId,
    /// What the client's clock showed then.
    client_time: i64,
    /// Whether that leader has waited for the answer in vain.
    given_up: bool,
}

/// The requests that are on their way.
struct UnderWay<'a> {
    timeline: &'a Timeline,
    requests: BTreeMap<u64, Passed<'a>>,
    /// Which request came to which write, as far as the answer got through.
    answers: BTreeMap<Dot, u64>,
}

impl<'a> UnderWay<'a> {
    fn new(timeline: &'a Timeline, first: usize, last: usize) -> Self {
        let numbers = timeline.index().range(Sign::PassedOn, first, last);
        let answers = numbers.filter_map(|number| match timeline.records().get(number)?.event {
            Event::Returned { ref request, dot } => Some((dot, request.number)),
            _ => None,
        });
        Self { timeline, requests: BTreeMap::new(), answers: answers.collect() }
    }

    /// Where it was asked for what a record tells of; none if nobody asked.
    fn asked(&mut self, number: usize) -> Option<Asked> {
        let record = self.timeline.records().get(number)?;
        let (leader, client, key, write) = match &record.event {
            Event::Forwarded { request } if self.goes_on(request) => return Some(Asked::Before),
            Event::Forwarded { request } => (request.link.from, request.client, &request.key, None),
            Event::Accepted { leader, write, .. } => (*leader, write.client?, &write.key, Some(&**write)),
            Event::Refused { leader, client, key, .. } => (*leader, *client, key, None),
            _ => return None,
        };
        let asked = match &record.event {
            _ if is_asked_now(self.timeline, record, client, key) => Asked::Here,
            Event::Forwarded { .. } | Event::Refused { why: WhyRefused::NoAnswer(_), .. } => Asked::Before,
            _ => self.take(leader, client, key, write),
        };
        let before = (asked == Asked::Before).then(|| self.give_up(leader, client, key)).flatten();
        if let Event::Forwarded { request } = &record.event {
            let now = || self.timeline.clock_of_client(client, number).reading_at(record.at);
            let client_time = before.unwrap_or_else(now);
            let passed = Passed { request, at: leader, client_time, given_up: false };
            self.requests.insert(request.number, passed);
        }
        Some(asked)
    }

    /// Whether a request was under way before, and goes on to another leader.
    fn goes_on(&mut self, request: &'a Request) -> bool {
        let passed = self.requests.get_mut(&request.number);
        passed.map(|passed| passed.request = request).is_some()
    }

    /// The leader that was asked no longer waits, though what is on its way cannot be called back. Returns
    /// what the client's clock showed when it asked.
    fn give_up(&mut self, at: LeaderId, client: ClientId, key: &Key) -> Option<i64> {
        let mut waited_for = self.requests.values_mut().filter(|passed| !passed.given_up);
        let is_meant = |passed: &&mut Passed<'_>| {
            (passed.at, passed.request.client, &passed.request.key) == (at, client, key)
        };
        let passed = waited_for.find(is_meant)?;
        passed.given_up = true;
        Some(passed.client_time)
    }

    /// The request that is answered here: the one that the answer names, or the one that was made when the
    /// write says that it was. Of a refusal nothing tells; so it is the first that may be meant, which is in
    /// the past of the others.
    fn take(&mut self, leader: LeaderId, client: ClientId, key: &Key, write: Option<&Write>) -> Asked {
        let is_meant = |passed: &Passed<'_>| {
            let Request { link, client: who, key: which, .. } = passed.request;
            (link.to, *who, which) == (leader, client, key)
        };
        let is_timely = |(number, passed): &(&u64, &Passed<'_>)| {
            let is_another = self.answers.values().any(|answered| answered == *number);
            !is_another && write.map_or(!passed.given_up, |it| it.client_time == passed.client_time)
        };
        let told = write.and_then(|write| self.answers.get(&write.dot)).copied();
        let mut meant = self.requests.iter().filter(|(_, passed)| is_meant(passed)).filter(is_timely);
        let meant = meant.next().map(|(number, _)| *number);
        let Some(number) = told.or(meant) else {
            return Asked::Before;
        };
        self.requests.remove(&number);
        Asked::Elsewhere(number)
    }
}
