//! Configuration changes: cuts, topology, policy, links, clocks and places, and which leaders each affects.

use replication::{Event, EventSite, LeaderId, LinkId};
use timeline::EventKind;

/// The kinds of records among which configuration changes are.
pub const CONFIGURATION_CHANGES: &[EventKind] = &[
    EventKind::Reachability,
    EventKind::LinkChanged,
    EventKind::SettingChanged,
    EventKind::ClockSet,
    EventKind::Ignored,
];

/// A change that concerns links, clocks or the whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfigurationChange {
    /// What was changed.
    pub kind: ChangeKind,
    /// The leaders it affects.
    pub affected: Affected,
}

/// What was changed, most significant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Nothing: a command was ignored.
    Ignored,
    /// A link was cut.
    Cut,
    /// A cut was healed.
    Healed,
    /// The topology, or one link of it.
    Topology,
    /// The conflict policy.
    Policy,
    /// The behaviour of links, or of replication over them.
    Links,
    /// A clock.
    Clock,
    /// The place of a leader.
    Moved,
}

/// The leaders that a change affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affected {
    /// No leader.
    Nobody,
    /// One leader.
    Leader(LeaderId),
    /// Both ends of a link.
    Link(LinkId),
    /// Every leader.
    Everyone,
}

/// The configuration change of an event; none if it is not one.
#[must_use]
pub fn configuration_change(event: &Event) -> Option<ConfigurationChange> {
    let kind = match event {
        Event::Ignored(_) => ChangeKind::Ignored,
        Event::Cut(_) => ChangeKind::Cut,
        Event::Healed(_) => ChangeKind::Healed,
        Event::LinkAdded(_) | Event::LinkRemoved(_) | Event::TopologyChanged => ChangeKind::Topology,
        Event::PolicyChanged => ChangeKind::Policy,
        Event::LinksChanged | Event::ReplicationChanged => ChangeKind::Links,
        Event::ClockSet { .. } => ChangeKind::Clock,
        Event::Moved(_) => ChangeKind::Moved,
        Event::Accepted { .. }
        | Event::Refused { .. }
        | Event::Answered { .. }
        | Event::Applied { .. }
        | Event::Sent { .. }
        | Event::Lost { .. }
        | Event::Buffered { .. }
        | Event::Stopped { .. }
        | Event::Delivered { .. }
        | Event::Dropped { .. }
        | Event::Duplicated { .. }
        | Event::MessageOverridden { .. }
        | Event::WriteBuffered { .. }
        | Event::Inapplicable { .. }
        | Event::LinkResumed(_)
        | Event::Merged { .. }
        | Event::MergeFailed { .. }
        | Event::RequestForwarded { .. }
        | Event::RequestAnswered { .. }
        | Event::HomeAssigned { .. }
        | Event::TombstoneRemoved { .. }
        | Event::SnapshotSent { .. }
        | Event::SnapshotLoaded(_)
        | Event::SnapshotInterrupted(_)
        | Event::Crashed(_)
        | Event::Restarted(_)
        | Event::Joined(_)
        | Event::Draining(_)
        | Event::Left(_)
        | Event::Purged { .. }
        | Event::RequestWaiting { .. }
        | Event::RequestSent { .. }
        | Event::RequestArrived { .. }
        | Event::RetryRecognised { .. }
        | Event::ResponseReceived { .. }
        | Event::RequestTimedOut { .. }
        | Event::Halted => return None,
    };
    Some(ConfigurationChange { kind, affected: affected_by(event, kind) })
}

fn affected_by(event: &Event, kind: ChangeKind) -> Affected {
    if kind == ChangeKind::Ignored {
        return Affected::Nobody;
    }
    let site = event.site();
    match (site, site.leader()) {
        (EventSite::Link(link), _) => Affected::Link(link),
        (_, Some(leader)) => Affected::Leader(leader),
        (_, None) => Affected::Everyone,
    }
}

#[cfg(test)]
mod tests {
    use timeline::Timeline;

    use super::*;
    use crate::small_run::{leader, small_run};

    fn changes(timeline: &Timeline) -> Vec<ConfigurationChange> {
        timeline.records().iter().filter_map(|record| configuration_change(&record.event)).collect()
    }

    #[test]
    fn a_cut_affects_both_ends_of_its_link_and_an_ignored_command_nobody() {
        let cut = r#"{ "at_ms": 10, "cut": { "from": "F", "to": "T" } }"#;
        let crash_twice =
            r#"{ "at_ms": 20, "crash": { "leader": "F" } }, { "at_ms": 30, "crash": { "leader": "F" } }"#;
        let timeline = small_run(r#""siblings""#, &format!("{cut}, {crash_twice}"));
        let link = LinkId::new(leader("F"), leader("T"));
        let expected = [
            ConfigurationChange { kind: ChangeKind::Cut, affected: Affected::Link(link) },
            ConfigurationChange { kind: ChangeKind::Ignored, affected: Affected::Nobody },
        ];
        assert_eq!(changes(&timeline), expected);
    }

    #[test]
    fn every_configuration_change_is_of_an_indexed_kind() {
        for example in scenario::GALLERY {
            let timeline = Timeline::new(&example.scenario());
            let signed = timeline.index().next(CONFIGURATION_CHANGES, 0).count();
            assert_eq!(changes(&timeline).len(), signed, "{}", example.id);
        }
    }
}
