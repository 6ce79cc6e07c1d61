//! Every folder in `golden/` is a test: its scenario has its fingerprint, natively and in WebAssembly.
//!
//! Both builds run the same function on the same files, so both are held to one number.

/// The fingerprint that this build computes for a scenario.
fn fingerprint_of(scenario: &str) -> Result<String, scenario::ScenarioError> {
    Ok(scenario::Scenario::from_json(scenario)?.run().fingerprint().to_string())
}

/// Panics, saying both fingerprints, unless the scenario has the one that was kept.
fn check(name: &str, scenario: &str, kept: &str) {
    let now =
        fingerprint_of(scenario).unwrap_or_else(|reason| panic!("golden/{name}/scenario.json: {reason}"));
    let kept = kept.trim();
    assert!(
        now == kept,
        "golden/{name}: the fingerprint is now {now}, but fingerprint.txt keeps `{kept}`; \
         links made before this change would replay to another run"
    );
}

/// One case, as the build script lists it.
macro_rules! golden_case {
    ($name:ident, $scenario:expr, $fingerprint:expr) => {
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
        fn $name() {
            check(stringify!($name), $scenario, $fingerprint);
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/golden_cases.rs"));

/// Without this, a list that had become empty would pass.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn there_are_golden_cases() {
    let listed = include_str!(concat!(env!("OUT_DIR"), "/golden_cases.rs"));
    assert!(listed.contains("golden_case!"), "tests/golden has no folder with a scenario.json");
}
