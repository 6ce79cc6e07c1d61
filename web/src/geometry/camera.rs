//! The camera over the scene: the zoom factor, and the point of the scene in the middle of the stage.

use super::clamped;
use super::point::{Point, Size};

/// The largest zoom factor; at 1 the whole scene is visible.
pub const MAX_ZOOM: f64 = 8.0;
/// The zoom factor of one step.
pub const ZOOM_STEP: f64 = 1.5;

/// A camera position, independent of the stage's size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The scene's size relative to the stage's, per axis.
    zoom: f64,
    /// The point in the middle of the stage, in fractions of the scene.
    centre: Point,
}

impl Camera {
    /// The whole scene.
    pub const FIT: Self = Self { zoom: 1.0, centre: Point::new(0.5, 0.5) };

    /// The zoom factor.
    #[must_use]
    pub fn zoom(self) -> f64 {
        self.zoom
    }

    /// Whether the whole scene is visible.
    #[must_use]
    pub fn shows_everything(self) -> bool {
        self.zoom <= 1.0
    }

    /// Whether it cannot zoom in any further.
    #[must_use]
    pub fn is_at_max_zoom(self) -> bool {
        self.zoom >= MAX_ZOOM
    }

    /// The size of the scene for a stage, in pixels.
    #[must_use]
    pub fn scene_size(self, stage: Size) -> Size {
        Size::new(stage.width * self.zoom, stage.height * self.zoom)
    }

    /// The scene's upper left corner on a stage, in pixels.
    #[must_use]
    pub fn offset(self, stage: Size) -> Point {
        let along = |middle: f64, stage: f64| (0.5 - middle * self.zoom) * stage;
        Point::new(along(self.centre.x, stage.width), along(self.centre.y, stage.height))
    }

    /// Zoomed by a factor around a point of the stage, which stays in place as far as the scene's edges allow.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: Point, stage: Size) -> Self {
        let zoom = clamped(self.zoom * factor, 1.0, MAX_ZOOM);
        let fixed = self.fraction_at(at, stage);
        let from_middle =
            Point::new(fraction_of(at.x, stage.width) - 0.5, fraction_of(at.y, stage.height) - 0.5);
        Self { zoom, centre: fixed - from_middle * (1.0 / zoom) }.clamped()
    }

    /// Panned by a number of pixels.
    #[must_use]
    pub fn panned(self, by: Point, stage: Size) -> Self {
        let by = Point::new(fraction_of(by.x, stage.width), fraction_of(by.y, stage.height));
        Self { centre: self.centre - by * (1.0 / self.zoom), ..self }.clamped()
    }

    /// Panned just far enough to have a point of the scene, in pixels, inside the stage by a margin.
    #[must_use]
    pub fn revealing(self, at: Point, margin: Size, stage: Size) -> Self {
        let seen = at + self.offset(stage);
        let shift = |at: f64, margin: f64, stage: f64| {
            let margin = margin.min(stage / 2.0);
            clamped(at, margin, stage - margin) - at
        };
        let by =
            Point::new(shift(seen.x, margin.width, stage.width), shift(seen.y, margin.height, stage.height));
        self.panned(by, stage)
    }

    /// The point of the scene, in fractions, at a point of the stage.
    fn fraction_at(self, at: Point, stage: Size) -> Point {
        let from_middle =
            Point::new(fraction_of(at.x, stage.width) - 0.5, fraction_of(at.y, stage.height) - 0.5);
        self.centre + from_middle * (1.0 / self.zoom)
    }

    /// Clamped so that the stage shows nothing beyond the scene's edges.
    fn clamped(self) -> Self {
        let half = 0.5 / self.zoom;
        let within = |at: f64| clamped(at, half, 1.0 - half);
        Self { centre: Point::new(within(self.centre.x), within(self.centre.y)), ..self }
    }
}

/// A length as a fraction of another.
fn fraction_of(of: f64, length: f64) -> f64 {
    of / length.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGE: Size = Size { width: 800.0, height: 400.0 };

    fn close(a: Point, b: Point) -> bool {
        a.distance(b) < 1e-6
    }

    /// The stage position of a point of the scene, in fractions.
    fn seen(camera: Camera, fraction: Point) -> Point {
        let scene = camera.scene_size(STAGE);
        Point::new(fraction.x * scene.width, fraction.y * scene.height) + camera.offset(STAGE)
    }

    #[test]
    fn the_unzoomed_scene_has_the_size_of_the_stage() {
        assert_eq!(Camera::FIT.scene_size(STAGE), STAGE);
        assert!(close(Camera::FIT.offset(STAGE), Point::default()));
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let (at, fraction) = (Point::new(500.0, 150.0), Point::new(500.0 / 800.0, 150.0 / 400.0));
        let near = Camera::FIT.zoomed(3.0, at, STAGE);
        assert!(close(seen(near, fraction), at));
        assert!(close(seen(near.zoomed(1.7, at, STAGE), fraction), at));
    }

    #[test]
    fn zoom_is_limited_in_both_directions() {
        let at = Point::new(10.0, 10.0);
        let nearest = (0..40).fold(Camera::FIT, |camera, _| camera.zoomed(ZOOM_STEP, at, STAGE));
        assert!((nearest.zoom() - MAX_ZOOM).abs() < 1e-9);
        let back = (0..40).fold(nearest, |camera, _| camera.zoomed(1.0 / ZOOM_STEP, at, STAGE));
        assert_eq!(back, Camera::FIT);
    }

    #[test]
    fn panning_stops_at_the_scenes_edges() {
        let near = Camera::FIT.zoomed(2.0, Point::new(400.0, 200.0), STAGE);
        let left = near.panned(Point::new(10_000.0, 10_000.0), STAGE);
        assert!(close(left.offset(STAGE), Point::default()));
        let right = near.panned(Point::new(-10_000.0, -10_000.0), STAGE);
        assert!(close(right.offset(STAGE), Point::new(-800.0, -400.0)));
        assert_eq!(Camera::FIT.panned(Point::new(50.0, 0.0), STAGE), Camera::FIT);
    }

    #[test]
    fn revealing_a_point_pans_no_further_than_needed() {
        let near = Camera::FIT.zoomed(4.0, Point::new(0.0, 0.0), STAGE);
        let margin = Size::new(100.0, 50.0);
        let point = Point::new(1_500.0, 120.0);
        let shown = near.revealing(point, margin, STAGE);
        assert!(close(point + shown.offset(STAGE), Point::new(700.0, 120.0)));
        assert_eq!(shown.revealing(point, margin, STAGE), shown, "a visible point does not move the camera");
    }
}
