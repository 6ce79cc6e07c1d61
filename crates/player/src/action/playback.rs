//! Actions that move the playhead: playing, stepping and seeking.

use replication::Micros;

use crate::breakpoints::{Breakpoint, Direction};
use crate::playback::Speed;

/// Moves the playhead, or changes how it moves.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaybackAction {
    /// Starts playing, from the beginning if the playhead is at the end.
    Play,
    /// Stops playing.
    Pause,
    /// Pauses if playing, and plays if paused.
    Toggle,
    /// Pauses at the next or previous breakpoint of this kind.
    Step(Direction, Breakpoint),
    /// Plays, and pauses at the next breakpoint of this kind.
    PlayUntil(Breakpoint),
    /// Plays, and pauses at an instant.
    PlayTo(Micros),
    /// Shows nothing that is later than an instant, or everything again. The playhead stays before it.
    HideAfter(Option<Micros>),
    /// Jumps to the next event and keeps playing: playback for users who prefer reduced motion.
    StepNext,
    /// Moves the playhead to an instant, and pauses.
    Seek(Micros),
    /// Moves the playhead to the end of the run, and pauses.
    SeekEnd,
    /// Skips the rest of an idle stretch, and keeps playing.
    SkipIdle,
    /// Sets the playback speed.
    SetSpeed(Speed),
    /// Wall time has passed.
    Tick {
        /// Microseconds since the last tick.
        wall_us: u64,
    },
}
