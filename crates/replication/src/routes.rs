//! Where each link and its ends are kept, and which links begin at each leader: worked out when leaders or links come
//! or go, not for every message.

use std::sync::Arc;

use crate::id::{LeaderId, LinkId};
use crate::leader::Leader;
use crate::links::LinkState;
use crate::shared_map::{SharedMap, Slot};

/// A link with the slots of itself and of its ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    pub(crate) link: Slot<LinkId>,
    pub(crate) from: Slot<LeaderId>,
    pub(crate) to: Slot<LeaderId>,
}

/// The routes of all links. Copies share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Routes {
    /// In the order of links, so that those from one leader are next to each other.
    all: Arc<[Route]>,
    /// For each leader by its place, where the routes from it begin.
    starts: Arc<[usize]>,
}

impl Routes {
    /// The routes of these links between these leaders.
    pub(crate) fn new(leaders: &SharedMap<LeaderId, Leader>, links: &SharedMap<LinkId, LinkState>) -> Self {
        let route = |link: Slot<LinkId>| {
            let LinkId { from, to } = link.key;
            Some(Route { link, from: leaders.slot(from)?, to: leaders.slot(to)? })
        };
        let all: Arc<[Route]> = links.slots().filter_map(route).collect();
        let start = |leader: &LeaderId| all.partition_point(|route| route.from.key < *leader);
        let starts = leaders.keys().map(start).chain([all.len()]).collect();
        Self { all, starts }
    }

    /// Every route, in the order of links.
    pub(crate) fn all(&self) -> Arc<[Route]> {
        self.all.clone()
    }

    /// The route of a link.
    pub(crate) fn of(&self, link: &Slot<LinkId>) -> Option<&Route> {
        self.all.get(link.place())
    }

    /// The routes from a leader, in the order of links.
    pub(crate) fn from(&self, leader: &Slot<LeaderId>) -> &[Route] {
        let start_of = |place: usize| self.starts.get(place).copied().unwrap_or(self.all.len());
        &self.all[start_of(leader.place())..start_of(leader.place() + 1)]
    }
}
