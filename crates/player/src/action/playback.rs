//! Actions that move the playhead: playing, stepping and seeking.

use replication::Micros;

use crate::breakpoints::{Breakpoint, Direction};
use crate::playback::Speed;

/// A move of the playhead, or a change of how it moves.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaybackAction {
    /// Starts playing; from the beginning if the run is over.
    Play,
    /// Stops playing.
    Pause,
    /// Plays if paused, and the other way round.
    Toggle,
    /// Goes to the next or previous breakpoint of this kind, and pauses.
    Step(Direction, Breakpoint),
    /// Plays, and pauses at the next breakpoint of this kind.
    PlayUntil(Breakpoint),
    /// Goes to the next instant at which something happens, and plays on: playback for those who do not want
    /// motion.
    StepNext,
    /// Moves the playhead to an instant.
    Seek(Micros),
    /// Plays faster or slower.
    SetSpeed(Speed),
    /// Wall time has passed.
    Tick {
        /// Microseconds since the last tick.
        wall_us: u64,
    },
}
