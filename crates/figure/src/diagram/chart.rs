//! The chart: maps lanes and times to positions in the diagram.

use replication::Micros;

use crate::geometry::lanes::Lanes;
use crate::geometry::point::Point;
use crate::geometry::timescale::TimeScale;

/// Maps lanes and times to positions in the diagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chart {
    /// The vertical layout of the lanes.
    pub lanes: Lanes,
    /// The horizontal time scale.
    pub time: TimeScale,
    /// Nothing later is drawn; everything is if there is none.
    pub horizon: Option<Micros>,
}

impl Chart {
    /// The start of the visible time range.
    pub fn from(&self) -> Micros {
        Micros(self.time.from_us)
    }

    /// The end of the visible time range.
    pub fn to(&self) -> Micros {
        Micros(self.time.to_us)
    }

    /// The end of what is drawn: of the visible time range, or of what may be seen of it.
    pub fn drawn_to(&self) -> Micros {
        self.horizon.map_or(self.to(), |horizon| horizon.min(self.to()))
    }

    /// The x position of a time, in pixels.
    pub fn x(&self, at: Micros) -> f64 {
        self.time.x(at.0)
    }

    /// The ends of a line that leaves a lane at one time, and by another has covered a fraction of the way to a second
    /// lane.
    pub fn line(&self, lanes: (usize, usize), times: (Micros, Micros), fraction: f64) -> (Point, Point) {
        let (top, bottom) = (self.lanes.y(lanes.0), self.lanes.y(lanes.1));
        let from = Point::new(self.x(times.0), top);
        (from, Point::new(self.x(times.1), top + (bottom - top) * fraction))
    }
}
