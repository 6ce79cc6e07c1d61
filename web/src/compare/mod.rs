//! Two runs side by side: branches on one clock, and the same commands under other policies.

mod policies;
mod side;
mod split_view;

pub use policies::PoliciesDialog;
pub use split_view::SplitView;
