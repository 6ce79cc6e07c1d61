//! Comparison: two branches side by side on one clock, the run under every policy, metrics over many seeds,
//! and when an outcome is certain.

mod certainty;
mod measure;
mod policies;
mod side;
mod sliced_job;
mod split_view;

pub use certainty::CertaintyDialog;
pub use measure::MeasureDialog;
pub use policies::PoliciesDialog;
pub use split_view::SplitView;
