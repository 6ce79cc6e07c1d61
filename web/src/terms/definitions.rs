//! Terms with their definitions, as a list.

use explain::Term;
use yew::prelude::*;

/// Terms with their definitions.
pub fn definitions(terms: &[&'static Term]) -> Html {
    let row = |term: &&'static Term| {
        html! { <div key={term.name}><dt>{ term.title() }</dt><dd>{ term.definition }</dd></div> }
    };
    html! { <dl class="definitions">{ for terms.iter().map(row) }</dl> }
}
