//! The domain terms that the page explains and GLOSSARY.md lists, and how they are found in a text.

mod clocks;
mod conflicts;
mod consistency;
mod faults;
mod find;
mod glossary;
mod leaders;
mod replication;
mod runs;
mod versions;

pub use find::terms_in;
pub use glossary::glossary;

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

const fn term(name: &'static str, aliases: &'static [&'static str], definition: &'static str) -> Term {
    Term { name, aliases, definition }
}

/// All terms, by section.
pub const SECTIONS: &[Section] = &[
    Section { title: "Leaders and clients", terms: leaders::LEADERS },
    Section { title: "Replication", terms: replication::REPLICATION },
    Section { title: "Faults", terms: faults::FAULTS },
    Section { title: "Versions and causality", terms: versions::VERSIONS },
    Section { title: "Conflicts", terms: conflicts::CONFLICTS },
    Section { title: "Consistency", terms: consistency::CONSISTENCY },
    Section { title: "Clocks", terms: clocks::CLOCKS },
    Section { title: "Runs", terms: runs::RUNS },
];

/// All terms, section after section.
pub fn terms() -> impl Iterator<Item = &'static Term> {
    SECTIONS.iter().flat_map(|section| section.terms)
}

impl Term {
    /// The name and its aliases.
    pub fn forms(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The name with a capital letter, as a heading begins.
    pub fn title(&self) -> String {
        let mut letters = self.name.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_form_belongs_to_one_term() {
        let forms: Vec<String> = terms().flat_map(Term::forms).map(str::to_lowercase).collect();
        let distinct: BTreeSet<&String> = forms.iter().collect();
        assert_eq!(distinct.len(), forms.len());
    }

    #[test]
    fn definitions_are_one_short_line() {
        for Term { name, definition, .. } in terms() {
            assert!(definition.ends_with('.') && !definition.contains('\n'), "{name}: {definition}");
            assert!(definition.split_whitespace().count() <= 22, "{name}: {definition}");
        }
    }

    #[test]
    fn every_term_is_found_by_each_of_its_forms() {
        for term in terms() {
            for form in term.forms() {
                let found: Vec<_> = terms_in(form).collect();
                assert_eq!(found, [(0..form.len(), term)], "{form}");
            }
        }
    }
}
