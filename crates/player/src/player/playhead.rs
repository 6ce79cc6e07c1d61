//! The playhead: its position, and how it moves.

use replication::Micros;

use crate::playback::Playback;

/// The position of the playhead, and how it moves.
#[derive(Clone, Debug, Default)]
pub(super) struct Playhead {
    pub(super) at: Micros,
    pub(super) playback: Playback,
    /// Whether the run was played to its end, so that playback continues after the next command.
    pub(super) follows_end: bool,
    /// Nothing later than this is shown.
    pub(super) horizon: Option<Micros>,
}

/// Equal if both move alike; the position is not compared.
impl PartialEq for Playhead {
    fn eq(&self, other: &Self) -> bool {
        let settings = |playback: &Playback| (playback.playing, playback.speed, playback.until);
        settings(&self.playback) == settings(&other.playback) && self.horizon == other.horizon
    }
}
