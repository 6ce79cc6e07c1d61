//! A clock's dial: a hand for how far the clock is set ahead, to be turned, and around it who wins at which offset.

use explain::describe_offset;
use player::{LeaderId, Offset};
use yew::prelude::*;

use crate::components::leader_mark::{colours_of, mark_letters};
use crate::geometry::dial::{SWEEP_DEGREES, DialScale, angle_of, arc, on_circle};
use crate::geometry::number;
use crate::geometry::point::Point;
use crate::platform::events::{closest, capture_pointer};
use crate::store::{View, use_view};

/// The radii of what is drawn, in units of which the dial is 120 wide and high.
const TRACK_RADIUS: f64 = 36.0;
const BAND_RADIUS: f64 = 44.0;
const MARK_DISTANCE: f64 = 52.0;
const MARK_RADIUS: f64 = 6.5;
/// A key turns the hand by a step, with Shift by a millisecond, and a page key by so many steps.
const FINE_STEP_MICROS: i64 = 1_000;
const STEPS_PER_PAGE: i64 = 10;
/// Lines from true time to either end.
const TICKS_PER_SIDE: i32 = 5;

/// Who wins from an offset on, away from the present one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WinnerMark {
    pub offset: Offset,
    /// Whose write wins there.
    pub winner: LeaderId,
}

/// Who wins where, around a dial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Winners {
    /// Whose write wins as the clock is.
    pub now: LeaderId,
    /// Where that ends on the way back, and on the way ahead.
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
    /// What it is, for those who cannot see it.
    pub label: AttrValue,
    /// How far ahead the clock is set.
    pub offset: Offset,
    /// How far ahead it is now, after drift and jumps.
    pub now: Offset,
    #[prop_or_default]
    pub winners: Option<Winners>,
    /// The new offset, and whether the hand is still held.
    pub onset: Callback<(Offset, bool)>,
}

/// The dial.
#[component]
pub fn Dial(props: &DialProps) -> Html {
    let view = use_view();
    // While the hand is held the scale stays, so that the hand stays under the pointer.
    let held = use_state_eq(|| None::<DialScale>);
    let marks = || props.winners.iter().flat_map(Winners::marks).map(|mark| mark.offset.0);
    let scale = (*held).unwrap_or_else(|| DialScale::fitting(props.offset.0, marks()));
    let turn = {
        let onset = props.onset.clone();
        move |event: &PointerEvent, ongoing: bool| {
            if let Some(angle) = pointer_angle(event) {
                onset.emit((Offset(scale.offset(angle)), ongoing));
            }
        }
    };
    let onpointerdown = {
        let (held, turn) = (held.setter(), turn.clone());
        move |event: PointerEvent| {
            if let Some(dial) = closest(&event, ".dial").filter(|_| event.button() == 0) {
                capture_pointer(&event, &dial);
                held.set(Some(scale));
                turn(&event, true);
            }
        }
    };
    let onpointermove = {
        let (held, turn) = (held.clone(), turn.clone());
        move |event: PointerEvent| {
            if held.is_some() {
                turn(&event, true);
            }
        }
    };
    let onpointerup = {
        let held = held.clone();
        move |event: PointerEvent| {
            if held.is_some() {
                turn(&event, false);
                held.set(None);
            }
        }
    };
    let onpointercancel = {
        let (held, onset, offset) = (held.setter(), props.onset.clone(), props.offset);
        move |_: PointerEvent| {
            onset.emit((offset, false));
            held.set(None);
        }
    };
    let onkeydown = turn_by_key(scale, props.offset, props.onset.clone());
    let ms = |micros: i64| (micros / 1_000).to_string();
    html! {
        <svg
            class="dial" viewBox="-60 -60 120 112" role="slider" tabindex="0" aria-label={props.label.clone()}
            aria-valuemin={ms(-scale.end)} aria-valuemax={ms(scale.end)} aria-valuenow={ms(props.offset.0)} aria-valuetext={describe_offset(props.offset)}
            data-held={held.is_some().then_some("")} {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {onkeydown}
        >
            { dial_face(scale, props) }
            <g class="winners">{ for props.winners.iter().map(|winners| winner_bands(&view, scale, winners)) }</g>
            { clock_hand(scale, props) }
        </svg>
    }
}

/// The angle of a pointer, seen from the middle of the dial.
fn pointer_angle(event: &PointerEvent) -> Option<f64> {
    let area = closest(event, ".dial")?.get_bounding_client_rect();
    // The middle is 60 units below the top, of 112.
    let middle = Point::new(area.left() + area.width() / 2.0, area.top() + area.height() * 60.0 / 112.0);
    Some(angle_of(Point::new(f64::from(event.client_x()), f64::from(event.client_y())) - middle))
}

/// Turns the hand by keys, as sliders do.
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

/// The track with its lines, and what its ends are.
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

/// `0.5 s`, `2 s`, `1 h`.
fn format_scale_end(micros: i64) -> String {
    match micros / 1_000 {
        500 => "0.5 s".to_owned(),
        ms @ ..60_000 => format!("{} s", ms / 1_000),
        ms @ ..3_600_000 => format!("{} min", ms / 60_000),
        ms @ ..86_400_000 => format!("{} h", ms / 3_600_000),
        ms => format!("{} d", ms / 86_400_000),
    }
}

/// Around the track, in colours: who wins where; and at each change the face of who wins beyond.
fn winner_bands(view: &View, scale: DialScale, winners: &Winners) -> Html {
    let edge = |mark: Option<WinnerMark>, end: f64| mark.map_or(end, |mark| scale.angle(mark.offset.0));
    let (below, above) = (edge(winners.below, -SWEEP_DEGREES), edge(winners.above, SWEEP_DEGREES));
    let band = |key: &'static str, from: f64, to: f64, wins: LeaderId| {
        let colours = colours_of(view, wins);
        let is_there = to - from > 0.1;
        is_there.then(
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
        // The face stands on the side on which its leader wins.
        let aside = if Some(mark) == winners.above { 9.0 } else { -9.0 };
        let (from, to) = (on_circle(angle, TRACK_RADIUS - 3.0), on_circle(angle, BAND_RADIUS + 3.5));
        let at = on_circle(angle + aside, MARK_DISTANCE);
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

/// The hand, and a fainter one where the clock stands now if it has moved since the beginning.
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
