//! Small parts that every region of the page uses.

mod breadth;
mod clock_face;
mod dial;
mod dialog;
mod fold;
mod icon;
mod jumps;
mod leader_mark;
mod links;
mod more;
mod number;
mod offset;
mod segmented;
mod told_line;
mod value;

pub use breadth::breadth;
pub use clock_face::{ClockFace, ClockNumber};
pub use dialog::Dialog;
pub use fold::fold;
pub use icon::{Icon, icon, solid_icon};
pub use jumps::Jumps;
pub use leader_mark::{Colours, Face, Tag, colours_of, context_tags, letter};
pub use links::{ClientLink, DotLink, KeyLink, LeaderLink};
pub use more::use_more;
pub use number::{NumberField, OptionalNumber, Range, Switch};
pub use segmented::{Choices, Segmented, SelectOne, menu};
pub use told_line::told_line;
pub use value::{Chip, shown, value_chips};
