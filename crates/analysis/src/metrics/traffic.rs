//! Replication traffic of a run: messages, bytes and hops.

use std::collections::BTreeMap;

use replication::{Dot, Event, LeaderId};
use timeline::Timeline;

/// What replication sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Messages sent, the same write to several leaders or again counted each time.
    pub messages: u64,
    /// Their sizes, in bytes: values, contexts and dependencies.
    pub bytes: u64,
    /// How often a leader applied a write of another for the first time.
    pub arrivals: u64,
    /// The links that these writes had crossed, in all.
    pub hops: u64,
}

impl Traffic {
    /// The traffic of a run.
    #[must_use]
    pub fn of(timeline: &Timeline) -> Self {
        let mut traffic = Self::default();
        let mut distances: BTreeMap<(Dot, LeaderId), u64> = BTreeMap::new();
        for record in timeline.records().iter() {
            match record.event {
                Event::Sent { message } => {
                    let write = timeline.writes().get(&message.dot).map(|record| &record.write);
                    traffic.messages += 1;
                    traffic.bytes += write.map_or(0, |write| write.size_bytes());
                }
                Event::Applied { leader, write, via: Some(link), .. } => {
                    let before = distances.get(&(write.dot, link.from)).copied().unwrap_or_default();
                    distances.entry((write.dot, leader)).or_insert_with(|| {
                        traffic.arrivals += 1;
                        traffic.hops += before + 1;
                        before + 1
                    });
                }
                _ => {}
            }
        }
        traffic
    }
}

#[cfg(test)]
mod tests {
    use scenario::Scenario;

    use super::*;

    /// The traffic of one write at F among four leaders.
    fn of_one_write(topology: &str) -> Traffic {
        let text = format!(
            r#"{{ "polyleader": 1, "leaders": [{{ "id": "F" }}, {{ "id": "T" }}, {{ "id": "S" }}, {{ "id": "N" }}],
                "links": {{ "latency": {{ "fixed_ms": 10 }} }}, "topology": "{topology}",
                "clients": [{{ "id": "ana", "at": "F" }}],
                "commands": [{{ "at_ms": 1, "write": {{ "client": "ana", "key": "k", "value": 1 }} }}] }}"#
        );
        Traffic::of(&Timeline::new(&Scenario::from_json(&text).unwrap()))
    }

    #[test]
    fn write_crosses_one_link_to_each_leader_or_more_and_more_around_a_ring() {
        let direct = of_one_write("all-to-all");
        assert_eq!((direct.arrivals, direct.hops), (3, 3));
        let ring = of_one_write("circular");
        assert_eq!((ring.arrivals, ring.hops), (3, 1 + 2 + 3));
        assert_eq!(ring.messages, 4, "the last brings it back to where it came from");
        let chain = of_one_write("chain");
        assert_eq!((chain.arrivals, chain.hops), (3, 6));
        assert!(direct.bytes > 0 && direct.bytes.is_multiple_of(direct.messages));
    }
}
