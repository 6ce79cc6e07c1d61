//! Small parts that every region of the page uses.

mod clock_face;
mod clock_step;
mod dial;
mod dialog;
mod disclosure;
mod entity_links;
mod event_line;
mod leader_mark;
mod number;
mod offset;
mod segmented;
mod show_more;
mod text_width;
mod value;

pub use clock_face::{ClockFace, ClockNumber};
pub use clock_step::Jumps;
pub use dialog::Dialog;
pub use disclosure::disclosure;
pub use entity_links::{ClientLink, DotLink, KeyLink, LeaderLink};
pub use event_line::event_line;
pub use crate::icon::{Icon, icon, solid_icon};
pub use leader_mark::{Colours, Face, Tag, colours_of, context_tags, letter};
pub use number::{NumberField, OptionalNumber, Range, Switch};
pub use segmented::{Choices, Segmented, SelectOne, menu};
pub use show_more::use_more;
pub use text_width::breadth;
pub use value::{Chip, shown, value_chips};
