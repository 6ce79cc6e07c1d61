//! Moves cards apart that stand on each other, so that each is seen whole and there is room for a link
//! between.

use super::point::{Point, Rect, Size};

/// How often all pairs are looked at: enough for a handful of cards, and a bound for many.
const ROUNDS: usize = 24;

/// Moves overlapping cards away from each other, along the way that is shorter, until `gap` pixels lie
/// between them or there is no more room. Cards stay on the stage with `margin` around them.
pub fn move_apart(cards: &mut [Rect], stage: Size, gap: f64, margin: f64) {
    for _ in 0..ROUNDS {
        let mut moved = false;
        for second in 1..cards.len() {
            for first in 0..second {
                let push = push(cards[first], cards[second], gap);
                if push.length() > 0.5 {
                    cards[first].centre =
                        inside(cards[first].centre - push * 0.5, cards[first].size, stage, margin);
                    cards[second].centre =
                        inside(cards[second].centre + push * 0.5, cards[second].size, stage, margin);
                    moved = true;
                }
            }
        }
        if !moved {
            return;
        }
    }
}

/// How far the second card has to go to be clear of the first.
fn push(first: Rect, second: Rect, gap: f64) -> Point {
    let way = second.centre - first.centre;
    let across = (first.size.width + second.size.width) / 2.0 + gap - way.x.abs();
    let down = (first.size.height + second.size.height) / 2.0 + gap - way.y.abs();
    match across > 0.0 && down > 0.0 {
        false => Point::default(),
        true if across < down => Point::new(across.copysign(way.x), 0.0),
        true => Point::new(0.0, down.copysign(way.y)),
    }
}

fn inside(at: Point, card: Size, stage: Size, margin: f64) -> Point {
    let within = |at: f64, card: f64, stage: f64| {
        let least = card / 2.0 + margin;
        if least * 2.0 >= stage { stage / 2.0 } else { at.clamp(least, stage - least) }
    };
    Point::new(within(at.x, card.width, stage.width), within(at.y, card.height, stage.height))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Size = Size { width: 120.0, height: 80.0 };
    const STAGE: Size = Size { width: 390.0, height: 370.0 };

    fn cards(centres: &[(f64, f64)]) -> Vec<Rect> {
        centres.iter().map(|(x, y)| Rect::new(Point::new(*x, *y), CARD)).collect()
    }

    #[test]
    fn cards_that_are_apart_stay_where_they_are() {
        let mut there = cards(&[(80.0, 60.0), (300.0, 60.0), (80.0, 300.0)]);
        let before = there.clone();
        move_apart(&mut there, STAGE, 30.0, 12.0);
        assert_eq!(there, before);
    }

    #[test]
    fn cards_that_touch_leave_room_for_a_link() {
        let mut there = cards(&[(200.0, 120.0), (300.0, 150.0), (130.0, 280.0)]);
        move_apart(&mut there, STAGE, 30.0, 12.0);
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            assert!(push(there[first], there[second], 29.0).length() < 1.0, "{there:?}");
        }
    }

    #[test]
    fn cards_never_leave_the_stage() {
        let mut there = cards(&[(10.0, 10.0); 12]);
        move_apart(&mut there, STAGE, 30.0, 12.0);
        for card in there {
            assert!((72.0..=318.0).contains(&card.centre.x) && (52.0..=318.0).contains(&card.centre.y));
        }
    }
}
