//! The glossary dialog: every term with its definition, searchable.

use explain::{SECTIONS, Section, Term};
use yew::prelude::*;

use crate::components::Dialog;
use crate::platform::events::value_of;
use crate::terms::definitions;

#[derive(Properties, PartialEq)]
pub struct GlossaryProps {
    pub onclose: Callback<()>,
}

/// All terms, or those that match the search.
#[component]
pub fn GlossaryDialog(props: &GlossaryProps) -> Html {
    let query = use_state_eq(String::new);
    let oninput = {
        let query = query.setter();
        move |event: InputEvent| query.set(value_of(&event).trim().to_lowercase())
    };
    let sections: Vec<(&Section, Vec<&'static Term>)> =
        SECTIONS.iter().map(|section| (section, matching(section, &query))).collect();
    let count = sections.iter().map(|(_, terms)| terms.len()).sum();
    let shown = sections.into_iter().filter(|(_, terms)| !terms.is_empty());
    html! {
        <Dialog id="glossary-title" title="Glossary" onclose={props.onclose.clone()} lists_terms=false>
            <div class="body glossary">
                <input class="input" type="search" aria-label="Search the glossary" placeholder="sibling, clock" autofocus=true {oninput} />
                <p class="hint" role="status">{ match_count(count) }</p>
                <div class="sections" tabindex="0" role="region" aria-label="Terms">
                    { for shown.map(|(section, terms)| html! { <section key={section.title}><h3>{ section.title }</h3>{ definitions(&terms) }</section> }) }
                </div>
            </div>
        </Dialog>
    }
}

/// The terms of a section whose name, alias or definition contains the query.
fn matching(section: &Section, query: &str) -> Vec<&'static Term> {
    let contains_query = |text: &str| text.to_lowercase().contains(query);
    let matches = |term: &&Term| term.forms().any(contains_query) || contains_query(term.definition);
    section.terms.iter().filter(matches).collect()
}

fn match_count(count: usize) -> String {
    match count {
        0 => "No matches".into(),
        1 => "1 term".into(),
        count => format!("{count} terms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<&'static str> {
        SECTIONS.iter().flat_map(|section| matching(section, query)).map(|term| term.name).collect()
    }

    #[test]
    fn a_search_finds_terms_by_name_alias_and_definition() {
        assert!(found("lww").contains(&"last write wins"));
        assert!(found("hub").contains(&"star"));
        assert_eq!(found("no such term"), Vec::<&str>::new());
        assert_eq!(found("").len(), explain::terms().count());
    }
}
