//! Comparison: two branches side by side on one clock, the run under every policy, and metrics over many seeds.

mod measure;
mod policies;
mod side;
mod split_view;

pub use measure::MeasureDialog;
pub use policies::PoliciesDialog;
pub use split_view::SplitView;
