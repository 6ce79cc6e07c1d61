//! Who has seen what: of each leader's writes, which ones another leader has applied, or a writer had seen.

use replication::{CausalContext, Dot, LeaderId, World};

use super::past::{Past, is_version};
use crate::timeline::Timeline;
use crate::words::leader;

/// With more writes than this a row is told by numbers, and not by a cell for each.
const MAX_CELLS: u64 = 24;
/// How many dots beyond a gap are named.
const MAX_BEYOND: usize = 12;

/// How a write stands to what somebody has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// It is there, and so is all that comes before it.
    WithoutGap,
    /// It is there, and something before it is not.
    BeyondGap,
    /// It is not there.
    No,
}

/// What somebody has of one leader's writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRow {
    /// Whose writes.
    pub leader: LeaderId,
    /// How many there are.
    pub of: u64,
    /// How many of them are there in a row from the first.
    pub without_gap: u64,
    /// Those that are there beyond a gap, in order; the first of them, if there are many.
    pub beyond: Vec<Dot>,
    /// How many are there beyond a gap.
    pub beyond_gap: u64,
    /// Each write, where there are not too many for that.
    pub cells: Vec<(Dot, Has)>,
    /// That, in words.
    pub text: String,
}

/// What a leader has applied of every leader's writes, out of what has been accepted by now.
#[must_use]
pub fn seen_by_leader(timeline: &Timeline, world: &World, id: LeaderId) -> Vec<SeenRow> {
    let Some(there) = world.leaders.get(&id) else {
        return Vec::new();
    };
    let row = |whose: &LeaderId| {
        let accepted = match world.leaders.get(whose) {
            Some(leader) => leader.accepted,
            None => last_of(timeline, *whose),
        };
        let most = accepted.max(there.applied.vector().count(*whose));
        (most > 0).then(|| row_of_all(timeline, world, *whose, most, &there.applied))
    };
    let gone = timeline.lanes().iter().filter(|lane| world.departed.contains(lane));
    world.roster.iter().chain(gone).filter_map(row).collect()
}

/// The counter of the last write of a leader that has left.
fn last_of(timeline: &Timeline, whose: LeaderId) -> u64 {
    let mut all = timeline.writes().range(Dot::new(whose, 0)..=Dot::new(whose, u64::MAX));
    all.next_back().map_or(0, |(dot, _)| dot.counter)
}

fn row_of_all(timeline: &Timeline, world: &World, whose: LeaderId, of: u64, has: &CausalContext) -> SeenRow {
    let without_gap = has.vector().count(whose);
    let beyond: Vec<Dot> = has.beyond().filter(|dot| dot.leader == whose).collect();
    let shown = if of > MAX_CELLS { 0 } else { of };
    let cells = (1..=shown).map(|counter| {
        let dot = Dot::new(whose, counter);
        let has = match () {
            () if counter <= without_gap => Has::WithoutGap,
            () if has.contains(dot) => Has::BeyondGap,
            () => Has::No,
        };
        (dot, has)
    });
    let cells = cells.collect();
    row(timeline, world, Counted { leader: whose, of, without_gap, beyond, cells }, "")
}

/// What the writer of a version had seen of its key, out of what had been written by then; nothing if there is
/// no such write.
#[must_use]
pub fn seen_by_writer(timeline: &Timeline, world: &World, dot: Dot) -> Vec<SeenRow> {
    let Some(record) = timeline.writes().get(&dot) else {
        return Vec::new();
    };
    let past = Past::of(timeline, dot);
    let key = &record.write.key;
    let of_key = |whose: LeaderId| {
        let all = timeline.writes().range(Dot::new(whose, 0)..=Dot::new(whose, u64::MAX));
        let earlier =
            all.filter(|(_, it)| it.index < record.index && it.write.key == *key && is_version(&it.write));
        earlier.map(|(dot, _)| (*dot, past.contains(*dot))).collect::<Vec<_>>()
    };
    let rows = timeline.lanes().iter().filter_map(|whose| {
        let writes = of_key(*whose);
        (!writes.is_empty()).then(|| row_of_key(timeline, world, *whose, &writes, key.as_str()))
    });
    rows.collect()
}

fn row_of_key(
    timeline: &Timeline,
    world: &World,
    whose: LeaderId,
    writes: &[(Dot, bool)],
    key: &str,
) -> SeenRow {
    let without_gap = writes.iter().take_while(|(_, seen)| *seen).count();
    let beyond = writes[without_gap..].iter().filter(|(_, seen)| *seen).map(|(dot, _)| *dot).collect();
    let of = writes.len() as u64;
    let shown = if of > MAX_CELLS { 0 } else { writes.len() };
    let cells = writes[..shown].iter().enumerate().map(|(index, (dot, seen))| {
        let has = match (index < without_gap, seen) {
            (true, _) => Has::WithoutGap,
            (false, true) => Has::BeyondGap,
            (false, false) => Has::No,
        };
        (*dot, has)
    });
    let cells = cells.collect();
    let counted = Counted { leader: whose, of, without_gap: without_gap as u64, beyond, cells };
    row(timeline, world, counted, &format!(" of {key}"))
}

/// A row before it is put into words.
struct Counted {
    leader: LeaderId,
    of: u64,
    without_gap: u64,
    beyond: Vec<Dot>,
    cells: Vec<(Dot, Has)>,
}

fn row(timeline: &Timeline, world: &World, counted: Counted, what: &str) -> SeenRow {
    let Counted { leader: id, of, without_gap, mut beyond, cells } = counted;
    let there = world.leaders.contains_key(&id);
    let name = (!there).then(|| timeline.name_of(id)).flatten().unwrap_or_else(|| leader(world, id));
    let beyond_gap = beyond.len() as u64;
    beyond.truncate(MAX_BEYOND);
    let writes = if of == 1 { "write" } else { "writes" };
    let has = without_gap + beyond_gap;
    let mut text = match has {
        0 => format!("none of {name}’s {of} {writes}{what}"),
        has if has == of && of == 1 => format!("{name}’s only write{what}"),
        has if has == of => format!("all {of} of {name}’s writes{what}"),
        has => format!("{has} of {name}’s {of} {writes}{what}"),
    };
    if beyond_gap > 0 {
        let named: Vec<String> = beyond.iter().map(Dot::to_string).collect();
        let more = if beyond.len() < beyond_gap as usize { ", …" } else { "" };
        text.push_str(&format!(", beyond a gap {}{more}", named.join(", ")));
    }
    SeenRow { leader: id, of, without_gap, beyond, beyond_gap, cells, text }
}
