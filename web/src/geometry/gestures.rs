//! Pointer gestures on a surface: one pointer pans, two pinch.

use super::point::Point;

/// A press that moves no farther than this is a click, in pixels.
pub const DRAG_THRESHOLD_PX: f64 = 4.0;

/// The pointers that are down, by id and position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gesture {
    down: Vec<(i32, Point)>,
    start: Point,
    /// Whether the surface has moved since the first pointer went down.
    dragged: bool,
}

/// A pan and zoom of the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanZoom {
    /// The pan distance.
    pub by: Point,
    /// The zoom factor.
    pub factor: f64,
    /// The fixed point of the zoom.
    pub around: Point,
}

impl Gesture {
    /// A pointer goes down. Only the first two count.
    pub fn press(&mut self, pointer: i32, at: Point) {
        if self.down.is_empty() {
            (self.start, self.dragged) = (at, false);
        }
        self.down.retain(|(id, _)| *id != pointer);
        self.down.push((pointer, at));
    }

    /// A pointer moves. Returns `None` while this may still be a click.
    pub fn move_pointer(&mut self, pointer: i32, to: Point) -> Option<PanZoom> {
        let index = self.down.iter().take(2).position(|(id, _)| *id == pointer)?;
        let before = self.down.clone();
        if self.down.len() == 1 && !self.dragged && to.distance(self.start) <= DRAG_THRESHOLD_PX {
            return None;
        }
        self.dragged = true;
        self.down[index].1 = to;
        Some(match (&before[..], &self.down[..]) {
            ([(_, a), (_, b), ..], [(_, c), (_, d), ..]) => {
                let (old, new) = (a.lerp(*b, 0.5), c.lerp(*d, 0.5));
                let factor = c.distance(*d).max(1.0) / a.distance(*b).max(1.0);
                PanZoom { by: new - old, factor, around: new }
            }
            _ => PanZoom { by: to - before[index].1, factor: 1.0, around: to },
        })
    }

    /// A pointer goes up.
    pub fn release(&mut self, pointer: i32) {
        self.down.retain(|(id, _)| *id != pointer);
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
    fn a_press_that_hardly_moves_is_a_click() {
        let mut gesture = Gesture::default();
        gesture.press(1, Point::new(10.0, 10.0));
        assert_eq!(gesture.move_pointer(1, Point::new(12.0, 11.0)), None);
        gesture.release(1);
        assert!(!gesture.is_down() && !gesture.has_dragged());
    }

    #[test]
    fn one_pointer_pans_by_its_own_distance() {
        let mut gesture = Gesture::default();
        gesture.press(1, Point::new(10.0, 10.0));
        let far = gesture.move_pointer(1, Point::new(30.0, 10.0)).expect("it is a drag");
        assert_eq!((far.by, far.factor), (Point::new(20.0, 0.0), 1.0));
        let back = gesture.move_pointer(1, Point::new(29.0, 10.0)).expect("it stays one");
        assert_eq!(back.by, Point::new(-1.0, 0.0));
        gesture.release(1);
        assert!(gesture.has_dragged());
    }

    #[test]
    fn two_pointers_moving_apart_zoom_in_around_their_midpoint() {
        let mut gesture = Gesture::default();
        gesture.press(1, Point::new(100.0, 100.0));
        gesture.press(2, Point::new(200.0, 100.0));
        let pan_zoom = gesture.move_pointer(2, Point::new(300.0, 100.0)).expect("they pinch");
        assert_eq!(
            pan_zoom,
            PanZoom { by: Point::new(50.0, 0.0), factor: 2.0, around: Point::new(200.0, 100.0) }
        );
        gesture.press(3, Point::new(0.0, 0.0));
        assert_eq!(gesture.move_pointer(3, Point::new(50.0, 50.0)), None, "a third finger does nothing");
    }

    #[test]
    fn a_pointer_that_never_went_down_does_nothing() {
        assert_eq!(Gesture::default().move_pointer(7, Point::new(50.0, 50.0)), None);
    }
}
