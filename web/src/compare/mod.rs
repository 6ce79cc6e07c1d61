//! Comparison: two branches side by side on one clock, the run under every policy, and metrics over many seeds.

mod both_runs;
mod latency;
mod measure;
mod policies;
mod side;
mod split_view;

pub use both_runs::SIDE_BY_SIDE;
pub use measure::MeasureDialog;
pub use policies::PoliciesDialog;
pub use split_view::SplitView;
