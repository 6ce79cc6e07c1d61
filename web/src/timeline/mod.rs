//! The timeline: a space-time diagram with a lane per leader, a slanted line per message, and the playhead.

mod arrival_handle;
mod causal_note;
mod changes;
mod client_legend;
mod client_requests;
mod clients;
mod density;
mod details;
mod divergence;
mod dragging;
mod event_log;
mod hover_highlight;
mod lane_name;
mod lanes;
mod marks;
mod message_lines;
mod playhead;
mod pointer;
mod roving_focus;
mod transfers;
mod zoom;

use arrival_handle::ArrivalHandle;
use causal_note::CausalNote;
pub use details::DETAILS;
use details::use_details;
use dragging::Held;
use event_log::EventLog;
use figure::diagram::Chart;
use hover_highlight::HoverHighlight;
use lanes::LaneLines;
use player::{Micros, Selection};
use playhead::Playhead;
use pointer::DiagramPointer;
use timeline::MessageSpan;
use yew::prelude::*;
use zoom::{Zoom, ZoomButtons};

use crate::geometry::lanes::Lanes;
use crate::geometry::point::Size;
use crate::geometry::timescale::TimeScale;
use crate::geometry::window::TimeWindow;
use crate::hints::HintSlot;
use crate::hooks::use_size;
use crate::hover::use_set_hovered;
use crate::store::{View, use_dispatch, use_view};
use crate::terms::TermsButton;

/// The minimum length of the diagram, for very short runs.
const MIN_SPAN: Micros = Micros::from_ms(100);

/// Context: present around a diagram that has the height of its frame instead of one of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FitsFrame;

/// The lanes of the leaders of a run. In a frame of a given height they move together, and clients have no lanes at first.
fn lanes_of(view: &View, size: Size, is_framed: bool) -> Lanes {
    let lanes = Lanes::new(view.timeline().all_leaders().len(), size.width.max(1.0));
    if is_framed { lanes.fitting(size.height) } else { lanes }
}

/// The chart of a window. `clients` shows or hides client lanes; `None` shows them if there is room.
fn chart_of(view: &View, lanes: Lanes, window: TimeWindow, clients: Option<bool>) -> Chart {
    let with_clients = clients.unwrap_or_else(|| clients::shown_at_first(view, lanes));
    let below = if with_clients && clients::can_be_shown(view) { view.timeline().clients().len() } else { 0 };
    let lanes = lanes.with_client_lanes(below);
    let (from, to) = window.bounds(end_of(view));
    let (left_px, right_px) = (lanes.left(), lanes.right());
    let time = TimeScale { from_us: from.0, to_us: to.0, left_px, right_px };
    Chart { lanes, time, horizon: view.horizon() }
}

/// The end of the diagram of the whole run: a little after its last event, or after a playhead beyond that.
fn end_of(view: &View) -> Micros {
    let end = view.timeline().ends_at().max(MIN_SPAN).0;
    let (end, at) = (end + end / 16, view.at().0);
    Micros(if at > end { at + at / 16 } else { end })
}

/// The visible time range, which follows the playhead, and the callback that zooms.
#[hook]
fn use_window(view: &View) -> (TimeWindow, Callback<Zoom>) {
    let window = use_state_eq(TimeWindow::default);
    let (at, end) = (view.at(), end_of(view));
    let shown = window.following(at);
    let onzoom = {
        let window = window.setter();
        Callback::from(move |zoom| {
            window.set(match zoom {
                Zoom::In => shown.zoomed_in(end, at),
                Zoom::Out => shown.zoomed_out(end, at),
                Zoom::Whole => TimeWindow::WholeRun,
            });
        })
    };
    let setter = window.setter();
    use_effect_with(shown, move |shown| setter.set(*shown));
    (shown, onzoom)
}

/// Whether the user turned client lanes on or off, and the callback that does.
#[hook]
fn use_client_lanes() -> (Option<bool>, Callback<bool>) {
    let requested = use_state_eq(|| None);
    let onclients = use_callback(requested.setter(), |shown, requested| requested.set(Some(shown)));
    (*requested, onclients)
}

/// The drag handle of the selected message, if it arrives in the visible time range.
fn selected_arrival_handle(view: &View, chart: Chart, held: &Held) -> Html {
    let Selection::Message(message) = view.selection() else {
        return Html::default();
    };
    let span = view.timeline().message_span(message);
    let arrives =
        |span: &MessageSpan| span.outcome.is_some_and(|(at, _)| chart.from() <= at && at <= chart.drawn_to());
    span.filter(arrives).map_or_else(
        Html::default,
        |span| html! { <ArrivalHandle {chart} dragged={held.arrival_of(&span)} {span} /> },
    )
}

/// The timeline. Only the playhead is redrawn during playback.
#[component]
pub fn Timeline() -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let node = use_node_ref();
    let size = use_size(node.clone());
    let point = use_set_hovered();
    let held = use_state_eq(Held::default);
    let (window, onzoom) = use_window(&view);
    let (show_clients, onclients) = use_client_lanes();
    let is_framed = use_context::<FitsFrame>().is_some();
    let lanes = lanes_of(&view, size, is_framed);
    let chart = chart_of(&view, lanes, window, show_clients.or(is_framed.then_some(false)));
    let clients = clients::can_be_shown(&view).then_some(chart.lanes.client_lanes > 0);
    let (details, failed) = use_details();
    let pointer = DiagramPointer { view: view.clone(), chart, dispatch, held: held.clone(), point };
    let (down, moved, up, cancelled) = (pointer.clone(), pointer.clone(), pointer.clone(), pointer);
    html! {
        <div class="diagram">
            <HintSlot />
            <section
                class="timeline" aria-label="Timeline" ref={node}
                onpointerdown={move |event: PointerEvent| down.pressed(&event)} onpointermove={move |event: PointerEvent| moved.moved(&event)}
                onpointerup={move |_: PointerEvent| up.released()} onpointercancel={move |_: PointerEvent| cancelled.cancelled()}
            >
                <div class="sheet">
                    <svg height={chart.lanes.height().to_string()}>
                        <HoverHighlight {chart} />
                        <LaneLines view={view.clone()} {chart} {details} />
                        <g>{ divergence::divergence_marker(&chart, view.divergence().map(|point| point.at)) }</g>
                    </svg>
                    <svg class="over" height={chart.lanes.height().to_string()}>
                        <Playhead {chart} onzoom={onzoom.clone()} />
                        <g>{ selected_arrival_handle(&view, chart, &held) }</g>
                        { held.preview(&chart) }
                    </svg>
                    <ZoomButtons {window} {onzoom} {clients} {onclients} />
                </div>
            </section>
            { failed }
            <TermsButton id="terms-of-timeline" of=".diagram" />
            <div class="below">
                <EventLog />
                <CausalNote />
                <div>{ for details.map(|details| (details.client_legend)(&view, &chart)) }</div>
            </div>
        </div>
    }
}
