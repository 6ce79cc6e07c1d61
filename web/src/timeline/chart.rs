//! Where lanes and instants are in the diagram.

use replication::Micros;

use crate::scene::lanes::Lanes;
use crate::scene::timescale::TimeScale;

/// Where lanes and instants are in the diagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chart {
    /// The lanes.
    pub lanes: Lanes,
    /// The instants.
    pub time: TimeScale,
}

impl Chart {
    /// Lanes of all leaders, with `below` lanes of clients, in a diagram of this width; and the instants of the window.
    pub fn new(lanes: Lanes, below: usize, (from, to): (Micros, Micros)) -> Self {
        let lanes = lanes.with_below(below);
        let (left_px, right_px) = (lanes.left(), lanes.right());
        Self { lanes, time: TimeScale { from_us: from.0, to_us: to.0, left_px, right_px } }
    }

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
