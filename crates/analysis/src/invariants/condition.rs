//! Conditions: each must hold for every combination of siblings.

use std::collections::BTreeMap;

use replication::{Dot, Key, Value};

use super::clash::Clash;
use super::keys::{alternatives, keys_of};
use super::limits::MAX_COMBINATIONS;
use super::operand::{Choice, worth};
use super::work::{Obstacle, Work};
use crate::trace_state::Replica;
use scenario::invariants::{Condition, Pattern, Term};

/// A combination of siblings for which a condition does not hold, with `*` standing for this key; none if it holds for
/// all.
pub(super) fn find_counterexample(
    condition: &Condition,
    each: Option<&Key>,
    replica: &Replica,
    work: &mut Work,
) -> Result<Option<Clash>, Obstacle> {
    let mut combination = Combination::new(condition, each, replica);
    let choices = combination.keys.values().map(Chosen::choices);
    let many = choices.into_iter().try_fold(1_usize, usize::checked_mul);
    if many.is_none_or(|many| many > MAX_COMBINATIONS) {
        return Err(Obstacle::TooManyCombinations);
    }
    loop {
        work.spend(combination.keys.len().max(1))?;
        if !holds(condition, &combination)? {
            return Ok(Some(combination.clash()));
        }
        if !combination.advance() {
            return Ok(None);
        }
    }
}

fn holds(condition: &Condition, choice: &dyn Choice) -> Result<bool, Obstacle> {
    match condition {
        Condition::Compare { left, comparison, right } => {
            let (left, right) = (worth(left, choice)?, worth(right, choice)?);
            if comparison.is_equality() {
                let order =
                    if left.equals(&right) { std::cmp::Ordering::Equal } else { std::cmp::Ordering::Less };
                return Ok(comparison.holds(order));
            }
            let (left, right) = left.numbers(right)?;
            Ok(comparison.holds(left.cmp(&right)))
        }
        Condition::Not(inner) => Ok(!holds(inner, choice)?),
        Condition::And(parts) => {
            parts.iter().try_fold(true, |so_far, part| Ok(so_far && holds(part, choice)?))
        }
        Condition::Or(parts) => {
            parts.iter().try_fold(false, |so_far, part| Ok(so_far || holds(part, choice)?))
        }
    }
}

/// One sibling of each key that a condition reads.
struct Combination<'r> {
    keys: BTreeMap<&'r Key, Chosen<'r>>,
    each: Option<&'r Key>,
}

/// The siblings of a key, and which is chosen.
struct Chosen<'r> {
    all: Vec<(Option<Dot>, Option<&'r Value>)>,
    chosen: usize,
    /// Whether more is asked than how many there are, which is the same in every combination.
    is_read: bool,
}

impl Chosen<'_> {
    /// How many choices there are.
    fn choices(&self) -> usize {
        if self.is_read { self.all.len() } else { 1 }
    }
}

impl<'r> Combination<'r> {
    fn new(condition: &'r Condition, each: Option<&'r Key>, replica: &'r Replica) -> Self {
        let mut keys: BTreeMap<&Key, Chosen<'_>> = BTreeMap::new();
        for term in condition.terms() {
            let Some(pattern) = term.pattern() else { continue };
            let is_one = term.is_of_one_key() && matches!(pattern, Pattern::Prefix(_));
            for (key, stored) in keys_of(replica, pattern).filter(|(key, _)| !is_one || each == Some(*key)) {
                let all = || alternatives(stored).collect();
                let known =
                    keys.entry(key).or_insert_with(|| Chosen { all: all(), chosen: 0, is_read: false });
                known.is_read |= !matches!(term, Term::Versions(_));
            }
        }
        Self { keys, each }
    }

    /// Goes on to the next combination; there is none if it returns false.
    fn advance(&mut self) -> bool {
        for key in self.keys.values_mut() {
            if key.chosen + 1 < key.choices() {
                key.chosen += 1;
                return true;
            }
            key.chosen = 0;
        }
        false
    }

    fn clash(&self) -> Clash {
        Clash::of(
            self.keys.iter().map(|(key, chosen)| (*key, chosen.all.get(chosen.chosen).and_then(|it| it.0))),
        )
    }
}

impl Choice for Combination<'_> {
    fn value(&self, key: &Key) -> Option<&Value> {
        let key = self.keys.get(key)?;
        key.all.get(key.chosen)?.1
    }

    fn keys(&self, pattern: &Pattern) -> Vec<Key> {
        self.keys.keys().filter(|key| pattern.matches(key)).map(|key| (*key).clone()).collect()
    }

    fn key_of(&self, pattern: &Pattern) -> Option<Key> {
        match pattern {
            Pattern::One(key) => Some(key.clone()),
            Pattern::Prefix(_) => self.each.cloned(),
        }
    }

    fn versions(&self, key: &Key) -> usize {
        self.keys.get(key).map_or(0, |key| key.all.iter().filter(|(_, value)| value.is_some()).count())
    }
}
