//! An edit changes its consequences and nothing else.

use proptest::prelude::*;
use replication::{
    ClientRequest, ClientSpec, DeliveryOrder, Dot, Event, Message, Micros, Record, RequestedOperation,
    Topology, Value,
};
use scenario::Scenario;

use crate::scenarios::{Mix, OperationMix, Readable, leader, scenarios, with_remote_clients};

/// Every send, loss and delivery of messages that carry other leaders' writes.
fn messages_of_other_origins(
    scenario: &Scenario,
    origin: replication::LeaderId,
) -> Vec<(Micros, u8, Message)> {
    let trace = scenario.run();
    let messages = trace.records.iter().filter_map(|Record { at, event }| match event {
        Event::Sent { message } => Some((*at, 0, *message)),
        Event::Lost { message } => Some((*at, 1, *message)),
        Event::Delivered { message } => Some((*at, 2, *message)),
        _ => None,
    });
    messages.filter(|(_, _, Message { dot: Dot { leader, .. }, .. })| *leader != origin).collect()
}

/// Scenarios in which no client's operations depend on others' writes.
fn independent_writes() -> Mix {
    let mix = Mix {
        operations: OperationMix::Whole,
        explicit_contexts: false,
        replication_settings: false,
        ..Mix::default()
    };
    Mix { leaders: 2..7, faults: false, ..mix }
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn edit_changes_nothing_before_its_instant(
        Readable(scenario) in with_remote_clients(Mix::everything()),
        Readable(other) in with_remote_clients(Mix::everything()),
        at in (0u64..2_000_000).prop_map(Micros),
    ) {
        let before = |scenario: &Scenario| {
            let records = scenario.run().records;
            records.into_iter().take_while(|record| record.at < at).collect::<Vec<_>>()
        };
        let mut edited = scenario.clone();
        for timed in other.commands {
            edited.insert_command(at, timed.command);
        }
        prop_assert_eq!(before(&edited), before(&scenario));
    }

    #[test]
    fn added_write_does_not_change_others_delays_or_losses(
        Readable(mut scenario) in scenarios(independent_writes()),
        at in (0u64..2_000_000).prop_map(Micros),
    ) {
        scenario.topology = Topology::by_id("all-to-all").unwrap();
        scenario.links.order = DeliveryOrder::Any;
        // On a narrow link, messages queue behind each other.
        scenario.links.bytes_per_s = None;
        let id = "eve".parse().unwrap();
        scenario.clients.push(ClientSpec::new(id, leader("A")));
        let mut edited = scenario.clone();
        let (key, operation) = ("cart".parse().unwrap(), RequestedOperation::Put(Value::text("added")));
        let request = ClientRequest { client: id, at: None, key, operation, context: None };
        edited.insert_command(at, request.into());
        prop_assert_ne!(edited.run(), scenario.run());
        prop_assert_eq!(messages_of_other_origins(&edited, leader("A")), messages_of_other_origins(&scenario, leader("A")));
    }
}
