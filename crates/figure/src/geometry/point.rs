//! Points, sizes and rectangles; x grows to the right, y downwards, as on a screen.

use std::ops::{Add, Mul, Sub};

/// A point or a vector, in CSS pixels or fractions of the stage, as the caller chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// The coordinate to the right.
    pub x: f64,
    /// The coordinate downwards.
    pub y: f64,
}

impl Point {
    /// The point at `x`, `y`.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The length of the vector.
    #[must_use]
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The distance to `other`.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (other - self).length()
    }

    /// The square of the distance to `other`: enough to compare distances, and faster.
    #[must_use]
    pub fn distance_squared(self, other: Self) -> f64 {
        let away = other - self;
        away.x * away.x + away.y * away.y
    }

    /// The unit vector in the same direction; the zero vector stays zero.
    #[must_use]
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { Self::default() }
    }

    /// The vector turned 90° counterclockwise on the screen.
    #[must_use]
    pub const fn left(self) -> Self {
        Self { x: self.y, y: -self.x }
    }

    /// The dot product.
    #[must_use]
    pub fn dot(self, other: Self) -> f64 {
        self.x.mul_add(other.x, self.y * other.y)
    }

    /// Linear interpolation: `self` at fraction 0, `other` at 1.
    #[must_use]
    pub fn lerp(self, other: Self, fraction: f64) -> Self {
        self + (other - self) * fraction
    }

    /// The mean of `points`; `None` if there are none.
    #[must_use]
    pub fn mean(points: &[Self]) -> Option<Self> {
        let sum = points.iter().fold(Self::default(), |sum, point| sum + *point);
        (!points.is_empty()).then(|| sum * (1.0 / points.len() as f64))
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// A width and a height, in the caller's unit of choice.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// The horizontal extent.
    pub width: f64,
    /// The vertical extent.
    pub height: f64,
}

impl Size {
    /// A size of `width` by `height`.
    #[must_use]
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

/// An axis-aligned rectangle, given by its centre and size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The centre.
    pub centre: Point,
    /// The width and height.
    pub size: Size,
}

impl Rect {
    /// The rectangle of `size` around `centre`.
    #[must_use]
    pub const fn new(centre: Point, size: Size) -> Self {
        Self { centre, size }
    }

    /// The rectangle enlarged by `margin` on each side.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        let size =
            Size::new(2.0_f64.mul_add(margin, self.size.width), 2.0_f64.mul_add(margin, self.size.height));
        Self { size, ..self }
    }

    /// Whether the two have a point inside both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let away = other.centre - self.centre;
        let touching = [self.size.width + other.size.width, self.size.height + other.size.height];
        away.x.abs() * 2.0 < touching[0] && away.y.abs() * 2.0 < touching[1]
    }

    /// Whether `point` is strictly inside.
    #[must_use]
    pub fn contains(self, point: Point) -> bool {
        let away = point - self.centre;
        away.x.abs() * 2.0 < self.size.width && away.y.abs() * 2.0 < self.size.height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_of_a_vector_to_the_right_is_up() {
        assert_eq!(Point::new(1.0, 0.0).left(), Point::new(0.0, -1.0));
    }

    #[test]
    fn the_zero_vector_has_no_direction() {
        assert_eq!(Point::default().unit(), Point::default());
        assert_eq!(Point::new(0.0, 5.0).unit(), Point::new(0.0, 1.0));
    }

    #[test]
    fn the_mean_of_no_points_is_none() {
        assert_eq!(Point::mean(&[]), None);
        assert_eq!(Point::mean(&[Point::new(0.0, 2.0), Point::new(4.0, 0.0)]), Some(Point::new(2.0, 1.0)));
    }

    #[test]
    fn a_rectangle_does_not_contain_its_border() {
        let card = Rect::new(Point::new(10.0, 10.0), Size::new(8.0, 4.0));
        assert!(card.contains(Point::new(13.9, 11.9)));
        assert!(!card.contains(Point::new(14.0, 10.0)));
        assert!(card.grown(1.0).contains(Point::new(14.5, 12.5)));
    }
}
