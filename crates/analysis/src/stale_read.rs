//! A stale read: its leader had not applied the latest write of the key.

use replication::{ClientId, Dot, Event, LeaderId, World};
use timeline::Timeline;

/// A read that was answered without the latest write of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaleRead {
    /// The leader that answered.
    pub leader: LeaderId,
    /// The client that read.
    pub client: ClientId,
    /// The latest write of the key, accepted before at another leader.
    pub missing: Dot,
}

/// Whether the read with the record of this number was stale; `world` is the world at its instant.
#[must_use]
pub fn stale_read(timeline: &Timeline, number: usize, world: &World) -> Option<StaleRead> {
    let Event::Answered { leader, client, key, .. } = timeline.records().get(number)?.event else {
        return None;
    };
    let of_key = timeline.writes().values().filter(|record| {
        record.record_number < number && record.write.key == key && record.write.client.is_some()
    });
    let latest = of_key.max_by_key(|record| record.record_number)?.write.dot;
    let is_applied = world.leaders.get(&leader)?.applied.contains(latest);
    (!is_applied).then_some(StaleRead { leader, client, missing: latest })
}

#[cfg(test)]
mod tests {
    use timeline::EventKind;

    use super::*;
    use crate::small_run::small_run;

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
        let missing: Vec<Option<String>> =
            stale.map(|stale| stale.map(|it| format!("{} without {}", it.client, it.missing))).collect();
        assert_eq!(missing, [Some("ben without F1".to_owned()), None, None]);
    }
}
