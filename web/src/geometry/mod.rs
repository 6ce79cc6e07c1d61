//! Pure geometry for the stage and the diagrams, independent of the browser and the simulation, tested natively.
//! Geometry that pictures share is in the crate `figure`.

#![allow(dead_code, reason = "geometry is complete in itself; not every part is on the page yet")]

pub mod blitter;
pub mod camera;
pub mod dial;
pub mod directional_nav;
pub mod gestures;
pub mod point_in_polygon;
pub mod roving_nav;
pub mod version_graph_layout;
pub mod window;

pub use figure::geometry::{clamped, curve, lanes, number, point, projection, timescale};
