//! Why versions are concurrent or ordered: a table of which writes each writer had seen, and a sentence for each
//! pair.

use analysis::{CausalOrder, Comparison, OrderEvidence, compare_all};
use player::Dot;
use yew::prelude::*;

use crate::components::{DotLink, DotTag, disclosure};
use crate::store::{View, use_view};

/// At most this many versions are compared.
const MAX_COMPARED: usize = 6;
/// With more pairs than this, their sentences are collapsed.
const MAX_OPEN: usize = 1;

#[derive(Properties, PartialEq)]
pub struct VersionComparisonProps {
    /// The versions.
    pub dots: Vec<Dot>,
}

/// The causal order of these versions.
#[component]
pub fn VersionComparison(props: &VersionComparisonProps) -> Html {
    let view = use_view();
    let dots = &props.dots[..props.dots.len().min(MAX_COMPARED)];
    let pairs = compare_all(view.timeline(), dots, MAX_COMPARED * MAX_COMPARED);
    if pairs.is_empty() {
        return html! { <div></div> };
    }
    let more = props.dots.len() - dots.len();
    let sentences: Html = pairs.iter().map(|pair| sentence(&view, pair)).collect();
    let all_concurrent = pairs.iter().all(|pair| pair.order == CausalOrder::Concurrent);
    html! {
        <div class="version-comparison">
            { table(&view, dots, &pairs) }
            if pairs.len() > MAX_OPEN {
                <p class="why">{ if all_concurrent { "All are concurrent." } else { "Not all are concurrent." } }</p>
                { disclosure("Compare pairs", html! { <div class="pairs">{ sentences }</div> }) }
            } else {
                <div class="pairs">{ sentences }</div>
            }
            if more > 0 {
                <p class="help">{ format!("and {more} more") }</p>
            }
        </div>
    }
}

fn sentence(view: &View, pair: &Comparison) -> Html {
    let sign = match pair.order {
        CausalOrder::Concurrent => "∥",
        CausalOrder::After => "←",
        CausalOrder::Before => "→",
    };
    html! {
        <p key={format!("{} {}", pair.one, pair.other)} class="why">
            <span class="pair" aria-hidden="true"><DotTag dot={pair.one} /><span class="mono">{ sign }</span><DotTag dot={pair.other} /></span>
            { " " }{ view.describe_comparison(pair) }
        </p>
    }
}

/// A row for each writer, a column for each write.
fn table(view: &View, dots: &[Dot], pairs: &[Comparison]) -> Html {
    let heads =
        dots.iter().map(|dot| html! { <th key={dot.to_string()} scope="col"><DotTag dot={*dot} /></th> });
    let rows = dots.iter().map(|row| {
        let cells = dots.iter().map(|column| cell(*row, *column, pairs));
        let maker = view.context_owner(*row);
        html! {
            <tr key={row.to_string()}>
                <th scope="row"><span class="maker">{ maker }<span class="visually-hidden">{ ", for " }</span></span><DotLink dot={*row} /></th>
                { for cells }
            </tr>
        }
    });
    html! {
        <table class="visibility-table">
            <caption class="visually-hidden">{ "Writes that each writer had seen" }</caption>
            <thead><tr><td><span class="small quiet">{ "had seen" }</span></td>{ for heads }</tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn cell(row: Dot, column: Dot, pairs: &[Comparison]) -> Html {
    let later = |pair: &&Comparison| {
        (pair.one == row && pair.other == column && pair.order == CausalOrder::After)
            || (pair.other == row && pair.one == column && pair.order == CausalOrder::Before)
    };
    let (has, sign, word) = match pairs.iter().find(later) {
        _ if row == column => ("itself", "·", "its own"),
        Some(Comparison { evidence: OrderEvidence::OrderedByHome, .. }) => {
            ("yes", "⌂", "earlier in the home’s order")
        }
        Some(_) => ("yes", "✓", "seen"),
        None => ("no", "✕", "not seen"),
    };
    html! {
        <td key={column.to_string()} data-has={has} title={word}>
            <span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ word }</span>
        </td>
    }
}
