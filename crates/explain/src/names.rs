//! Names of leaders, clients and links, and lists of them.

use replication::{ClientId, ClockOwner, Dot, LeaderId, LinkId, LinkSelector, World, Write, shortened};
use timeline::Timeline;

/// The most characters of a name in a sentence.
const MAX_NAME_CHARS: usize = 24;

/// Looks names up in a world, and in the recorded run it belongs to: that knows leaders that have left or not
/// joined yet.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    world: &'a World,
    timeline: Option<&'a Timeline>,
}

impl<'a> From<&'a World> for Names<'a> {
    fn from(world: &'a World) -> Self {
        Self { world, timeline: None }
    }
}

impl<'a> Names<'a> {
    /// Names from a world and the run it belongs to.
    #[must_use]
    pub fn of_run(timeline: &'a Timeline, world: &'a World) -> Self {
        Self { world, timeline: Some(timeline) }
    }

    pub(crate) fn world(self) -> &'a World {
        self.world
    }

    /// The name of a leader, shortened if it is too long for a sentence, or its id if it is unknown.
    #[must_use]
    pub fn leader(self, id: LeaderId) -> String {
        if let Some(leader) = self.world.leaders.get(&id) {
            return name_in_sentence(&leader.name);
        }
        let elsewhere = self.timeline.and_then(|timeline| timeline.leader_name(id));
        elsewhere.map_or_else(|| id.to_string(), |name| name_in_sentence(&name))
    }

    /// The name of a client, shortened if it is too long for a sentence, or its id if it is unknown.
    #[must_use]
    pub fn client(self, id: ClientId) -> String {
        let client = self.world.clients.get(&id);
        client.map_or_else(|| id.to_string(), |client| name_in_sentence(&client.name))
    }

    /// The name of a clock's owner.
    pub(crate) fn clock_owner(self, whose: ClockOwner) -> String {
        match whose {
            ClockOwner::Leader(id) => self.leader(id),
            ClockOwner::Client(id) => self.client(id),
        }
    }

    /// `Frankfurt → Tokyo`.
    pub(crate) fn link(self, link: LinkId) -> String {
        format!("{} → {}", self.leader(link.from), self.leader(link.to))
    }

    /// `Frankfurt → Tokyo`, or `Frankfurt ↔ Tokyo` for both directions.
    pub(crate) fn links(self, selector: LinkSelector) -> String {
        match selector {
            LinkSelector::One(link) => self.link(link),
            LinkSelector::Both(a, b) => format!("{} ↔ {}", self.leader(a), self.leader(b)),
        }
    }

    /// Looks up a write in the run.
    pub(crate) fn write(self, dot: Dot) -> Option<&'a Write> {
        self.timeline?.writes().get(&dot).map(|record| &*record.write)
    }

    /// Whether a write comes after another only in the order of its key's home; unknown outside a run.
    pub(crate) fn is_ordered_by_home(self, later: Dot, earlier: Dot) -> bool {
        self.timeline.is_some_and(|timeline| analysis::is_ordered_by_home(timeline, later, earlier))
    }

    /// Whether neither writer had seen the other's write; unknown outside a run.
    pub(crate) fn are_concurrent(self, one: Dot, other: Dot) -> bool {
        self.timeline.is_some_and(|timeline| timeline.are_concurrent(one, other))
    }
}

/// A name, shortened if it is too long for a sentence.
pub(crate) fn name_in_sentence(name: &str) -> String {
    shortened(name, MAX_NAME_CHARS).into_owned()
}

/// The name of a leader, or its id if it is not in the world.
#[must_use]
pub fn leader_name(world: &World, id: LeaderId) -> String {
    Names::from(world).leader(id)
}

/// The name of a client, or its id if it is unknown.
#[must_use]
pub fn client_name(world: &World, id: ClientId) -> String {
    Names::from(world).client(id)
}

/// `Ana’s`, `James’`.
pub(crate) fn possessive(name: &str) -> String {
    let ending = if name.ends_with('s') { "’" } else { "’s" };
    format!("{name}{ending}")
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list_of(items: &[String]) -> String {
    match items {
        [] => "nobody".into(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
