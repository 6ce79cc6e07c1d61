//! The encoding of events that the opening run does not have.

use deferred::deferred;

use super::Event;
use crate::canonical::Encoder;

deferred! {
    /// Encodes an event.
    fn encode(event: &Event, encoder: &mut Encoder) = Event::encode_rare;
}
