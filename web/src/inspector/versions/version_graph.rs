//! The version graph of one key, oldest first: a lane for each leader, and an edge to each version from those that
//! its writer had last seen.

use std::rc::Rc;

use analysis::{KeyVersions, Version, WriteStatus};
use explain::{list_of, status_word};
use player::{Selection, ViewAction};
use yew::prelude::*;

use crate::components::{DotTag, colours_of, display_value, mark_letters};
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::geometry::version_graph_layout::{ROW_PX, VersionGraphLayout};
use crate::platform::events::closest;
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct VersionGraphProps {
    pub graph: Rc<KeyVersions>,
}

/// The graph; each version opens the panel of its write.
#[component]
pub fn VersionGraph(props: &VersionGraphProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let highlighted = use_state_eq(|| None::<usize>);
    let graph = &props.graph;
    if graph.versions.is_empty() {
        return html! { <p class="help">{ "Nothing has been written to this key yet." }</p> };
    }
    let origins = graph.origins(view.timeline().all_leaders());
    let lanes: Vec<usize> = graph
        .versions
        .iter()
        .map(|version| origins.iter().position(|id| *id == version.write.dot.leader).unwrap_or_default())
        .collect();
    let layout = VersionGraphLayout::new(origins.len());
    let rows = graph
        .versions
        .iter()
        .enumerate()
        .map(|(row, version)| version_item(&view, &dispatch, graph, row, version));
    let row_of = |event: &Event| {
        closest(event, "[data-row]").and_then(|row| row.get_attribute("data-row")?.parse().ok())
    };
    let onpointerover = {
        let highlighted = highlighted.setter();
        move |event: PointerEvent| highlighted.set(row_of(&event))
    };
    let onfocusin = {
        let highlighted = highlighted.setter();
        move |event: FocusEvent| highlighted.set(row_of(&event))
    };
    let onpointerleave = {
        let highlighted = highlighted.setter();
        move |_: PointerEvent| highlighted.set(None)
    };
    let (width, height) = (layout.width(), ROW_PX * graph.versions.len() as f64);
    html! {
        <div>
            if graph.omitted > 0 {
                <p class="help">{ format!("{} earlier versions are not shown.", graph.omitted) }</p>
            }
            <div class="version-graph" style={format!("--lanes:{}px", number(width))}>
                <svg width={number(width)} height={number(height)} aria-hidden="true">
                    <g>{ for graph.versions.iter().enumerate().map(|(row, version)| edges(&view, layout, &lanes, row, version, *highlighted)) }</g>
                    <g>{ for graph.versions.iter().enumerate().map(|(row, version)| node(&view, layout, lanes[row], row, version)) }</g>
                </svg>
                <ol aria-label="Versions" {onpointerover} {onpointerleave} {onfocusin}>{ for rows }</ol>
            </div>
        </div>
    }
}

fn status_attribute(status: WriteStatus) -> &'static str {
    match status {
        WriteStatus::Kept => "kept",
        WriteStatus::Sibling => "sibling",
        WriteStatus::Superseded | WriteStatus::OverwrittenInOrder => "replaced",
        WriteStatus::InFlight => "under-way",
        WriteStatus::Contained => "contained",
        WriteStatus::Lost(_) => "lost",
    }
}

fn edges(
    view: &View,
    layout: VersionGraphLayout,
    lanes: &[usize],
    row: usize,
    version: &Version,
    highlighted: Option<usize>,
) -> Html {
    let is_occupied = |lane: usize, row: usize| lanes.get(row) == Some(&lane);
    let lines = version.parents.iter().map(|parent| {
        // The edges of the hovered version stand out.
        let is_highlighted = (highlighted == Some(row) || highlighted == Some(*parent)).then_some("");
        let line = layout.edge_path((lanes[*parent], *parent), (lanes[row], row), is_occupied);
        html! { <path key={*parent} class="line" d={line} data-lit={is_highlighted} /> }
    });
    let colours = colours_of(view, version.write.dot.leader);
    html! { <g key={row} data-leader={colours.leader}>{ for lines }</g> }
}

fn node(view: &View, layout: VersionGraphLayout, lane: usize, row: usize, version: &Version) -> Html {
    let (x, y) = (layout.x(lane), layout.y(row));
    let id = version.write.dot.leader;
    let colours = colours_of(view, id);
    let shape = match version.status {
        WriteStatus::Sibling => {
            html! { <path class="shape" d={format!("M{} {}l11 11 -11 11 -11 -11z", number(x), number(y - 11.0))} /> }
        }
        _ => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="9.5" /> },
    };
    // At the corner, so that the letters stay readable.
    let (left, top) = (x + 4.0, y - 12.0);
    let cross = matches!(version.status, WriteStatus::Lost(_)).then(|| {
        html! {
            <g class="cross">
                <circle cx={number(left + 4.0)} cy={number(top + 4.0)} r="6.5" />
                <path d={format!("M{} {}l6 6m0 -6l-6 6", number(left + 1.0), number(top + 1.0))} />
            </g>
        }
    });
    html! {
        <g key={row} class="node" data-status={status_attribute(version.status)} data-leader={colours.leader} data-pattern={colours.pattern}>
            { shape }
            <text x={number(x)} y={number(y)}>{ mark_letters(id).chars().take(2).collect::<String>() }</text>
            { for cross }
        </g>
    }
}

fn version_item(
    view: &View,
    dispatch: &Dispatcher,
    graph: &KeyVersions,
    row: usize,
    version: &Version,
) -> Html {
    let dot = version.write.dot;
    let onclick = dispatch.reform(move |_: MouseEvent| ViewAction::Select(Selection::Write(dot)));
    let parent: Vec<String> =
        version.parents.iter().map(|place| graph.versions[*place].write.dot.to_string()).collect();
    let after = match () {
        () if version.has_hidden_parents => "after earlier ones".into(),
        () if parent.is_empty() => "after nothing".into(),
        () => format!("after {}", list_of(&parent)),
    };
    let author = view.written_by(&version.write);
    let value = match &version.write.operation {
        replication::Operation::Put(_) | replication::Operation::Delete => {
            display_value(version.write.value())
        }
        _ => explain::describe_write_value(&version.write),
    };
    html! {
        <li key={row} data-row={row.to_string()} data-status={status_attribute(version.status)}>
            <button class="version" type="button" title={format!("{author}, {}, {after}: {}", version.at, view.describe_version(version))} {onclick}>
                <span class="what"><DotTag {dot} /><b>{ value }</b><span class="status">{ status_word(version.status) }</span></span>
                <span class="how">{ format!("{author}, {}, {after}", version.at) }</span>
            </button>
        </li>
    }
}
