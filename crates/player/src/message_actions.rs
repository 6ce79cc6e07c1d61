//! What can be done with a message by one press, and when it would then arrive.

use replication::{Micros, Then};

use timeline::{Flight, Landing};

/// How much longer a message takes that is held.
const HELD: Micros = Micros::from_ms(100);
/// A message arrives after it was sent, and after what happens at that very instant.
const AT_ONCE: Micros = Micros(2);

/// One thing to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// It arrives now.
    Hurry,
    /// It arrives a tenth of a second later than it would.
    Hold,
    /// The link loses it.
    Lose,
    /// The link makes a copy of it.
    Double,
}

impl Nudge {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Hurry, Self::Hold, Self::Lose, Self::Double];

    /// What a button says.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hurry => "Hurry",
            Self::Hold => "Hold",
            Self::Lose => "Lose",
            Self::Double => "Double",
        }
    }

    /// What it does.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Hurry => "It arrives at once",
            Self::Hold => "It arrives 100 ms later",
            Self::Lose => "The link loses it, and it is sent again",
            Self::Double => "The link makes a copy of it",
        }
    }

    /// What becomes of a message, with the playhead at an instant; none if it is too late for that, or makes
    /// no difference.
    #[must_use]
    pub fn then(self, flight: &Flight, at: Micros) -> Option<Then> {
        let arrival = match flight.landing {
            Some((arrival, Landing::Delivered)) => Some(arrival),
            _ => None,
        };
        if flight.landing.is_some_and(|(end, _)| end <= at) {
            return None;
        }
        match self {
            Self::Hurry => {
                let soon = at.max(flight.since) + AT_ONCE;
                (arrival.is_none_or(|arrival| soon < arrival)).then_some(Then::Arrives(soon))
            }
            Self::Hold => Some(Then::Arrives(arrival.unwrap_or(at.max(flight.since)) + HELD)),
            Self::Lose => Some(Then::Lost),
            Self::Double => Some(Then::Doubled),
        }
    }
}
