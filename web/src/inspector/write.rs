//! The panel of a write: its origin and causal context, its status at each leader, and its propagation.

use std::collections::BTreeSet;

use explain::context_title;
use player::{Dot, Offset, PlaybackAction, Selection, ViewAction};
use timeline::WriteRecord;
use yew::prelude::*;

use crate::components::{ClientLink, DotTag, KeyLink, LeaderLink, LeaderMark, context_tags};
use crate::dispatcher::Dispatcher;
use crate::inspector::removal::removal_button;
use crate::inspector::section::section;
use crate::inspector::versions::{
    VersionComparison, WriterCoverage, propagation_steps, replica_list, use_propagation,
};
use crate::store::{View, use_dispatch, use_view};

/// At most this many propagation steps are listed, the latest ones.
const MAX_STEPS: usize = 60;

#[derive(Properties, PartialEq)]
pub struct WriteProps {
    pub dot: Dot,
}

/// The panel of one write.
#[component]
pub fn WritePanel(props: &WriteProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let dot = props.dot;
    let propagations = use_propagation(BTreeSet::from([dot]));
    let Some(record) = view.timeline().writes().get(&dot) else {
        return html! { <div class="empty"><h2>{ format!("Write {dot}") }</h2><p>{ "It is no longer in this run." }</p></div> };
    };
    let is_written = record.record_number < view.frame().count;
    let propagation = propagations.get(&dot);
    html! {
        <div class="panel">
            <div class="who">
                <LeaderMark leader={dot.leader} />
                <div><h2>{ view.write_label(&record.write) }</h2><p><DotTag {dot} />{ " " }{ describe_status(&view, record, is_written) }</p></div>
            </div>
            <div class="flow">
                { section("Origin".into(), facts(&dispatch, record)) }
                { removal_button(&view, &dispatch) }
                { section(context_title(view.timeline(), &record.write).into(), writer_context(record)) }
                { section("At each leader".into(), propagation.map(|propagation| replica_list(&view, &dispatch, propagation)).unwrap_or_default()) }
                { comparison_section(&view, record) }
                { section("Propagation, hop by hop".into(), propagation.map(|propagation| propagation_steps(&view, &dispatch, propagation, MAX_STEPS)).unwrap_or_default()) }
            </div>
        </div>
    }
}

fn describe_status(view: &View, record: &WriteRecord, is_written: bool) -> String {
    if !is_written {
        return format!("not written until {}", record.at);
    }
    view.describe_write_status(record.write.dot)
}

fn facts(dispatch: &Dispatcher, record: &WriteRecord) -> Html {
    let write = &record.write;
    let (at, number) = (record.at, record.record_number);
    let dispatch = dispatch.clone();
    let onclick = move |_: MouseEvent| {
        dispatch.emit(PlaybackAction::Pause);
        dispatch.emit(PlaybackAction::Seek(at));
        dispatch.emit(ViewAction::Select(Selection::Event(number)));
    };
    let author = match write.client {
        Some(id) => html! { <ClientLink {id} /> },
        None => html! { { "the leader itself" } },
    };
    html! {
        <dl class="facts">
            <dt>{ "Key" }</dt><dd><KeyLink of={write.key.clone()} /></dd>
            <dt>{ "Written by" }</dt><dd>{ author }</dd>
            <dt>{ "Accepted by" }</dt><dd><LeaderLink id={write.dot.leader} /></dd>
            <dt>{ "Time" }</dt><dd><button class="name-link time" type="button" {onclick}>{ at.to_string() }</button></dd>
            <dt>{ "Leader’s clock" }</dt><dd>{ Offset(write.leader_time).to_string() }</dd>
            <div>
                if write.client.is_some() {
                    <dt>{ "Client’s clock" }</dt><dd>{ Offset(write.client_time).to_string() }</dd>
                }
            </div>
        </dl>
    }
}

/// The context that the write was made in.
fn writer_context(record: &WriteRecord) -> Html {
    let context = &record.write.context;
    let context_line = match context.is_empty() {
        true => html! { <p class="help">{ "It was sent without a causal context." }</p> },
        false => html! { <p class="help">{ "Causal context: " }{ context_tags(context) }</p> },
    };
    html! { <><WriterCoverage dot={record.write.dot} />{ context_line }</> }
}

/// Its causal order relative to the versions that are kept beside it or instead of it.
fn comparison_section(view: &View, record: &WriteRecord) -> Html {
    let dot = record.write.dot;
    let stored = view.frame().leaders().filter_map(|leader| leader.stored(&record.write.key));
    let mut dots: Vec<Dot> = stored.flat_map(|stored| stored.dots()).filter(|other| *other != dot).collect();
    dots.extend(view.frame().outcome.loss_of(dot).and_then(|loss| loss.to));
    dots.sort_unstable();
    dots.dedup();
    let is_written_yet = |dot: &Dot| {
        view.timeline().writes().get(dot).is_some_and(|record| record.record_number < view.frame().count)
    };
    dots.retain(is_written_yet);
    if dots.is_empty() || !is_written_yet(&dot) {
        return html! { <div></div> };
    }
    dots.insert(0, dot);
    section("Compared with kept versions".into(), html! { <VersionComparison {dots} /> })
}
