//! A leader's card in a picture: face, name, clock, values and badges.

use super::card::{
    CELL_PX, Card, Cell, HEAD_PX, KEY_PX, MORE_PX, PADDING_PX, ROW_GAP_PX, Row, SMALL_HEAD_PX, VALUE_PX,
    VALUES_GAP_PX,
};
use super::layout::CardDetail;
use crate::diagram::leader_disc;
use crate::geometry::point::{Point, Rect, Size};
use crate::sheet::{fitting_text, text_width};
use crate::svg::Element;
use crate::theme::{Theme, mixed};

/// The size of letters, in pixels: of names on full and small cards and below faces, of clocks and badges.
const NAME_PX: f64 = 14.5;
const SMALL_NAME_PX: f64 = 13.0;
const FACE_NAME_PX: f64 = 10.5;
const CLOCK_PX: f64 = 12.5;
const BADGE_PX: f64 = 11.5;
/// The radius of a face on full and small cards.
const FACE_PX: f64 = 16.0;
const SMALL_FACE_PX: f64 = 12.0;
/// The height of a badge.
const BADGE_HEIGHT_PX: f64 = 20.0;
/// The share of a card's width that a key takes at most beside its siblings.
const MAX_KEY_SHARE: f64 = 0.36;

/// The rectangle with this upper left corner.
fn rect_at(corner: Point, size: Size) -> Rect {
    Rect::new(corner + Point::new(size.width / 2.0, size.height / 2.0), size)
}

/// A card at its place.
pub fn draw_card(card: &Card, area: Rect, detail: CardDetail, theme: &Theme) -> Element {
    if detail == CardDetail::Face {
        return draw_face(card, area, theme);
    }
    let corner = area.centre - Point::new(area.size.width / 2.0, area.size.height / 2.0);
    let edge = match card.is_up {
        true => Element::rect(area, 14.0).filled(theme.panel).stroked(theme.line, 1.0),
        false => Element::rect(area, 14.0)
            .filled(&mixed(theme.panel, theme.stage, 70))
            .stroked(theme.wire, 1.0)
            .with("stroke-dasharray", "4 3"),
    };
    let head = if detail == CardDetail::Full { HEAD_PX } else { SMALL_HEAD_PX };
    let values = corner + Point::new(PADDING_PX, PADDING_PX + head + VALUES_GAP_PX);
    Element::group()
        .child(edge)
        .child(draw_head(card, corner + Point::new(PADDING_PX, PADDING_PX), area.size.width, detail, theme))
        .child(draw_values(card, values, area.size.width - 2.0 * PADDING_PX, theme))
        .child(badges(card, area, theme))
}

/// Its face with the name below, where there is no room for more.
fn draw_face(card: &Card, area: Rect, theme: &Theme) -> Element {
    let at = area.centre - Point::new(0.0, 9.0);
    let name = fitting_text(&card.name, area.size.width, FACE_NAME_PX);
    let name = Element::text(area.centre + Point::new(0.0, 19.0), &name).at("font-size", FACE_NAME_PX);
    let name = name.filled(if card.is_up { theme.ink } else { theme.soft }).with("font-weight", "600");
    let ring = Element::circle(at, SMALL_FACE_PX + 3.0).filled(theme.panel).stroked(theme.line, 1.0);
    Element::group()
        .child(ring)
        .child(face(card, at, SMALL_FACE_PX, theme))
        .child(name.stroked(theme.stage, 3.0).with("paint-order", "stroke").with("text-anchor", "middle"))
}

fn face(card: &Card, at: Point, radius: f64, theme: &Theme) -> Element {
    let disc = leader_disc(at, radius, card.lane, card.id, theme);
    if card.is_up { disc } else { Element::group().at("opacity", 0.45).child(disc) }
}

fn draw_head(card: &Card, corner: Point, width: f64, detail: CardDetail, theme: &Theme) -> Element {
    let is_full = detail == CardDetail::Full;
    let (radius, size) = if is_full { (FACE_PX, NAME_PX) } else { (SMALL_FACE_PX, SMALL_NAME_PX) };
    let text_x = 2.0 * radius + 9.0;
    let room = width - 2.0 * PADDING_PX - text_x;
    let shows_state = is_full || !card.is_up || card.is_clock_off;
    let name_y = if shows_state { radius - 2.0 } else { radius + size * 0.36 };
    let name = Element::text(corner + Point::new(text_x, name_y), &fitting_text(&card.name, room, size));
    let name = name.filled(if card.is_up { theme.ink } else { theme.soft }).at("font-size", size);
    let state_colour = match (card.is_up, card.is_clock_off) {
        (false, _) => theme.bad,
        (true, true) => theme.warn,
        (true, false) => theme.soft,
    };
    let state = shows_state.then(|| {
        let size = if is_full { CLOCK_PX } else { CLOCK_PX - 1.5 };
        let at = corner + Point::new(text_x, name_y + if is_full { 16.0 } else { 13.0 });
        Element::text(at, &fitting_text(&card.state, room, size)).filled(state_colour).at("font-size", size)
    });
    Element::group()
        .child(face(card, corner + Point::new(radius, radius), radius, theme))
        .child(name.with("font-weight", "650"))
        .children(state)
}

fn draw_values(card: &Card, corner: Point, width: f64, theme: &Theme) -> Element {
    if card.rows.is_empty() {
        let empty = Cell { text: card.if_empty.into(), lane: None, is_deleted: true };
        return draw_cell(&empty, "", rect_at(corner, Size::new(width, CELL_PX)), card.is_up, theme);
    }
    let mut at = corner;
    let mut drawn = Vec::new();
    for row in &card.rows {
        drawn.push(draw_row(row, at, width, card.is_up, theme));
        at.y += row.height() + ROW_GAP_PX;
    }
    let more = match card.hidden_keys {
        0 => None,
        1 => Some("+1 key".to_owned()),
        keys => Some(format!("+{keys} keys")),
    };
    let more = more.map(|text| small_text(&text, at + Point::new(2.0, MORE_PX - 10.0), theme));
    Element::group().children(drawn).children(more)
}

fn small_text(text: &str, at: Point, theme: &Theme) -> Element {
    Element::text(at, text).filled(theme.soft).at("font-size", CLOCK_PX)
}

fn draw_row(row: &Row, at: Point, width: f64, is_up: bool, theme: &Theme) -> Element {
    if let [only] = &row.cells[..] {
        return draw_cell(only, &row.key, rect_at(at, Size::new(width, CELL_PX)), is_up, theme);
    }
    let key = fitting_text(&row.key, width * if row.is_stacked { 1.0 } else { MAX_KEY_SHARE }, CLOCK_PX);
    let key_width = if row.is_stacked { 0.0 } else { text_width(&key, CLOCK_PX) + 6.0 };
    let count = row.cells.len().max(1) as f64;
    let cell_width = match row.is_stacked {
        true => width,
        false => (width - key_width - 4.0 * (count - 1.0)) / count,
    };
    let cells = row.cells.iter().enumerate().map(|(number, cell)| {
        let number = number as f64;
        let corner = match row.is_stacked {
            true => at + Point::new(0.0, KEY_PX + number * (CELL_PX + 3.0)),
            false => at + Point::new(key_width + number * (cell_width + 4.0), 0.0),
        };
        draw_cell(cell, "", rect_at(corner, Size::new(cell_width, CELL_PX)), is_up, theme)
    });
    let key_y = if row.is_stacked { 12.0 } else { CELL_PX / 2.0 + 4.5 };
    let key = small_text(&key, at + Point::new(1.0, key_y), theme);
    Element::group().child(key).children(cells)
}

/// A value, with its key if it is the key's only value.
fn draw_cell(cell: &Cell, key: &str, area: Rect, is_up: bool, theme: &Theme) -> Element {
    let lane = cell.lane.filter(|_| is_up);
    let ground = lane.map_or_else(|| theme.panel.to_owned(), |lane| theme.leader_soft(lane));
    let edge = lane.map_or(theme.line, |lane| theme.leader(lane));
    let room = area.size.width - 18.0;
    let key = if key.is_empty() { String::new() } else { fitting_text(key, room / 2.0, VALUE_PX) + " " };
    let value = fitting_text(&cell.text, room - text_width(&key, VALUE_PX), VALUE_PX);
    let at = Point::new(area.centre.x - room / 2.0, area.centre.y + 4.5);
    let (colour, weight) = match is_up && !cell.is_deleted {
        true => (theme.ink, "650"),
        false => (theme.soft, "400"),
    };
    let text = Element::text(at, &key).filled(theme.soft).at("font-size", VALUE_PX);
    Element::group()
        .child(Element::rect(area, 7.0).filled(&ground).stroked(edge, 1.0))
        .child(text.followed_by(&value, colour, weight))
}

/// The number of siblings in one corner, and what is queued in another.
fn badges(card: &Card, area: Rect, theme: &Theme) -> Element {
    let half = Point::new(area.size.width / 2.0, area.size.height / 2.0);
    let siblings = (card.siblings > 1).then(|| {
        let text = format!("◆ {}", card.siblings);
        let width = text_width(&text, BADGE_PX) + 12.0;
        let at = area.centre + Point::new(half.x + 6.0 - width / 2.0, -half.y);
        badge(&text, Rect::new(at, Size::new(width, BADGE_HEIGHT_PX)), theme.panel, theme.warn, theme.warn)
    });
    let waiting = (!card.waiting.is_empty()).then(|| {
        let text = fitting_text(&card.waiting, area.size.width - 24.0, BADGE_PX);
        let width = text_width(&text, BADGE_PX) + 14.0;
        let at = area.centre + Point::new(12.0 + width / 2.0 - half.x, half.y + 3.0);
        badge(&text, Rect::new(at, Size::new(width, BADGE_HEIGHT_PX)), theme.soft, theme.panel, theme.line)
    });
    Element::group().children(siblings).children(waiting)
}

fn badge(text: &str, area: Rect, ink: &str, ground: &str, edge: &str) -> Element {
    let text = Element::text(area.centre + Point::new(0.0, 4.0), text).filled(ink).at("font-size", BADGE_PX);
    Element::group()
        .child(Element::rect(area, BADGE_HEIGHT_PX / 2.0).filled(ground).stroked(edge, 1.0))
        .child(text.with("font-weight", "650").with("text-anchor", "middle"))
}
