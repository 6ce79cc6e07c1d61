//! Which part of the ground is seen: how large the ground is drawn, and what of it is in the middle.

use super::point::{Point, Size};

/// The whole ground is seen at 1; no more than this is it enlarged.
pub const MAX_ZOOM: f64 = 8.0;
/// How much one step zooms.
pub const ZOOM_STEP: f64 = 1.5;

/// A view of the ground. It holds for a stage of any size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// How many times larger than the stage the ground is, each way.
    zoom: f64,
    /// What is in the middle of the stage, in fractions of the ground.
    centre: Point,
}

impl Camera {
    /// All of the ground.
    pub const FIT: Self = Self { zoom: 1.0, centre: Point::new(0.5, 0.5) };

    /// How many times larger than the stage the ground is.
    #[must_use]
    pub fn zoom(self) -> f64 {
        self.zoom
    }

    /// Whether all of the ground is seen.
    #[must_use]
    pub fn shows_everything(self) -> bool {
        self.zoom <= 1.0
    }

    /// Whether it cannot be enlarged any more.
    #[must_use]
    pub fn is_at_max_zoom(self) -> bool {
        self.zoom >= MAX_ZOOM
    }

    /// How large the ground is on a stage, in pixels.
    #[must_use]
    pub fn scene_size(self, stage: Size) -> Size {
        Size::new(stage.width * self.zoom, stage.height * self.zoom)
    }

    /// Where the ground's upper left corner is on a stage, in pixels.
    #[must_use]
    pub fn offset(self, stage: Size) -> Point {
        let along = |middle: f64, stage: f64| (0.5 - middle * self.zoom) * stage;
        Point::new(along(self.centre.x, stage.width), along(self.centre.y, stage.height))
    }

    /// Enlarged by a factor, with the ground under one point of the stage staying under it, as far as the
    /// ground's edges let it.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: Point, stage: Size) -> Self {
        let zoom = (self.zoom * factor).clamp(1.0, MAX_ZOOM);
        let fixed = self.fraction_at(at, stage);
        let from_middle = Point::new(fraction_of(at.x, stage.width) - 0.5, fraction_of(at.y, stage.height) - 0.5);
        Self { zoom, centre: fixed - from_middle * (1.0 / zoom) }.clamped()
    }

    /// With the ground moved by so many pixels.
    #[must_use]
    pub fn panned(self, by: Point, stage: Size) -> Self {
        let by = Point::new(fraction_of(by.x, stage.width), fraction_of(by.y, stage.height));
        Self { centre: self.centre - by * (1.0 / self.zoom), ..self }.clamped()
    }

    /// Moved no further than it takes to have a point of the ground, in pixels, this far inside the stage.
    #[must_use]
    pub fn revealing(self, at: Point, margin: Size, stage: Size) -> Self {
        let seen = at + self.offset(stage);
        let way = |at: f64, margin: f64, stage: f64| {
            let margin = margin.min(stage / 2.0);
            at.clamp(margin, stage - margin) - at
        };
        let by = Point::new(way(seen.x, margin.width, stage.width), way(seen.y, margin.height, stage.height));
        self.panned(by, stage)
    }

    /// What of the ground is at a point of the stage, in fractions.
    fn fraction_at(self, at: Point, stage: Size) -> Point {
        let from_middle = Point::new(fraction_of(at.x, stage.width) - 0.5, fraction_of(at.y, stage.height) - 0.5);
        self.centre + from_middle * (1.0 / self.zoom)
    }

    /// So that the stage shows nothing beyond the ground's edges.
    fn clamped(self) -> Self {
        let half = 0.5 / self.zoom;
        let within = |at: f64| at.clamp(half, 1.0 - half);
        Self { centre: Point::new(within(self.centre.x), within(self.centre.y)), ..self }
    }
}

/// Which part of a length this is.
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

    /// Where a point of the ground, in fractions, is on the stage.
    fn seen(camera: Camera, fraction: Point) -> Point {
        let ground = camera.scene_size(STAGE);
        Point::new(fraction.x * ground.width, fraction.y * ground.height) + camera.offset(STAGE)
    }

    #[test]
    fn the_whole_ground_is_as_large_as_the_stage() {
        assert_eq!(Camera::FIT.scene_size(STAGE), STAGE);
        assert!(close(Camera::FIT.offset(STAGE), Point::default()));
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let (at, fraction) = (Point::new(500.0, 150.0), Point::new(500.0 / 800.0, 150.0 / 400.0));
        let near = Camera::FIT.zoomed(3.0, at, STAGE);
        assert!(close(seen(near, fraction), at));
        assert!(close(seen(near.zoomed(1.7, at, STAGE), fraction), at));
    }

    #[test]
    fn there_is_an_end_to_zooming_either_way() {
        let at = Point::new(10.0, 10.0);
        let nearest = (0..40).fold(Camera::FIT, |camera, _| camera.zoomed(ZOOM_STEP, at, STAGE));
        assert!((nearest.zoom() - MAX_ZOOM).abs() < 1e-9);
        let back = (0..40).fold(nearest, |camera, _| camera.zoomed(1.0 / ZOOM_STEP, at, STAGE));
        assert_eq!(back, Camera::FIT);
    }

    #[test]
    fn nothing_beyond_the_ground_is_seen() {
        let near = Camera::FIT.zoomed(2.0, Point::new(400.0, 200.0), STAGE);
        let left = near.panned(Point::new(10_000.0, 10_000.0), STAGE);
        assert!(close(left.offset(STAGE), Point::default()));
        let right = near.panned(Point::new(-10_000.0, -10_000.0), STAGE);
        assert!(close(right.offset(STAGE), Point::new(-800.0, -400.0)));
        assert_eq!(Camera::FIT.panned(Point::new(50.0, 0.0), STAGE), Camera::FIT);
    }

    #[test]
    fn what_is_to_be_shown_comes_just_inside() {
        let near = Camera::FIT.zoomed(4.0, Point::new(0.0, 0.0), STAGE);
        let margin = Size::new(100.0, 50.0);
        let there = Point::new(1_500.0, 120.0);
        let shown = near.revealing(there, margin, STAGE);
        assert!(close(there + shown.offset(STAGE), Point::new(700.0, 120.0)));
        assert_eq!(shown.revealing(there, margin, STAGE), shown, "what is seen stays");
    }
}
