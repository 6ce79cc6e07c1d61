//! Overlap removal: moves overlapping cards apart, so that each is visible with room for a link between them.

use super::point::{Point, Rect, Size};

/// The maximum number of passes over all pairs: enough for a handful of cards, and a bound for many.
const MAX_ROUNDS: usize = 24;

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
    /// Pushes overlapping cards apart, along the shorter axis with room, until centre is a gap between them or no
    /// room is left, and out of the reserved part. All cards stay inside the area.
    pub fn separate(&self, cards: &mut [Rect]) {
        for _ in 0..MAX_ROUNDS {
            let mut moved = false;
            for second in 1..cards.len() {
                for first in 0..second {
                    if shortest_push(cards[first], cards[second], self.gap).length() > 0.5 {
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
                return;
            }
        }
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
            if least * 2.0 >= stage { stage / 2.0 } else { at.clamp(least, stage - least) }
        };
        let at = card.centre + push;
        Point::new(
            within(at.x, card.size.width, self.stage.width),
            within(at.y, card.size.height, self.stage.height),
        )
    }
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

    #[test]
    fn cards_never_leave_the_area() {
        let mut centre = cards(&[(10.0, 10.0); 12]);
        ROOM.separate(&mut centre);
        for card in centre {
            assert!((72.0..=318.0).contains(&card.centre.x) && (52.0..=318.0).contains(&card.centre.y));
        }
    }
}
