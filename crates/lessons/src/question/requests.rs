//! Questions about what clients and invariants experience: the end of a request, its latency, and broken invariants.

use replication::{LeaderId, Micros};

use super::ask::{Asker, Draft, choice};
use super::{CannotAsk, Choice};
use crate::request::RequestRef;
use crate::request_end::{RequestEnd, end_of, in_whole_ms, time_of};
use crate::verdicts::Invariants;

impl Asker<'_> {
    pub(super) fn request(&self, request: RequestRef) -> Result<Draft, CannotAsk> {
        let (end, at) = end_of(self.moment, request).ok_or(CannotAsk::NoSuchWrite)?;
        let text =
            format!("What happens to {}’s request at {}?", self.names().client(request.client), request.at);
        let travels = time_of(self.moment, request).is_some_and(|it| RequestEnd::has_travelled(&it));
        let served = match (travels, end) {
            (true, RequestEnd::Answered) => vec![("It is answered", RequestEnd::Answered)],
            (true, _) => vec![("It is acknowledged", RequestEnd::Acknowledged)],
            (false, _) => self.served_at_once(),
        };
        let others = [("It is refused", RequestEnd::Refused), ("It gets no answer", RequestEnd::Unanswered)];
        let choices = served.into_iter().chain(others).map(|(words, it)| choice(words, it == end));
        Ok((text, choices.collect(), at))
    }

    /// How a request is served that reaches its leader at once.
    fn served_at_once(&self) -> Vec<(&'static str, RequestEnd)> {
        let has_homes = self.moment.world.policy.avoidance().is_some();
        let forwarded =
            ("It is forwarded to the home of the key, which accepts it", RequestEnd::AcceptedByHome);
        let at_once = ("It is accepted at once", RequestEnd::Accepted);
        [Some(at_once), has_homes.then_some(forwarded)].into_iter().flatten().collect()
    }

    pub(super) fn latency(&self, request: RequestRef, answers: &[u64]) -> Result<Draft, CannotAsk> {
        let time = time_of(self.moment, request).ok_or(CannotAsk::NotServed)?;
        let (latency, (_, at)) = time.latency().zip(time.end).ok_or(CannotAsk::NotServed)?;
        let client = self.names().client(request.client);
        let text =
            format!("How long does {client} wait for the response to the request sent at {}?", request.at);
        let choices = answers
            .iter()
            .map(|answer| choice(Micros::from_ms(*answer).to_string(), *answer == in_whole_ms(latency)));
        Ok((text, choices.collect::<Vec<Choice>>(), at))
    }

    pub(super) fn broken(&self, answers: &[Vec<LeaderId>]) -> Result<Draft, CannotAsk> {
        let invariants = Invariants::new(self.scenario, self.moment.timeline, self.at);
        let which = match invariants.count() {
            0 => return Err(CannotAsk::NoInvariant),
            1 => "the invariant",
            _ => "an invariant",
        };
        let text = format!("Which leaders break {which} at {}?", self.at);
        Ok((text, self.sets_of_leaders(answers, &invariants.broken_at()), self.at))
    }
}
