//! The client writes of a key that a leader or a merged version knows, with the latest of them.

use std::fmt;
use std::sync::Arc;

use persistent::{List, Map};

use crate::id::LeaderId;
use crate::limits::MERGED_WRITES_PER_EVENT;
use crate::merge_history::effects::{EffectKind, Effects};
use crate::merge_history::field_tree::Recorded;
use crate::merge_history::written::{Step, Written, frontier};
use crate::versions::{CausalContext, Dot};

/// A set of writes of one key, kept in a sequence in which each write follows everything that its writer had seen.
pub struct History<W> {
    sequence: List<Step<W>>,
    positions: Map<Dot, usize>,
    /// The same dots in blocks of 64 counters, to find quickly what another history has more.
    blocks: Map<(LeaderId, u64), u64>,
    heads: Vec<Dot>,
    effects: Effects<W>,
}

impl<W> Clone for History<W> {
    fn clone(&self) -> Self {
        Self {
            sequence: self.sequence.clone(),
            positions: self.positions.clone(),
            blocks: self.blocks.clone(),
            heads: self.heads.clone(),
            effects: self.effects.clone(),
        }
    }
}

impl<W> Default for History<W> {
    fn default() -> Self {
        Self {
            sequence: List::new(),
            positions: Map::new(),
            blocks: Map::new(),
            heads: Vec::new(),
            effects: Effects::Latest,
        }
    }
}

/// Equal if they have the same writes, in whatever order they were learned.
impl<W> PartialEq for History<W> {
    fn eq(&self, other: &Self) -> bool {
        self.sequence.len() == other.sequence.len()
            && self.heads == other.heads
            && self.blocks == other.blocks
    }
}

impl<W> Eq for History<W> {}

impl<W> fmt::Debug for History<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.positions.keys()).finish()
    }
}

impl<W: Written> History<W> {
    pub(crate) fn new(kind: &EffectKind) -> Self {
        Self { effects: Effects::new(kind), ..Self::default() }
    }

    /// The number of writes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sequence.len()
    }

    /// Whether it has no write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sequence.is_empty()
    }

    /// Whether it has this write.
    #[must_use]
    pub fn contains(&self, dot: Dot) -> bool {
        self.positions.contains_key(&dot)
    }

    /// The write with this dot.
    #[must_use]
    pub fn get(&self, dot: Dot) -> Option<&Arc<W>> {
        self.sequence.get(*self.positions.get(&dot)?).map(|step| &step.write)
    }

    /// The dots of all writes, in order.
    pub fn dots(&self) -> impl Iterator<Item = Dot> {
        self.positions.keys().copied()
    }

    /// The dots of the writes that are not known, in order. `known` gives a bit for each of 64 counters of a leader
    /// that is known: those of a block, which begins at 64 times its number.
    #[must_use]
    pub fn dots_beyond(&self, known: impl Fn(LeaderId, u64) -> u64) -> Vec<Dot> {
        let mut beyond = Vec::new();
        for ((leader, block), dots) in &self.blocks {
            let mut unknown = dots & !known(*leader, *block);
            while unknown != 0 {
                beyond.push(Dot::new(*leader, block * 64 + u64::from(unknown.trailing_zeros())));
                unknown &= unknown - 1;
            }
        }
        beyond
    }

    /// The writes that no writer of another had seen, in the order of dots.
    #[must_use]
    pub fn heads(&self) -> &[Dot] {
        &self.heads
    }

    /// The writes that no writer of another had seen, in the order of dots.
    pub fn head_writes(&self) -> impl Iterator<Item = &Arc<W>> {
        self.heads.iter().filter_map(|dot| self.get(*dot))
    }

    pub(crate) fn kind(&self) -> EffectKind {
        self.effects.kind()
    }

    pub(crate) fn effects(&self) -> &Effects<W> {
        &self.effects
    }

    pub(crate) fn effects_mut(&mut self) -> &mut Effects<W> {
        &mut self.effects
    }

    /// The writes from a position on, each after everything that its writer had seen.
    pub(crate) fn since(&self, position: usize) -> Vec<Arc<W>> {
        self.sequence.iter().skip(position).map(|step| step.write.clone()).collect()
    }

    /// The writes that the other has and this has not, each after everything that its writer had seen.
    pub(crate) fn missing_from(&self, other: &Self) -> Vec<Arc<W>> {
        let mut positions = Vec::new();
        for (block, theirs) in &other.blocks {
            let mut missing = theirs & !self.blocks.get(block).copied().unwrap_or(0);
            while missing != 0 {
                let counter = block.1 * 64 + u64::from(missing.trailing_zeros());
                positions.extend(other.positions.get(&Dot::new(block.0, counter)));
                missing &= missing - 1;
            }
        }
        positions.sort_unstable();
        positions
            .into_iter()
            .filter_map(|position| Some(other.sequence.get(position)?.write.clone()))
            .collect()
    }

    /// The position of the first write whose writer had seen this one, which is not in the history.
    pub(crate) fn first_that_saw(&self, write: &W) -> Option<usize> {
        let from = self.seen_before(&self.unseen(write.context()));
        let mut later = self.sequence.iter().skip(from);
        later.find(|step| step.write.context().contains(write.dot())).map(|step| step.position)
    }

    /// Appends a write that no writer of another had seen. Returns about how many steps were looked at.
    pub(crate) fn append(&mut self, write: Arc<W>) -> usize {
        let dot = write.dot();
        let unseen = self.unseen(write.context());
        let seen_before = self.seen_before(&unseen);
        let step = Step { write, position: self.sequence.len(), seen_before };
        let recorded = self.effects.apply(&step, &unseen);
        let fields = recorded.map_or(0, Recorded::fields);
        let remembered = recorded.map_or(0, Recorded::events) * MERGED_WRITES_PER_EVENT;
        let work = 1 + (step.position - seen_before) * (1 + fields) + remembered;
        self.heads.retain(|head| !step.write.context().contains(*head));
        let place = self.heads.partition_point(|head| *head < dot);
        self.heads.insert(place, dot);
        *self.blocks.entry((dot.leader, dot.counter / 64)).or_default() |= 1 << (dot.counter % 64);
        self.positions.insert(dot, step.position);
        self.sequence.push_back(step);
        work
    }

    /// The latest writes that both sides have: any of these writes or what its writer had seen, and the other or
    /// what its writer had seen. In the order of dots.
    pub(crate) fn latest_in_common(&self, some: &[Dot], other: Dot) -> Vec<Dot> {
        let step = |dot: Dot| self.positions.get(&dot).and_then(|position| self.sequence.get(*position));
        let has = |of: &Step<W>, it: &Step<W>| of.position == it.position || of.had_seen(it);
        let some: Vec<&Step<W>> = some.iter().filter_map(|dot| step(*dot)).collect();
        let Some(other) = step(other) else {
            return Vec::new();
        };
        let is_common = |it: &Step<W>| has(other, it) && some.iter().any(|one| has(one, it));
        let latest = frontier(self.sequence.iter().rev(), |step| step, is_common);
        let mut dots: Vec<Dot> = latest.into_iter().map(|step| step.write.dot()).collect();
        dots.sort();
        dots
    }

    /// The writes that a context does not cover.
    fn unseen(&self, context: &CausalContext) -> Vec<Dot> {
        let mut unseen = Vec::new();
        let mut next = self.positions.keys().next().copied();
        while let Some(Dot { leader, .. }) = next {
            let first = Dot::new(leader, context.vector().count(leader).saturating_add(1));
            let last = Dot::new(leader, u64::MAX);
            let beyond = self.positions.range(first..=last).map(|(dot, _)| *dot);
            unseen.extend(beyond.filter(|dot| !context.contains(*dot)));
            next = self.positions.range(last..).map(|(dot, _)| *dot).find(|dot| dot.leader != leader);
        }
        unseen
    }

    /// How many writes at the start of the sequence are all seen, if exactly these are not.
    fn seen_before(&self, unseen: &[Dot]) -> usize {
        let positions = unseen.iter().filter_map(|dot| self.positions.get(dot)).copied();
        positions.min().unwrap_or(self.sequence.len())
    }
}
