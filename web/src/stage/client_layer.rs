//! Clients away from leaders on the canvas: their marks, and requests and responses on their way.

use analysis::ClientMessageKind;
use figure::stage::clients::{
    ABANDONED_OPACITY, CLIENT_CORNER_PX, CLIENT_PX, ClientMark, DASHED_PX, DASHES, TRAVELLER_PX, Traveller,
    client_marks, travellers,
};
use figure::stage::layout::Layout;
use player::{ClientId, Micros};
use replication::initial;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::geometry::point::Point;
use crate::stage::sprites::SpriteCache;
use crate::store::View;

/// Draws clients and their requests at an instant, with the scene's origin at a point and one client selected.
pub type ClientLayer = Box<dyn Fn(&CanvasRenderingContext2d, &SpriteCache, Point, Micros, Option<ClientId>)>;

/// The clients and their requests until the next event.
struct Drawn {
    marks: Vec<(ClientMark, String)>,
    travellers: Vec<(Traveller, String)>,
}

/// What draws the clients of a frame.
pub fn layer(view: &View, layout: &Layout, sprites: &mut SpriteCache) -> ClientLayer {
    let drawn = Drawn::of(view, layout, sprites);
    Box::new(move |context, sprites, offset, at, selected| {
        drawn.draw(context, sprites, offset, at, selected);
    })
}

impl Drawn {
    /// The clients of a frame, with the colours of the leaders that their requests travel to.
    fn of(view: &View, layout: &Layout, sprites: &mut SpriteCache) -> Self {
        let frame = view.frame();
        let marks = client_marks(layout, frame.clients_elsewhere());
        let travellers = travellers(layout, &marks, frame.client_messages()).into_iter();
        let travellers = travellers.map(|it| (it, sprites.leader_colour(view, it.leader))).collect();
        let letter = |mark: ClientMark| {
            (mark, frame.client(mark.client).map(|client| initial(client.name)).unwrap_or_default())
        };
        Self { marks: marks.into_iter().map(letter).collect(), travellers }
    }

    /// Draws everything at an instant, with the scene's origin at `offset`, and the selected client in the accent.
    fn draw(
        &self,
        context: &CanvasRenderingContext2d,
        sprites: &SpriteCache,
        offset: Point,
        at: Micros,
        selected: Option<ClientId>,
    ) {
        for (traveller, colour) in &self.travellers {
            context.set_global_alpha(if traveller.is_abandoned { ABANDONED_OPACITY } else { 1.0 });
            draw_traveller(context, sprites, traveller, colour, (offset, at));
        }
        context.set_global_alpha(1.0);
        for (mark, letter) in &self.marks {
            let at = mark.centre + offset;
            let (left, top) = (at.x - CLIENT_PX / 2.0, at.y - CLIENT_PX / 2.0);
            context.begin_path();
            // A square of positive size with round corners cannot fail.
            let _ = context.round_rect_with_f64(left, top, CLIENT_PX, CLIENT_PX, CLIENT_CORNER_PX);
            context.set_fill_style_str(&sprites.panel);
            context.fill();
            let is_selected = selected == Some(mark.client);
            context.set_stroke_style_str(if is_selected { &sprites.accent } else { &sprites.soft });
            context.set_line_width(if is_selected { 2.5 } else { 1.0 });
            context.stroke();
            sprites.draw_letter(context, letter, at);
        }
    }
}

/// A dashed line, and on it a small disc: an outline for a request, filled for a response.
fn draw_traveller(
    context: &CanvasRenderingContext2d,
    sprites: &SpriteCache,
    traveller: &Traveller,
    colour: &str,
    (offset, at): (Point, Micros),
) {
    let path = traveller.path;
    let (start, control, end) = (path.start + offset, path.control + offset, path.end + offset);
    let dashes: js_sys::Array = DASHES.iter().map(|length| JsValue::from_f64(*length)).collect();
    context.set_stroke_style_str(colour);
    context.set_line_width(DASHED_PX);
    // Lengths that are finite and not negative cannot fail.
    let _ = context.set_line_dash(&dashes);
    context.begin_path();
    context.move_to(start.x, start.y);
    context.quadratic_curve_to(control.x, control.y, end.x, end.y);
    context.stroke();
    let _ = context.set_line_dash(&js_sys::Array::new());
    let place = traveller.position_at(at) + offset;
    let ground = match traveller.kind {
        ClientMessageKind::Request => &sprites.panel,
        ClientMessageKind::Response => colour,
    };
    context.begin_path();
    // A circle of positive radius cannot fail.
    let _ = context.arc(place.x, place.y, TRAVELLER_PX, 0.0, std::f64::consts::TAU);
    context.set_fill_style_str(ground);
    context.fill();
    context.set_line_width(1.8);
    context.stroke();
}
