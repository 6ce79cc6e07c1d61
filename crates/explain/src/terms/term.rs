//! A domain term with its definition, and a section of the glossary.

use crate::sentence::capitalized;

/// A domain term with its one-line definition.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// As the glossary lists it.
    pub name: &'static str,
    /// Plurals, other forms and synonyms, by which the term is recognised too.
    pub aliases: &'static [&'static str],
    /// One sentence or two, on one line.
    pub definition: &'static str,
}

/// A part of the glossary.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// Its terms, in reading order.
    pub terms: &'static [Term],
}

/// A term of the list.
pub(super) const fn term(
    name: &'static str,
    aliases: &'static [&'static str],
    definition: &'static str,
) -> Term {
    Term { name, aliases, definition }
}

impl Term {
    /// The name and its aliases.
    pub fn forms(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The name with a capital letter, as a heading begins.
    pub fn title(&self) -> String {
        capitalized(self.name)
    }
}
