//! Coverage of writes: a row for each leader, with a cell for each of its writes, or a bar if there are many.

use analysis::{Coverage, CoverageRow, coverage_of_writer};
use player::{Dot, LeaderId};
use yew::prelude::*;

use crate::components::{LeaderMark, colours_of};
use crate::store::{View, use_view};

#[derive(Properties, PartialEq)]
pub struct LeaderCoverageProps {
    pub leader: LeaderId,
}

/// What a leader has applied of each leader's writes.
#[component]
pub fn LeaderCoverage(props: &LeaderCoverageProps) -> Html {
    let view = use_view();
    let rows = view.coverage_of_leader(props.leader);
    coverage_rows(&view, &rows, "Applied writes")
}

#[derive(Properties, PartialEq)]
pub struct WriterCoverageProps {
    pub dot: Dot,
}

/// What the writer of a version had seen of its key.
#[component]
pub fn WriterCoverage(props: &WriterCoverageProps) -> Html {
    let view = use_view();
    let rows = coverage_of_writer(view.timeline(), props.dot);
    if rows.is_empty() {
        return html! { <p class="help">{ "Nothing had been written to this key yet." }</p> };
    }
    coverage_rows(&view, &rows, "Had seen")
}

fn coverage_rows(view: &View, rows: &[CoverageRow], label: &'static str) -> Html {
    html! { <ul class="seen-rows" aria-label={label}>{ for rows.iter().map(|row| coverage_row(view, row)) }</ul> }
}

fn coverage_row(view: &View, row: &CoverageRow) -> Html {
    let colours = colours_of(view, row.leader);
    let has = row.without_gap + row.beyond_gap_count;
    let drawn = if row.cells.is_empty() {
        coverage_bar(row)
    } else {
        html! { <span class="cells">{ for row.cells.iter().map(write_cell) }</span> }
    };
    let beyond = row.beyond_gap.first().map(|first| {
        let more = if row.beyond_gap_count > 1 {
            format!(" and {} more", row.beyond_gap_count - 1)
        } else {
            String::new()
        };
        html! { <span class="beyond">{ format!("{first}{more} beyond a gap") }</span> }
    });
    let text = view.describe_coverage(row);
    html! {
        <li key={row.leader.to_string()} data-leader={colours.leader} data-pattern={colours.pattern} title={text.clone()}>
            <LeaderMark leader={row.leader} size="small" />
            <span class="drawn" aria-hidden="true">{ drawn }{ for beyond }</span>
            <span class="count" aria-hidden="true">{ format!("{has} of {}", row.total) }</span>
            <span class="visually-hidden">{ text }</span>
        </li>
    }
}

fn write_cell((dot, has): &(Dot, Coverage)) -> Html {
    let name = match has {
        Coverage::WithoutGap => "yes",
        Coverage::BeyondGap => "beyond",
        Coverage::Missing => "no",
    };
    html! { <i key={dot.to_string()} class="cell" data-has={name} title={dot.to_string()}></i> }
}

/// The covered share of many writes.
fn coverage_bar(row: &CoverageRow) -> Html {
    let percent = |count: u64| 100 * count / row.total.max(1);
    let ticks = row.beyond_gap.iter().map(|dot| {
        let left = percent(dot.counter.saturating_sub(1).min(row.total));
        html! { <i key={dot.to_string()} class="tick" style={format!("inset-inline-start:{left}%")}></i> }
    });
    html! {
        <span class="bar">
            <i class="full" style={format!("inline-size:{}%", percent(row.without_gap))}></i>
            <span class="ticks">{ for ticks }</span>
        </span>
    }
}
