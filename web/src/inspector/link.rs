//! The panel of a link: its settings, queue and blocking write, with buttons to cut, heal and remove it.

use analysis::why_inapplicable;
use player::{Action, EditAction, ViewAction, cut, heal};
use replication::{Command, LinkId, LinkSelector};
use yew::prelude::*;

use crate::components::{DotLink, LeaderMark};
use crate::inspector::queues::describe_link;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_view};

/// At most this many queued writes are listed.
const MAX_WAITING: usize = 20;

#[derive(Properties, PartialEq)]
pub struct LinkProps {
    pub link: LinkId,
}

/// The panel of one direction of a link.
#[component]
pub fn LinkPanel(props: &LinkProps) -> Html {
    let view = use_view();
    let link = props.link;
    let names = format!("{} → {}", view.leader_name(link.from), view.leader_name(link.to));
    let (_, status) = describe_link(&view, link);
    html! {
        <div class="panel">
            <div class="who">
                <span class="between">
                    <LeaderMark leader={link.from} size="small" /><span aria-hidden="true">{ "→" }</span><LeaderMark leader={link.to} size="small" />
                </span>
                <div><h2>{ names }</h2><p>{ status }</p></div>
            </div>
            <div class="flow">
                <BlockingWrite {link} />
                <section class="section">{ facts(&view, link) }</section>
                <LinkActions {link} />
                { queue_section(&view, link) }
            </div>
        </div>
    }
}

fn facts(view: &View, link: LinkId) -> Html {
    let facts = view.frame().link_facts(link);
    let settings = facts.settings;
    let jitter =
        if settings.jitter.0 > 0 { format!(", plus up to {}", settings.jitter) } else { String::new() };
    let order = if facts.is_ordered { "in order" } else { "any order" };
    html! {
        <dl class="facts">
            <dt>{ "Latency" }</dt><dd>{ format!("{}{jitter}", facts.latency) }</dd>
            <dt>{ "Distance" }</dt><dd>{ format_km(facts.distance_km) }</dd>
            <dt>{ "Loss" }</dt><dd>{ format!("{}%", settings.loss_percent) }</dd>
            <div>
                if settings.duplicate_percent > 0 {
                    <dt>{ "Duplicated" }</dt><dd>{ format!("{}%", settings.duplicate_percent) }</dd>
                }
            </div>
            <div>
                if let Some(bytes) = settings.bytes_per_s {
                    <dt>{ "Bandwidth" }</dt><dd>{ format!("{bytes} B/s") }</dd>
                }
            </div>
            <dt>{ "Delivery order" }</dt><dd>{ order }</dd>
            <dt>{ "Delivered" }</dt><dd>{ facts.delivered }</dd>
        </dl>
    }
}

/// The write that blocks a link, how many wait behind it, and a button to skip it.
#[component]
fn BlockingWrite(props: &LinkProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let link = props.link;
    let Some(dot) = view.frame().blocking_write(link) else {
        return html! { <div></div> };
    };
    let label = view.label_of(dot);
    let skip = Command::SkipWrite(LinkSelector::One(link));
    let onclick = dispatch.reform(move |_: MouseEvent| EditAction::Issue(skip.clone()));
    let queued = match view.frame().link_status(link).blocked_behind + view.frame().link(link).waiting {
        0 => String::new(),
        entries => format!("; {entries} more blocked behind it"),
    };
    let name = view.leader_name(link.to);
    let reason = why_inapplicable(view.timeline(), view.frame().count, link.to, dot);
    let because = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    let body = html! {
        <>
            <ul class="rows"><li><DotLink {dot} /><span class="grow">{ label }</span></li></ul>
            <p class="help">{ format!("{name} cannot apply it{because}{queued}.") }</p>
            <div class="button-row after"><button class="button" type="button" data-kind="main" {onclick}>{ "Skip write" }</button></div>
        </>
    };
    section(html! { <>{ "Blocked by " }<span class="badge" data-tone="bad">{ "1 write" }</span></> }, body)
}

/// `9,822 km`.
fn format_km(km: u64) -> String {
    if km < 1_000 { format!("{km} km") } else { format!("{},{:03} km", km / 1_000, km % 1_000) }
}

/// Buttons to cut, heal, remove and reverse a link.
#[component]
fn LinkActions(props: &LinkProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let link = props.link;
    let (one, both) = (LinkSelector::One(link), LinkSelector::Both(link.from, link.to));
    let button = |name: &'static str, action: Action, kind: Option<&'static str>| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! { <button key={name} class="button" type="button" data-kind={kind} {onclick}>{ name }</button> }
    };
    let frame = view.frame();
    let mut buttons = Vec::new();
    buttons.extend(heal(frame, both).map(|action| button("Heal both ways", action, Some("main"))));
    buttons.extend(cut(frame, both).map(|action| button("Cut both ways", action, None)));
    let this_way = heal(frame, one).map(|action| button("Heal this way", action, None));
    buttons.extend(this_way.or_else(|| cut(frame, one).map(|action| button("Cut this way", action, None))));
    let has_reverse = frame.has_link(link.reversed());
    let onreverse = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.emit(ViewAction::Select(player::Selection::Link(link.reversed())))
    };
    let body = html! {
        <>
            <div class="button-row">{ for buttons }</div>
            <div class="button-row">
                { button("Remove link", EditAction::Issue(Command::Disconnect(if has_reverse { both } else { one })).into(), Some("danger")) }
                if has_reverse {
                    <button class="button" type="button" onclick={onreverse}>{ "Show reverse link" }</button>
                } else {
                    { button("Add reverse link", EditAction::Issue(Command::Connect(LinkSelector::One(link.reversed()))).into(), None) }
                }
            </div>
        </>
    };
    section("Cut and heal".into(), body)
}

fn queue_section(view: &View, link: LinkId) -> Html {
    let entries: Vec<_> = view.frame().queued_writes(link).collect();
    let rows = entries.iter().take(MAX_WAITING).enumerate().map(|(index, write)| {
        html! {
            <li key={index}><DotLink dot={write.dot} /><span class="grow">{ view.write_label(write) }</span></li>
        }
    });
    let title = html! { <>{ "Queued " }<span class="aside">{ entries.len() }</span></> };
    let body = if entries.is_empty() {
        html! { <p class="help">{ "The queue is empty." }</p> }
    } else {
        html! { <ul class="rows">{ for rows }</ul> }
    };
    section(title, body)
}
