//! The benchmark of the core: what simulating and recording cost, compared with the bare event queue in one process.
//!
//! Times on a shared machine vary; the ratios within one run vary less. So every row states its cost as a multiple of
//! what the bare queue costs per message, measured right beside it.

mod bare_queue;
mod measure;
mod table;
mod workloads;

pub use measure::{Clock, Row, measure};
pub use table::table;
pub use workloads::{Workload, all_workloads, run_lengths};
