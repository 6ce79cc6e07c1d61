//! The status of a link: whether it is open, and what is in flight on it.

use replication::{Dot, Event, Inapplicable, LeaderId, LinkId, World};
use timeline::{EventKind, Timeline};

/// Whether messages pass a link, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkCondition {
    /// Messages pass.
    Open,
    /// A write that the receiver cannot apply blocks all behind it.
    Blocked(Dot),
    /// It is cut.
    Cut,
    /// A leader at one end is down.
    Down(LeaderId),
    /// A leader at one end is still waiting for its snapshot.
    NotStarted,
}

/// The status of a link at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkStatus {
    /// Whether messages pass.
    pub condition: LinkCondition,
    /// How many messages are in flight.
    pub in_flight: usize,
    /// How many sent messages are stuck behind a blocking write.
    pub blocked_behind: usize,
}

impl LinkStatus {
    /// The status of a link in a world.
    #[must_use]
    pub fn of(world: &World, link: LinkId) -> Self {
        let channel = world.link_states.get(&link);
        Self {
            condition: condition(world, link),
            in_flight: channel.map_or(0, |channel| channel.in_transit().count()),
            blocked_behind: channel.map_or(0, |channel| channel.pending.len().saturating_sub(1)),
        }
    }
}

fn condition(world: &World, link: LinkId) -> LinkCondition {
    let down = |id: LeaderId| world.leaders.get(&id).is_some_and(|leader| !leader.up);
    if let Some(dot) = blocking_write(world, link).filter(|_| world.is_passable(link)) {
        return LinkCondition::Blocked(dot);
    }
    match () {
        () if world.cuts.contains(&link) => LinkCondition::Cut,
        () if down(link.to) => LinkCondition::Down(link.to),
        () if down(link.from) => LinkCondition::Down(link.from),
        () if world.pending_snapshots.contains_key(&link.to)
            || world.pending_snapshots.contains_key(&link.from) =>
        {
            LinkCondition::NotStarted
        }
        () => LinkCondition::Open,
    }
}

/// The write that the receiver of a link cannot apply and that blocks all behind it, if there is one.
#[must_use]
pub fn blocking_write(world: &World, link: LinkId) -> Option<Dot> {
    let channel = world.link_states.get(&link)?;
    channel.pending.get(channel.blocked_by?).map(|sent| sent.dot)
}

/// Whether a write that its receiver cannot apply blocks a link.
#[must_use]
pub fn is_blocked(world: &World, link: LinkId) -> bool {
    world.link_states.get(&link).is_some_and(|channel| channel.blocked_by.is_some())
}

/// Why a leader could not apply a write, at the last attempt among the first `count` events.
#[must_use]
pub fn why_inapplicable(timeline: &Timeline, count: usize, at: LeaderId, write: Dot) -> Option<Inapplicable> {
    timeline.latest(&[EventKind::Inapplicable], count).find_map(|(_, record)| {
        let Event::Inapplicable { leader, dot, reason, .. } = &record.event else { return None };
        ((*leader, *dot) == (at, write)).then_some(*reason)
    })
}

/// The outgoing links of a leader, in order.
pub fn links_from(world: &World, leader: LeaderId) -> impl Iterator<Item = LinkId> {
    world.link_states.keys().copied().filter(move |link| link.from == leader)
}

#[cfg(test)]
mod tests {
    use replication::Micros;

    use super::*;
    use crate::small_run::{leader, small_run};

    #[test]
    fn a_link_is_open_with_a_message_on_the_way_then_cut_and_down_while_its_receiver_is() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
               { "at_ms": 200, "crash": { "leader": "T" } },
               { "at_ms": 300, "cut": { "from": "F", "to": "T" } }"#,
        );
        let link = LinkId::new(leader("F"), leader("T"));
        let status = |ms| LinkStatus::of(timeline.run_at(Micros::from_ms(ms), None).world(), link);
        assert_eq!((status(50).condition, status(50).in_flight), (LinkCondition::Open, 1));
        assert_eq!((status(150).condition, status(150).in_flight), (LinkCondition::Open, 0));
        assert_eq!(status(250).condition, LinkCondition::Down(leader("T")));
        assert_eq!(status(350).condition, LinkCondition::Cut);
    }

    #[test]
    fn a_write_that_cannot_be_applied_blocks_its_link_and_says_why() {
        for example in scenario::GALLERY {
            let timeline = Timeline::new(&example.scenario());
            let world = timeline.run_at(timeline.ends_at(), None);
            for link in world.world().link_states.keys() {
                let Some(dot) = blocking_write(world.world(), *link) else { continue };
                let reason = why_inapplicable(&timeline, timeline.records().len(), link.to, dot);
                assert!(reason.is_some(), "{} {link}", example.id);
            }
        }
    }
}
