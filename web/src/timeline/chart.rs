//! The chart: where lanes and instants are in the diagram.

use player::Micros;

use crate::geometry::lanes::Lanes;
use crate::geometry::timescale::TimeScale;

/// Where lanes and instants are in the diagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chart {
    /// The lanes.
    pub lanes: Lanes,
    /// The instants.
    pub time: TimeScale,
}

impl Chart {
    /// The first instant that is shown.
    pub fn from(&self) -> Micros {
        Micros(self.time.from_us)
    }

    /// The last instant that is shown.
    pub fn to(&self) -> Micros {
        Micros(self.time.to_us)
    }

    /// The x of an instant.
    pub fn x(&self, at: Micros) -> f64 {
        self.time.x(at.0)
    }
}
