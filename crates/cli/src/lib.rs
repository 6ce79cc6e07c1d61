//! The report on a run, as the `polyleader` command prints it in JSON.
//!
//! The command and the tests that replay a trace share it. It holds no rule of its own: facts come from `timeline` and
//! `analysis`, sentences from `explain`.

mod check_report;
mod laws_report;
mod report;
mod trace;

pub use check_report::{CheckReport, Details, VerdictReport, WitnessReport};
pub use laws_report::{ApartReport, CounterexampleReport, LawReport, LawsReport};
pub use report::{Counts, LeaderReport, LostReport, Report, VersionReport};
pub use trace::EventReport;
