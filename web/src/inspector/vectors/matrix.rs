//! Who has seen what: a row per leader, a column per origin, and in each cell how many of its writes are applied.

use analysis::{Progress, VectorEntry, VectorMatrix};
use player::LeaderId;
use yew::prelude::*;

use crate::components::LeaderLink;
use crate::inspector::vectors::table::{entry_text, origin_heads};
use crate::store::{View, use_view};

/// At most this many leaders have a row and a column.
const MAX_LEADERS: usize = 8;

#[derive(Properties, PartialEq)]
pub struct WhoHasSeenWhatProps {
    /// What can be done with the vectors.
    pub children: Html,
}

/// The version vectors of all leaders, one below the other.
#[component]
pub fn WhoHasSeenWhat(props: &WhoHasSeenWhatProps) -> Html {
    let view = use_view();
    let matrix = view.vector_matrix(MAX_LEADERS);
    let rows = matrix.rows.iter().map(|(id, entries)| row(&view, *id, &matrix.origins, entries));
    let more = view.frame().members().len().saturating_sub(matrix.rows.len());
    html! {
        <section class="section who-has-seen-what">
            <h3>{ "Who has seen what" }</h3>
            <p class="help">{ "Each row is a leader’s version vector: how many writes of each leader it has applied." }</p>
            <table class="vector-table">
                <caption class="visually-hidden">{ "Writes that each leader has applied, by the leader that accepted them" }</caption>
                <thead><tr><td></td>{ origin_heads(&view, &matrix.origins) }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
            <p class="help">{ verdict(&matrix, view.frame().outcome.progress) }{ others(more) }</p>
            if view.has_skipped_writes() {
                <p class="help">{ "A write that a leader skipped counts as applied there: it will not be applied later." }</p>
            }
            { props.children.clone() }
        </section>
    }
}

fn row(view: &View, id: LeaderId, origins: &[LeaderId], entries: &[VectorEntry]) -> Html {
    let cells = origins.iter().zip(entries).map(|(origin, entry)| {
        let is_behind = entry.count < entry.accepted;
        html! {
            <td
                key={origin.to_string()} data-behind={is_behind.then_some("")} data-own={(*origin == id).then_some("")}
                title={view.describe_vector_entry(id, *origin, *entry)}
            >{ entry_text(*entry) }</td>
        }
    });
    html! { <tr key={id.to_string()}><th scope="row"><LeaderLink {id} /></th>{ for cells }</tr> }
}

fn verdict(matrix: &VectorMatrix, progress: Progress) -> &'static str {
    let entries = || matrix.rows.iter().flat_map(|(_, row)| row);
    let nothing_written = entries().all(|entry| entry.accepted == 0);
    let lacks_some = entries().any(|entry| entry.count < entry.accepted);
    let reads_differ = progress == Progress::Diverged;
    match () {
        () if nothing_written => "Nothing has been written yet.",
        () if !matrix.is_uniform() || lacks_some => {
            "Outlined entries lag behind: the leader has not applied all of those writes yet."
        }
        () if reads_differ => {
            "All rows are equal: every leader has applied every write. Yet the leaders store different values: vectors tell which writes have arrived, not how each leader resolved them."
        }
        () => "All rows are equal: every leader has applied every write.",
    }
}

fn others(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!(" {more} more leaders are not shown; select one to see its vector."),
    }
}
