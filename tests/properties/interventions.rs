//! Delayed, dropped and duplicated messages: each is sent once and ends once, and no write is lost.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Command, Event, Message, Micros, Order, Record, Then};

use crate::mending::mended;
use crate::scenarios::{Mix, Readable, aims, scenarios, take_aim};

/// The messages in flight according to the trace.
#[derive(Default)]
struct Ends {
    under_way: BTreeSet<Message>,
    due: BTreeMap<Message, Micros>,
}

impl Ends {
    fn follow(&mut self, Record { at, event }: &Record) -> TestCaseResult {
        match event {
            Event::Sent { message } | Event::Duplicated { message } => {
                prop_assert!(self.under_way.insert(*message), "{at}: {message:?} sets out twice");
            }
            Event::Delivered { message } => {
                prop_assert!(self.under_way.remove(message), "{at}: {message:?} comes from nowhere");
                let due = self.due.remove(message);
                prop_assert!(due.is_none_or(|due| due == *at), "{at}: {message:?} was due at {due:?}");
            }
            Event::Lost { message } | Event::Stopped { message, .. } => {
                prop_assert!(self.under_way.remove(message), "{at}: {message:?} ends twice");
                self.due.remove(message);
            }
            Event::Intervened { message, then: Then::Arrives(due) } => {
                self.due.insert(*message, *due);
            }
            Event::Intervened { message, then: Then::Lost } => {
                self.due.remove(message);
            }
            _ => {}
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(crate::config(128))]

    #[test]
    fn message_override_takes_effect_or_is_ignored_with_a_reason(
        Readable(mut scenario) in scenarios(Mix::default()),
        aims in aims(1..12),
    ) {
        let instants = take_aim(&mut scenario, aims);
        let records = scenario.run().records;
        for at in instants {
            let told: Vec<_> = records.iter().filter(|record| record.at == at).collect();
            let happens = told.iter().any(|record| matches!(record.event, Event::Intervened { .. } | Event::Ignored(_)));
            prop_assert!(happens || matches!(records.last(), Some(Record { event: Event::Halted, .. })), "{told:?}");
        }
    }

    #[test]
    fn overridden_messages_are_sent_once_and_end_once_when_due(
        Readable(mut scenario) in scenarios(Mix { rewires: false, leaves: false, switches: false, ..Mix::default() }),
        aims in aims(1..12),
    ) {
        // Unordered links throughout: a message is delivered exactly when it is due.
        scenario.links.order = Order::Any;
        scenario.commands.retain(|timed| !matches!(timed.command, Command::Links(_)));
        take_aim(&mut scenario, aims);
        let mut ends = Ends::default();
        for record in scenario.run().records {
            ends.follow(&record)?;
        }
        prop_assert!(ends.under_way.is_empty(), "{:?}", ends.under_way);
    }

    #[test]
    fn p2_message_overrides_lose_no_acknowledged_write(
        Readable(mut scenario) in mended(Mix::default()),
        aims in aims(1..12),
    ) {
        take_aim(&mut scenario, aims);
        crate::convergence::everything_is_everywhere(&scenario)?;
    }
}
