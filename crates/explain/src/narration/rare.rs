//! What is told only of other runs than the opening one, in which no leader fails, no write is lost, and nothing is refused.

use analysis::DecisiveEvent;
use deferred::deferred;
use replication::Event;
use timeline::Loss;

use super::{Narration, Narrator};

/// Something that the opening run does not have.
pub(super) enum Rare<'a> {
    /// A decisive event.
    Decisive(&'a DecisiveEvent),
    /// A lost write.
    Lost(&'a Loss),
    /// Leaders that are left apart.
    Disagreement,
    /// Something that waits while nothing is in flight; so many writes, if they are not queued on links.
    Queued(usize),
}

deferred! {
    /// What is told of it.
    fn tell(narrator: &Narrator<'_>, rare: Rare<'_>) -> Narration = tell_rare;
    /// The most serious problem with replication itself, if there is one.
    fn replication_problem(narrator: &Narrator<'_>) -> Option<Narration> = find_replication_problem;
    /// A request or a snapshot on its way, if that is to be told.
    fn request_or_snapshot(narrator: &Narrator<'_>) -> Option<Narration> = find_request_or_snapshot;
    /// That the latest request was refused, while nothing has been written.
    fn refused_write(narrator: &Narrator<'_>) -> Option<Narration> = find_refused_write;
    /// What is told of a reply to a client: the event, and the number of its record.
    fn reply(narrator: &Narrator<'_>, number: usize, event: &Event) -> Option<Narration> = tell_reply;
}

impl Narrator<'_> {
    pub(super) fn tell_decisive(&self, event: &DecisiveEvent) -> Narration {
        tell(self, Rare::Decisive(event))
    }

    pub(super) fn tell_lost(&self, loss: &Loss) -> Narration {
        tell(self, Rare::Lost(loss))
    }

    pub(super) fn tell_disagreement(&self) -> Narration {
        tell(self, Rare::Disagreement)
    }

    pub(super) fn tell_queued(&self, entries: usize) -> Narration {
        tell(self, Rare::Queued(entries))
    }

    pub(super) fn tell_replication_problem(&self) -> Option<Narration> {
        replication_problem(self)
    }

    pub(super) fn tell_request_or_snapshot(&self) -> Option<Narration> {
        request_or_snapshot(self)
    }

    pub(super) fn tell_refused_write(&self) -> Option<Narration> {
        refused_write(self)
    }

    pub(super) fn tell_reply(&self, number: usize, event: &Event) -> Option<Narration> {
        reply(self, number, event)
    }
}

fn tell_rare(narrator: &Narrator<'_>, rare: Rare<'_>) -> Narration {
    match rare {
        Rare::Decisive(event) => narrator.narrate(event),
        Rare::Lost(loss) => narrator.lost(loss),
        Rare::Disagreement => narrator.disagreement(),
        Rare::Queued(entries) => narrator.queued(entries),
    }
}

fn find_replication_problem(narrator: &Narrator<'_>) -> Option<Narration> {
    narrator.replication_problem()
}

fn find_request_or_snapshot(narrator: &Narrator<'_>) -> Option<Narration> {
    narrator.request_or_snapshot()
}

fn find_refused_write(narrator: &Narrator<'_>) -> Option<Narration> {
    narrator.refused_write()
}

fn tell_reply(narrator: &Narrator<'_>, number: usize, event: &Event) -> Option<Narration> {
    narrator.reply(number, event)
}
