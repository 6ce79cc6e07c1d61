//! Comparison: two branches side by side on one clock, the run under every policy, metrics over many seeds,
//! and when an outcome is certain.

mod both_runs;
mod certainty;
mod latency;
mod measure;
mod outcome_dialog;
mod policies;
mod side;
mod sliced_job;
mod split_view;

pub use both_runs::SIDE_BY_SIDE;
pub use certainty::CertaintyDialog;
pub use measure::MeasureDialog;
pub use policies::PoliciesDialog;
pub use split_view::SplitView;
