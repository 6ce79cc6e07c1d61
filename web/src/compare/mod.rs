//! Two runs side by side: branches on one clock, and the same commands under other policies.

mod policies;
mod side;
mod sides;

pub use policies::PoliciesDialog;
pub use sides::Sides;
