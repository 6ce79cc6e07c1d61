//! The playhead: where it stands, and how it moves.

use replication::Micros;

use crate::playback::Playback;

/// Where the playhead stands, and how it moves.
#[derive(Clone, Debug, Default)]
pub(super) struct Playhead {
    pub(super) at: Micros,
    pub(super) playback: Playback,
    /// Whether the run was played to its end: then what is asked for next is played too.
    pub(super) follows_end: bool,
}

/// Whether both move alike. Where they stand between two events makes no difference.
impl PartialEq for Playhead {
    fn eq(&self, other: &Self) -> bool {
        let settings = |playback: &Playback| (playback.playing, playback.speed, playback.until);
        settings(&self.playback) == settings(&other.playback)
    }
}
