//! The siblings of one key at one leader, side by side, with their differences and what each writer had seen.

use std::sync::Arc;

use analysis::{DiffPiece, diff_values};
use explain::{context_verb, describe_diff};
use replication::{Dot, Key, LeaderId, Write};
use yew::prelude::*;

use crate::components::{ClientLink, DotLink, KeyLink, LeaderMark, colours_of, context_tags};
use crate::inspector::merge_form::MergeForm;
use crate::inspector::section::section;
use crate::inspector::versions::comparison::VersionComparison;
use crate::inspector::versions::diff::diff_view;
use crate::store::{View, use_view};

/// At most this many siblings are shown.
const MAX_SHOWN: usize = 24;

#[derive(Properties, PartialEq)]
pub struct SiblingsProps {
    pub leader: LeaderId,
    /// The key.
    pub of: Key,
}

/// The conflict on one key, and the form that merges it.
#[component]
pub fn Siblings(props: &SiblingsProps) -> Html {
    let view = use_view();
    let entry = view.frame().leader(props.leader).and_then(|leader| leader.stored(&props.of));
    let Some(entry) = entry else {
        return html! { <div></div> };
    };
    let count = entry.versions.len();
    let shown = &entry.versions[..count.min(MAX_SHOWN)];
    let diff = diff_values(&shown.iter().map(|version| version.value()).collect::<Vec<_>>());
    let cards = shown.iter().zip(&diff.values).map(|(version, pieces)| card(&view, version, pieces));
    let dots: Vec<Dot> = entry.dots().collect();
    let title = html! {
        <><KeyLink of={props.of.clone()} />{ " " }<span class="badge" data-tone="warn">{ format!("{count} siblings") }</span></>
    };
    let body = html! {
        <>
            <div class="siblings">{ for cards }</div>
            <p class="help">
                { describe_diff(diff.note) }
                if count > MAX_SHOWN {
                    { format!(" And {} more.", count - MAX_SHOWN) }
                }
            </p>
            <VersionComparison {dots} />
        </>
    };
    let merging = match view.frame().answers(props.leader) {
        true => {
            html! { <MergeForm leader={props.leader} of={props.of.clone()} versions={entry.versions.to_vec()} /> }
        }
        false => {
            let why = format!(
                "{} is not serving requests, so nothing can be merged here.",
                view.leader_name(props.leader)
            );
            section("Merge by hand".into(), html! { <p class="help">{ why }</p> })
        }
    };
    html! {
        <div>
            { section(title, body) }
            { merging }
        </div>
    }
}

fn card(view: &View, version: &Arc<Write>, pieces: &[DiffPiece]) -> Html {
    let colours = colours_of(view, version.dot.leader);
    let author = match version.client {
        Some(id) => html! { <ClientLink {id} /> },
        None => html! { <span>{ view.written_by(version) }</span> },
    };
    let when =
        view.timeline().writes().get(&version.dot).map(|write| format!(", {}", write.at)).unwrap_or_default();
    let verb = context_verb(view.timeline(), version);
    let seen = html! {
        <span>
            { verb }
            if !version.context.is_empty() {
                { context_tags(&version.context) }
            }
        </span>
    };
    html! {
        <article key={version.dot.to_string()} class="sibling" data-leader={colours.leader} data-pattern={colours.pattern}>
            <div class="head">
                <LeaderMark leader={version.dot.leader} size="small" />
                { diff_view(pieces) }
                <span class="when">{ author }{ when }</span>
            </div>
            <div class="seen"><DotLink dot={version.dot} />{ seen }</div>
        </article>
    }
}
