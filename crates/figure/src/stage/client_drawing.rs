//! Clients and their requests in a picture of the stage.

use analysis::{ClientMessageKind, client_messages, clients_elsewhere};
use replication::{Micros, initial};

use super::clients::{
    ABANDONED_OPACITY, CLIENT_CORNER_PX, CLIENT_PX, ClientMark, DASHED_PX, DASHES, TRAVELLER_PX, Traveller,
    client_marks, travellers,
};
use super::layout::Layout;
use crate::geometry::point::{Point, Rect, Size};
use crate::leaders::lane_of;
use crate::sheet::Run;
use crate::svg::Element;

/// The size of the letter on a client's mark, in pixels.
const LETTER_PX: f64 = 11.0;

/// The clients away from leaders, and what is in flight between them and leaders at an instant.
pub fn draw_clients(run: &Run, layout: &Layout, at: Micros) -> Element {
    let world = run.world();
    let marks = client_marks(layout, clients_elsewhere(world));
    let travelling = travellers(layout, &marks, client_messages(world));
    Element::group()
        .children(travelling.iter().map(|traveller| draw_traveller(run, traveller, at)))
        .children(marks.iter().map(|mark| draw_mark(run, mark)))
}

fn draw_mark(run: &Run, mark: &ClientMark) -> Element {
    let theme = run.theme;
    let name = run.world().clients.get(&mark.client).map(|client| client.name.clone()).unwrap_or_default();
    let area = Rect::new(Point::default(), Size::new(CLIENT_PX, CLIENT_PX));
    let letter = Element::text(Point::new(0.0, LETTER_PX * 0.36), &initial(&name)).filled(theme.ink);
    let letter = letter.at("font-size", LETTER_PX).with("font-weight", "650").with("text-anchor", "middle");
    Element::group()
        .child(Element::rect(area, CLIENT_CORNER_PX).filled(theme.panel).stroked(theme.edge, 1.0))
        .child(letter)
        .moved_to(mark.centre)
}

/// A dashed line, and on it a small disc: an outline for a request, filled for a response.
fn draw_traveller(run: &Run, traveller: &Traveller, at: Micros) -> Element {
    let (theme, colour) = (run.theme, run.theme.leader(lane_of(run.timeline, traveller.leader)));
    let [dash, gap] = DASHES;
    let line = Element::path(&traveller.path.svg_path()).filled("none").stroked(colour, DASHED_PX);
    let ground = match traveller.kind {
        ClientMessageKind::Request => theme.panel,
        ClientMessageKind::Response => colour,
    };
    let disc = Element::circle(traveller.position_at(at), TRAVELLER_PX).filled(ground).stroked(colour, 1.8);
    let drawn = Element::group().child(line.with("stroke-dasharray", &format!("{dash} {gap}"))).child(disc);
    if traveller.is_abandoned { drawn.at("opacity", ABANDONED_OPACITY) } else { drawn }
}
