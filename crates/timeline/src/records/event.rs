//! How events are stored: a byte for the variant, then its fields.

use replication::Event;

use super::installed;
use super::stored::{Reader, Stored, Writer};

/// Each variant with its tag and its fields, in the order in which they are stored. The tags are those of this list
/// alone, and nothing that is kept depends on them. The opening run has only the first of the two groups.
macro_rules! events {
    (
        common { $($tag:literal $name:ident { $($field:ident),+ };)+ }
        rare { $($rare_tag:literal $rare:ident $({ $($rare_field:ident),+ })? $(($content:ident))?;)+ }
    ) => {
        impl Stored for Event {
            fn put(&self, to: &mut Writer<'_>) {
                match self {
                    $(Self::$name { $($field),+ } => {
                        to.bytes.push($tag);
                        $($field.put(to);)+
                    })+
                    $(Self::$rare { .. })|+ => installed::put(self, to),
                }
            }

            fn take(from: &mut Reader<'_>) -> Option<Self> {
                match from.byte()? {
                    $($tag => {
                        $(let $field = Stored::take(from)?;)+
                        Some(Self::$name { $($field),+ })
                    })+
                    tag => installed::take(tag, from),
                }
            }
        }

        pub(super) fn put_rare(event: &Event, to: &mut Writer<'_>) {
            match event {
                $(Event::$name { .. })|+ => event.put(to),
                $(Event::$rare $({ $($rare_field),+ })? $(($content))? => {
                    to.bytes.push($rare_tag);
                    $($($rare_field.put(to);)+)?
                    $($content.put(to);)?
                })+
            }
        }

        pub(super) fn take_rare(tag: u8, from: &mut Reader<'_>) -> Option<Event> {
            match tag {
                $($rare_tag => {
                    $($(let $rare_field = Stored::take(from)?;)+)?
                    $(let $content = Stored::take(from)?;)?
                    Some(Event::$rare $({ $($rare_field),+ })? $(($content))?)
                })+
                _ => None,
            }
        }
    };
}

events! {
    common {
        1 Accepted { leader, write, observed, acknowledged, stated_context, request };
        5 Applied { leader, write, via, kept, removed, reading };
        6 Sent { message };
        10 Delivered { message };
    }
    rare {
        2 Refused { leader, client, key, reason, request };
        3 Answered { leader, client, key, versions, reading, context, request };
        4 RequestWaiting { leader, client, key, missing, request };
        7 Lost { message };
        8 Buffered { message, waits_for };
        9 Stopped { message, reason };
        11 Dropped { leader, dot, reason };
        12 Duplicated { message };
        13 MessageOverridden { message, delivery };
        14 WriteBuffered { leader, dot, reason };
        15 Inapplicable { leader, dot, reason, action };
        16 LinkResumed(link);
        17 Merged { leader, write, sources };
        18 MergeFailed { leader, key, sources, error };
        19 RequestForwarded { request };
        20 RequestAnswered { request, dot };
        21 HomeAssigned { leader, key, home, write };
        22 TombstoneRemoved { leader, key, dot };
        23 SnapshotSent { link, writes };
        24 SnapshotLoaded(link);
        25 SnapshotInterrupted(link);
        26 ReplicationChanged;
        27 Crashed(leader);
        28 Restarted(leader);
        29 Cut(link);
        30 Healed(link);
        31 LinkAdded(link);
        32 LinkRemoved(link);
        33 TopologyChanged;
        34 PolicyChanged;
        35 LinksChanged;
        36 ClockSet { owner, clock };
        37 Moved(leader);
        38 Joined(leader);
        39 Draining(leader);
        40 Left(leader);
        41 Purged { leader, dot };
        42 Ignored(reason);
        43 Halted;
        44 RequestSent { attempt };
        45 RequestArrived { attempt, ahead };
        46 RetryRecognised { leader, client, key, request, dot };
        47 ResponseReceived { attempt, response };
        48 RequestTimedOut { attempt };
    }
}

#[cfg(test)]
mod tests {
    use replication::Command;

    use super::*;
    use crate::Timeline;

    #[test]
    fn opening_run_needs_nothing_that_is_installed() {
        let scenario = scenario::default_scenario();
        assert!(scenario.policy.name().id == "siblings" && scenario.workload.is_none());
        assert!(scenario.commands.iter().all(|timed| matches!(timed.command, Command::Request(_))));
        let timeline = Timeline::new(&scenario);
        let records = timeline.records();
        assert!(records.len() > 8);
        for record in (0..records.len()).filter_map(|number| records.get(number)) {
            let is_common = matches!(
                record.event,
                Event::Accepted { .. } | Event::Applied { .. } | Event::Sent { .. } | Event::Delivered { .. }
            );
            assert!(is_common, "{:?}", record.event);
        }
    }
}
