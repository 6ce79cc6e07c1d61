//! Contents: the client writes whose effect a value still has, as a persistent set.

use persistent::Map;
use replication::Dot;

/// How much of a write's effect a value still has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Some,
    Whole,
}

/// The client writes that a value contains. Most values contain one, which needs no allocation.
#[derive(Clone, Debug, Default)]
pub(super) enum Contents {
    #[default]
    Nothing,
    One(Dot, Part),
    Many(Map<Dot, Part>),
}

impl Contents {
    pub(super) fn one(dot: Dot) -> Self {
        Self::One(dot, Part::Whole)
    }

    pub(super) fn get(&self, dot: Dot) -> Option<Part> {
        match self {
            Self::Nothing => None,
            Self::One(only, part) => (*only == dot).then_some(*part),
            Self::Many(all) => all.get(&dot).copied(),
        }
    }

    pub(super) fn contains(&self, dot: Dot) -> bool {
        self.get(dot).is_some()
    }

    /// Adds a write; the greater part counts.
    pub(super) fn insert(&mut self, dot: Dot, part: Part) {
        if self.get(dot).is_none_or(|there| there < part) {
            self.set(dot, part);
        }
    }

    /// Adds a write, with this part of its effect.
    pub(super) fn set(&mut self, dot: Dot, part: Part) {
        match self {
            Self::Nothing => *self = Self::One(dot, part),
            Self::One(only, _) if *only == dot => *self = Self::One(dot, part),
            Self::One(only, there) => {
                *self = Self::Many([(*only, *there), (dot, part)].into_iter().collect())
            }
            Self::Many(all) => drop(all.insert(dot, part)),
        }
    }

    pub(super) fn remove(&mut self, dot: Dot) {
        match self {
            Self::Nothing => {}
            Self::One(only, _) if *only == dot => *self = Self::Nothing,
            Self::One(..) => {}
            Self::Many(all) => drop(all.remove(&dot)),
        }
        if matches!(self, Self::Many(all) if all.is_empty()) {
            *self = Self::Nothing;
        }
    }

    /// Adds all of these.
    pub(super) fn join(&mut self, other: &Self) {
        match (&mut *self, other) {
            (_, Self::Nothing) => {}
            (Self::Nothing, _) => *self = other.clone(),
            // Both were made from a common one: most of them is shared.
            (Self::Many(_), Self::Many(_)) => {
                let differs = self.difference(other);
                let theirs = differs.into_iter().filter_map(|dot| Some((dot, other.get(dot)?)));
                theirs.collect::<Vec<_>>().into_iter().for_each(|(dot, part)| self.insert(dot, part));
            }
            (_, _) => other.iter().for_each(|(dot, part)| self.insert(dot, part)),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Dot, Part)> + '_ {
        let one = match self {
            Self::One(dot, part) => Some((*dot, *part)),
            Self::Nothing | Self::Many(_) => None,
        };
        let many = match self {
            Self::Many(all) => Some(all.iter().map(|(dot, part)| (*dot, *part))),
            Self::Nothing | Self::One(..) => None,
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    /// The writes that the two contain differently. Fast where one was made from the other.
    pub(super) fn difference(&self, other: &Self) -> Vec<Dot> {
        if let (Self::Many(ours), Self::Many(theirs)) = (self, other) {
            return ours.difference(theirs);
        }
        if let (Self::One(ours, part), Self::One(theirs, other)) = (self, other) {
            return match ours == theirs {
                true if part == other => Vec::new(),
                true => vec![*ours],
                false => vec![*ours, *theirs],
            };
        }
        let only = |these: &Self, those: &Self| -> Vec<Dot> {
            let differs = |(dot, part): &(Dot, Part)| those.get(*dot) != Some(*part);
            these.iter().filter(differs).map(|(dot, _)| dot).collect()
        };
        [only(self, other), only(other, self)].concat()
    }
}
