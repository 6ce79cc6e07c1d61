//! The diagram as a picture: lanes, lines and marks, the playhead, the time axis and the legend.

use std::collections::BTreeSet;

use explain::describe_diagram;
use replication::Micros;

use super::chart::Chart;
use super::client_content::{client_requests, client_transfers};
use super::clients::MAX_CLIENT_LANES;
use super::content::{change_icons, density_plot, marks, message_lines, transfer_lines};
use super::density::is_dense;
use super::frame::{hidden_future, lane_lines, playhead, ticks};
use super::legend::{Entry, legend};
use super::marks::marks_in;
use super::shapes::hatch;
use crate::geometry::lanes::Lanes;
use crate::geometry::point::{Point, Size};
use crate::geometry::timescale::TimeScale;
use crate::sheet::{MARGIN_PX, Picture, Run};
use crate::svg::Element;
use crate::text_width::estimated_width;

/// The widths among which the narrowest is taken that has room for the texts, in pixels.
const WIDTHS: [f64; 5] = [760.0, 920.0, 1_120.0, 1_360.0, 1_680.0];
/// One in this many texts may lack room that it would have in the widest diagram.
const TEXTS_PER_HIDDEN: usize = 12;
/// The minimum length of the diagram, for very short runs.
const MIN_SPAN: Micros = Micros::from_ms(100);
/// What is left out above the first lane if there is neither a playhead nor a change: nothing, and no change.
const UNUSED_ABOVE_PX: (f64, f64) = (30.0, 16.0);
/// The longest name that is not shortened, in narrow letters.
const MAX_NAME_LETTERS: usize = 26;
/// The height of a note, in pixels.
const NOTE_PX: f64 = 20.0;

/// The diagram of a run.
pub fn draw(run: &Run) -> Picture {
    let chart = fitting_chart(run);
    let (drawn, (entries, has_changes)) = draw_content(run, &chart);
    let unused = unused_above(run, has_changes);
    let (notes, notes_height) = notes(run, &chart);
    let (legend, legend_height) = legend(entries, chart.lanes.width, run.theme);
    let bottom = chart.lanes.height() - unused;
    let notes_y = bottom + if notes_height > 0.0 { 2.0 } else { 0.0 };
    let content = Element::group()
        .child(drawn.moved_to(Point::new(0.0, -unused)))
        .child(notes.moved_to(Point::new(0.0, notes_y)))
        .child(legend.moved_to(Point::new(0.0, notes_y + notes_height)));
    let size = Size::new(chart.lanes.width, notes_y + notes_height + legend_height + MARGIN_PX / 2.0);
    let text = describe_diagram(run.timeline, run.world(), &run.outcome, run.count, run.at);
    run.picture(size, &text, content)
}

/// The chart of the whole run with the narrowest width that leaves room for nearly all texts.
fn fitting_chart(run: &Run) -> Chart {
    let clients = run.timeline.clients().len();
    let charts = WIDTHS.map(|width| chart(run, width, if clients <= MAX_CLIENT_LANES { clients } else { 0 }));
    let widest = charts[WIDTHS.len() - 1];
    if is_dense(run.timeline, &widest) {
        return chart(run, widest.lanes.width, 0);
    }
    let told = |chart: &Chart| {
        let marks = marks_in(run.timeline, chart, |client| run.names().client(client));
        marks.iter().filter(|mark| !mark.text.is_empty()).count()
    };
    let most = told(&widest);
    let has_room = |chart: &&Chart| (most - told(chart).min(most)) * TEXTS_PER_HIDDEN <= most;
    charts.iter().find(has_room).copied().unwrap_or(widest)
}

/// The chart of the whole run, of a width and with this many client lanes.
fn chart(run: &Run, width: f64, client_lanes: usize) -> Chart {
    let lanes = Lanes::new(run.timeline.all_leaders().len(), width).with_client_lanes(client_lanes);
    let leaders = run.timeline.all_leaders().iter().map(|id| estimated_width(&run.full_leader_name(*id)));
    let clients = run.timeline.clients().iter().map(|client| estimated_width(&client.name()));
    let longest = leaders.chain(clients.take(client_lanes)).max().unwrap_or_default();
    let lanes = lanes.with_names_of(longest.min(MAX_NAME_LETTERS));
    let end = run.timeline.ends_at().max(MIN_SPAN).max(run.at.unwrap_or_default()).0;
    let (left_px, right_px) = (lanes.left(), lanes.right());
    Chart {
        lanes,
        time: TimeScale { from_us: 0, to_us: end + end / 16, left_px, right_px },
        horizon: run.horizon,
    }
}

/// The entries of the legend, and whether there are changes of the configuration.
type Drawn = (BTreeSet<Entry>, bool);

fn draw_content(run: &Run, chart: &Chart) -> (Element, Drawn) {
    let mut entries = BTreeSet::new();
    let frame = Element::group().child(ticks(chart, run.theme)).child(lane_lines(run, chart, &mut entries));
    let (changes, has_changes) = change_icons(run, chart);
    let content = match is_dense(run.timeline, chart) {
        true => Element::group().child(density_plot(run, chart, &mut entries)).child(changes),
        false => Element::group()
            .child(changes)
            .child(client_requests(run, chart, &mut entries))
            .child(client_transfers(run, chart, &mut entries))
            .child(transfer_lines(run, chart, &mut entries))
            .child(message_lines(run, chart, &mut entries))
            .child(marks(run, chart, &mut entries)),
    };
    let drawn = Element::group().child(hatch(run.theme)).child(frame).child(content);
    let drawn = drawn.children(run.horizon.map(|horizon| hidden_future(run, chart, horizon)));
    let drawn = drawn.children(run.at.map(|at| playhead(run, chart, at)));
    (drawn, (entries, has_changes))
}

/// How much is left out at the top, where nothing is drawn.
fn unused_above(run: &Run, has_changes: bool) -> f64 {
    match (run.at, has_changes) {
        (Some(_), _) => 0.0,
        (None, true) => UNUSED_ABOVE_PX.1,
        (None, false) => UNUSED_ABOVE_PX.0,
    }
}

/// Sentences about what is left out, and their height.
fn notes(run: &Run, chart: &Chart) -> (Element, f64) {
    let mut sentences = Vec::new();
    let (clients, end) = (run.timeline.clients().len(), run.timeline.ends_at());
    if is_dense(run.timeline, chart) {
        let messages = run.timeline.message_span_count_at(end);
        let events = run.timeline.records().len();
        sentences.push(format!(
            "The {events} events, with {messages} messages, are too many to be drawn one by one: bars show how many arrive."
        ));
    } else if clients > chart.lanes.client_lanes {
        sentences.push(format!("The {clients} clients are left out."));
    }
    let lines = sentences.iter().enumerate().map(|(line, sentence)| {
        Element::text(Point::new(MARGIN_PX, NOTE_PX.mul_add(line as f64, 13.0)), sentence)
    });
    let group = Element::group().filled(run.theme.soft).at("font-size", 12.0).children(lines);
    (group, NOTE_PX * sentences.len() as f64)
}
