//! What an invariant consists of.

use std::cmp::Ordering;

use replication::Key;

/// The names of keys: one key, or all that begin with a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// This key.
    One(Key),
    /// Every key that begins so.
    Prefix(String),
}

impl Pattern {
    /// Whether it names a key.
    #[must_use]
    pub fn matches(&self, key: &Key) -> bool {
        match self {
            Self::One(one) => one == key,
            Self::Prefix(prefix) => key.as_str().starts_with(prefix),
        }
    }
}

/// A value: a key's, or a field of it, or a field of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The keys.
    pub pattern: Pattern,
    /// The fields, the outermost first.
    pub fields: Vec<String>,
}

/// A part of an invariant; all must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// A condition, for each key that its pattern with `*` matches.
    Condition {
        /// The condition.
        condition: Condition,
        /// The pattern with `*` whose keys it is about, one at a time.
        each: Option<Pattern>,
    },
    /// No two of these keys hold the same value.
    Unique(Path),
    /// No two bookings overlap.
    NoOverlap(Bookings),
}

/// Where bookings are, and what of them must not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookings {
    /// Where they are.
    pub path: Path,
    /// The field with the beginning.
    pub from: String,
    /// The field with the end.
    pub to: String,
    /// Which are compared.
    pub per: Per,
}

/// Which bookings are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Per {
    /// All with each other.
    All,
    /// Those of one key.
    Key,
    /// Those with the same value of this field.
    Field(String),
}

/// A condition on one combination of siblings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Two sides compare so.
    Compare {
        /// The left side.
        left: Sum,
        /// How they compare.
        comparison: Comparison,
        /// The right side.
        right: Sum,
    },
    /// It does not hold.
    Not(Box<Condition>),
    /// All hold.
    And(Vec<Condition>),
    /// One of them holds.
    Or(Vec<Condition>),
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it holds for sides in this order.
    #[must_use]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// Whether it asks for equality alone, which values of every type have.
    #[must_use]
    pub fn is_equality(self) -> bool {
        match self {
            Self::Equal | Self::NotEqual => true,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => false,
        }
    }
}

/// Terms that are added or subtracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The first of them.
    pub first: Term,
    /// Whether each is subtracted, and what.
    pub rest: Vec<(bool, Term)>,
}

impl Sum {
    /// Every term.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        std::iter::once(&self.first).chain(self.rest.iter().map(|(_, term)| term))
    }
}

/// A number, a text, or what is read of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// The value itself.
    Value(Path),
    /// The number of items of a list, a set or a map.
    Count(Path),
    /// The sum of the numbers of all these keys.
    Total(Path),
    /// How many of these keys are present.
    Keys(Pattern),
    /// How many values a read of the key returns.
    Versions(Pattern),
}

impl Term {
    /// The keys that it reads; none for a literal.
    #[must_use]
    pub fn pattern(&self) -> Option<&Pattern> {
        match self {
            Self::Number(_) | Self::Text(_) => None,
            Self::Value(path) | Self::Count(path) | Self::Total(path) => Some(&path.pattern),
            Self::Keys(pattern) | Self::Versions(pattern) => Some(pattern),
        }
    }

    /// Whether it is about one key, so that `*` stands for each key in turn.
    #[must_use]
    pub fn is_of_one_key(&self) -> bool {
        match self {
            Self::Value(_) | Self::Count(_) | Self::Versions(_) => true,
            Self::Number(_) | Self::Text(_) | Self::Total(_) | Self::Keys(_) => false,
        }
    }
}

impl Condition {
    /// Every term in it.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Compare { left, right, .. } => left.terms().chain(right.terms()).collect(),
            Self::Not(inner) => inner.terms(),
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::terms).collect(),
        }
    }
}

impl Clause {
    /// Whether it is to be checked when what a key holds changes. A condition on no key is, whatever changes, so that one
    /// which cannot hold is found.
    #[must_use]
    pub fn reads(&self, key: &Key) -> bool {
        match self {
            Self::Condition { condition, .. } => {
                let mut patterns = condition.terms().into_iter().filter_map(Term::pattern).peekable();
                patterns.peek().is_none() || patterns.any(|pattern| pattern.matches(key))
            }
            Self::Unique(path) => path.pattern.matches(key),
            Self::NoOverlap(bookings) => bookings.path.pattern.matches(key),
        }
    }
}
