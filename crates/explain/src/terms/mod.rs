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
mod term;
mod versions;

pub use find::terms_in;
pub use glossary::glossary;
pub use term::{Section, Term};

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
