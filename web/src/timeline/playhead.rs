//! The playhead: a line across the diagram, and a veil over the future.

use player::{Breakpoint, Direction, Micros, PlaybackAction};
use replication::limits::MAX_TIME_MS;
use yew::prelude::*;

use crate::geometry::{clamped, number};
use crate::store::{use_dispatch, use_playhead, use_view};
use crate::timeline::zoom::Zoom;
use figure::diagram::Chart;

/// The width of the label, and of the handle, in pixels.
const LABEL_PX: f64 = 66.0;
const HANDLE_PX: f64 = 24.0;

#[derive(Properties, PartialEq)]
pub struct PlayheadProps {
    pub chart: Chart,
    pub onzoom: Callback<Zoom>,
}

/// The time in whole milliseconds, or in tenths of a second from 10 s on. The playback controls show it
/// exactly.
fn short_label(at: Micros) -> String {
    if at < Micros::from_ms(10_000) {
        return Micros((at.0 + 500) / 1_000 * 1_000).to_string();
    }
    let tenths = (at.0 + 50_000) / 100_000;
    format!("{}.{} s", tenths / 10, tenths % 10)
}

/// The zoom of a key.
fn zoom_for_key(key: &str) -> Option<Zoom> {
    match key {
        "+" | "=" => Some(Zoom::In),
        "-" => Some(Zoom::Out),
        "0" => Some(Zoom::Whole),
        _ => None,
    }
}

/// The playhead, a slider that arrow keys move.
#[component]
pub fn Playhead(props: &PlayheadProps) -> Html {
    let at = use_playhead();
    let view = use_view();
    let dispatch = use_dispatch();
    let chart = &props.chart;
    let end = view.timeline().ends_at();
    let onzoom = props.onzoom.clone();
    let onkeydown = move |event: KeyboardEvent| {
        if let Some(zoom) = zoom_for_key(&event.key()) {
            event.prevent_default();
            event.stop_propagation();
            return onzoom.emit(zoom);
        }
        let action = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => PlaybackAction::Step(Direction::Back, Breakpoint::Event),
            "ArrowRight" | "ArrowUp" => PlaybackAction::Step(Direction::Forward, Breakpoint::Event),
            "PageDown" => PlaybackAction::Seek(at - Micros(end.0 / 10)),
            "PageUp" => PlaybackAction::Seek((at + Micros(end.0 / 10)).min(Micros::from_ms(MAX_TIME_MS))),
            "Home" => PlaybackAction::Seek(Micros::ZERO),
            "End" => PlaybackAction::SeekEnd,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        dispatch.emit(PlaybackAction::Pause);
        dispatch.emit(action);
    };
    let x = clamped(chart.x(at), chart.lanes.left(), chart.lanes.right());
    // At the end of the run there is no future to veil, and the last marks stay clear.
    let veil = if at < end { (chart.lanes.width - x).max(0.0) } else { 0.0 };
    let height = chart.lanes.axis_y();
    let label_x = clamped(x, LABEL_PX / 2.0 + 2.0, (chart.lanes.width - LABEL_PX / 2.0 - 2.0).max(LABEL_PX));
    let shown = short_label(at);
    html! {
        <g>
            { hidden_future(chart) }
            <rect
                class="future" x={number(x)} y="22" width={number(veil)} height={number((height - 22.0).max(0.0))}
            />
            <rect
                class="playhead-grip" role="slider" tabindex="0" aria-label="Time" aria-valuemin="0" aria-valuemax={(end.0 / 1_000).to_string()}
                aria-valuenow={(at.0 / 1_000).to_string()} aria-valuetext={at.to_string()} {onkeydown}
                x={number(x - HANDLE_PX / 2.0)} y="0" width={number(HANDLE_PX)} height={number(height)}
            />
            <g class="playhead">
                <line x1={number(x)} x2={number(x)} y1="20" y2={number(height)} />
                <rect x={number(label_x - LABEL_PX / 2.0)} y="3" width={number(LABEL_PX)} height="20" rx="10" />
                <text x={number(label_x)} y="13.5">{ shown }</text>
            </g>
        </g>
    }
}

/// What covers the diagram where it would give the answer of a question away.
fn hidden_future(chart: &Chart) -> Html {
    let Some(horizon) = chart.horizon else {
        return html! { <g></g> };
    };
    let left = clamped(chart.x(horizon), chart.lanes.left(), chart.lanes.right());
    let width = number((chart.lanes.width - left).max(0.0));
    let height = number((chart.lanes.axis_y() - 22.0).max(0.0));
    html! {
        <g>
            <rect class="hidden-future" x={number(left)} y="22" {width} {height} />
            <text class="hidden-future-note" x={number(left + 14.0)} y="44">{ "Hidden until you answer" }</text>
        </g>
    }
}
