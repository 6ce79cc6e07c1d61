//! Idle stretches: parts of a run in which nothing moves and nothing happens. Playback can skip them.

use analysis::Progress;
use replication::Micros;

use super::Player;
use crate::playback::Speed;

/// A second of wall time, in microseconds.
const SECOND_US: u64 = 1_000_000;
/// A stretch that takes at least this long to play can be skipped, in microseconds of wall time.
const LONG_US: u64 = 3 * SECOND_US;
/// Skipping stops this long before the next event, so that it is seen coming.
const LEAD_US: u64 = SECOND_US / 4;

impl Player {
    /// How long nothing happens around the playhead, if that would take long to play: from the latest event to the next
    /// one, with nothing in flight.
    #[must_use]
    pub fn idle_stretch(&self) -> Option<Micros> {
        self.idle_until().map(|(from, to)| to - from)
    }

    /// The events before and after an idle stretch that is being played.
    fn idle_until(&self) -> Option<(Micros, Micros)> {
        let Speed::Rate(rate) = self.playhead.playback.speed else {
            return None;
        };
        let frame = self.frame();
        let moves = matches!(frame.outcome.progress, Progress::InFlight { .. });
        if !self.is_moving() || moves || self.shown.beside.is_some() {
            return None;
        }
        let records = self.timeline().records();
        let before = frame.count.checked_sub(1).and_then(|latest| records.get(latest));
        let (from, to) = (before.map_or(Micros::ZERO, |record| record.at), records.get(frame.count)?.at);
        if self.hides(to) {
            return None;
        }
        let wall_us = (to - from).0.saturating_mul(SECOND_US) / rate.max(1);
        (wall_us >= LONG_US).then_some((from, to))
    }

    pub(super) fn skip_idle(&mut self) {
        let (Some((_, to)), Speed::Rate(rate)) = (self.idle_until(), self.playhead.playback.speed) else {
            return;
        };
        let lead = Micros(rate.saturating_mul(LEAD_US) / SECOND_US);
        self.seek((to - lead).max(self.playhead.at));
    }
}
