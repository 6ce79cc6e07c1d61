//! Every folder in `golden/` is a test: its scenario has the kept fingerprint and link, natively and in
//! WebAssembly.
//!
//! Both builds run the same function on the same files, so both must give the same result.

use scenario::{Permalink, Scenario};

/// Panics with both fingerprints unless they are equal.
fn check_fingerprint(name: &str, scenario: &Scenario, kept: &str) {
    let now = scenario.run().fingerprint().to_string();
    let kept = kept.trim();
    assert!(
        now == kept,
        "golden/{name}: the fingerprint is now {now}, but fingerprint.txt keeps `{kept}`; \
         links made before this change would replay to another run"
    );
}

/// Panics unless the kept link opens the scenario and encodes to itself again.
fn check_link(name: &str, scenario: &Scenario, kept: &str) {
    let opened = Permalink::decode(kept).unwrap_or_else(|reason| panic!("golden/{name}/link.txt: {reason}"));
    assert!(opened.scenario == *scenario, "golden/{name}: link.txt opens to another scenario");
    let now = opened.encode();
    assert!(
        format!("#{now}") == kept.trim(),
        "golden/{name}: the link is now #{now}, and link.txt keeps {kept}"
    );
}

fn check(name: &str, scenario: &str, fingerprint: &str, link: &str) {
    merge_script::install();
    let scenario = Scenario::from_json(scenario)
        .unwrap_or_else(|reason| panic!("golden/{name}/scenario.json: {reason}"));
    check_fingerprint(name, &scenario, fingerprint);
    check_link(name, &scenario, link);
}

/// One test per case; the build script lists them.
macro_rules! golden_case {
    ($name:ident, $scenario:expr, $fingerprint:expr, $link:expr) => {
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
        fn $name() {
            check(stringify!($name), $scenario, $fingerprint, $link);
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/golden_cases.rs"));

/// Without this, an empty list would pass.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn there_are_golden_cases() {
    let listed = include_str!(concat!(env!("OUT_DIR"), "/golden_cases.rs"));
    assert!(listed.contains("golden_case!"), "tests/golden has no folder with a scenario.json");
}
