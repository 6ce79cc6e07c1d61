//! A clock's dial: a hand to turn the offset, and around it the leader that wins at each offset.

use explain::describe_offset;
use figure::leaders::mark_letters;
use player::{LeaderId, Offset};
use yew::prelude::*;

use crate::components::leader_mark::colours_of;
use crate::geometry::dial::{DialScale, SWEEP_DEGREES, angle_of, arc, on_circle};
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::platform::events::{capture_pointer, closest};
use crate::store::{View, use_view};

/// The distance of the middle from the top and the sides, and the height of the view box; it is cut off below the gap.
const MIDDLE: f64 = 60.0;
const HEIGHT: f64 = 112.0;
/// Radii, in units of the view box.
const TRACK_RADIUS: f64 = 36.0;
const BAND_RADIUS: f64 = 44.0;
const MARK_DISTANCE: f64 = 52.0;
const MARK_RADIUS: f64 = 6.5;
/// Shift with an arrow key turns the hand by this much, in microseconds.
const FINE_STEP_MICROS: i64 = 1_000;
const STEPS_PER_PAGE: i64 = 10;
/// Ticks from true time to either end of the scale.
const TICKS_PER_SIDE: i32 = 5;

/// The winner from an offset on, away from the present offset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WinnerMark {
    pub offset: Offset,
    /// The leader whose write wins beyond the offset.
    pub winner: LeaderId,
}

/// The winners around a dial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Winners {
    /// The leader whose write wins at the present offset.
    pub now: LeaderId,
    /// The nearest offsets below and above the present one at which another write wins.
    pub below: Option<WinnerMark>,
    pub above: Option<WinnerMark>,
}

impl Winners {
    fn marks(&self) -> impl Iterator<Item = WinnerMark> {
        self.below.into_iter().chain(self.above)
    }
}

#[derive(Clone, Debug, Properties, PartialEq)]
pub struct DialProps {
    /// The accessible name.
    pub label: AttrValue,
    /// The offset that is set.
    pub offset: Offset,
    /// The offset at the playhead, after drift and steps.
    pub now: Offset,
    #[prop_or_default]
    pub winners: Option<Winners>,
    /// Called with the new offset, and whether the drag is still going on.
    pub onset: Callback<(Offset, bool)>,
}

/// The dial, a slider.
#[component]
pub fn Dial(props: &DialProps) -> Html {
    let view = use_view();
    // The scale is fixed during a drag, so that the hand stays under the pointer.
    let dragging_scale = use_state_eq(|| None::<DialScale>);
    let marks = || props.winners.iter().flat_map(Winners::marks).map(|mark| mark.offset.0);
    let scale = (*dragging_scale).unwrap_or_else(|| DialScale::fitting(props.offset.0, marks()));
    let turn = {
        let onset = props.onset.clone();
        move |event: &PointerEvent, ongoing: bool| {
            if let Some(angle) = pointer_angle(event) {
                onset.emit((Offset(scale.offset(angle)), ongoing));
            }
        }
    };
    let onpointerdown = {
        let (dragging_scale, turn) = (dragging_scale.setter(), turn.clone());
        move |event: PointerEvent| {
            if let Some(dial) = closest(&event, ".dial").filter(|_| event.button() == 0) {
                capture_pointer(&event, &dial);
                dragging_scale.set(Some(scale));
                turn(&event, true);
            }
        }
    };
    let onpointermove = {
        let (dragging_scale, turn) = (dragging_scale.clone(), turn.clone());
        move |event: PointerEvent| {
            if dragging_scale.is_some() {
                turn(&event, true);
            }
        }
    };
    let onpointerup = {
        let dragging_scale = dragging_scale.clone();
        move |event: PointerEvent| {
            if dragging_scale.is_some() {
                turn(&event, false);
                dragging_scale.set(None);
            }
        }
    };
    let onpointercancel = {
        let (dragging_scale, onset, offset) = (dragging_scale.setter(), props.onset.clone(), props.offset);
        move |_: PointerEvent| {
            onset.emit((offset, false));
            dragging_scale.set(None);
        }
    };
    let onkeydown = turn_by_key(scale, props.offset, props.onset.clone());
    let ms = |micros: i64| (micros / 1_000).to_string();
    let view_box = format!("{0} {0} {1} {HEIGHT}", -MIDDLE, 2.0 * MIDDLE);
    html! {
        <svg
            class="dial" viewBox={view_box} role="slider" tabindex="0" aria-label={props.label.clone()}
            aria-valuemin={ms(-scale.end)} aria-valuemax={ms(scale.end)} aria-valuenow={ms(props.offset.0)} aria-valuetext={describe_offset(props.offset)}
            data-held={dragging_scale.is_some().then_some("")} {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onkeydown}
        >
            { dial_face(scale, props) }
            <g class="winners">{ for props.winners.iter().map(|winners| winner_bands(&view, scale, winners)) }</g>
            { clock_hand(scale, props) }
        </svg>
    }
}

/// The angle of the pointer around the middle of the dial, in degrees from the top.
fn pointer_angle(event: &PointerEvent) -> Option<f64> {
    let area = closest(event, ".dial")?.get_bounding_client_rect();
    let middle = Point::new(area.left() + area.width() / 2.0, area.top() + area.height() * MIDDLE / HEIGHT);
    Some(angle_of(Point::new(f64::from(event.client_x()), f64::from(event.client_y())) - middle))
}

/// Turns the hand by the keys of a slider.
fn turn_by_key(scale: DialScale, offset: Offset, onset: Callback<(Offset, bool)>) -> impl Fn(KeyboardEvent) {
    move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let step = if event.shift_key() { FINE_STEP_MICROS } else { scale.step() };
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => offset.0.saturating_sub(step),
            "ArrowRight" | "ArrowUp" => offset.0.saturating_add(step),
            "PageDown" => offset.0.saturating_sub(scale.step() * STEPS_PER_PAGE),
            "PageUp" => offset.0.saturating_add(scale.step() * STEPS_PER_PAGE),
            "Home" => -scale.end,
            "End" => scale.end,
            "0" => 0,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let most = Offset::from_ms(replication::limits::MAX_OFFSET_MS).0;
        onset.emit((Offset(to.clamp(-most, most)), false));
    }
}

/// The track with its ticks, the reading, and the ends of the scale.
fn dial_face(scale: DialScale, props: &DialProps) -> Html {
    let lines = (-TICKS_PER_SIDE..=TICKS_PER_SIDE).map(|line| {
        let angle = f64::from(line) / f64::from(TICKS_PER_SIDE) * SWEEP_DEGREES;
        let inner = if line == 0 { TRACK_RADIUS - 9.0 } else { TRACK_RADIUS - 5.0 };
        let (from, to) = (on_circle(angle, inner), on_circle(angle, TRACK_RADIUS - 1.0));
        html! {
            <line key={line} class="line" x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} />
        }
    });
    let end = format_scale_end(scale.end);
    let shown = if props.offset.0 > 0 { format!("+{}", props.offset) } else { props.offset.to_string() };
    html! {
        <g class="dial-face" aria-hidden="true">
            <path class="track" d={arc(-SWEEP_DEGREES, SWEEP_DEGREES, TRACK_RADIUS)} />
            { for lines }
            <text class="reading" x="0" y="38">{ shown }</text>
            <text class="end" x="-38" y="49">{ format!("−{end}") }</text>
            <text class="end" x="38" y="49">{ format!("+{end}") }</text>
        </g>
    }
}

/// The end of the scale, such as `0.5 s`, `2 s` or `1 h`.
fn format_scale_end(micros: i64) -> String {
    match micros / 1_000 {
        500 => "0.5 s".to_owned(),
        ms @ ..60_000 => format!("{} s", ms / 1_000),
        ms @ ..3_600_000 => format!("{} min", ms / 60_000),
        ms @ ..86_400_000 => format!("{} h", ms / 3_600_000),
        ms => format!("{} d", ms / 86_400_000),
    }
}

/// Bands in the winners' colours around the track, with the mark of the next winner at each change.
fn winner_bands(view: &View, scale: DialScale, winners: &Winners) -> Html {
    let edge = |mark: Option<WinnerMark>, end: f64| mark.map_or(end, |mark| scale.angle(mark.offset.0));
    let (below, above) = (edge(winners.below, -SWEEP_DEGREES), edge(winners.above, SWEEP_DEGREES));
    let band = |key: &'static str, from: f64, to: f64, wins: LeaderId| {
        let colours = colours_of(view, wins);
        let is_visible = to - from > 0.1;
        is_visible.then(
            || html! { <path {key} class="band" data-leader={colours.leader} d={arc(from, to, BAND_RADIUS)} /> },
        )
    };
    let bands = [
        winners.below.and_then(|mark| band("below", -SWEEP_DEGREES, below, mark.winner)),
        band("now", below, above, winners.now),
        winners.above.and_then(|mark| band("above", above, SWEEP_DEGREES, mark.winner)),
    ];
    let marks = winners.marks().filter(|mark| mark.offset.0.saturating_abs() <= scale.end);
    let marks = marks.map(|mark| {
        let angle = scale.angle(mark.offset.0);
        // The mark is on the side on which its leader wins.
        let side_degrees = if Some(mark) == winners.above { 9.0 } else { -9.0 };
        let (from, to) = (on_circle(angle, TRACK_RADIUS - 3.0), on_circle(angle, BAND_RADIUS + 3.5));
        let at = on_circle(angle + side_degrees, MARK_DISTANCE);
        let colours = colours_of(view, mark.winner);
        html! {
            <g key={mark.offset.0} class="flip" data-leader={colours.leader} data-pattern={colours.pattern}>
                <line x1={number(from.x)} y1={number(from.y)} x2={number(to.x)} y2={number(to.y)} />
                <circle cx={number(at.x)} cy={number(at.y)} r={number(MARK_RADIUS)} />
                <text x={number(at.x)} y={number(at.y)}>{ mark_letters(mark.winner) }</text>
            </g>
        }
    });
    html! { <g aria-hidden="true"><g>{ for bands.into_iter().flatten() }</g><g>{ for marks }</g></g> }
}

/// The hand at the initial offset, and a fainter one at the present offset if that differs.
fn clock_hand(scale: DialScale, props: &DialProps) -> Html {
    let (set, now) = (scale.angle(props.offset.0), scale.angle(props.now.0));
    let (tip, now_tip) = (on_circle(set, TRACK_RADIUS), on_circle(now, TRACK_RADIUS - 6.0));
    let (from, to) = if set < 0.0 { (set, 0.0) } else { (0.0, set) };
    html! {
        <g aria-hidden="true">
            <g>
                if props.now != props.offset {
                    <line class="hand-now" x1="0" y1="0" x2={number(now_tip.x)} y2={number(now_tip.y)} />
                }
            </g>
            <path class="turned" d={arc(from, to, TRACK_RADIUS)} />
            <line class="hand" x1="0" y1="0" x2={number(tip.x)} y2={number(tip.y)} />
            <circle class="hub" cx="0" cy="0" r="2.5" />
            <circle class="knob" cx={number(tip.x)} cy={number(tip.y)} r="5.5" />
        </g>
    }
}
