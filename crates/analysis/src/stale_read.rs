//! Stale reads: their leader had not applied every acknowledged write of the key (SEMANTICS C4).

use replication::{ClientId, Dot, Event, LeaderId, ResponseKind, World};
use timeline::{EventKind, Timeline};

/// A read that was answered without an acknowledged write of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleRead {
    /// The leader that answered.
    pub leader: LeaderId,
    /// The client that read.
    pub client: ClientId,
    /// The acknowledged writes of the key that the leader had not applied, the latest first; at least one.
    pub missing: Vec<Dot>,
}

/// Whether the read with the record of this number was stale; `world` is the world at its instant.
#[must_use]
pub fn stale_read(timeline: &Timeline, number: usize, world: &World) -> Option<StaleRead> {
    let Event::Answered { leader, client, key, .. } = timeline.records().get(number)?.event else {
        return None;
    };
    let applied = &world.leaders.get(&leader)?.applied;
    let acknowledged = timeline.latest(&[EventKind::Acknowledged], number);
    let of_key = acknowledged.filter_map(|(_, record)| match record.event {
        Event::Accepted { write, .. } if write.key == key => Some(write.dot),
        Event::RequestAnswered { request, dot } if request.key == key => Some(dot),
        Event::ResponseReceived { attempt, response: ResponseKind::Acknowledged(dot) }
            if attempt.key == key =>
        {
            Some(dot)
        }
        _ => None,
    });
    let mut missing: Vec<Dot> = Vec::new();
    // A client whose request was repeated may be told of its write twice.
    for dot in of_key.filter(|dot| !applied.contains(*dot)) {
        if !missing.contains(&dot) {
            missing.push(dot);
        }
    }
    (!missing.is_empty()).then_some(StaleRead { leader, client, missing })
}

#[cfg(test)]
mod tests {
    use replication::Micros;
    use timeline::EventKind;

    use super::*;
    use crate::small_run::small_run;

    fn listed(dots: &[Dot]) -> String {
        dots.iter().map(Dot::to_string).collect::<Vec<_>>().join(" and ")
    }

    #[test]
    fn stale_read_names_every_write_that_it_lacks() {
        let timeline = small_run(
            r#""siblings""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
               { "at_ms": 20, "write": { "client": "ana", "key": "cart", "value": "eggs" } },
               { "at_ms": 30, "read": { "client": "ben", "key": "cart" } }"#,
        );
        let number = timeline.index().next(&[EventKind::Read], 0).next().unwrap();
        let stale = stale_read(&timeline, number, timeline.run_at(Micros::from_ms(30), None).world());
        assert_eq!(stale.map(|stale| listed(&stale.missing)), Some("F2 and F1".to_owned()));
    }

    #[test]
    fn read_is_stale_until_the_latest_write_of_its_key_is_applied() {
        let timeline = small_run(
            r#""last-write-wins""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
               { "at_ms": 20, "write": { "client": "ana", "key": "list", "value": "tea" } },
               { "at_ms": 30, "read": { "client": "ben", "key": "cart" } },
               { "at_ms": 30, "read": { "client": "ana", "key": "cart" } },
               { "at_ms": 900, "read": { "client": "ben", "key": "cart" } }"#,
        );
        let reads = timeline.index().next(&[EventKind::Read], 0);
        let stale = reads.map(|number| {
            let at = timeline.records().get(number).unwrap().at;
            stale_read(&timeline, number, timeline.run_at(at, None).world())
        });
        let missing: Vec<Option<String>> = stale
            .map(|stale| stale.map(|it| format!("{} without {}", it.client, listed(&it.missing))))
            .collect();
        assert_eq!(missing, [Some("ben without F1".to_owned()), None, None]);
    }

    #[test]
    fn read_is_stale_if_it_lacks_an_earlier_write_though_it_has_the_latest() {
        let timeline = small_run(
            r#""last-write-wins""#,
            r#"{ "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
               { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
               { "at_ms": 30, "read": { "client": "ben", "key": "cart" } }"#,
        );
        let number = timeline.index().next(&[EventKind::Read], 0).next().unwrap();
        let at = timeline.records().at(number).unwrap();
        let stale = stale_read(&timeline, number, timeline.run_at(at, None).world());
        assert_eq!(stale.map(|stale| listed(&stale.missing)), Some("F1".to_owned()));
    }
}
