//! How events are stored that the opening run does not have.

use deferred::deferred;
use replication::Event;

use super::event::{put_rare, take_rare};
use super::stored::{Reader, Writer};

deferred! {
    /// Stores an event.
    fn put(event: &Event, to: &mut Writer<'_>) = put_rare;
    /// Reads an event behind its tag.
    fn take(tag: u8, from: &mut Reader<'_>) -> Option<Event> = take_rare;
}
