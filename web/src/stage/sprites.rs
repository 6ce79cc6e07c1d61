//! Sprites for messages in flight: discs rendered once with the style sheet's colours, then copied.

use std::f64::consts::TAU;

use player::{LeaderId, Message};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

use crate::components::{colours_of, mark_letters};
use crate::geometry::blitter::{Blitter, PixelSprite};
use crate::geometry::point::Point;
use crate::platform::page::window;
use crate::store::View;

/// The radius of a disc, and of the ring that separates it from the line.
const DISC_PX: f64 = 9.5;
const RING_PX: f64 = 11.5;
/// Half the side of a disc's sprite.
const SPRITE_RADIUS_PX: f64 = 13.0;
/// The radius of the empty middle of a duplicate, which is drawn as an outline.
const OUTLINE_PX: f64 = 8.0;
/// The width of the ring around a highlighted disc.
const MARK_PX: f64 = 2.5;
/// The width of a square card's edge.
const EDGE_PX: f64 = 1.8;

/// The height of a version vector below a disc, and the space on both sides of it.
const VECTOR_HEIGHT_PX: f64 = 15.0;
const VECTOR_PAD_PX: f64 = 4.0;

/// What distinguishes sprites: the write's origin and its lane, which gives it its colour and is another one in another run,
/// whether it is a duplicate, the device pixel ratio in percent, and the disc size.
type SpriteKey = (LeaderId, usize, bool, u32, DiscSize);

/// The size of message discs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscSize {
    /// With the origin's letter.
    Large,
    /// Without a letter, for many messages at once.
    Small,
}

impl DiscSize {
    /// From this many items in flight, discs are small.
    const SMALL_FROM: usize = 300;

    /// The size for this many items in flight.
    pub fn of(count: usize) -> Self {
        if count < Self::SMALL_FROM { Self::Large } else { Self::Small }
    }

    /// The scale relative to a large disc.
    fn scale(self) -> f64 {
        match self {
            Self::Large => 1.0,
            Self::Small => 0.55,
        }
    }
}

/// Colours and rendered discs, cached until the theme changes.
pub struct SpriteCache {
    canvas: HtmlCanvasElement,
    /// Whether the canvas needs its font set again: resizing resets it, and setting it is the slowest call.
    pub needs_font: bool,
    pub panel: String,
    ink: String,
    pub soft: String,
    pub accent: String,
    leader_colours: Vec<(String, String, String)>,
    /// The rendered discs.
    sprites: Vec<(SpriteKey, Sprite)>,
}

/// A rendered disc.
enum Sprite {
    /// An off-screen canvas.
    Canvas(HtmlCanvasElement),
    /// Raw pixels for the blitter.
    Pixels(PixelSprite),
}

impl SpriteCache {
    pub fn new(canvas: &HtmlCanvasElement) -> Self {
        let [panel, ink, soft, accent] =
            ["--panel", "--ink", "--soft", "--accent"].map(|name| css_property(canvas, name));
        Self {
            canvas: canvas.clone(),
            needs_font: true,
            panel,
            ink,
            soft,
            accent,
            leader_colours: Vec::new(),
            sprites: Vec::new(),
        }
    }

    /// Sets the font if resizing has reset it.
    pub fn ensure_font(&mut self, context: &CanvasRenderingContext2d) {
        if std::mem::take(&mut self.needs_font) {
            set_font(context);
        }
    }

    /// A leader's disc colour and letter colour.
    fn colours(&mut self, leader: &str) -> (String, String) {
        if let Some((_, disc, text)) = self.leader_colours.iter().find(|(id, ..)| id == leader) {
            return (disc.clone(), text.clone());
        }
        // Setting an attribute of a fixed name cannot fail.
        let _ = self.canvas.set_attribute("data-leader", leader);
        let found = (css_property(&self.canvas, "--leader"), css_property(&self.canvas, "--on-leader"));
        self.leader_colours.push((leader.into(), found.0.clone(), found.1.clone()));
        found
    }

    /// The colour of a leader.
    pub fn leader_colour(&mut self, view: &View, leader: LeaderId) -> String {
        self.colours(&colours_of(view, leader).leader).0
    }

    /// Draws a client's letter.
    pub fn draw_letter(&self, context: &CanvasRenderingContext2d, letter: &str, at: Point) {
        self.draw_label(context, letter, &self.ink, at);
    }

    /// The index of a message's sprite, which is rendered on first use.
    pub fn sprite_index(
        &mut self,
        view: &View,
        message: Message,
        ratio: f64,
        grade: DiscSize,
    ) -> Option<usize> {
        let origin = message.dot.leader;
        let key = (origin, view.lane(origin), message.is_duplicate, (ratio * 100.0) as u32, grade);
        if let Some(existing) = self.sprites.iter().position(|(existing, _)| *existing == key) {
            return Some(existing);
        }
        let sprite = self.render_disc(view, &key, ratio)?;
        let disc = match grade {
            DiscSize::Large => Sprite::Canvas(sprite),
            DiscSize::Small => Sprite::Pixels(pixels_of(&sprite)?),
        };
        self.sprites.push((key, disc));
        Some(self.sprites.len() - 1)
    }

    /// Draws a large disc centred at a point.
    pub fn draw_large(&self, context: &CanvasRenderingContext2d, disc: usize, at: Point) {
        if let Some((_, Sprite::Canvas(sprite))) = self.sprites.get(disc) {
            let (left, top, side) =
                (at.x - SPRITE_RADIUS_PX, at.y - SPRITE_RADIUS_PX, 2.0 * SPRITE_RADIUS_PX);
            // A disc that fails to draw stays invisible; the link's label still counts it.
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(sprite, left, top, side, side);
        }
    }

    /// Draws a small disc centred at a point, rounded to whole pixels.
    pub fn draw_small(&self, blitter: &mut Blitter, disc: usize, at: Point, ratio: f64) {
        if let Some((_, Sprite::Pixels(pixels))) = self.sprites.get(disc) {
            let half = pixels.side as f64 / 2.0;
            blitter.draw(pixels, (at.x * ratio - half).round() as i32, (at.y * ratio - half).round() as i32);
        }
    }

    /// Renders a message's disc to an off-screen canvas.
    fn render_disc(&mut self, view: &View, key: &SpriteKey, ratio: f64) -> Option<HtmlCanvasElement> {
        let (leader, _, copy, _, grade) = *key;
        let canvas = self.canvas.owner_document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        let scale = ratio * grade.scale();
        let side = (2.0 * SPRITE_RADIUS_PX * scale).ceil() as u32;
        canvas.set_width(side);
        canvas.set_height(side);
        let context = context_of(&canvas)?;
        context.scale(scale, scale).ok()?;
        set_font(&context);
        let at = Point::new(SPRITE_RADIUS_PX, SPRITE_RADIUS_PX);
        let (disc, text) = self.colours(&colours_of(view, leader).leader);
        fill_circle(&context, at, RING_PX, &self.panel);
        fill_circle(&context, at, DISC_PX, &disc);
        if copy {
            // A duplicate is an outline: it brings nothing new.
            fill_circle(&context, at, OUTLINE_PX, &self.panel);
        }
        if grade == DiscSize::Large {
            self.draw_label(&context, &mark_letters(leader), if copy { &disc } else { &text }, at);
        }
        Some(canvas)
    }

    /// Draws a ring around a selected or hovered disc.
    pub fn draw_ring(&self, context: &CanvasRenderingContext2d, at: Point) {
        context.set_stroke_style_str(&self.accent);
        context.set_line_width(MARK_PX);
        context.begin_path();
        // A circle of positive radius cannot fail.
        let _ = context.arc(at.x, at.y, RING_PX + MARK_PX, 0.0, TAU);
        context.stroke();
    }

    /// Draws an item that is not a log message: a square card with a label, in a leader's colour.
    pub fn draw_card(
        &mut self,
        context: &CanvasRenderingContext2d,
        view: &View,
        of: LeaderId,
        label: &str,
        half: f64,
        at: Point,
    ) {
        let (edge, _) = self.colours(&colours_of(view, of).leader);
        fill_square(context, at, half + RING_PX - DISC_PX, &self.panel);
        fill_square(context, at, half, &edge);
        fill_square(context, at, half - EDGE_PX, &self.panel);
        self.draw_label(context, label, &edge, at);
    }

    /// Draws the version vector that a message carries, above its disc or below.
    pub fn draw_vector(&self, context: &CanvasRenderingContext2d, text: &str, at: Point, is_above: bool) {
        let width = context.measure_text(text).map_or(0.0, |measured| measured.width()) + 2.0 * VECTOR_PAD_PX;
        let top = if is_above { at.y - RING_PX - VECTOR_HEIGHT_PX } else { at.y + RING_PX };
        let left = at.x - width / 2.0;
        context.set_fill_style_str(&self.panel);
        context.fill_rect(left, top, width, VECTOR_HEIGHT_PX);
        self.draw_label(context, text, &self.ink, Point::new(at.x, top + VECTOR_HEIGHT_PX / 2.0));
    }

    fn draw_label(&self, context: &CanvasRenderingContext2d, label: &str, colour: &str, at: Point) {
        context.set_fill_style_str(colour);
        // If the label fails to draw, the empty card still shows that something is in flight.
        let _ = context.fill_text(label, at.x, at.y + 0.5);
    }
}

/// Reads back the pixels of a square canvas.
fn pixels_of(canvas: &HtmlCanvasElement) -> Option<PixelSprite> {
    let side = canvas.width();
    let data = context_of(canvas)?.get_image_data(0.0, 0.0, side.into(), side.into());
    Some(PixelSprite::new(side as usize, &data.ok()?.data().0))
}

/// The canvas's 2D context.
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

fn css_property(element: &Element, name: &str) -> String {
    let style = window().and_then(|window| window.get_computed_style(element).ok().flatten());
    let value: Result<String, JsValue> =
        style.map_or(Ok(String::new()), |style| style.get_property_value(name));
    value.unwrap_or_default()
}
