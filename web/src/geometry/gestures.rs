//! What pointers do together on a surface: one drags it, two pinch it.

use super::point::Point;

/// A press that moves no further than this is not a drag, in pixels.
pub const DRAG_THRESHOLD_PX: f64 = 4.0;

/// The pointers that are down, each by its number with where it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gesture {
    down: Vec<(i32, Point)>,
    start: Point,
    /// Whether they have moved the surface since the first came down.
    dragged: bool,
}

/// What became of the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanZoom {
    /// How far it was moved.
    pub by: Point,
    /// How many times larger it became.
    pub factor: f64,
    /// Around which point.
    pub around: Point,
}

impl Gesture {
    /// A pointer comes down. Of more than two the first two count.
    pub fn press(&mut self, pointer: i32, at: Point) {
        if self.down.is_empty() {
            (self.start, self.dragged) = (at, false);
        }
        self.down.retain(|(there, _)| *there != pointer);
        self.down.push((pointer, at));
    }

    /// A pointer moves. Nothing comes of it as long as it may be a press.
    pub fn move_pointer(&mut self, pointer: i32, to: Point) -> Option<PanZoom> {
        let place = self.down.iter().take(2).position(|(there, _)| *there == pointer)?;
        let before = self.down.clone();
        if self.down.len() == 1 && !self.dragged && to.distance(self.start) <= DRAG_THRESHOLD_PX {
            return None;
        }
        self.dragged = true;
        self.down[place].1 = to;
        Some(match (&before[..], &self.down[..]) {
            ([(_, a), (_, b), ..], [(_, c), (_, d), ..]) => {
                let (old, new) = (a.lerp(*b, 0.5), c.lerp(*d, 0.5));
                let factor = c.distance(*d).max(1.0) / a.distance(*b).max(1.0);
                PanZoom { by: new - old, factor, around: new }
            }
            _ => PanZoom { by: to - before[place].1, factor: 1.0, around: to },
        })
    }

    /// A pointer comes up.
    pub fn release(&mut self, pointer: i32) {
        self.down.retain(|(there, _)| *there != pointer);
    }

    /// Whether the last press became a drag.
    #[must_use]
    pub fn has_dragged(&self) -> bool {
        self.dragged
    }

    /// Whether any pointer is down.
    #[must_use]
    pub fn is_down(&self) -> bool {
        !self.down.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_that_hardly_moves_is_no_drag() {
        let mut fingers = Gesture::default();
        fingers.press(1, Point::new(10.0, 10.0));
        assert_eq!(fingers.move_pointer(1, Point::new(12.0, 11.0)), None);
        fingers.release(1);
        assert!(!fingers.is_down() && !fingers.has_dragged());
    }

    #[test]
    fn one_finger_moves_the_surface_by_as_much_as_it_moves() {
        let mut fingers = Gesture::default();
        fingers.press(1, Point::new(10.0, 10.0));
        let far = fingers.move_pointer(1, Point::new(30.0, 10.0)).expect("it is a drag");
        assert_eq!((far.by, far.factor), (Point::new(20.0, 0.0), 1.0));
        let back = fingers.move_pointer(1, Point::new(29.0, 10.0)).expect("it stays one");
        assert_eq!(back.by, Point::new(-1.0, 0.0));
        fingers.release(1);
        assert!(fingers.has_dragged());
    }

    #[test]
    fn two_fingers_that_part_enlarge_it_around_their_middle() {
        let mut fingers = Gesture::default();
        fingers.press(1, Point::new(100.0, 100.0));
        fingers.press(2, Point::new(200.0, 100.0));
        let slip = fingers.move_pointer(2, Point::new(300.0, 100.0)).expect("they pinch");
        assert_eq!(slip, PanZoom { by: Point::new(50.0, 0.0), factor: 2.0, around: Point::new(200.0, 100.0) });
        fingers.press(3, Point::new(0.0, 0.0));
        assert_eq!(fingers.move_pointer(3, Point::new(50.0, 50.0)), None, "a third finger does nothing");
    }

    #[test]
    fn a_pointer_that_never_came_down_does_nothing() {
        assert_eq!(Gesture::default().move_pointer(7, Point::new(50.0, 50.0)), None);
    }
}
