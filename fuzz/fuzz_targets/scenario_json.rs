//! Any text is rejected with a short sentence, or is a scenario that runs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scenario::Scenario;

fuzz_target!(|text: &str| {
    match Scenario::from_json(text) {
        Ok(scenario) => fuzz::check_scenario(&scenario),
        Err(error) => fuzz::check_message(&error.to_string()),
    }
});
