//! The siblings of one key at one leader, side by side, with what each writer had seen.

use std::sync::Arc;

use replication::{Key, LeaderId, Write};
use yew::prelude::*;

use crate::inspector::merge::Merge;
use crate::inspector::section;
use crate::parts::{Face, Tag, colours_of, context_tags, shown};
use crate::store::{View, use_view};

/// How many siblings are shown.
const MAX_SHOWN: usize = 24;

#[derive(Properties, PartialEq)]
pub struct SiblingsProps {
    pub leader: LeaderId,
    /// The key.
    pub of: Key,
}

/// The conflict on one key, and the way to mend it.
#[component]
pub fn Siblings(props: &SiblingsProps) -> Html {
    let view = use_view();
    let entry = view.world().leaders.get(&props.leader).and_then(|leader| leader.store.get(&props.of));
    let Some(entry) = entry else {
        return html! { <div></div> };
    };
    let count = entry.versions.len();
    let shown = || entry.versions.iter().take(MAX_SHOWN);
    let cards = shown().map(|version| card(&view, version));
    let dots: Vec<Html> = shown()
        .enumerate()
        .map(|(index, version)| {
            let between = if index > 0 {
                html! { <span class="mono">{ " ∥ " }</span> }
            } else {
                html! {}
            };
            html! { <span key={version.dot.to_string()}>{ between }<Tag dot={version.dot} /></span> }
        })
        .collect();
    let title = html! {
        <>{ props.of.to_string() }{ " " }<span class="badge" data-tone="warn">{ format!("{count} siblings") }</span></>
    };
    let why = if count == 2 {
        "Neither writer had seen the other’s value: "
    } else {
        "None of the writers had seen another’s value: "
    };
    let body = html! {
        <>
            <div class="siblings">{ for cards }</div>
            <p class="why">{ why }{ for dots }{ if count > MAX_SHOWN { ", …" } else { "" } }</p>
        </>
    };
    html! {
        <div>
            { section(title, body) }
            <Merge leader={props.leader} of={props.of.clone()} versions={entry.versions.clone()} />
        </div>
    }
}

fn card(view: &View, version: &Arc<Write>) -> Html {
    let colours = colours_of(view, version.dot.leader);
    let who = view.maker(version);
    let when = view.accepted_at(version.dot).map(|at| format!("{who}, {at}")).unwrap_or(who);
    let value = shown(version.value());
    let seen = if version.context.is_empty() {
        html! { <span>{ " had seen nothing" }</span> }
    } else {
        html! { <span>{ " had seen " }{ context_tags(&version.context) }</span> }
    };
    html! {
        <article key={version.dot.to_string()} class="sibling" data-leader={colours.leader} data-pattern={colours.pattern}>
            <div class="head">
                <Face leader={version.dot.leader} size="small" />
                <span class="value">{ value }</span>
                <span class="when">{ when }</span>
            </div>
            <div class="seen"><Tag dot={version.dot} />{ seen }</div>
        </article>
    }
}
