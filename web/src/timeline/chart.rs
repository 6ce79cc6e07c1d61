//! The chart: maps lanes and times to positions in the diagram.

use player::Micros;

use crate::geometry::lanes::Lanes;
use crate::geometry::timescale::TimeScale;

/// Maps lanes and times to positions in the diagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chart {
    /// The vertical layout of the lanes.
    pub lanes: Lanes,
    /// The horizontal time scale.
    pub time: TimeScale,
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

    /// The x position of a time, in pixels.
    pub fn x(&self, at: Micros) -> f64 {
        self.time.x(at.0)
    }
}
