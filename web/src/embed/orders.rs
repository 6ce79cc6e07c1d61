//! The commands that a host page may send: play, pause, and seek.

use player::{Micros, PlaybackAction};
use replication::limits::MAX_TIME_MS;

/// Microseconds in a millisecond, the unit of messages.
const US_PER_MS: f64 = 1_000.0;

/// A command from the host page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// To play.
    Play,
    /// To pause.
    Pause,
    /// To go to an instant.
    Seek(Micros),
}

impl Order {
    /// The order of a message of this type, with this instant in milliseconds; none if it is not an order, or the instant
    /// is none of a run.
    pub fn of(kind: &str, at_ms: Option<f64>) -> Option<Self> {
        match kind {
            "play" => Some(Self::Play),
            "pause" => Some(Self::Pause),
            "seek" => at_ms.and_then(instant).map(Self::Seek),
            _ => None,
        }
    }

    /// What the player does for it.
    pub fn actions(self) -> Vec<PlaybackAction> {
        match self {
            Self::Play => vec![PlaybackAction::Play],
            Self::Pause => vec![PlaybackAction::Pause],
            Self::Seek(at) => vec![PlaybackAction::Pause, PlaybackAction::Seek(at)],
        }
    }
}

/// An instant given in milliseconds, if a run can have it.
fn instant(ms: f64) -> Option<Micros> {
    let is_valid = ms.is_finite() && (0.0..=MAX_TIME_MS as f64).contains(&ms);
    is_valid.then(|| Micros((ms * US_PER_MS).round() as u64))
}

/// An instant in milliseconds.
pub fn milliseconds(at: Micros) -> f64 {
    at.0 as f64 / US_PER_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_play_pause_and_seek() {
        assert_eq!(Order::of("play", None), Some(Order::Play));
        assert_eq!(Order::of("pause", Some(3.0)), Some(Order::Pause));
        assert_eq!(Order::of("seek", Some(12.345)), Some(Order::Seek(Micros(12_345))));
    }

    #[test]
    fn other_messages_are_not_commands() {
        for (kind, at) in [("", None), ("Play", None), ("stop", None), ("seek", None)] {
            assert_eq!(Order::of(kind, at), None, "{kind}");
        }
        for at in [f64::NAN, f64::INFINITY, -1.0, 86_400_001.0, 1e300] {
            assert_eq!(Order::of("seek", Some(at)), None, "{at}");
        }
    }

    #[test]
    fn reported_instant_is_where_a_seek_leads() {
        for at in [0, 1, 12_345, 86_400_000_000] {
            assert_eq!(Order::of("seek", Some(milliseconds(Micros(at)))), Some(Order::Seek(Micros(at))));
        }
    }
}
