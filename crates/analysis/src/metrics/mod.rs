//! Metrics: figures of a run, and how they are distributed over many seeds (SEMANTICS C5, C6).
//!
//! A metric is one line in the registry: its name, its unit, and the function that measures it in a run.

mod distribution;
mod divergence_series;
mod metric;
mod registry;
mod run_facts;
mod sweep;
mod traffic;

pub use distribution::{Distribution, NoFigures};
pub use divergence_series::DivergenceSeries;
pub use metric::{Metric, MetricUnit};
pub use registry::{METRICS, find_metric};
pub use run_facts::RunFacts;
pub use sweep::{Setting, Sweep, settings_of};
pub use traffic::Traffic;
