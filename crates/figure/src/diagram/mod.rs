//! The space-time diagram: its elements and their positions, and the diagram as a picture.

mod changes;
mod chart;
mod client_content;
mod client_lines;
mod clients;
mod content;
mod density;
mod frame;
mod legend;
mod lines;
mod marks;
mod picture;
mod shapes;

pub use changes::{Change, ICON_RADIUS_PX, caption, captions_fit, changes_in, icon_path};
pub use chart::Chart;
pub use client_lines::{
    ClientLine, ClientLineKind, IGNORED_RADIUS_PX, NUMBER_RADIUS_PX, Timeout, client_lines, has_lines,
    timeout_outline, timeouts,
};
pub use clients::{CLIENT_ONLY_EVENTS, MAX_CLIENT_LANES, client_outline};
pub use density::{Density, is_dense};
pub(crate) use frame::leader_disc;
pub use lines::{LineKind, downtimes, line_of_message, line_of_transfer};
pub use marks::{Mark, MarkKind, TEXT_ABOVE_PX, marks_in, text_centre};
pub(crate) use picture::draw;
