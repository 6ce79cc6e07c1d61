//! The canvas of items in flight. A message is a disc with its origin's colour and letter, a duplicate an outline;
//! forwarded requests and snapshots are squares. Below them are clients with their requests.

use std::rc::Rc;

use figure::stage::in_flight::{Appearance, MovingItem};
use figure::stage::layout::Layout;
use player::{Message, Micros, Selection};
use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::components::mark_letters;
use crate::geometry::blitter::Blitter;
use crate::geometry::point::{Point, Size};
use crate::hooks::use_listener;
use crate::hover::{Hovered, use_hovered};
use crate::platform::page::{THEME_CHANGED, window};
use crate::stage::client_layer::ClientLayer;
use crate::stage::clients::{Clients, use_clients};
use crate::stage::disc_positions::DiscPositions;
use crate::stage::in_flight::items_in_flight;
use crate::stage::sprites::{DiscSize, SpriteCache, context_of};
use crate::store::{View, use_playhead, use_view};

/// With more items in flight than this, messages show no version vectors: they would cover each other.
const MAX_VECTORS: usize = 16;
/// At most this many entries of a version vector are shown.
const MAX_ENTRIES: usize = 6;
/// An item this far outside the stage is still partly visible, in pixels.
const EDGE_PX: f64 = 16.0;

#[derive(Properties, PartialEq)]
pub struct MessagesProps {
    pub layout: Rc<Layout>,
    /// The size of the stage.
    pub size: Size,
    /// The scene's origin on the stage.
    pub offset: Point,
    /// Receives the positions of the drawn discs.
    pub discs: DiscPositions,
}

/// The canvas, redrawn only when the playhead moves or the items change.
#[component]
pub fn Messages(props: &MessagesProps) -> Html {
    let node = use_node_ref();
    let view = use_view();
    let at = use_playhead();
    let hovered = use_hovered();
    let theme = use_state(|| ());
    let canvas = use_mut_ref(|| None::<Canvas>);
    let clients = use_clients(&view);
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
                canvas.collect_items(&view, &layout, clients);
                canvas.draw(&discs, size, offset, at);
                canvas.draw_rings(&discs, highlighted(&view, hovered));
            }
        });
    }
    html! { <canvas class="messages" ref={node} aria-hidden="true"></canvas> }
}

/// The selected message and the hovered one.
fn highlighted(view: &View, hovered: Hovered) -> impl Iterator<Item = Message> {
    let chosen = match view.selection() {
        Selection::Message(message) => Some(message),
        _ => None,
    };
    let hovered = match hovered {
        Hovered::Message(message) => Some(message),
        _ => None,
    };
    chosen.into_iter().chain(hovered)
}

/// An item with what is drawn of it.
struct Item {
    moving: MovingItem,
    /// The index of a message's sprite.
    disc: Option<usize>,
    /// The version vector that a message carries, if vectors are shown.
    vector: Option<String>,
}

/// The canvas with the items that stay in flight until the next event.
struct Canvas {
    element: HtmlCanvasElement,
    sprites: SpriteCache,
    /// Device pixels per CSS pixel.
    ratio: f64,
    /// The frame and the layout that `items` was built from.
    source: Option<(View, Rc<Layout>)>,
    /// The items in flight.
    items: Vec<Item>,
    /// What draws the clients away from leaders, once its code is there.
    clients: Option<ClientLayer>,
    /// The size of the discs.
    disc_size: DiscSize,
    /// Composes the small discs.
    blitter: Blitter,
}

impl Canvas {
    fn new(element: HtmlCanvasElement) -> Self {
        let sprites = SpriteCache::new(&element);
        Self {
            element,
            sprites,
            ratio: 0.0,
            source: None,
            items: Vec::new(),
            clients: None,
            disc_size: DiscSize::Large,
            blitter: Blitter::default(),
        }
    }

    /// Matches the canvas to the stage's size and the screen's pixel ratio.
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

    /// Collects the items in flight unless the frame and layout are unchanged.
    fn collect_items(&mut self, view: &View, layout: &Rc<Layout>, clients: Option<Clients>) {
        let has_all = self.clients.is_some() || clients.is_none();
        let is_current = |(source, built_for): &(View, Rc<Layout>)| {
            Rc::ptr_eq(source.frame(), view.frame())
                && Rc::ptr_eq(built_for, layout)
                && source.shows_vectors() == view.shows_vectors()
        };
        if has_all && self.source.as_ref().is_some_and(is_current) {
            return;
        }
        let (sprites, ratio) = (&mut self.sprites, self.ratio);
        self.clients = clients.map(|clients| (clients.layer)(view, layout, sprites));
        let items = items_in_flight(view.frame(), layout);
        let disc_size = DiscSize::of(items.len());
        let shows_vectors = view.shows_vectors() && items.len() <= MAX_VECTORS;
        let items = items.into_iter().map(|moving| {
            let (disc, vector) = match moving.appearance {
                Appearance::Message(message) => (
                    sprites.sprite_index(view, message, ratio, disc_size),
                    shows_vectors.then(|| vector_text(view, message)),
                ),
                Appearance::Card(..) => (None, None),
            };
            Item { moving, disc, vector }
        });
        self.items = items.collect();
        self.disc_size = disc_size;
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
        for Item { moving, disc, vector } in &self.items {
            let Some((place, fading)) =
                moving.position_at(at).map(|(place, fading)| (place + offset, fading))
            else {
                continue;
            };
            if !is_visible(place, size) {
                continue;
            }
            match (&moving.appearance, disc, self.disc_size) {
                (Appearance::Message(message), Some(disc), DiscSize::Small) => {
                    self.sprites.draw_small(&mut self.blitter, *disc, place, self.ratio);
                    discs.add(*message, place);
                }
                (Appearance::Message(message), Some(disc), DiscSize::Large) => {
                    context.set_global_alpha(1.0 - fading);
                    self.sprites.draw_large(&context, *disc, place);
                    if let Some(vector) = vector {
                        // Where two messages cross, one label is above the discs and the other below.
                        let is_above = message.link.to < message.link.from;
                        self.sprites.draw_vector(&context, vector, place, is_above);
                    }
                    discs.add(*message, place);
                }
                (Appearance::Card(source, label, half), ..) => cards.push((*source, label, *half, place)),
                _ => {}
            }
        }
        context.set_global_alpha(1.0);
        if self.disc_size == DiscSize::Small {
            put_image(&context, &self.blitter);
        }
        let selected = match view.selection() {
            Selection::Client(client) => Some(client),
            _ => None,
        };
        if let Some(clients) = &self.clients {
            clients(&context, &self.sprites, offset, at, selected);
        }
        for (source, label, half, place) in cards {
            self.sprites.draw_card(&context, view, source, label, half, place);
        }
    }

    /// Draws rings around the discs of these messages.
    fn draw_rings(&self, discs: &DiscPositions, messages: impl Iterator<Item = Message>) {
        let places = messages.filter_map(|message| discs.position(message));
        if let Some(context) = context_of(&self.element) {
            places.for_each(|place| self.sprites.draw_ring(&context, place));
        }
    }
}

/// The version vector that a message carries: `F2 S1 T0`.
fn vector_text(view: &View, message: Message) -> String {
    let vector = view.vector_of_write(message.dot).unwrap_or_default();
    let origins = view.frame().members().iter().take(MAX_ENTRIES);
    let entries = origins.map(|origin| format!("{}{}", mark_letters(*origin), vector.greatest(*origin)));
    entries.collect::<Vec<_>>().join(" ")
}

/// Copies the blitter's image to the canvas.
fn put_image(context: &CanvasRenderingContext2d, blitter: &Blitter) {
    let width = u32::try_from(blitter.width()).unwrap_or_default();
    if let Ok(picture) = ImageData::new_with_u8_clamped_array(Clamped(blitter.bytes()), width) {
        // A failed draw leaves the discs invisible; the links' labels still count them.
        let _ = context.put_image_data(&picture, 0.0, 0.0);
    }
}

fn is_visible(at: Point, stage: Size) -> bool {
    let within = |at: f64, stage: f64| -EDGE_PX <= at && at <= stage + EDGE_PX;
    within(at.x, stage.width) && within(at.y, stage.height)
}
