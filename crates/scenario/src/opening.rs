//! The run that first-time visitors see, without the code that reads scenarios: the page fetches that later.

use std::str::FromStr;

use replication::{
    ClientRequest, ClientSpec, Command, LeaderSpec, Micros, Place, Policy, RequestedOperation,
    ScheduledCommand, Siblings, Value,
};

use crate::scenario::Scenario;

/// The first of the first examples. A test checks that it is the one in the file.
#[must_use]
pub fn default_scenario() -> Scenario {
    try_default_scenario().unwrap_or_default()
}

/// The leaders and clients of the opening run, and nothing that happens: what a new run starts with.
#[must_use]
pub fn empty_scenario() -> Scenario {
    Scenario { title: "New run".into(), about: String::new(), commands: Vec::new(), ..default_scenario() }
}

/// None if an id were not valid.
fn try_default_scenario() -> Option<Scenario> {
    Some(Scenario {
        title: "Two carts, one key".into(),
        about: "Ana in Frankfurt and Ben in Tokyo write to the same key before either has seen the other’s write."
            .into(),
        seed: 7,
        leaders: vec![
            leader("F", "Frankfurt", Place::from_degrees(50.1, 8.7))?,
            leader("T", "Tokyo", Place::from_degrees(35.7, 139.7))?,
            leader("S", "São Paulo", Place::from_degrees(-23.5, -46.6))?,
        ],
        policy: Policy::Siblings(Siblings::default()),
        clients: vec![client("ana", "Ana", "F")?, client("ben", "Ben", "T")?, client("cleo", "Cleo", "S")?],
        commands: vec![write(10, "ana", "milk")?, write(15, "ben", "eggs")?],
        ..Scenario::default()
    })
}

fn id<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn leader(short: &str, name: &str, place: Place) -> Option<LeaderSpec> {
    Some(LeaderSpec { name: Some(name.into()), place: Some(place), ..LeaderSpec::new(id(short)?) })
}

fn client(short: &str, name: &str, at: &str) -> Option<ClientSpec> {
    Some(ClientSpec { name: Some(name.into()), ..ClientSpec::new(id(short)?, id(at)?) })
}

fn write(at_ms: u64, by: &str, item: &str) -> Option<ScheduledCommand> {
    let request = ClientRequest {
        client: id(by)?,
        at: None,
        key: id("cart")?,
        operation: RequestedOperation::Put(Value::List(vec![Value::text(item)])),
        context: None,
    };
    Some(ScheduledCommand::new(Micros::from_ms(at_ms), Command::Request(request)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{FIRST_EXAMPLES, example};

    #[test]
    fn it_is_the_first_of_the_first_examples() {
        assert_eq!(default_scenario(), example(FIRST_EXAMPLES[0]).unwrap().scenario());
    }

    #[test]
    fn nothing_happens_in_an_empty_run() {
        let empty = empty_scenario();
        assert_eq!((empty.commands.len(), empty.leaders.len(), empty.clients.len()), (0, 3, 3));
    }
}
