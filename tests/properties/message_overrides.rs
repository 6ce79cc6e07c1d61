//! Delayed, dropped and duplicated messages: each is sent once and ends once, and no write is lost.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use replication::{Command, DeliveryOrder, DeliveryOverride, Event, Message, Micros, Record};

use crate::healing::healed;
use crate::scenarios::{Mix, Readable, insert_message_overrides, message_overrides, scenarios};

/// The messages in flight according to the trace.
#[derive(Default)]
struct InFlight {
    messages: BTreeSet<Message>,
    due: BTreeMap<Message, Micros>,
}

impl InFlight {
    fn follow(&mut self, Record { at, event }: &Record) -> TestCaseResult {
        match event {
            Event::Sent { message } | Event::Duplicated { message } => {
                prop_assert!(self.messages.insert(*message), "{at}: {message:?} is sent twice");
            }
            Event::Delivered { message } => {
                prop_assert!(
                    self.messages.remove(message),
                    "{at}: {message:?} is delivered without being sent"
                );
                let due = self.due.remove(message);
                prop_assert!(due.is_none_or(|due| due == *at), "{at}: {message:?} was due at {due:?}");
            }
            Event::Lost { message } | Event::Stopped { message, .. } => {
                prop_assert!(self.messages.remove(message), "{at}: {message:?} ends twice");
                self.due.remove(message);
            }
            Event::MessageOverridden { message, delivery: DeliveryOverride::ArriveAt(due) } => {
                self.due.insert(*message, *due);
            }
            Event::MessageOverridden { message, delivery: DeliveryOverride::Lost } => {
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
        overrides in message_overrides(1..12),
    ) {
        let instants = insert_message_overrides(&mut scenario, overrides);
        let records = scenario.run().records;
        for at in instants {
            let at_instant: Vec<_> = records.iter().filter(|record| record.at == at).collect();
            let has_effect = at_instant.iter().any(|record| matches!(record.event, Event::MessageOverridden { .. } | Event::Ignored(_)));
            prop_assert!(has_effect || matches!(records.last(), Some(Record { event: Event::Halted, .. })), "{at_instant:?}");
        }
    }

    #[test]
    fn overridden_messages_are_sent_once_and_end_once_when_due(
        Readable(mut scenario) in scenarios(Mix { link_changes: false, leaves: false, replication_settings: false, ..Mix::default() }),
        overrides in message_overrides(1..12),
    ) {
        // Unordered links throughout: a message is delivered exactly when it is due.
        scenario.links.order = DeliveryOrder::Any;
        scenario.commands.retain(|timed| !matches!(timed.command, Command::Links(_)));
        insert_message_overrides(&mut scenario, overrides);
        let mut in_flight = InFlight::default();
        for record in scenario.run().records {
            in_flight.follow(&record)?;
        }
        prop_assert!(in_flight.messages.is_empty(), "{:?}", in_flight.messages);
    }

    #[test]
    fn p2_message_overrides_lose_no_acknowledged_write(
        Readable(mut scenario) in healed(Mix::default()),
        overrides in message_overrides(1..12),
    ) {
        insert_message_overrides(&mut scenario, overrides);
        crate::convergence::every_write_is_everywhere(&scenario)?;
    }
}
