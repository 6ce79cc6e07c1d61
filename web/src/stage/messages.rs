//! What is on its way, drawn on one canvas. A message is a disc in the colour and with the letter of the
//! write's origin, a copy of one its outline; requests between leaders and snapshots are square.

use std::rc::Rc;

use player::{Message, Micros, Selection};
use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::geometry::blitter::Blitter;
use crate::geometry::point::{Point, Size};
use crate::hooks::use_listener;
use crate::hover::{Hovered, use_hovered};
use crate::platform::page::{THEME_CHANGED, window};
use crate::stage::sprites::{DiscSize, SpriteCache, context_of};
use crate::stage::in_flight::{MovingItem, Appearance, items_in_flight};
use crate::stage::layout::Layout;
use crate::stage::disc_positions::DiscPositions;
use crate::store::{View, use_playhead, use_view};

/// How far beyond the stage's edge something is still seen in part.
const EDGE_PX: f64 = 16.0;

#[derive(Properties, PartialEq)]
pub struct MessagesProps {
    pub layout: Rc<Layout>,
    /// The stage.
    pub size: Size,
    /// Where the ground's corner is on it.
    pub offset: Point,
    /// Takes down where the discs are.
    pub discs: DiscPositions,
}

/// The canvas. It is drawn anew when the playhead moves or what there is changes, and at no other time.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let node = use_node_ref();
    let view = use_view();
    let at = use_playhead();
    let pointed = use_hovered();
    let theme = use_state(|| ());
    let canvas = use_mut_ref(|| None::<Canvas>);
    let onchange = use_callback((), {
        let (theme, canvas) = (theme.setter(), canvas.clone());
        move |_: web_sys::Event, ()| {
            canvas.take();
            theme.set(());
        }
    });
    use_listener(THEME_CHANGED, onchange);
    {
        let (node, layout, discs) = (node.clone(), props.layout.clone(), props.discs.clone());
        let (size, offset) = (props.size, props.offset);
        use_effect(move || {
            let mut canvas = canvas.borrow_mut();
            if canvas.is_none() {
                *canvas = node.cast::<HtmlCanvasElement>().map(Canvas::new);
            }
            if let Some(canvas) = canvas.as_mut() {
                canvas.resize(size);
                canvas.collect_items(&view, &layout);
                canvas.draw(&discs, size, offset, at);
                canvas.draw_rings(&discs, highlighted(&view, pointed));
            }
        });
    }
    html! { <canvas class="messages" ref={node} aria-hidden="true"></canvas> }
}

/// The message that is chosen, and the one that is pointed at.
fn highlighted(view: &View, pointed: Hovered) -> impl Iterator<Item = Message> {
    let chosen = match view.selection() {
        Selection::Message(message) => Some(message),
        _ => None,
    };
    let pointed = match pointed {
        Hovered::Message(message) => Some(message),
        _ => None,
    };
    chosen.into_iter().chain(pointed)
}

/// The canvas with what is shown on it between two events.
struct Canvas {
    element: HtmlCanvasElement,
    sprites: SpriteCache,
    /// How many of the screen's points one of the page's is wide.
    ratio: f64,
    /// Of what the rest is, laid out how.
    source: Option<(View, Rc<Layout>)>,
    /// What is on its way; of a message, with the number of its disc.
    items: Vec<(MovingItem, Option<usize>)>,
    /// How large its discs are.
    disc_size: DiscSize,
    /// Small ones are put together here.
    blitter: Blitter,
}

impl Canvas {
    fn new(element: HtmlCanvasElement) -> Self {
        let ink = SpriteCache::new(&element);
        Self {
            element,
            sprites: ink,
            ratio: 0.0,
            source: None,
            items: Vec::new(),
            disc_size: DiscSize::Large,
            blitter: Blitter::default(),
        }
    }

    /// Makes it as large as the stage, and as fine as the screen.
    fn resize(&mut self, size: Size) {
        let ratio = window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0);
        let (width, height) = ((size.width * ratio) as u32, (size.height * ratio) as u32);
        if (self.element.width(), self.element.height()) != (width, height) {
            self.element.set_width(width);
            self.element.set_height(height);
            self.sprites.needs_font = true;
        }
        if (ratio - self.ratio).abs() > f64::EPSILON {
            (self.ratio, self.source) = (ratio, None);
        }
    }

    /// Takes down what is on its way, unless it has been.
    fn collect_items(&mut self, view: &View, layout: &Rc<Layout>) {
        let same = |(of, there): &(View, Rc<Layout>)| {
            Rc::ptr_eq(of.frame(), view.frame()) && Rc::ptr_eq(there, layout)
        };
        if self.source.as_ref().is_some_and(same) {
            return;
        }
        let (ink, ratio) = (&mut self.sprites, self.ratio);
        let flying = items_in_flight(view.frame(), layout);
        let grade = DiscSize::of(flying.len());
        let flying = flying.into_iter().map(|flying| {
            let disc = match flying.appearance {
                Appearance::Message(message) => ink.sprite_index(view, message, ratio, grade),
                Appearance::Card(..) => None,
            };
            (flying, disc)
        });
        self.items = flying.collect();
        self.disc_size = grade;
        self.source = Some((view.clone(), layout.clone()));
    }

    fn draw(&mut self, discs: &DiscPositions, size: Size, offset: Point, at: Micros) {
        discs.clear();
        let (Some(context), Some((view, _))) = (context_of(&self.element), &self.source) else {
            return;
        };
        // A transform of finite numbers cannot fail.
        let _ = context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, size.width, size.height);
        self.sprites.ensure_font(&context);
        let (width, height) = (self.element.width() as usize, self.element.height() as usize);
        self.blitter.clear(width, if self.disc_size == DiscSize::Small { height } else { 0 });
        let mut cards = Vec::new();
        for (flying, disc) in &self.items {
            let Some((place, fading)) = flying.position_at(at).map(|(place, fading)| (place + offset, fading))
            else {
                continue;
            };
            if !is_visible(place, size) {
                continue;
            }
            match (&flying.appearance, disc, self.disc_size) {
                (Appearance::Message(message), Some(disc), DiscSize::Small) => {
                    self.sprites.draw_small(&mut self.blitter, *disc, place, self.ratio);
                    discs.add(*message, place);
                }
                (Appearance::Message(message), Some(disc), DiscSize::Large) => {
                    context.set_global_alpha(1.0 - fading);
                    self.sprites.draw_large(&context, *disc, place);
                    discs.add(*message, place);
                }
                (Appearance::Card(of, sign, half), ..) => cards.push((*of, sign, *half, place)),
                _ => {}
            }
        }
        context.set_global_alpha(1.0);
        if self.disc_size == DiscSize::Small {
            put_image(&context, &self.blitter);
        }
        for (of, sign, half, place) in cards {
            self.sprites.draw_card(&context, view, of, sign, half, place);
        }
    }

    /// Rings around the discs of some messages.
    fn draw_rings(&self, discs: &DiscPositions, messages: impl Iterator<Item = Message>) {
        let places = messages.filter_map(|message| discs.position(message));
        if let Some(context) = context_of(&self.element) {
            places.for_each(|place| self.sprites.draw_ring(&context, place));
        }
    }
}

/// Puts a whole picture on the canvas.
fn put_image(context: &CanvasRenderingContext2d, grains: &Blitter) {
    let width = u32::try_from(grains.width()).unwrap_or_default();
    if let Ok(picture) = ImageData::new_with_u8_clamped_array(Clamped(grains.bytes()), width) {
        // What cannot be drawn is not seen; the links tell how much is on its way.
        let _ = context.put_image_data(&picture, 0.0, 0.0);
    }
}

fn is_visible(at: Point, stage: Size) -> bool {
    let within = |at: f64, stage: f64| -EDGE_PX <= at && at <= stage + EDGE_PX;
    within(at.x, stage.width) && within(at.y, stage.height)
}
