//! An invariant as the user wrote it.

use std::str::FromStr;

use super::error::InvariantError;
use super::parser::parse;
use super::syntax::Clause;

/// An invariant over the store of one leader, such as `value("balance") >= 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invariant {
    text: String,
    clauses: Vec<Clause>,
}

impl Invariant {
    /// As it was stated.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its parts, all of which must hold.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }
}

impl FromStr for Invariant {
    type Err = InvariantError;

    fn from_str(text: &str) -> Result<Self, InvariantError> {
        Ok(Self { text: text.trim().to_owned(), clauses: parse(text)? })
    }
}
