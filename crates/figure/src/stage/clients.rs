//! Clients away from leaders on the stage: where each stands, and the paths of requests and responses.

use analysis::{ClientMessage, ClientMessageKind};
use replication::{ClientId, LeaderId, Micros, Place};

use super::layout::Layout;
use crate::geometry::curve::{Bend, Curve, curve_between};
use crate::geometry::point::{Point, Rect, Size};

/// The side of a client's mark, a square with round corners.
pub const CLIENT_PX: f64 = 18.0;
/// The radius of its corners.
pub const CLIENT_CORNER_PX: f64 = 5.0;
/// The radius of the disc of a request or response, which is smaller than that of a message between leaders.
pub const TRAVELLER_PX: f64 = 5.0;
/// The dashes of the line between a client and the leader that its request travels to.
pub const DASHES: [f64; 2] = [2.0, 4.0];
/// The width of that line.
pub const DASHED_PX: f64 = 1.2;
/// How visible a message is whose client no longer waits for it.
pub const ABANDONED_OPACITY: f64 = 0.4;
/// At most this many clients have a mark: more would cover the map.
const MAX_MARKS: usize = 48;
/// The distance of marks from cards and from each other.
const CARD_GAP_PX: f64 = 6.0;
const STEP_PX: f64 = CLIENT_PX + 4.0;

/// A client's mark on the stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClientMark {
    /// The client.
    pub client: ClientId,
    /// The centre of its mark.
    pub centre: Point,
    /// The leader at whose card it stands, if it would otherwise be covered by it.
    pub beside: Option<LeaderId>,
}

/// The marks of clients at these places. A client at a leader stands below the leader's card, or above it where there is no
/// room.
#[must_use]
pub fn client_marks(layout: &Layout, clients: impl Iterator<Item = (ClientId, Place)>) -> Vec<ClientMark> {
    let mut marks: Vec<ClientMark> = Vec::new();
    for (client, place) in clients.take(MAX_MARKS) {
        let (beside, mut centre) = beside_card(layout, layout.point_of(place));
        while marks.iter().any(|other| area(other.centre).overlaps(area(centre))) {
            centre.x -= STEP_PX;
        }
        marks.push(ClientMark { client, centre, beside });
    }
    marks
}

fn area(centre: Point) -> Rect {
    Rect::new(centre, Size::new(CLIENT_PX, CLIENT_PX))
}

/// The point itself, or one next to the card that covers it.
fn beside_card(layout: &Layout, point: Point) -> (Option<LeaderId>, Point) {
    let covers = |(_, card): &(&LeaderId, &Rect)| card.grown(CARD_GAP_PX).overlaps(area(point));
    let Some((leader, card)) = layout.cards.iter().find(covers) else {
        return (None, point);
    };
    let away = card.size.height / 2.0 + CARD_GAP_PX + CLIENT_PX / 2.0;
    let is_below = card.centre.y + away + CLIENT_PX / 2.0 <= layout.size.height;
    let x = card.centre.x + (card.size.width - CLIENT_PX) / 2.0 - CARD_GAP_PX;
    (Some(*leader), Point::new(x, if is_below { card.centre.y + away } else { card.centre.y - away }))
}

/// A request or a response on its way, so that it can be drawn at any instant until the next event.
#[derive(Clone, Copy, Debug)]
pub struct Traveller {
    /// The leader at one end.
    pub leader: LeaderId,
    /// What it is.
    pub kind: ClientMessageKind,
    /// Whether its client no longer waits for it.
    pub is_abandoned: bool,
    /// The path from the client to the leader.
    pub path: Curve,
    sent_at: Micros,
    arrives_at: Micros,
}

impl Traveller {
    /// Its position at an instant.
    #[must_use]
    pub fn position_at(&self, at: Micros) -> Point {
        let (passed, whole) = ((at - self.sent_at).0 as f64, (self.arrives_at - self.sent_at).0 as f64);
        let along = (passed / whole.max(1.0)).min(1.0);
        self.path.point_at(match self.kind {
            ClientMessageKind::Request => along,
            ClientMessageKind::Response => 1.0 - along,
        })
    }
}

/// The requests and responses of marked clients, in order.
#[must_use]
pub fn travellers(
    layout: &Layout,
    marks: &[ClientMark],
    messages: impl Iterator<Item = ClientMessage>,
) -> Vec<Traveller> {
    let traveller = |message: ClientMessage| {
        let ClientMessage { client, leader, kind, sent_at, arrives_at, is_abandoned } = message;
        let mark = marks.iter().find(|mark| mark.client == client)?;
        let card = *layout.cards.get(&leader)?;
        // The card at which the client stands would cover a straight path to another one.
        let covering = mark.beside.filter(|beside| *beside != leader).and_then(|id| layout.cards.get(&id));
        let bend = covering.map_or(Bend::Straight, |card| Bend::AwayFrom(card.centre));
        let mark = area(mark.centre);
        let path = curve_between(mark, card, bend).unwrap_or_else(|| short_path(mark, card));
        Some(Traveller { leader, kind, is_abandoned, path, sent_at, arrives_at })
    };
    messages.filter_map(traveller).collect()
}

/// The path from a mark to a card that leaves no room for one: from centre to centre.
fn short_path(mark: Rect, card: Rect) -> Curve {
    Curve { start: mark.centre, control: mark.centre.lerp(card.centre, 0.5), end: card.centre }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use replication::Latency;

    use super::*;
    use crate::stage::layout::{CardDetail, LayoutInputs, Network};

    fn layout() -> Layout {
        let leaders = vec![
            ("F".parse().unwrap(), Place::from_degrees(50.1, 8.7)),
            ("T".parse().unwrap(), Place::from_degrees(35.7, 139.7)),
        ];
        let network = Network { leaders, links: Vec::new(), latency: Latency::ByDistance };
        Layout::new(&LayoutInputs {
            scene: Size::new(1_000.0, 500.0),
            corner: Size::default(),
            detail: CardDetail::Full,
            sizes: Rc::new(BTreeMap::new()),
            network,
        })
    }

    fn clients(places: &[(f64, f64)]) -> Vec<(ClientId, Place)> {
        let numbered = places.iter().zip(1..);
        numbered
            .map(|((north, east), number)| {
                (format!("c{number}").parse().unwrap(), Place::from_degrees(*north, *east))
            })
            .collect()
    }

    #[test]
    fn marks_cover_neither_cards_nor_each_other() {
        let layout = layout();
        let places = [(50.1, 8.7), (50.1, 8.7), (-33.9, 18.4), (-33.9, 18.4), (35.7, 139.7)];
        let marks = client_marks(&layout, clients(&places).into_iter());
        assert_eq!(marks.len(), 5);
        for (number, mark) in marks.iter().enumerate() {
            assert!(layout.cards.values().all(|card| !card.overlaps(area(mark.centre))), "{mark:?}");
            let others = marks.iter().skip(number + 1);
            assert!(others.into_iter().all(|other| !area(other.centre).overlaps(area(mark.centre))));
        }
    }

    #[test]
    fn request_travels_to_the_card_and_its_response_back() {
        let layout = layout();
        let marks = client_marks(&layout, clients(&[(-33.9, 18.4)]).into_iter());
        let message = |kind| ClientMessage {
            client: marks[0].client,
            leader: "F".parse().unwrap(),
            kind,
            sent_at: Micros(100),
            arrives_at: Micros(200),
            is_abandoned: false,
        };
        let both = [message(ClientMessageKind::Request), message(ClientMessageKind::Response)];
        let both = travellers(&layout, &marks, both.into_iter());
        let near = |point: Point| point.distance(marks[0].centre) < 2.0 * CLIENT_PX;
        assert!(near(both[0].position_at(Micros(100))) && !near(both[0].position_at(Micros(200))));
        assert!(!near(both[1].position_at(Micros(100))) && near(both[1].position_at(Micros(200))));
    }
}
