//! Outages: when a leader was down or not a member.

use replication::{Event, LeaderId, Micros};
use timeline::{EventKind, Timeline};

/// A period in which a leader was down or not a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Its first instant.
    pub from: Micros,
    /// When the leader was up again; none if it was not up again.
    pub to: Option<Micros>,
}

/// Every outage of a leader, in order.
#[must_use]
pub fn outages(timeline: &Timeline, id: LeaderId) -> Vec<Outage> {
    let mut all = Vec::new();
    let at_first = timeline.setup().leaders.iter().any(|spec| spec.id == id);
    let mut since = (!at_first).then_some(Micros::ZERO);
    let numbers = timeline.index().next(&[EventKind::LeaderChanged], 0);
    for record in numbers.filter_map(|number| timeline.records().get(number)) {
        if matches!(&record.event, Event::Crashed(leader) | Event::Left(leader) if *leader == id) {
            since = since.or(Some(record.at));
        }
        if matches!(&record.event, Event::Restarted(leader) | Event::Joined(leader) if *leader == id) {
            all.extend(since.take().map(|from| Outage { from, to: Some(record.at) }));
        }
    }
    all.extend(since.map(|from| Outage { from, to: None }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_run::{leader, small_run};

    #[test]
    fn an_outage_lasts_from_crash_to_restart_or_to_the_end() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "crash": { "leader": "F" } }, { "at_ms": 20, "restart": { "leader": "F" } },
               { "at_ms": 30, "crash": { "leader": "F" } }"#,
        );
        let expected = [
            Outage { from: Micros::from_ms(10), to: Some(Micros::from_ms(20)) },
            Outage { from: Micros::from_ms(30), to: None },
        ];
        assert_eq!(outages(&timeline, leader("F")), expected);
        assert_eq!(outages(&timeline, leader("T")), []);
    }
}
