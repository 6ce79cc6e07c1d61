//! The panel of a key: its value at each leader, its home, its version graph, and the history of its writes.

use std::collections::BTreeSet;
use std::rc::Rc;

use analysis::{KeyVersions, Version};
use player::{Dot, Key, LeaderId, Selection, StoredKey, ViewAction};
use yew::prelude::*;

use crate::components::{DotLink, LeaderLink, value_chips};
use crate::inspector::section::section;
use crate::inspector::versions::{
    VersionComparison, VersionGraph, propagation_steps, replica_list, use_key_versions, use_propagation,
};
use crate::store::{View, use_dispatch, use_view};

/// At most this many writes have their history listed, latest first.
const MAX_HISTORIES: usize = 12;
/// At most this many steps of each write's propagation are listed.
const MAX_STEPS: usize = 12;
/// At most this many leaders are listed.
const MAX_LEADERS: usize = 64;

#[derive(Properties, PartialEq)]
pub struct KeyPanelProps {
    /// The key.
    pub of: Key,
}

/// The panel of one key.
#[component]
pub fn KeyPanel(props: &KeyPanelProps) -> Html {
    let view = use_view();
    let key = &props.of;
    let of_run = use_key_versions(key);
    let graph = Rc::new(view.key_versions(&of_run));
    html! {
        <div class="panel">
            <div class="who"><div><h2>{ format!("Key {key}") }</h2><p>{ summary(&view, key, &graph) }</p></div></div>
            <div class="flow">
                { sibling_section(&view, key) }
                { section("Current values".into(), current_values(&view, key)) }
                { home_section(&view, key) }
                { section("Versions".into(), html! { <><VersionGraph graph={graph.clone()} />{ legend() }</> }) }
                <WriteHistories {graph} />
            </div>
        </div>
    }
}

fn stored_at_leaders<'a>(
    view: &'a View,
    key: &'a Key,
) -> impl Iterator<Item = (LeaderId, Option<StoredKey<'a>>)> {
    view.frame().leaders().take(MAX_LEADERS).map(|leader| (leader.id, leader.stored(key)))
}

fn summary(view: &View, key: &Key, graph: &KeyVersions) -> String {
    let versions = graph.versions.len() + graph.omitted;
    let written = match versions {
        0 => "not written yet".into(),
        1 => "written once".to_owned(),
        2 => "written twice".into(),
        many => format!("written {many} times"),
    };
    let conflicts = stored_at_leaders(view, key)
        .filter(|(_, entry)| entry.is_some_and(|entry| entry.has_siblings))
        .count();
    let leaders = if conflicts == 1 { "leader" } else { "leaders" };
    if conflicts > 0 { format!("{written} · siblings at {conflicts} {leaders}") } else { written }
}

/// Why the versions of the key are siblings, at the first leader that has siblings.
fn sibling_section(view: &View, key: &Key) -> Html {
    let first = stored_at_leaders(view, key)
        .find_map(|(id, entry)| Some((id, entry.filter(|entry| entry.has_siblings)?)));
    let Some((id, entry)) = first else {
        return html! { <div></div> };
    };
    let dots: Vec<Dot> = entry.dots().collect();
    section(
        format!("Siblings at {}", view.leader_name(id)).into(),
        html! { <><VersionComparison {dots} /><MergeAtLeader {id} /></> },
    )
}

#[derive(Properties, PartialEq)]
struct MergeAtLeaderProps {
    id: LeaderId,
}

#[component]
fn MergeAtLeader(props: &MergeAtLeaderProps) -> Html {
    let name = use_view().leader_name(props.id);
    let id = props.id;
    let onclick = use_dispatch().reform(move |_: MouseEvent| ViewAction::Select(Selection::Leader(id)));
    html! { <div class="button-row after"><button class="button" type="button" data-size="small" {onclick}>{ format!("Merge at {name}") }</button></div> }
}

fn current_values(view: &View, key: &Key) -> Html {
    let rows = stored_at_leaders(view, key).map(|(id, entry)| {
        let values = match entry.filter(|entry| !entry.versions.is_empty() || entry.reading.is_some()) {
            Some(entry) => value_chips(entry.versions, entry.reading),
            None => html! { <span class="chip" data-empty=""><span class="text">{ "nothing" }</span></span> },
        };
        html! { <li key={id.to_string()}><span class="grow"><LeaderLink {id} /></span><span class="values">{ values }</span></li> }
    });
    html! { <ul class="rows values-now">{ for rows }</ul> }
}

/// The home of the key, once per home that some leader believes in.
fn home_section(view: &View, key: &Key) -> Html {
    let believed: Vec<(LeaderId, LeaderId)> =
        view.frame().members().iter().filter_map(|id| Some((*id, view.frame().home_of(key, *id)?))).collect();
    if believed.is_empty() {
        return html! { <div></div> };
    }
    let homes: BTreeSet<LeaderId> = believed.iter().map(|(_, home)| *home).collect();
    let rows = homes.iter().map(|home| {
        let by: Vec<String> = believed.iter().filter(|(_, believed_home)| believed_home == home).map(|(id, _)| view.leader_name(*id)).collect();
        let by = if homes.len() == 1 { "all leaders agree".to_owned() } else { format!("believed by {}", explain::list_of(&by)) };
        html! { <li key={home.to_string()}><span class="grow"><LeaderLink id={*home} /></span><span class="quiet small">{ by }</span></li> }
    });
    section("Home".into(), html! { <ul class="rows">{ for rows }</ul> })
}

fn legend() -> Html {
    html! { <p class="help">{ "Oldest first. Lines lead from the versions that each writer had last seen. Diamond: sibling now. Hollow circle: superseded or overwritten in order. Dotted circle: kept in another value. Cross: lost." }</p> }
}

#[derive(Properties, PartialEq)]
struct WriteHistoriesProps {
    graph: Rc<KeyVersions>,
}

/// The history of each of the latest writes.
#[component]
fn WriteHistories(props: &WriteHistoriesProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let graph = &props.graph;
    let first = graph.versions.len().saturating_sub(MAX_HISTORIES);
    let latest = &graph.versions[first..];
    let propagations = use_propagation(latest.iter().map(|version| version.write.dot).collect());
    if latest.is_empty() {
        return html! { <div></div> };
    }
    let histories = latest.iter().rev().map(|version| {
        let body = propagations.get(&version.write.dot).map(|propagation| {
            html! { <>{ replica_list(&view, &dispatch, propagation) }{ propagation_steps(&view, &dispatch, propagation, MAX_STEPS) }</> }
        });
        write_history(&view, version, body.unwrap_or_default())
    });
    let more = first + graph.omitted;
    let body = html! {
        <>
            <div class="write-histories">{ for histories }</div>
            if more > 0 {
                <p class="help">{ format!("and {more} earlier") }</p>
            }
        </>
    };
    section("Writes, latest first".into(), body)
}

fn write_history(view: &View, version: &Version, body: Html) -> Html {
    let dot = version.write.dot;
    html! {
        <details key={dot.to_string()} class="fold fate">
            <summary><span><b>{ format!("{dot} ") }</b>{ view.write_label(&version.write) }<span class="quiet">{ format!(": {}", view.describe_version(version)) }</span></span></summary>
            <div class="body">
                { body }
                <p class="small">{ "Details: " }<DotLink {dot} /></p>
            </div>
        </details>
    }
}
