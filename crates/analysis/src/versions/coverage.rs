//! Who has seen what: of each leader's writes, which ones another leader has applied, or a writer had seen.

use replication::{CausalContext, Dot, Key, LeaderId, World};

use timeline::Timeline;

use super::causal_past::{CausalPast, is_version};

/// With more writes than this a row is told by numbers, and not by a cell for each.
const MAX_CELLS: u64 = 24;
/// How many dots beyond a gap are named.
const MAX_BEYOND: usize = 12;

/// How a write stands to what somebody has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// It is there, and so is all that comes before it.
    WithoutGap,
    /// It is there, and something before it is not.
    BeyondGap,
    /// It is not there.
    Missing,
}

/// What somebody has of one leader's writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Whose writes.
    pub leader: LeaderId,
    /// How many there are.
    pub total: u64,
    /// How many of them are there in a row from the first.
    pub without_gap: u64,
    /// Those that are there beyond a gap, in order; the first of them, if there are many.
    pub beyond_gap: Vec<Dot>,
    /// How many are there beyond a gap.
    pub beyond_gap_count: u64,
    /// Each write, where there are not too many for that.
    pub cells: Vec<(Dot, Coverage)>,
    /// The key whose writes are counted; none if all keys are.
    pub key: Option<Key>,
}

/// What a leader has applied of every leader's writes, out of what has been accepted by now.
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
    let gone = timeline.all_leaders().iter().filter(|lane| world.former_members.contains(lane));
    world.members.iter().chain(gone).filter_map(row).collect()
}

/// The counter of the last write of a leader that has left.
fn last_of(timeline: &Timeline, whose: LeaderId) -> u64 {
    let mut all = timeline.writes().range(Dot::new(whose, 0)..=Dot::new(whose, u64::MAX));
    all.next_back().map_or(0, |(dot, _)| dot.counter)
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

/// What the writer of a version had seen of its key, out of what had been written by then; nothing if there is
/// no such write.
#[must_use]
pub fn coverage_of_writer(timeline: &Timeline, dot: Dot) -> Vec<CoverageRow> {
    let Some(record) = timeline.writes().get(&dot) else {
        return Vec::new();
    };
    let past = CausalPast::of(timeline, dot);
    let key = &record.write.key;
    let of_key = |whose: LeaderId| {
        let all = timeline.writes().range(Dot::new(whose, 0)..=Dot::new(whose, u64::MAX));
        let earlier =
            all.filter(|(_, it)| it.record_number < record.record_number && it.write.key == *key && is_version(&it.write));
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

/// A row, with no more dots named beyond gaps than can be shown.
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
    CoverageRow { leader, key, total: of, without_gap, beyond_gap: beyond, beyond_gap_count: beyond_gap, cells }
}
