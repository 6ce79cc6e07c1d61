//! Narration while writes are queued: how many, where, and what they wait for.

use std::collections::BTreeSet;

use replication::{Dot, LeaderId, LinkId, gather};

use super::{Narration, Narrator, Suggestion};

impl Narrator<'_> {
    /// What is said while nothing is in flight and something waits; `entries` if that is no write queued on a link.
    pub(super) fn queued(&self, entries: usize) -> Narration {
        let mut ends = self.queued_links().flat_map(|link| [link.from, link.to]);
        if let Some(id) = ends.find(|id| !self.is_up(*id)) {
            return self.queued_around(id);
        }
        let writes = match self.writes_on(|_| true) {
            0 => are_queued(entries),
            distinct => are_queued(distinct),
        };
        match self.queued_links().find(|link| self.world.cuts.contains(link)) {
            Some(cut) => self.queued_behind(cut, &writes),
            None => Narration::without_suggestion(format!("{writes}.")),
        }
    }

    /// A leader that is down misses writes, and keeps on disk those that it has acknowledged.
    fn queued_around(&self, id: LeaderId) -> Narration {
        let name = self.leader(id);
        let (for_it, at_it) = (self.writes_on(|link| link.to == id), self.writes_on(|link| link.from == id));
        let sentence = match (for_it, at_it) {
            (0, at_it) => format!("{} at {name}, which is down.", are_queued(at_it)),
            (for_it, 0) => format!("{} for {name}, which is down.", are_queued(for_it)),
            (for_it, at_it) => {
                format!("{} for {name}, which is down, and {at_it} at {name}.", are_queued(for_it))
            }
        };
        let elsewhere = self.queued_links().any(|link| link.from != id && link.to != id);
        let sentence =
            if elsewhere { format!("{sentence} More are queued on other links.") } else { sentence };
        Narration::without_suggestion(sentence).suggesting(Suggestion::Restart(id))
    }

    fn queued_behind(&self, cut: LinkId, writes: &str) -> Narration {
        let (from, to) = (self.leader(cut.from), self.leader(cut.to));
        let leaving = match self.world.draining.contains(&cut.from) {
            true => match self.writes_on(|link| link.from == cut.from) {
                1 => format!(" {from} leaves once it has sent it."),
                _ => format!(" {from} leaves once it has sent them."),
            },
            false => String::new(),
        };
        Narration::without_suggestion(format!("{writes}: the link from {from} to {to} is cut.{leaving}"))
            .suggesting(Suggestion::Heal(cut))
    }

    fn queued_links(&self) -> impl Iterator<Item = LinkId> {
        self.outcome.queued.iter().map(|(link, _)| *link)
    }

    /// How many writes are queued on such links. One that is queued on several counts once.
    fn writes_on(&self, counts: impl Fn(LinkId) -> bool) -> usize {
        let links = self.queued_links().filter(|link| counts(*link));
        let dots = links.flat_map(|link| self.world.backlog(link)).map(|entry| entry.write.dot);
        gather::<BTreeSet<Dot>, _>(dots).len()
    }
}

/// `1 write is queued`, `2 writes are queued`.
fn are_queued(count: usize) -> String {
    if count == 1 { "1 write is queued".into() } else { format!("{count} writes are queued") }
}
