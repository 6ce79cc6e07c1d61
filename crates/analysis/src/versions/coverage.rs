//! Coverage: which of each leader's writes another leader has applied, or a writer had seen.

use replication::{CausalContext, Dot, Key, LeaderId, World};

use timeline::Timeline;

use super::causal_past::{CausalPast, is_version};

/// A row with more writes than this has numbers only, and no cells.
const MAX_CELLS: u64 = 24;
/// At most this many dots beyond a gap are listed.
const MAX_BEYOND: usize = 12;

/// Whether a write is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Covered, and so are all earlier ones.
    WithoutGap,
    /// Covered, but some earlier one is missing.
    BeyondGap,
    /// Not covered.
    Missing,
}

/// The coverage of one leader's writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// The leader that accepted the writes.
    pub leader: LeaderId,
    /// How many writes there are.
    pub total: u64,
    /// How many are covered consecutively from the first.
    pub without_gap: u64,
    /// The writes covered beyond a gap, in order; only the first if there are many.
    pub beyond_gap: Vec<Dot>,
    /// How many are covered beyond a gap.
    pub beyond_gap_count: u64,
    /// The coverage of each write; empty if there are too many.
    pub cells: Vec<(Dot, Coverage)>,
    /// The key whose writes are counted; none if all keys are.
    pub key: Option<Key>,
}

/// Which of the writes accepted so far a leader has applied, by origin.
#[must_use]
pub fn coverage_of_leader(timeline: &Timeline, world: &World, id: LeaderId) -> Vec<CoverageRow> {
    let Some(there) = world.leaders.get(&id) else {
        return Vec::new();
    };
    let row = |whose: &LeaderId| {
        let accepted = match world.leaders.get(whose) {
            Some(leader) => leader.accepted_count,
            None => last_of(timeline, *whose),
        };
        let most = accepted.max(there.applied.vector().count(*whose));
        (most > 0).then(|| row_of_all(*whose, most, &there.applied))
    };
    let gone = timeline.all_leaders().iter().filter(|lane| world.former_members.contains_key(lane));
    world.members.iter().chain(gone).filter_map(row).collect()
}

/// The counter of the last write of a leader that has left.
fn last_of(timeline: &Timeline, whose: LeaderId) -> u64 {
    let last = timeline.writes().last_up_to(&Dot::new(whose, u64::MAX));
    last.map_or(0, |(dot, _)| if dot.leader == whose { dot.counter } else { 0 })
}

fn row_of_all(whose: LeaderId, of: u64, has: &CausalContext) -> CoverageRow {
    let without_gap = has.vector().count(whose);
    let beyond: Vec<Dot> = has.dots_beyond_gaps().filter(|dot| dot.leader == whose).collect();
    let shown = if of > MAX_CELLS { 0 } else { of };
    let cells = (1..=shown).map(|counter| {
        let dot = Dot::new(whose, counter);
        let has = match () {
            () if counter <= without_gap => Coverage::WithoutGap,
            () if has.contains(dot) => Coverage::BeyondGap,
            () => Coverage::Missing,
        };
        (dot, has)
    });
    let cells = cells.collect();
    row(whose, None, of, without_gap, beyond, cells)
}

/// Which of the earlier versions of its key the writer of a version had seen, by origin; empty for an unknown write.
#[must_use]
pub fn coverage_of_writer(timeline: &Timeline, dot: Dot) -> Vec<CoverageRow> {
    let Some(record) = timeline.writes().get(&dot) else {
        return Vec::new();
    };
    let past = CausalPast::of(timeline, dot);
    let key = &record.write.key;
    let of_key = |whose: LeaderId| {
        let all = timeline.writes().range(Dot::new(whose, 0)..=Dot::new(whose, u64::MAX));
        let earlier = all.filter(|(_, it)| {
            it.record_number < record.record_number && it.write.key == *key && is_version(&it.write)
        });
        earlier.map(|(dot, _)| (*dot, past.contains(*dot))).collect::<Vec<_>>()
    };
    let rows = timeline.all_leaders().iter().filter_map(|whose| {
        let writes = of_key(*whose);
        (!writes.is_empty()).then(|| row_of_key(*whose, &writes, key))
    });
    rows.collect()
}

fn row_of_key(whose: LeaderId, writes: &[(Dot, bool)], key: &Key) -> CoverageRow {
    let without_gap = writes.iter().take_while(|(_, seen)| *seen).count();
    let beyond = writes[without_gap..].iter().filter(|(_, seen)| *seen).map(|(dot, _)| *dot).collect();
    let of = writes.len() as u64;
    let shown = if of > MAX_CELLS { 0 } else { writes.len() };
    let cells = writes[..shown].iter().enumerate().map(|(index, (dot, seen))| {
        let has = match (index < without_gap, seen) {
            (true, _) => Coverage::WithoutGap,
            (false, true) => Coverage::BeyondGap,
            (false, false) => Coverage::Missing,
        };
        (*dot, has)
    });
    let cells = cells.collect();
    row(whose, Some(key.clone()), of, without_gap as u64, beyond, cells)
}

/// A row, with the list of dots beyond gaps cut to what can be shown.
fn row(
    leader: LeaderId,
    key: Option<Key>,
    of: u64,
    without_gap: u64,
    beyond: Vec<Dot>,
    cells: Vec<(Dot, Coverage)>,
) -> CoverageRow {
    let beyond_gap = beyond.len() as u64;
    let beyond = beyond.into_iter().take(MAX_BEYOND).collect();
    CoverageRow {
        leader,
        key,
        total: of,
        without_gap,
        beyond_gap: beyond,
        beyond_gap_count: beyond_gap,
        cells,
    }
}
