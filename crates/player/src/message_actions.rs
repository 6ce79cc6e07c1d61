//! What can be done with a message by one press, and when it would then arrive.

use replication::{DeliveryOverride, Micros};

use timeline::{DeliveryOutcome, MessageSpan};

/// How much longer a message takes that is held.
const DELAY: Micros = Micros::from_ms(100);
/// A message arrives after it was sent, and after what happens at that very instant.
const SHORTEST_DELIVERY: Micros = Micros(2);

/// One thing to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageAction {
    /// It arrives now.
    DeliverNow,
    /// It arrives a tenth of a second later than it would.
    Delay,
    /// The link loses it.
    Drop,
    /// The link makes a copy of it.
    Duplicate,
}

impl MessageAction {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::DeliverNow, Self::Delay, Self::Drop, Self::Duplicate];

    /// What a button says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DeliverNow => "Hurry",
            Self::Delay => "Hold",
            Self::Drop => "Lose",
            Self::Duplicate => "Double",
        }
    }

    /// What it does.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::DeliverNow => "It arrives at once",
            Self::Delay => "It arrives 100 ms later",
            Self::Drop => "The link loses it, and it is sent again",
            Self::Duplicate => "The link makes a copy of it",
        }
    }

    /// What becomes of a message, with the playhead at an instant; none if it is too late for that, or makes
    /// no difference.
    #[must_use]
    pub fn delivery_override(self, flight: &MessageSpan, at: Micros) -> Option<DeliveryOverride> {
        let arrival = match flight.outcome {
            Some((arrival, DeliveryOutcome::Delivered)) => Some(arrival),
            _ => None,
        };
        if flight.outcome.is_some_and(|(end, _)| end <= at) {
            return None;
        }
        match self {
            Self::DeliverNow => {
                let soon = at.max(flight.starts_at) + SHORTEST_DELIVERY;
                (arrival.is_none_or(|arrival| soon < arrival)).then_some(DeliveryOverride::ArriveAt(soon))
            }
            Self::Delay => Some(DeliveryOverride::ArriveAt(arrival.unwrap_or(at.max(flight.starts_at)) + DELAY)),
            Self::Drop => Some(DeliveryOverride::Lost),
            Self::Duplicate => Some(DeliveryOverride::Duplicated),
        }
    }
}
