//! Moves cards apart that stand on each other, so that each is seen whole and there is room for a link
//! between.

use super::point::{Point, Rect, Size};

/// How often all pairs are looked at: enough for a handful of cards, and a bound for many.
const MAX_ROUNDS: usize = 24;

/// The room that there is for cards.
#[derive(Clone, Copy, Debug)]
pub struct CardArea {
    /// The stage.
    pub stage: Size,
    /// How far cards stay from its edge, in pixels.
    pub margin: f64,
    /// What is left between two cards.
    pub gap: f64,
    /// A part of it on which no card is to stand.
    pub reserved: Rect,
}

impl CardArea {
    /// Moves overlapping cards away from each other, along the shorter way that has room for it, until there is a
    /// gap between them or no more room; and off what is taken. All stay on the stage.
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
                let there = self.moved_within(*card, shortest_push(self.reserved, *card, 0.0));
                moved |= (there - card.centre).length() > 0.5;
                card.centre = there;
            }
            if !moved {
                return;
            }
        }
    }

    /// Where the centres of two cards are after each has gone half of the way that parts them. Where both stand at
    /// the stage's edges already, they go past each other.
    fn separated_centres(&self, first: Rect, second: Rect) -> (Point, Point) {
        let [shorter, longer] = axis_pushes(first, second, self.gap);
        let gone = |way: Point| (self.moved_within(first, way * -0.5), self.moved_within(second, way * 0.5));
        let (one, other) = gone(shorter);
        let gained = (other - one) - (second.centre - first.centre);
        if gained.length() > 0.25 { (one, other) } else { gone(longer) }
    }

    /// Where a card's centre is that goes so far, but not off the stage.
    fn moved_within(&self, card: Rect, way: Point) -> Point {
        let within = |at: f64, card: f64, stage: f64| {
            let least = card / 2.0 + self.margin;
            if least * 2.0 >= stage { stage / 2.0 } else { at.clamp(least, stage - least) }
        };
        let at = card.centre + way;
        Point::new(
            within(at.x, card.size.width, self.stage.width),
            within(at.y, card.size.height, self.stage.height),
        )
    }
}

/// How far the second card has to go to be clear of the first; not at all if it is.
fn shortest_push(first: Rect, second: Rect, gap: f64) -> Point {
    let [shorter, longer] = axis_pushes(first, second, gap);
    if shorter.length() > 0.0 && longer.length() > 0.0 { shorter } else { Point::default() }
}

/// The two ways, along one side and along the other, by either of which the second card would come clear of the
/// first; the shorter first. One is of no length if the card is clear of the other.
fn axis_pushes(first: Rect, second: Rect, gap: f64) -> [Point; 2] {
    let way = second.centre - first.centre;
    let across = (first.size.width + second.size.width) / 2.0 + gap - way.x.abs();
    let down = (first.size.height + second.size.height) / 2.0 + gap - way.y.abs();
    let (across, down) = (across.max(0.0), down.max(0.0));
    let (aside, downward) = (Point::new(across.copysign(way.x), 0.0), Point::new(0.0, down.copysign(way.y)));
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
    fn cards_that_are_apart_stay_where_they_are() {
        let mut there = cards(&[(80.0, 60.0), (300.0, 60.0), (80.0, 300.0)]);
        let before = there.clone();
        ROOM.separate(&mut there);
        assert_eq!(there, before);
    }

    #[test]
    fn cards_that_touch_leave_room_for_a_link() {
        let mut there = cards(&[(200.0, 120.0), (300.0, 150.0), (130.0, 280.0)]);
        ROOM.separate(&mut there);
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            assert!(shortest_push(there[first], there[second], 29.0).length() < 1.0, "{there:?}");
        }
    }

    #[test]
    fn cards_give_way_to_what_is_taken_and_those_above_to_them() {
        let mut there = cards(&[(318.0, 180.0), (318.0, 318.0)]);
        ROOM.separate(&mut there);
        assert!(there[1].centre.y + 40.0 <= 310.5, "{there:?}");
        assert!(there[1].centre.y - there[0].centre.y > 109.0, "{there:?}");
    }

    #[test]
    fn cards_that_have_no_room_above_each_other_go_side_by_side() {
        let low = CardArea { stage: Size { width: 600.0, height: 190.0 }, ..ROOM };
        let low =
            CardArea { reserved: Rect { centre: Point::new(590.0, 185.0), size: Size::new(10.0, 5.0) }, ..low };
        let mut there = cards(&[(200.0, 40.0), (180.0, 160.0)]);
        low.separate(&mut there);
        assert!(shortest_push(there[0], there[1], 29.0).length() < 1.0, "{there:?}");
        assert!(there[1].centre.x < there[0].centre.x, "each on the side where it was");
    }

    #[test]
    fn cards_never_leave_the_stage() {
        let mut there = cards(&[(10.0, 10.0); 12]);
        ROOM.separate(&mut there);
        for card in there {
            assert!((72.0..=318.0).contains(&card.centre.x) && (52.0..=318.0).contains(&card.centre.y));
        }
    }
}
