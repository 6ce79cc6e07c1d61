//! Any sequence of commands runs, the same way each time, and survives its link.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(scenario) = fuzz::any_scenario(bytes) else {
        return Corpus::Reject;
    };
    fuzz::check_scenario(&scenario);
    Corpus::Keep
});
