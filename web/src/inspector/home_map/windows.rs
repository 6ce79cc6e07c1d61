//! Home windows: the intervals in which leaders believed in different homes of a key, as bars over the run, and
//! the conflicts and losses that each caused.

use analysis::{HomeWindow, home_windows};
use player::{Micros, PlaybackAction};
use yew::prelude::*;

use crate::components::hidden_note;
use crate::dispatcher::Dispatcher;
use crate::geometry::number;
use crate::inspector::run_identity::RunIdentity;
use crate::inspector::section::section;
use crate::store::{View, use_dispatch, use_playhead, use_view};

/// At most this many windows are listed.
const MAX_WINDOWS: usize = 12;

const TITLE: &str = "Disagreements";

/// The list of home windows.
#[component]
pub fn HomeWindows() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let windows = use_memo(RunIdentity(view.timeline().clone()), |_| {
        home_windows(view.timeline(), &view.end().outcome.lost)
    });
    if let Some(note) = hidden_note(&view) {
        return section(TITLE.into(), note);
    }
    let rows = windows.all.iter().take(MAX_WINDOWS).enumerate();
    let rows = rows.map(|(number, window)| html! { <li key={number}>{ row(&view, &dispatch, window) }</li> });
    let more = windows.all.len().saturating_sub(MAX_WINDOWS);
    let body = html! {
        <>
            <ul class="windows" aria-label="Disagreements">{ for rows }</ul>
            <p class="help">
                { footnote(windows.all.is_empty(), more, windows.until) }
            </p>
        </>
    };
    section(TITLE.into(), body)
}

/// What the list leaves out.
fn footnote(none: bool, more: usize, until: Option<Micros>) -> String {
    let more = if more > 0 { format!("And {more} more. ") } else { String::new() };
    match (none, until) {
        (true, None) => "Running leaders agree on all homes throughout this run.".to_owned(),
        (true, Some(until)) => {
            format!("Running leaders agree on all homes until {until}; later events were not checked.")
        }
        (false, None) => more,
        (false, Some(until)) => format!("{more}Events after {until} were not checked."),
    }
}

fn row(view: &View, dispatch: &Dispatcher, window: &HomeWindow) -> Html {
    let ends_at = view.timeline().ends_at();
    let closes = window.closes.unwrap_or(ends_at);
    let go = |at: Micros| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(PlaybackAction::Pause);
            dispatch.emit(PlaybackAction::Seek(at));
        })
    };
    let tone =
        if window.lost.is_empty() { if window.conflicting.is_empty() { "" } else { "warn" } } else { "bad" };
    let key = &window.key;
    html! {
        <div class="window" data-tone={tone}>
            <p>{ view.describe_window(window) }</p>
            <WindowBar opens={window.opens} {closes} {ends_at} />
            <p class="hint tone">{ view.describe_window_cost(window) }</p>
            <div class="button-row">
                <button class="button" type="button" data-size="small" aria-label={format!("Go to start of the disagreement on {key}")} onclick={go(window.opens)}>{ "Go to start" }</button>
                <div>
                    if let Some(closes) = window.closes {
                        <button class="button" type="button" data-size="small" data-kind="ghost" aria-label={format!("Go to end of the disagreement on {key}")} onclick={go(closes)}>{ "Go to end" }</button>
                    }
                </div>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct WindowBarProps {
    opens: Micros,
    closes: Micros,
    ends_at: Micros,
}

/// The interval within the run, and the playhead.
#[component]
fn WindowBar(props: &WindowBarProps) -> Html {
    let playhead = use_playhead();
    let whole = props.ends_at.0.max(1) as f64;
    let share = |at: Micros| (at.0 as f64 / whole * 100.0).min(100.0);
    let (from, to) = (share(props.opens), share(props.closes));
    html! {
        <svg class="window-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="run" x="0" y="3" width="100" height="4" />
            <rect class="open" x={number(from)} y="1" width={number((to - from).max(0.8))} height="8" />
            <line class="at" x1={number(share(playhead))} y1="0" x2={number(share(playhead))} y2="10" />
        </svg>
    }
}
