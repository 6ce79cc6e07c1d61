//! Measures every workload in WebAssembly and prints the table; run by `cargo xtask bench core`.
#![cfg(target_arch = "wasm32")]

use bench::{all_workloads, measure, table};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[wasm_bindgen_test]
fn prints_the_table() {
    merge_script::install();
    let clock = || js_sys::Date::now() / 1_000.0;
    let rows: Vec<_> = all_workloads().iter().map(|workload| measure(workload, &clock)).collect();
    assert!(rows.iter().all(|row| row.deliveries > 0));
    console_log!("{}", table(&rows));
}
