//! Overlap removal: moves overlapping cards apart, so that each is visible with room for a link between them.

use super::number::clamped;
use super::point::{Point, Rect, Size};

/// The maximum number of passes over all pairs: enough for a handful of cards, and a bound for many.
const MAX_ROUNDS: usize = 24;

/// How many orders are tried in which cards are placed, if there are few.
const MAX_ORDERS: usize = 24;

/// Placing a card takes time in proportion to the cube of their number, so with more cards than this, fewer orders are
/// tried.
const FEW_CARDS: usize = 8;

/// The gaps that are tried, as parts of the wanted one.
const GAP_PARTS: [f64; 4] = [1.0, 0.6, 0.3, 0.1];

/// The area available to cards.
#[derive(Clone, Copy, Debug)]
pub struct CardArea {
    /// The size of the area.
    pub stage: Size,
    /// The margin between cards and the area's edge, in pixels.
    pub margin: f64,
    /// The gap between two cards, in pixels.
    pub gap: f64,
    /// A part of the area that must stay free of cards.
    pub reserved: Rect,
}

impl CardArea {
    /// Pushes overlapping cards apart, along the shorter axis with room, until there is a gap between them, and out of the
    /// reserved part. Where there is no room for the whole gap, it is smaller. All cards stay inside the area.
    pub fn separate(&self, cards: &mut [Rect]) {
        let before = cards.to_vec();
        for part in GAP_PARTS {
            cards.copy_from_slice(&before);
            if self.with_gap(part).push_apart(cards) {
                return;
            }
        }
        if let Some(places) = GAP_PARTS.iter().find_map(|part| self.with_gap(*part).free_places(&before)) {
            cards.iter_mut().zip(places).for_each(|(card, place)| card.centre = place);
        }
    }

    fn with_gap(&self, part: f64) -> Self {
        Self { gap: self.gap * part, ..*self }
    }

    /// Places for all cards, found one after the other, each the free one nearest to where the card is; of the orders tried,
    /// the one that moves the cards least. None if no order leaves room for all.
    fn free_places(&self, cards: &[Rect]) -> Option<Vec<Point>> {
        let orders = (0..orders_to_try(cards.len()))
            .filter_map(|number| self.places_in_order(cards, &order(cards.len(), number)));
        orders.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, places)| places)
    }

    /// How far the cards move, and where to, if they are placed in this order.
    fn places_in_order(&self, cards: &[Rect], order: &[usize]) -> Option<(f64, Vec<Point>)> {
        let mut places: Vec<Point> = cards.iter().map(|card| card.centre).collect();
        let mut taken = vec![self.reserved];
        let mut sum = 0.0;
        for index in order {
            let card = cards[*index];
            let place = self.free_place(card, &taken)?;
            sum += place.distance(card.centre);
            taken.push(Rect::new(place, card.size).grown(self.gap));
            places[*index] = place;
        }
        Some((sum, places))
    }

    /// The nearest place for a card that is in the area and beside everything that is taken.
    fn free_place(&self, card: Rect, taken: &[Rect]) -> Option<Point> {
        let besides = |at: fn(Point) -> f64, size: fn(Size) -> f64| -> Vec<f64> {
            let beside = taken.iter().flat_map(move |it| {
                let away = (size(it.size) + size(card.size)) / 2.0;
                [at(it.centre) - away, at(it.centre) + away]
            });
            // The last two are at the edges, once they are clamped to the area.
            let all = [at(card.centre), 0.0, size(self.stage)].into_iter().chain(beside);
            let away = all.map(|place| place - at(card.centre));
            away.map(|away| at(self.moved_within(card, Point::new(away, away)))).collect()
        };
        let (across, down) = (besides(|at| at.x, |size| size.width), besides(|at| at.y, |size| size.height));
        let is_free = |at| !taken.iter().any(|it| is_too_near(*it, Rect::new(at, card.size), 0.0));
        let (mut least, mut nearest) = (f64::INFINITY, None);
        for x in across {
            // Most columns are too far away as soon as a place is found.
            let aside = x - card.centre.x;
            if aside * aside >= least {
                continue;
            }
            for at in down.iter().map(|y| Point::new(x, *y)) {
                let distance = at.distance_squared(card.centre);
                // Whether a place is free takes longest to find out, so that is asked only of places that are nearer.
                if distance < least && is_free(at) {
                    (least, nearest) = (distance, Some(at));
                }
            }
        }
        nearest
    }

    /// Whether the cards are apart after being pushed.
    fn push_apart(&self, cards: &mut [Rect]) -> bool {
        for _ in 0..MAX_ROUNDS {
            let mut moved = false;
            for second in 1..cards.len() {
                for first in 0..second {
                    if is_too_near(cards[first], cards[second], self.gap) {
                        let (one, other) = self.separated_centres(cards[first], cards[second]);
                        (cards[first].centre, cards[second].centre) = (one, other);
                        moved = true;
                    }
                }
            }
            for card in cards.iter_mut() {
                let centre = self.moved_within(*card, shortest_push(self.reserved, *card, 0.0));
                moved |= (centre - card.centre).length() > 0.5;
                card.centre = centre;
            }
            if !moved {
                return true;
            }
        }
        false
    }

    /// The centres of two cards after they have moved apart along the shorter axis, or along the other one if edges or
    /// the reserved part leave less overlap there.
    fn separated_centres(&self, first: Rect, second: Rect) -> (Point, Point) {
        let [shorter, longer] = axis_pushes(first, second, self.gap);
        let gone = [shorter, longer].map(|push| self.pushed_apart(first, second, push));
        let left = gone.map(|(one, other)| {
            shortest_push(Rect::new(one, first.size), Rect::new(other, second.size), self.gap).length()
        });
        if left[0] <= left[1] + 0.5 { gone[0] } else { gone[1] }
    }

    /// The centres of two cards after each has moved half of the push; what one of them cannot move, the other does.
    fn pushed_apart(&self, first: Rect, second: Rect, push: Point) -> (Point, Point) {
        let one = self.settled(first, push * -0.5);
        let other = self.settled(second, push - (first.centre - one));
        let one = self.settled(first, (other - second.centre) - push);
        (one, other)
    }

    /// A card's centre after a move, clamped to the area and out of the reserved part.
    fn settled(&self, card: Rect, push: Point) -> Point {
        let moved = Rect::new(self.moved_within(card, push), card.size);
        self.moved_within(moved, shortest_push(self.reserved, moved, 0.0))
    }

    /// A card's centre after a move, clamped to the area.
    fn moved_within(&self, card: Rect, push: Point) -> Point {
        let within = |at: f64, card: f64, stage: f64| {
            let least = card / 2.0 + self.margin;
            if least * 2.0 >= stage { stage / 2.0 } else { clamped(at, least, stage - least) }
        };
        let at = card.centre + push;
        Point::new(
            within(at.x, card.size.width, self.stage.width),
            within(at.y, card.size.height, self.stage.height),
        )
    }
}

/// How many orders of this many cards are tried: at least one.
fn orders_to_try(cards: usize) -> usize {
    (MAX_ORDERS * FEW_CARDS.pow(3) / cards.max(FEW_CARDS).pow(3)).max(1)
}

/// One of the orders of this many cards. The first 24 are all orders of four.
fn order(cards: usize, number: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..cards).collect();
    let mut rest = number;
    let mut order = Vec::new();
    while !left.is_empty() {
        order.push(left.remove(rest % left.len()));
        rest /= left.len() + 1;
    }
    order
}

/// Whether two cards are closer to each other than the gap, by more than half a pixel. Most pairs are far apart, which one
/// comparison shows.
fn is_too_near(first: Rect, second: Rect, gap: f64) -> bool {
    let apart = |at: fn(Point) -> f64, size: fn(Size) -> f64| {
        let wanted = (size(first.size) + size(second.size)) / 2.0 + gap;
        (at(second.centre) - at(first.centre)).abs() >= wanted - 0.5
    };
    !apart(|at| at.x, |size| size.width) && !apart(|at| at.y, |size| size.height)
}

/// The shortest push that clears the second card of the first; zero if they do not overlap.
fn shortest_push(first: Rect, second: Rect, gap: f64) -> Point {
    let [shorter, longer] = axis_pushes(first, second, gap);
    if shorter.length() > 0.0 && longer.length() > 0.0 { shorter } else { Point::default() }
}

/// The pushes along each axis that would clear the second card of the first, the shorter one first. One is zero if
/// the cards do not overlap.
fn axis_pushes(first: Rect, second: Rect, gap: f64) -> [Point; 2] {
    let push = second.centre - first.centre;
    let across = (first.size.width + second.size.width) / 2.0 + gap - push.x.abs();
    let down = (first.size.height + second.size.height) / 2.0 + gap - push.y.abs();
    let (across, down) = (across.max(0.0), down.max(0.0));
    let (aside, downward) =
        (Point::new(across.copysign(push.x), 0.0), Point::new(0.0, down.copysign(push.y)));
    if across < down { [aside, downward] } else { [downward, aside] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Size = Size { width: 120.0, height: 80.0 };
    const ROOM: CardArea = CardArea {
        stage: Size { width: 390.0, height: 370.0 },
        margin: 12.0,
        gap: 30.0,
        reserved: Rect { centre: Point { x: 340.0, y: 340.0 }, size: Size { width: 100.0, height: 60.0 } },
    };

    fn cards(centres: &[(f64, f64)]) -> Vec<Rect> {
        centres.iter().map(|(x, y)| Rect::new(Point::new(*x, *y), CARD)).collect()
    }

    #[test]
    fn cards_without_overlap_stay_in_place() {
        let mut centre = cards(&[(80.0, 60.0), (300.0, 60.0), (80.0, 300.0)]);
        let before = centre.clone();
        ROOM.separate(&mut centre);
        assert_eq!(centre, before);
    }

    #[test]
    fn cards_that_touch_are_separated_by_the_gap() {
        let mut centre = cards(&[(200.0, 120.0), (300.0, 150.0), (130.0, 280.0)]);
        ROOM.separate(&mut centre);
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            assert!(shortest_push(centre[first], centre[second], 29.0).length() < 1.0, "{centre:?}");
        }
    }

    #[test]
    fn cards_leave_the_reserved_part_and_push_others_away() {
        let mut centre = cards(&[(318.0, 180.0), (318.0, 318.0)]);
        ROOM.separate(&mut centre);
        assert!(centre[1].centre.y + 40.0 <= 310.5, "{centre:?}");
        assert!(centre[1].centre.y - centre[0].centre.y > 109.0, "{centre:?}");
    }

    #[test]
    fn cards_without_vertical_room_move_side_by_side() {
        let low = CardArea { stage: Size { width: 600.0, height: 190.0 }, ..ROOM };
        let low = CardArea {
            reserved: Rect { centre: Point::new(590.0, 185.0), size: Size::new(10.0, 5.0) },
            ..low
        };
        let mut centre = cards(&[(200.0, 40.0), (180.0, 160.0)]);
        low.separate(&mut centre);
        assert!(shortest_push(centre[0], centre[1], 29.0).length() < 1.0, "{centre:?}");
        assert!(centre[1].centre.x < centre[0].centre.x, "the cards keep their left-to-right order");
    }

    #[test]
    fn three_cards_on_a_low_stage_with_a_wide_reserved_part_do_not_overlap() {
        let stage = Size::new(852.0, 308.0);
        let reserved = Rect::new(Point::new(852.0 - 171.0, 308.0 - 28.0), Size::new(342.0, 56.0));
        let low = CardArea { stage, margin: 12.0, gap: 34.0, reserved };
        let sizes =
            [(179.0, 153.0), (179.0, 121.0), (179.0, 153.0)].map(|(width, height)| Size::new(width, height));
        let on_a_circle = [(426.0, 90.0), (520.0, 210.0), (332.0, 210.0)];
        for turn in 0..3 {
            let at = |index: usize| on_a_circle[(index + turn) % 3];
            let mut cards: Vec<Rect> =
                (0..3).map(|index| Rect::new(Point::new(at(index).0, at(index).1), sizes[index])).collect();
            low.separate(&mut cards);
            for (first, second) in [(0, 1), (0, 2), (1, 2)] {
                assert!(shortest_push(cards[first], cards[second], 0.0).length() < 1.0, "{turn}: {cards:?}");
            }
        }
    }

    /// In how many of 500 arrangements of these cards, at any places, some overlap on a phone's stage.
    fn overlapping_on_a_phone(stage: Size, sizes: &[Size]) -> usize {
        let reserved =
            Rect::new(Point::new(stage.width - 118.0, stage.height - 28.0), Size::new(236.0, 56.0));
        let phone = CardArea { stage, margin: 12.0, gap: 34.0, reserved };
        let mut state: u32 = 1;
        let mut draw = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1 << 24)
        };
        let overlaps = (0..500).filter(|_| {
            let mut cards: Vec<Rect> = sizes
                .iter()
                .map(|size| Rect::new(Point::new(draw() * stage.width, draw() * stage.height), *size))
                .collect();
            phone.separate(&mut cards);
            let pairs = (1..cards.len()).flat_map(|second| (0..second).map(move |first| (first, second)));
            pairs.into_iter().any(|(one, other)| shortest_push(cards[one], cards[other], 0.0).length() > 1.0)
        });
        overlaps.count()
    }

    #[test]
    fn cards_on_a_phone_do_not_overlap_in_99_of_100_arrangements() {
        let found = [
            overlapping_on_a_phone(Size::new(390.0, 322.0), &[Size::new(122.0, 78.0); 4]),
            overlapping_on_a_phone(Size::new(390.0, 322.0), &[Size::new(122.0, 120.0); 3]),
            overlapping_on_a_phone(Size::new(360.0, 290.0), &[Size::new(122.0, 78.0); 4]),
            overlapping_on_a_phone(Size::new(360.0, 290.0), &[Size::new(104.0, 110.0); 3]),
        ];
        assert!(found.iter().all(|overlapping| *overlapping <= 5), "{found:?} of 500 each");
    }

    #[test]
    fn card_is_placed_as_near_as_trying_every_place_shows_to_be_possible() {
        let taken = cards(&[(80.0, 60.0), (210.0, 75.0), (150.0, 160.0), (300.0, 200.0)]);
        let is_free = |at: Point| {
            let card = Rect::new(at, CARD);
            taken.iter().all(|it| shortest_push(*it, card, -0.5) == Point::default())
        };
        for wanted in [(150.0, 90.0), (80.0, 60.0), (300.0, 180.0), (10.0, 10.0), (380.0, 20.0)] {
            let card = cards(&[wanted])[0];
            let (least, most) = (Point::new(72.0, 52.0), Point::new(318.0, 318.0));
            let columns = (least.x as usize..=most.x as usize).map(|x| x as f64);
            let every = columns
                .flat_map(|x| (least.y as usize..=most.y as usize).map(move |y| Point::new(x, y as f64)));
            let distances = every.filter(|at| is_free(*at)).map(|at| at.distance(card.centre));
            let nearest = distances.min_by(f64::total_cmp).expect("there is room");
            let found = ROOM.free_place(card, &taken).expect("there is room");
            assert!(is_free(found) && found.distance(card.centre) <= nearest + 1.0, "{wanted:?}: {found:?}");
        }
    }

    #[test]
    fn cards_never_leave_the_area() {
        let mut centre = cards(&[(10.0, 10.0); 12]);
        ROOM.separate(&mut centre);
        for card in centre {
            assert!((72.0..=318.0).contains(&card.centre.x) && (52.0..=318.0).contains(&card.centre.y));
        }
    }
}
