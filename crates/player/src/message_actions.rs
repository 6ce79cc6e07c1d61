//! Actions on one message: deliver it now, delay, drop or duplicate it.

use replication::{DeliveryOverride, Micros};

use timeline::{DeliveryOutcome, MessageSpan};

/// How much later a delayed message arrives.
const DELAY: Micros = Micros::from_ms(100);
/// A message can arrive only after it was sent, and after everything else at that instant.
const SHORTEST_DELIVERY: Micros = Micros(2);

/// An action on one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageAction {
    /// It arrives now.
    DeliverNow,
    /// It arrives 100 ms later.
    Delay,
    /// The link drops it.
    Drop,
    /// The link delivers a second copy.
    Duplicate,
}

impl MessageAction {
    /// All of them, in the order of buttons.
    pub const ALL: [Self; 4] = [Self::DeliverNow, Self::Delay, Self::Drop, Self::Duplicate];

    /// The label of its button.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DeliverNow => "Deliver now",
            Self::Delay => "Delay",
            Self::Drop => "Drop",
            Self::Duplicate => "Duplicate",
        }
    }

    /// The effect, for its tooltip.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::DeliverNow => "Arrives now",
            Self::Delay => "Arrives 100 ms later",
            Self::Drop => "The link drops it; the sender retransmits it",
            Self::Duplicate => "The link delivers a second copy",
        }
    }

    /// The override that this action makes with the playhead at an instant; none if the message has ended or it
    /// would make no difference.
    #[must_use]
    pub fn delivery_override(self, span: &MessageSpan, at: Micros) -> Option<DeliveryOverride> {
        let arrival = match span.outcome {
            Some((arrival, DeliveryOutcome::Delivered)) => Some(arrival),
            _ => None,
        };
        if span.outcome.is_some_and(|(end, _)| end <= at) {
            return None;
        }
        match self {
            Self::DeliverNow => {
                let earliest = at.max(span.starts_at) + SHORTEST_DELIVERY;
                (arrival.is_none_or(|arrival| earliest < arrival))
                    .then_some(DeliveryOverride::ArriveAt(earliest))
            }
            Self::Delay => {
                Some(DeliveryOverride::ArriveAt(arrival.unwrap_or(at.max(span.starts_at)) + DELAY))
            }
            Self::Drop => Some(DeliveryOverride::Lost),
            Self::Duplicate => Some(DeliveryOverride::Duplicated),
        }
    }
}
