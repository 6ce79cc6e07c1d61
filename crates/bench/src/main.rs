//! `bench-core`: measures every workload natively and prints the table.

use std::time::Instant;

use bench::{all_workloads, measure, run_lengths, table};

fn main() {
    merge_script::install();
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64();
    let workloads = all_workloads().into_iter().chain(run_lengths());
    let rows: Vec<_> = workloads.map(|workload| measure(&workload, &clock)).collect();
    print!("{}", table(&rows));
}
