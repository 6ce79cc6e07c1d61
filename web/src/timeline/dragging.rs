//! Dragging in the diagram: the playhead, an arrowhead, or the mark of an event, each to another time.

use player::{Action, EditAction, Micros, Selection};
use replication::DeliveryOverride;
use timeline::MessageSpan;
use yew::prelude::*;

use crate::geometry::number;
use crate::platform::events::{attribute_of, closest};
use crate::store::View;
use crate::timeline::message_lines::key_of;
use figure::diagram::Chart;

/// A pointer that moves less than this, in pixels, only selects.
const CLICK_PX: f64 = 4.0;

/// What the pointer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Held {
    /// Nothing.
    #[default]
    Nothing,
    /// The playhead.
    Playhead,
    /// A line, from this position in pixels: a drag from there moves the playhead.
    Line(f64),
    /// The arrowhead of a message, and where it was dragged to.
    Arrowhead(MessageSpan, Option<Micros>),
    /// The mark of an event by its number, where it was grabbed in pixels, and where it was dragged to.
    Mark(usize, f64, Option<Micros>),
}

/// The time under a pointer on the timeline.
pub fn time_at(chart: &Chart, event: &PointerEvent) -> Option<Micros> {
    let diagram = closest(event, ".timeline")?;
    let x = f64::from(event.client_x()) - diagram.get_bounding_client_rect().left();
    Some(Micros(chart.time.time_at(x)))
}

/// The earliest time at which a message can arrive.
pub fn earliest_arrival(span: &MessageSpan) -> Micros {
    span.starts_at + Micros(2)
}

/// The action that makes a message arrive at another time.
pub fn arrive_at(span: &MessageSpan, at: Micros) -> Action {
    let delivery = Some(DeliveryOverride::ArriveAt(at.max(earliest_arrival(span))));
    EditAction::OverrideMessage { message: span.message, delivery }.into()
}

impl Held {
    /// What a pointer grabs; none if it is on the diagram’s ground.
    pub fn grabbed(view: &View, chart: &Chart, event: &PointerEvent) -> Option<Self> {
        let x = f64::from(event.client_x());
        if closest(event, ".knob").is_some() {
            let Selection::Message(message) = view.selection() else {
                return Some(Self::Nothing);
            };
            return view.timeline().message_span(message).map(|span| Self::Arrowhead(span, None));
        }
        if let Some(key) = attribute_of(event, ".head-grip", "data-span") {
            let mut spans = view.timeline().message_spans_in(chart.from(), chart.drawn_to());
            return spans.find(|span| key_of(span) == key).map(|span| Self::Arrowhead(span, None));
        }
        if let Some(number) = attribute_of(event, "[data-record]", "data-record") {
            return Some(number.parse().map_or(Self::Nothing, |number| Self::Mark(number, x, None)));
        }
        closest(event, ".message-line").map(|_| Self::Line(x))
    }

    /// What is dragged after the pointer moved: nothing, if it was released elsewhere.
    pub fn moved(self, chart: &Chart, event: &PointerEvent) -> Self {
        if event.buttons() == 0 {
            return Self::Nothing;
        }
        let is_drag = |from: f64| (f64::from(event.client_x()) - from).abs() >= CLICK_PX;
        match self {
            Self::Line(from) if is_drag(from) => Self::Playhead,
            Self::Arrowhead(span, _) => {
                Self::Arrowhead(span, time_at(chart, event).map(|at| at.max(earliest_arrival(&span))))
            }
            Self::Mark(number, from, to) if to.is_some() || is_drag(from) => {
                Self::Mark(number, from, time_at(chart, event))
            }
            held @ (Self::Nothing | Self::Playhead | Self::Line(_) | Self::Mark(..)) => held,
        }
    }

    /// The action when the pointer is released.
    pub fn released(&self) -> Option<Action> {
        match *self {
            Self::Arrowhead(span, Some(at)) if span.outcome.is_some_and(|(before, _)| before != at) => {
                Some(arrive_at(&span, at))
            }
            Self::Mark(number, _, Some(to)) => Some(EditAction::MoveEvent { number, to }.into()),
            Self::Nothing | Self::Playhead | Self::Line(_) | Self::Arrowhead(..) | Self::Mark(..) => None,
        }
    }

    /// Where the arrowhead of this message is dragged to.
    pub fn arrival_of(&self, span: &MessageSpan) -> Option<Micros> {
        match self {
            Self::Arrowhead(dragged, at) if dragged.message == span.message => *at,
            Self::Nothing | Self::Playhead | Self::Line(_) | Self::Arrowhead(..) | Self::Mark(..) => None,
        }
    }

    /// The line at which what is dragged would happen.
    pub fn preview(&self, chart: &Chart) -> Html {
        let Self::Mark(_, _, Some(to)) = self else {
            return html! { <g></g> };
        };
        let (x, bottom) = (number(chart.x(*to)), number(chart.lanes.axis_y()));
        html! {
            <g class="moved">
                <line x1={x.clone()} x2={x.clone()} y1="24" y2={bottom} />
                <text {x} y="16">{ Micros(to.0 / 100 * 100).to_string() }</text>
            </g>
        }
    }
}
