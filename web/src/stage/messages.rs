//! What is on its way, drawn on one canvas. A message is a disc in the colour and with the letter of the
//! write's origin, a copy of one its outline; requests between leaders and snapshots are square.

use std::f64::consts::TAU;
use std::rc::Rc;

use replication::{LeaderId, Leg, LinkId, Micros, Stage, Transmission};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};
use yew::prelude::*;

use crate::hooks::use_listener;
use crate::parts::{colours_of, letter};
use crate::platform::page::{THEME_CHANGED, window};
use crate::scene::point::Point;
use crate::stage::layout::Layout;
use crate::store::{View, use_playhead, use_view};

/// The disc, and the ring around it that parts it from the line.
const DISC_PX: f64 = 9.5;
const RING_PX: f64 = 11.5;
/// How much of a copy is left empty, so that only its edge has a colour.
const OUTLINE_PX: f64 = 8.0;
/// Half the side of a client's request on its way between leaders, and of a snapshot, and how broad their
/// edges are.
const ERRAND_PX: f64 = 9.0;
const SNAPSHOT_PX: f64 = 13.0;
const EDGE_PX: f64 = 1.8;
/// Beyond so much of its way a message that will be lost is no longer seen.
const VANISHES_AT: f64 = 0.6;

#[derive(Properties, PartialEq)]
pub struct MessagesProps {
    pub layout: Rc<Layout>,
}

/// The canvas. It is drawn anew when the playhead moves or what there is changes, and at no other time.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let node = use_node_ref();
    let view = use_view();
    let at = use_playhead();
    let theme = use_state(|| ());
    let ink = use_mut_ref(|| None::<Ink>);
    let onchange = use_callback((), {
        let (theme, ink) = (theme.setter(), ink.clone());
        move |_: web_sys::Event, ()| {
            ink.take();
            theme.set(());
        }
    });
    use_listener(THEME_CHANGED, onchange);
    {
        let (node, layout) = (node.clone(), props.layout.clone());
        use_effect(move || {
            if let Some(canvas) = node.cast::<HtmlCanvasElement>() {
                let mut ink = ink.borrow_mut();
                draw(&canvas, ink.get_or_insert_with(|| Ink::new(&canvas)), &view, &layout, at);
            }
        });
    }
    html! { <canvas class="messages" ref={node} aria-hidden="true"></canvas> }
}

fn draw(canvas: &HtmlCanvasElement, ink: &mut Ink, view: &View, layout: &Layout, at: Micros) {
    let ratio = window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0);
    let (width, height) = ((layout.size.width * ratio) as u32, (layout.size.height * ratio) as u32);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
        ink.is_dry = true;
    }
    let context = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|found| found.dyn_into::<CanvasRenderingContext2d>().ok());
    let Some(context) = context else {
        return;
    };
    // A transform of finite numbers cannot fail.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, layout.size.width, layout.size.height);
    ink.wet(&context);
    for (link, sent) in view.world().in_flight() {
        if let Some((place, fading)) = place(layout, link, sent, at) {
            context.set_global_alpha(1.0 - fading);
            ink.disc(&context, view, sent, place);
        }
    }
    context.set_global_alpha(1.0);
    for errand in view.world().errands.values() {
        let (leg, sign) = match &errand.leg {
            Leg::Going { sent_at, arrives_at } => ((*sent_at, *arrives_at), "?"),
            Leg::Returning { sent_at, arrives_at, .. } => ((*sent_at, *arrives_at), "✓"),
            Leg::Nowhere => continue,
        };
        if let Some(place) = between(layout, errand.request.link, leg, at) {
            ink.card(&context, view, errand.asked, sign, ERRAND_PX, place);
        }
    }
    for (to, snapshot) in &view.world().snapshots {
        let leg = snapshot.under_way.as_ref().map(|copy| (copy.sent_at, copy.arrives_at));
        let place = leg.and_then(|leg| between(layout, LinkId::new(snapshot.from, *to), leg, at));
        if let Some(place) = place {
            ink.card(&context, view, snapshot.from, &letter(snapshot.from), SNAPSHOT_PX, place);
        }
    }
}

/// Where something that goes straight from leader to leader is at an instant.
fn between(layout: &Layout, link: LinkId, leg: (Micros, Micros), at: Micros) -> Option<Point> {
    layout.way_between(link).map(|way| way.point_at(part_of(leg, at)))
}

/// Which part of a leg is done at an instant.
fn part_of((from, to): (Micros, Micros), at: Micros) -> f64 {
    ((at - from).0 as f64 / ((to - from).0 as f64).max(1.0)).min(1.0)
}

/// Where a message is at an instant, and how far it has faded.
fn place(layout: &Layout, link: LinkId, sent: &Transmission, at: Micros) -> Option<(Point, f64)> {
    let way = layout.way(link)?;
    match sent.stage {
        // In the queue of a narrow link it has not left yet: it stands at its sender.
        Stage::Flying { sent_at, arrives_at } => {
            Some((way.point_at(part_of((sent_at, arrives_at), at)), 0.0))
        }
        Stage::Doomed { sent_at, resend_at } => {
            let along = part_of((sent_at, resend_at), at) * 2.0;
            (along < VANISHES_AT).then(|| (way.point_at(along), along / VANISHES_AT))
        }
        Stage::Held => Some((way.point_at(1.0), 0.0)),
        Stage::Stopped => None,
    }
}

/// The colours that the style sheet gives, looked up once for each leader until the theme changes.
struct Ink {
    canvas: HtmlCanvasElement,
    /// Whether the canvas has no font yet: a new size takes it away. To set one takes longer than all the rest.
    is_dry: bool,
    panel: String,
    of_leader: Vec<(String, String, String)>,
}

impl Ink {
    fn new(canvas: &HtmlCanvasElement) -> Self {
        let panel = property(canvas, "--panel");
        Self { canvas: canvas.clone(), is_dry: true, panel, of_leader: Vec::new() }
    }

    fn wet(&mut self, context: &CanvasRenderingContext2d) {
        if std::mem::take(&mut self.is_dry) {
            context.set_font("700 11px system-ui, sans-serif");
            context.set_text_align("center");
            context.set_text_baseline("middle");
        }
    }

    /// The disc's and the letter's colour for a leader.
    fn colours(&mut self, leader: &str) -> (String, String) {
        if let Some((_, disc, text)) = self.of_leader.iter().find(|(id, ..)| id == leader) {
            return (disc.clone(), text.clone());
        }
        // Setting an attribute of a fixed name cannot fail.
        let _ = self.canvas.set_attribute("data-leader", leader);
        let found = (property(&self.canvas, "--leader"), property(&self.canvas, "--on-leader"));
        self.of_leader.push((leader.into(), found.0.clone(), found.1.clone()));
        found
    }

    fn disc(&mut self, context: &CanvasRenderingContext2d, view: &View, sent: &Transmission, at: Point) {
        let (disc, text) = self.colours(&colours_of(view, sent.dot.leader).leader);
        fill_circle(context, at, RING_PX, &self.panel);
        fill_circle(context, at, DISC_PX, &disc);
        if sent.copy {
            // A copy is an outline: it brings nothing new.
            fill_circle(context, at, OUTLINE_PX, &self.panel);
        }
        self.sign(context, &letter(sent.dot.leader), if sent.copy { &disc } else { &text }, at);
    }

    /// What is no message of the log: a square card with a sign on it, in the colour of a leader.
    fn card(
        &mut self,
        context: &CanvasRenderingContext2d,
        view: &View,
        of: LeaderId,
        sign: &str,
        half: f64,
        at: Point,
    ) {
        let (edge, _) = self.colours(&colours_of(view, of).leader);
        fill_square(context, at, half + RING_PX - DISC_PX, &self.panel);
        fill_square(context, at, half, &edge);
        fill_square(context, at, half - EDGE_PX, &self.panel);
        self.sign(context, sign, &edge, at);
    }

    fn sign(&self, context: &CanvasRenderingContext2d, sign: &str, colour: &str, at: Point) {
        context.set_fill_style_str(colour);
        // A sign that cannot be drawn leaves its ground, which is still something on its way.
        let _ = context.fill_text(sign, at.x, at.y + 0.5);
    }
}

fn fill_circle(context: &CanvasRenderingContext2d, at: Point, radius: f64, colour: &str) {
    context.set_fill_style_str(colour);
    context.begin_path();
    // A circle of positive radius cannot fail.
    let _ = context.arc(at.x, at.y, radius, 0.0, TAU);
    context.fill();
}

fn fill_square(context: &CanvasRenderingContext2d, at: Point, half: f64, colour: &str) {
    context.set_fill_style_str(colour);
    context.fill_rect(at.x - half, at.y - half, 2.0 * half, 2.0 * half);
}

fn property(element: &Element, name: &str) -> String {
    let style = window().and_then(|window| window.get_computed_style(element).ok().flatten());
    let value: Result<String, JsValue> =
        style.map_or(Ok(String::new()), |style| style.get_property_value(name));
    value.unwrap_or_default()
}
