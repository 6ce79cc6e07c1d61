//! Pure geometry, independent of the simulation: points, curves, lanes, time scales and the map projection. The page
//! draws by it too.

pub mod curve;
mod land;
pub mod lanes;
mod number;
pub mod overlap;
pub mod point;
pub mod projection;
pub mod timescale;

pub use land::{GRID, land_path};
pub use number::{clamped, number};
