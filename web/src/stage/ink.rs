//! What things on their way are drawn with: colours from the style sheet, and discs that were drawn before.

use std::f64::consts::TAU;

use replication::{LeaderId, Transmission};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

use crate::parts::{colours_of, letter};
use crate::platform::page::window;
use crate::scene::point::Point;
use crate::store::View;

/// The disc, and the ring around it that parts it from the line.
const DISC_PX: f64 = 9.5;
const RING_PX: f64 = 11.5;
/// Half the side of what a disc is drawn on.
const STAMP_PX: f64 = 13.0;
/// How much of a copy is left empty, so that only its edge has a colour.
const OUTLINE_PX: f64 = 8.0;
/// How broad the ring around a marked disc is.
const MARK_PX: f64 = 2.5;
/// How broad the edges of what is square are.
const EDGE_PX: f64 = 1.8;

/// Whose disc it is, by colour and letter; whether it is a copy's; and how fine the screen is, in percent.
type Stamp = (String, String, bool, u32);

/// The colours that the style sheet gives, looked up once for each leader until the theme changes.
pub struct Ink {
    canvas: HtmlCanvasElement,
    /// Whether the canvas has no font yet: a new size takes it away. To set one takes longer than all the rest.
    pub is_dry: bool,
    panel: String,
    accent: String,
    of_leader: Vec<(String, String, String)>,
    /// Discs that were drawn before.
    stamps: Vec<(Stamp, HtmlCanvasElement)>,
}

impl Ink {
    pub fn new(canvas: &HtmlCanvasElement) -> Self {
        let (panel, accent) = (property(canvas, "--panel"), property(canvas, "--accent"));
        Self {
            canvas: canvas.clone(),
            is_dry: true,
            panel,
            accent,
            of_leader: Vec::new(),
            stamps: Vec::new(),
        }
    }

    /// Sets the font where there is none.
    pub fn wet(&mut self, context: &CanvasRenderingContext2d) {
        if std::mem::take(&mut self.is_dry) {
            set_font(context);
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

    /// Draws a message.
    pub fn disc(
        &mut self,
        context: &CanvasRenderingContext2d,
        view: &View,
        sent: &Transmission,
        at: Point,
        ratio: f64,
    ) {
        let colour = colours_of(view, sent.dot.leader).leader;
        let key: Stamp = (colour, letter(sent.dot.leader), sent.copy, (ratio * 100.0) as u32);
        if !self.stamps.iter().any(|(there, _)| *there == key)
            && let Some(stamp) = self.stamp(&key, ratio)
        {
            self.stamps.push((key.clone(), stamp));
        }
        if let Some((_, stamp)) = self.stamps.iter().find(|(there, _)| *there == key) {
            let (left, top, side) = (at.x - STAMP_PX, at.y - STAMP_PX, 2.0 * STAMP_PX);
            // What cannot be drawn is not seen; the links tell how much is on its way.
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(stamp, left, top, side, side);
        }
    }

    /// A message's disc on a canvas of its own, to be put wherever one is.
    fn stamp(&mut self, (colour, letter, copy, _): &Stamp, ratio: f64) -> Option<HtmlCanvasElement> {
        let canvas = self.canvas.owner_document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let side = (2.0 * STAMP_PX * ratio).ceil() as u32;
        canvas.set_width(side);
        canvas.set_height(side);
        let context = context_of(&canvas)?;
        context.scale(ratio, ratio).ok()?;
        set_font(&context);
        let at = Point::new(STAMP_PX, STAMP_PX);
        let (disc, text) = self.colours(colour);
        fill_circle(&context, at, RING_PX, &self.panel);
        fill_circle(&context, at, DISC_PX, &disc);
        if *copy {
            // A copy is an outline: it brings nothing new.
            fill_circle(&context, at, OUTLINE_PX, &self.panel);
        }
        self.sign(&context, letter, if *copy { &disc } else { &text }, at);
        Some(canvas)
    }

    /// Draws a ring around a disc, which is chosen or pointed at.
    pub fn ring(&self, context: &CanvasRenderingContext2d, at: Point) {
        context.set_stroke_style_str(&self.accent);
        context.set_line_width(MARK_PX);
        context.begin_path();
        // A circle of positive radius cannot fail.
        let _ = context.arc(at.x, at.y, RING_PX + MARK_PX, 0.0, TAU);
        context.stroke();
    }

    /// Draws what is no message of the log: a square card with a sign on it, in the colour of a leader.
    pub fn card(
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

/// The canvas's context.
pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

fn set_font(context: &CanvasRenderingContext2d) {
    context.set_font("700 11px system-ui, sans-serif");
    context.set_text_align("center");
    context.set_text_baseline("middle");
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
