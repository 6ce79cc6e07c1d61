//! Comparison: two branches side by side on one clock, and the run under every policy.

mod policies;
mod side;
mod split_view;

pub use policies::PoliciesDialog;
pub use split_view::SplitView;
