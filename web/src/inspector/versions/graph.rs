//! All versions of one key as a graph, from the first down to the last: a lane for each leader, and a line to
//! each version from those that its writer had seen last.

use std::rc::Rc;

use analysis::{KeyVersions, Version, WriteStatus};
use explain::{list_of, status_word};
use player::{Selection, ViewAction};
use yew::prelude::*;

use crate::components::{DotTag, colours_of, mark_letters, display_value};
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::geometry::version_graph_layout::{ROW_PX, VersionGraphLayout};
use crate::platform::events::closest;
use crate::store::{View, use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct KeyGraphProps {
    pub graph: Rc<KeyVersions>,
}

/// The graph, each version of which leads to what becomes of it.
#[component]
pub fn KeyGraph(props: &KeyGraphProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let lit = use_state_eq(|| None::<usize>);
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
    let lineage = VersionGraphLayout::new(origins.len());
    let rows =
        graph.versions.iter().enumerate().map(|(row, version)| item(&view, &dispatch, graph, row, version));
    let light = |event: &Event| {
        closest(event, "[data-row]").and_then(|row| row.get_attribute("data-row")?.parse().ok())
    };
    let onpointerover = {
        let lit = lit.setter();
        move |event: PointerEvent| lit.set(light(&event))
    };
    let onfocusin = {
        let lit = lit.setter();
        move |event: FocusEvent| lit.set(light(&event))
    };
    let onpointerleave = {
        let lit = lit.setter();
        move |_: PointerEvent| lit.set(None)
    };
    let (width, height) = (lineage.width(), ROW_PX * graph.versions.len() as f64);
    html! {
        <div>
            if graph.omitted > 0 {
                <p class="help">{ format!("{} earlier versions are left out.", graph.omitted) }</p>
            }
            <div class="lineage" style={format!("--lanes:{}px", number(width))}>
                <svg width={number(width)} height={number(height)} aria-hidden="true">
                    <g>{ for graph.versions.iter().enumerate().map(|(row, version)| lines(&view, lineage, &lanes, row, version, *lit)) }</g>
                    <g>{ for graph.versions.iter().enumerate().map(|(row, version)| node(&view, lineage, lanes[row], row, version)) }</g>
                </svg>
                <ol aria-label="Versions" {onpointerover} {onpointerleave} {onfocusin}>{ for rows }</ol>
            </div>
        </div>
    }
}

fn name_of(standing: WriteStatus) -> &'static str {
    match standing {
        WriteStatus::Kept => "kept",
        WriteStatus::Sibling => "sibling",
        WriteStatus::Superseded => "replaced",
        WriteStatus::InFlight => "under-way",
        WriteStatus::FullySuperseded => "spent",
        WriteStatus::Lost => "lost",
    }
}

fn lines(
    view: &View,
    lineage: VersionGraphLayout,
    lanes: &[usize],
    row: usize,
    version: &Version,
    lit: Option<usize>,
) -> Html {
    let taken = |lane: usize, row: usize| lanes.get(row) == Some(&lane);
    let lines = version.parents.iter().map(|before| {
        // The lines of the version that is pointed at stand out.
        let is_lit = (lit == Some(row) || lit == Some(*before)).then_some("");
        let line = lineage.edge_path((lanes[*before], *before), (lanes[row], row), taken);
        html! { <path key={*before} class="line" d={line} data-lit={is_lit} /> }
    });
    let colours = colours_of(view, version.write.dot.leader);
    html! { <g key={row} data-leader={colours.leader}>{ for lines }</g> }
}

fn node(view: &View, lineage: VersionGraphLayout, lane: usize, row: usize, version: &Version) -> Html {
    let (x, y) = (lineage.x(lane), lineage.y(row));
    let id = version.write.dot.leader;
    let colours = colours_of(view, id);
    let shape = match version.status {
        WriteStatus::Sibling => {
            html! { <path class="shape" d={format!("M{} {}l11 11 -11 11 -11 -11z", number(x), number(y - 11.0))} /> }
        }
        _ => html! { <circle class="shape" cx={number(x)} cy={number(y)} r="9.5" /> },
    };
    // At the corner, where the letter can still be read.
    let (left, top) = (x + 4.0, y - 12.0);
    let cross = (version.status == WriteStatus::Lost).then(|| {
        html! {
            <g class="cross">
                <circle cx={number(left + 4.0)} cy={number(top + 4.0)} r="6.5" />
                <path d={format!("M{} {}l6 6m0 -6l-6 6", number(left + 1.0), number(top + 1.0))} />
            </g>
        }
    });
    html! {
        <g key={row} class="node" data-standing={name_of(version.status)} data-leader={colours.leader} data-pattern={colours.pattern}>
            { shape }
            <text x={number(x)} y={number(y)}>{ mark_letters(id).chars().take(2).collect::<String>() }</text>
            { for cross }
        </g>
    }
}

fn item(view: &View, dispatch: &Dispatcher, graph: &KeyVersions, row: usize, version: &Version) -> Html {
    let dot = version.write.dot;
    let onclick = dispatch.reform(move |_: MouseEvent| ViewAction::Select(Selection::Write(dot)));
    let before: Vec<String> =
        version.parents.iter().map(|place| graph.versions[*place].write.dot.to_string()).collect();
    let after = match () {
        () if version.has_hidden_parents => "after earlier ones".into(),
        () if before.is_empty() => "after nothing".into(),
        () => format!("after {}", list_of(&before)),
    };
    let who = view.written_by(&version.write);
    let value = match &version.write.operation {
        replication::Operation::Put(_) | replication::Operation::Delete => display_value(version.write.value()),
        _ => explain::describe_write_value(&version.write),
    };
    html! {
        <li key={row} data-row={row.to_string()} data-standing={name_of(version.status)}>
            <button class="version" type="button" title={format!("{who}, {}, {after}: {}", version.at, view.describe_version(version))} {onclick}>
                <span class="what"><DotTag {dot} /><b>{ value }</b><span class="standing">{ status_word(version.status) }</span></span>
                <span class="how">{ format!("{who}, {}, {after}", version.at) }</span>
            </button>
        </li>
    }
}
