//! The instants of a run that are worth a page each when it is printed.

use std::collections::BTreeSet;

use replication::Micros;

use crate::breakpoints::{Breakpoint, Direction};
use crate::player::Player;

/// What is worth a page besides what users do.
const KINDS: [Breakpoint; 3] = [Breakpoint::Conflict, Breakpoint::LostWrite, Breakpoint::Convergence];

impl Player {
    /// The playhead’s instant, the end, and in between where users act, conflicts arise, writes are lost and leaders
    /// converge: at most `most` instants, spread over the run. Nothing that is hidden.
    #[must_use]
    pub fn notable_instants(&self, most: usize) -> Vec<Micros> {
        let end = self.ends_at();
        let fixed = BTreeSet::from([self.at().min(end), end]);
        let commands = self.scenario().commands.iter().map(|timed| timed.at);
        let found = KINDS.into_iter().flat_map(|kind| self.first_of(kind, most));
        let others: BTreeSet<Micros> = commands.chain(found).filter(|at| *at < end).collect();
        let others: Vec<Micros> = others.difference(&fixed).copied().collect();
        let room = most.saturating_sub(fixed.len()).max(1);
        let spread = others.iter().copied().step_by(others.len().div_ceil(room).max(1));
        spread.chain(fixed.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The first instants with such an event.
    fn first_of(&self, kind: Breakpoint, most: usize) -> impl Iterator<Item = Micros> + '_ {
        let next = move |at: &Micros| kind.find(self.timeline(), *at, Direction::Forward);
        std::iter::successors(next(&Micros::ZERO), next).take(most)
    }
}
