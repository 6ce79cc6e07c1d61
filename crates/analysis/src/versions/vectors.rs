//! Version vectors of leaders: who has seen what, and how any two of them compare.

use std::cmp::Ordering;

use replication::{CausalContext, Dot, LeaderId, World};
use timeline::Timeline;

/// A row per leader: how many writes of each leader it has applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VectorMatrix {
    /// The leaders that have accepted writes or may do so: the columns. Those that have left come last.
    pub origins: Vec<LeaderId>,
    /// The members, each with its entries in the order of `origins`.
    pub rows: Vec<(LeaderId, Vec<VectorEntry>)>,
}

/// The version vector of a write: the versions of its key that it comes after, and the write itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteVector(CausalContext);

/// How many writes of one leader a state includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VectorEntry {
    /// Those from the first on without a gap: the entry of the version vector.
    pub count: u64,
    /// Those that are included although an earlier one is missing.
    pub beyond_gap: u64,
    /// How many writes the leader has accepted so far.
    pub accepted: u64,
}

/// How two version vectors compare, leader by leader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VectorComparison {
    /// How the first compares with the second: less if the second includes everything that the first does, none if neither
    /// includes all of the other.
    pub order: Option<Ordering>,
    /// How the entry of each origin compares, in the same way.
    pub entries: Vec<(LeaderId, Option<Ordering>)>,
}

impl VectorMatrix {
    /// What each member has applied in this world, with at most this many rows and columns.
    #[must_use]
    pub fn of(timeline: &Timeline, world: &World, limit: usize) -> Self {
        let mut origins = Self::origins_of(timeline, world);
        origins.truncate(limit);
        let rows = world.members.iter().take(limit).filter_map(|id| {
            let applied = &world.leaders.get(id)?.applied;
            let entries = origins.iter().map(|origin| entry(world, applied, *origin));
            Some((*id, entries.collect()))
        });
        Self { rows: rows.collect(), origins }
    }

    /// The columns: the members, then the leaders that have left and whose writes are left behind.
    #[must_use]
    pub fn origins_of(timeline: &Timeline, world: &World) -> Vec<LeaderId> {
        let is_left_behind = |id: &LeaderId| {
            let has_writes =
                |of: &LeaderId| world.leaders.get(of).is_some_and(|it| last(&it.applied, *id) > 0);
            world.former_members.contains_key(id) && world.members.iter().any(has_writes)
        };
        let gone = timeline.all_leaders().iter().filter(|id| is_left_behind(id));
        world.members.iter().chain(gone).copied().collect()
    }

    /// Whether all members have applied the same writes, as far as counts tell.
    #[must_use]
    pub fn is_uniform(&self) -> bool {
        self.rows.windows(2).all(|pair| pair[0].1 == pair[1].1)
    }
}

impl WriteVector {
    /// The version vector of a write: its context, the dependencies that it carries under causal delivery, and itself. None if the run has no such write.
    #[must_use]
    pub fn of(timeline: &Timeline, dot: Dot) -> Option<Self> {
        let write = &timeline.writes().get(&dot)?.write;
        let mut contained = write.context.clone();
        if let Some(dependencies) = &write.dependencies {
            contained.join(dependencies);
        }
        contained.insert(dot);
        Some(Self(contained))
    }

    /// The counter of the last write of a leader that it includes; 0 if it includes none.
    #[must_use]
    pub fn greatest(&self, origin: LeaderId) -> u64 {
        last(&self.0, origin)
    }
}

/// The counter of the last write of a leader that is included; 0 if none is.
fn last(applied: &CausalContext, origin: LeaderId) -> u64 {
    let beyond = applied.dots_beyond_gaps().filter(|dot| dot.leader == origin);
    beyond.map(|dot| dot.counter).fold(applied.vector().count(origin), u64::max)
}

fn entry(world: &World, applied: &CausalContext, origin: LeaderId) -> VectorEntry {
    let count = applied.vector().count(origin);
    let beyond_gap = applied.dots_beyond_gaps().filter(|dot| dot.leader == origin).count() as u64;
    let accepted = world.leaders.get(&origin).map_or(0, |leader| leader.accepted_count);
    VectorEntry { count, beyond_gap, accepted: accepted.max(last(applied, origin)) }
}

/// Compares what two states include.
///
/// # Examples
/// `{F2, T1}` and `{F1, T1}`: the first is greater, and the entry of F decides. `{F2, T1}` and `{F1, T2}` are concurrent.
#[must_use]
pub fn compare_vectors(one: &CausalContext, other: &CausalContext, origins: &[LeaderId]) -> VectorComparison {
    let compare = |origin: &LeaderId| {
        let (more, less) = (has_more(one, other, *origin), has_more(other, one, *origin));
        (*origin, order_of(more, less))
    };
    let entries: Vec<_> = origins.iter().map(compare).collect();
    let is_any = |wanted| entries.iter().any(|(_, order)| order.is_none() || *order == Some(wanted));
    let order = order_of(is_any(Ordering::Greater), is_any(Ordering::Less));
    VectorComparison { order, entries }
}

/// The order of two sets, of which one has something that the other lacks, and the other way round.
fn order_of(more: bool, less: bool) -> Option<Ordering> {
    match (more, less) {
        (true, true) => None,
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => Some(Ordering::Equal),
    }
}

/// Whether the first includes a write of this leader that the second does not.
fn has_more(one: &CausalContext, other: &CausalContext, origin: LeaderId) -> bool {
    let is_missing = |dot| !other.contains(dot);
    // Everything below the first gap of the other is included in it, so that the first dot beyond that tells.
    one.vector().count(origin) > other.vector().count(origin)
        || one.dots_beyond_gaps().any(|dot| dot.leader == origin && is_missing(dot))
}

#[cfg(test)]
mod tests {
    use scenario::default_scenario;

    use super::*;

    fn id(name: &str) -> LeaderId {
        name.parse().unwrap()
    }

    fn context(dots: &[(&str, u64)]) -> CausalContext {
        let mut context = CausalContext::new();
        dots.iter().for_each(|(leader, counter)| context.insert(Dot::new(id(leader), *counter)));
        context
    }

    fn order(one: &[(&str, u64)], other: &[(&str, u64)]) -> Option<Ordering> {
        compare_vectors(&context(one), &context(other), &[id("F"), id("S"), id("T")]).order
    }

    #[test]
    fn vectors_compare_by_what_they_include() {
        assert_eq!(order(&[("F", 1)], &[("F", 1)]), Some(Ordering::Equal));
        assert_eq!(order(&[], &[("F", 1)]), Some(Ordering::Less));
        assert_eq!(order(&[("F", 1), ("T", 1)], &[("T", 1)]), Some(Ordering::Greater));
        assert_eq!(order(&[("F", 1)], &[("T", 1)]), None);
    }

    #[test]
    fn write_beyond_a_gap_is_compared_by_itself() {
        assert_eq!(order(&[("F", 2)], &[("F", 1), ("F", 2)]), Some(Ordering::Less));
        assert_eq!(order(&[("F", 2)], &[("F", 1)]), None, "each has one that the other lacks");
        assert_eq!(order(&[("F", 1), ("F", 3)], &[("F", 1)]), Some(Ordering::Greater));
    }

    #[test]
    fn entries_that_differ_decide() {
        let comparison = compare_vectors(
            &context(&[("F", 1), ("T", 1)]),
            &context(&[("S", 1), ("T", 1)]),
            &[id("F"), id("S"), id("T")],
        );
        let decides: Vec<_> = comparison.entries.iter().map(|(_, order)| *order).collect();
        assert_eq!(decides, [Some(Ordering::Greater), Some(Ordering::Less), Some(Ordering::Equal)]);
    }

    #[test]
    fn comparison_is_the_one_of_all_dots() {
        // Every pair of sets of four writes of two leaders.
        let all = [("F", 1), ("F", 2), ("F", 3), ("T", 1)];
        let subset = |bits: usize| -> Vec<_> {
            all.iter().enumerate().filter(|(index, _)| bits >> index & 1 == 1).map(|(_, dot)| *dot).collect()
        };
        for (one, other) in (0..16).flat_map(|one| (0..16).map(move |other| (one, other))) {
            let (more, less) = (one & !other != 0, other & !one != 0);
            assert_eq!(order(&subset(one), &subset(other)), order_of(more, less), "{one:b} and {other:b}");
        }
    }

    #[test]
    fn matrix_of_the_opening_run_ends_with_equal_rows() {
        let timeline = Timeline::new(&default_scenario());
        let end = timeline.run_at(timeline.ends_at(), None);
        let matrix = VectorMatrix::of(&timeline, end.world(), 8);
        assert_eq!(matrix.rows.len(), 3);
        assert!(matrix.is_uniform());
        assert!(matrix.rows[0].1.iter().any(|entry| entry.count > 0));
    }
}
