//! The sentences of events that the opening run does not have.

use deferred::deferred;
use replication::{Command, Event};

use crate::event::describe_rare;
use crate::names::Names;

deferred! {
    /// The sentence of an event.
    fn describe(names: Names<'_>, event: &Event, command: Option<&Command>) -> String = describe_rare;
}
