//! What things on their way are drawn with: colours from the style sheet, and discs that were drawn before.

use std::f64::consts::TAU;

use player::{LeaderId, Message};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};

use crate::components::{colours_of, letter};
use crate::geometry::blitter::{Blitter, PixelSprite};
use crate::geometry::point::Point;
use crate::platform::page::window;
use crate::store::View;

/// The disc, and the ring around it that parts it from the line.
const DISC_PX: f64 = 9.5;
const RING_PX: f64 = 11.5;
/// Half the side of what a disc is drawn on.
const SPRITE_RADIUS_PX: f64 = 13.0;
/// How much of a copy is left empty, so that only its edge has a colour.
const OUTLINE_PX: f64 = 8.0;
/// How broad the ring around a marked disc is.
const MARK_PX: f64 = 2.5;
/// How broad the edges of what is square are.
const EDGE_PX: f64 = 1.8;

/// What is drawn as one disc: whose write it brings, whether it is a copy, how fine the screen is, in percent,
/// and whether it is small.
type SpriteKey = (LeaderId, bool, u32, DiscSize);

/// How large discs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscSize {
    /// With a letter.
    Large,
    /// Without one: there are so many that each is only a grain.
    Small,
}

impl DiscSize {
    /// From how many things on their way on they are small.
    const SMALL_FROM: usize = 300;

    /// What goes with so many things on their way.
    pub fn of(count: usize) -> Self {
        if count < Self::SMALL_FROM { Self::Large } else { Self::Small }
    }

    /// How much smaller than a large one it is.
    fn scale(self) -> f64 {
        match self {
            Self::Large => 1.0,
            Self::Small => 0.55,
        }
    }
}

/// The colours that the style sheet gives, looked up once for each leader until the theme changes.
pub struct SpriteCache {
    canvas: HtmlCanvasElement,
    /// Whether the canvas has no font yet: a new size takes it away. To set one takes longer than all the rest.
    pub needs_font: bool,
    panel: String,
    accent: String,
    leader_colours: Vec<(String, String, String)>,
    /// Discs that were drawn before.
    sprites: Vec<(SpriteKey, Sprite)>,
}

/// A disc to be put wherever one is.
enum Sprite {
    /// On a canvas of its own.
    Canvas(HtmlCanvasElement),
    /// As pixels.
    Pixels(PixelSprite),
}

impl SpriteCache {
    pub fn new(canvas: &HtmlCanvasElement) -> Self {
        let (panel, accent) = (css_property(canvas, "--panel"), css_property(canvas, "--accent"));
        Self {
            canvas: canvas.clone(),
            needs_font: true,
            panel,
            accent,
            leader_colours: Vec::new(),
            sprites: Vec::new(),
        }
    }

    /// Sets the font where there is none.
    pub fn ensure_font(&mut self, context: &CanvasRenderingContext2d) {
        if std::mem::take(&mut self.needs_font) {
            set_font(context);
        }
    }

    /// The disc's and the letter's colour for a leader.
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

    /// The number of the disc that a message is drawn as. It is drawn the first time that it is asked for.
    pub fn sprite_index(&mut self, view: &View, message: Message, ratio: f64, grade: DiscSize) -> Option<usize> {
        let key: SpriteKey = (message.dot.leader, message.copy, (ratio * 100.0) as u32, grade);
        if let Some(there) = self.sprites.iter().position(|(there, _)| *there == key) {
            return Some(there);
        }
        let stamp = self.render_disc(view, &key, ratio)?;
        let disc = match grade {
            DiscSize::Large => Sprite::Canvas(stamp),
            DiscSize::Small => Sprite::Pixels(pixels_of(&stamp)?),
        };
        self.sprites.push((key, disc));
        Some(self.sprites.len() - 1)
    }

    /// Puts the large disc of this number somewhere.
    pub fn draw_large(&self, context: &CanvasRenderingContext2d, disc: usize, at: Point) {
        if let Some((_, Sprite::Canvas(stamp))) = self.sprites.get(disc) {
            let (left, top, side) = (at.x - SPRITE_RADIUS_PX, at.y - SPRITE_RADIUS_PX, 2.0 * SPRITE_RADIUS_PX);
            // What cannot be drawn is not seen; the links tell how much is on its way.
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(stamp, left, top, side, side);
        }
    }

    /// Puts the small disc of this number somewhere, on whole pixels.
    pub fn draw_small(&self, grains: &mut Blitter, disc: usize, at: Point, ratio: f64) {
        if let Some((_, Sprite::Pixels(grain))) = self.sprites.get(disc) {
            let half = grain.side as f64 / 2.0;
            grains.draw(grain, (at.x * ratio - half).round() as i32, (at.y * ratio - half).round() as i32);
        }
    }

    /// A message's disc on a canvas of its own, to be put wherever one is.
    fn render_disc(&mut self, view: &View, key: &SpriteKey, ratio: f64) -> Option<HtmlCanvasElement> {
        let (leader, copy, _, grade) = *key;
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
            // A copy is an outline: it brings nothing new.
            fill_circle(&context, at, OUTLINE_PX, &self.panel);
        }
        if grade == DiscSize::Large {
            self.draw_label(&context, &letter(leader), if copy { &disc } else { &text }, at);
        }
        Some(canvas)
    }

    /// Draws a ring around a disc, which is chosen or pointed at.
    pub fn draw_ring(&self, context: &CanvasRenderingContext2d, at: Point) {
        context.set_stroke_style_str(&self.accent);
        context.set_line_width(MARK_PX);
        context.begin_path();
        // A circle of positive radius cannot fail.
        let _ = context.arc(at.x, at.y, RING_PX + MARK_PX, 0.0, TAU);
        context.stroke();
    }

    /// Draws what is no message of the log: a square card with a sign on it, in the colour of a leader.
    pub fn draw_card(
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
        self.draw_label(context, sign, &edge, at);
    }

    fn draw_label(&self, context: &CanvasRenderingContext2d, sign: &str, colour: &str, at: Point) {
        context.set_fill_style_str(colour);
        // A sign that cannot be drawn leaves its ground, which is still something on its way.
        let _ = context.fill_text(sign, at.x, at.y + 0.5);
    }
}

/// What was drawn on a square canvas.
fn pixels_of(canvas: &HtmlCanvasElement) -> Option<PixelSprite> {
    let side = canvas.width();
    let data = context_of(canvas)?.get_image_data(0.0, 0.0, side.into(), side.into());
    Some(PixelSprite::new(side as usize, &data.ok()?.data().0))
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

fn css_property(element: &Element, name: &str) -> String {
    let style = window().and_then(|window| window.get_computed_style(element).ok().flatten());
    let value: Result<String, JsValue> =
        style.map_or(Ok(String::new()), |style| style.get_property_value(name));
    value.unwrap_or_default()
}
