//! The value of a comparison's term in one combination of siblings.

use replication::{Key, Value};

use super::work::Obstacle;
use scenario::invariants::{Path, Pattern, Sum, Term};

/// A choice of one sibling of each key.
pub(super) trait Choice {
    /// The chosen value of a key; none if the key is absent or the chosen sibling is a deletion.
    fn value(&self, key: &Key) -> Option<&Value>;
    /// The field of a value that a path names.
    fn field(&self, key: &Key, path: &Path) -> Option<&Value> {
        super::keys::field(self.value(key), &path.fields)
    }
    /// The keys that a pattern names.
    fn keys(&self, pattern: &Pattern) -> Vec<Key>;
    /// The key that a term of one key is about.
    fn key_of(&self, pattern: &Pattern) -> Option<Key>;
    /// How many values a read of a key returns, deletions not counted.
    fn versions(&self, key: &Key) -> usize;
}

/// The value of a term or a side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operand<'v> {
    /// A number; what is absent counts as 0.
    Number(i128),
    /// A value that is no number, with the key that holds it.
    Other(&'v Value, Key),
    Text(&'v str),
}

impl Operand<'_> {
    fn number(self) -> Result<i128, Obstacle> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Other(_, key) => Err(Obstacle::WrongType(key)),
            // The parser lets no text be added.
            Self::Text(_) => Ok(0),
        }
    }

    /// Whether two sides are equal, of whatever type.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one == other,
            (Self::Other(one, _), Self::Other(other, _)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Other(Value::Text(one), _), Self::Text(other))
            | (Self::Text(other), Self::Other(Value::Text(one), _)) => one == other,
            (Self::Number(_) | Self::Other(..) | Self::Text(_), _) => false,
        }
    }

    /// Both sides as numbers.
    pub(super) fn numbers(self, other: Self) -> Result<(i128, i128), Obstacle> {
        Ok((self.number()?, other.number()?))
    }
}

/// The value of a side of a comparison.
pub(super) fn worth<'v>(sum: &'v Sum, choice: &'v dyn Choice) -> Result<Operand<'v>, Obstacle> {
    let first = term(&sum.first, choice)?;
    if sum.rest.is_empty() {
        return Ok(first);
    }
    let mut total = first.number()?;
    for (is_subtracted, other) in &sum.rest {
        let number = term(other, choice)?.number()?;
        total += if *is_subtracted { -number } else { number };
    }
    Ok(Operand::Number(total))
}

fn term<'v>(term: &'v Term, choice: &'v dyn Choice) -> Result<Operand<'v>, Obstacle> {
    Ok(match term {
        Term::Number(number) => Operand::Number(i128::from(*number)),
        Term::Text(text) => Operand::Text(text),
        Term::Value(path) => match choice.key_of(&path.pattern) {
            Some(key) => operand(choice.field(&key, path), key.clone()),
            None => Operand::Number(0),
        },
        Term::Count(path) => match choice.key_of(&path.pattern) {
            Some(key) => Operand::Number(count(choice.field(&key, path), &key)?),
            None => Operand::Number(0),
        },
        Term::Total(path) => {
            let keys = choice.keys(&path.pattern).into_iter();
            let numbers = keys.map(|key| operand(choice.field(&key, path), key.clone()).number());
            Operand::Number(numbers.sum::<Result<i128, Obstacle>>()?)
        }
        Term::Keys(pattern) => {
            let present = choice.keys(pattern).into_iter().filter(|key| choice.value(key).is_some());
            Operand::Number(present.count() as i128)
        }
        Term::Versions(pattern) => {
            Operand::Number(choice.key_of(pattern).map_or(0, |key| choice.versions(&key)) as i128)
        }
    })
}

fn operand(value: Option<&Value>, key: Key) -> Operand<'_> {
    match value {
        None => Operand::Number(0),
        Some(Value::Integer(number)) => Operand::Number(i128::from(*number)),
        Some(other @ (Value::Text(_) | Value::List(_) | Value::Set(_) | Value::Map(_))) => {
            Operand::Other(other, key)
        }
    }
}

/// The number of items of a value.
fn count(value: Option<&Value>, key: &Key) -> Result<i128, Obstacle> {
    match value {
        None => Ok(0),
        Some(Value::List(items)) => Ok(items.len() as i128),
        Some(Value::Set(items)) => Ok(items.len() as i128),
        Some(Value::Map(fields)) => Ok(fields.len() as i128),
        Some(Value::Text(_) | Value::Integer(_)) => Err(Obstacle::WrongType(key.clone())),
    }
}
