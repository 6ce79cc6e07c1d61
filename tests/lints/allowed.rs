//! Exceptions from the rules about forbidden tokens, each with its reason.

/// A file, the token that it may use, and why.
struct Allowance {
    file: &'static str,
    word: &'static str,
    reason: &'static str,
}

const ALLOWANCES: &[Allowance] = &[
    Allowance {
        file: "crates/replication/src/geography.rs",
        word: "f64",
        reason: "a distance needs trigonometry; it goes through libm, the same in every build, and is rounded at once",
    },
    Allowance {
        file: "crates/replication/src/time.rs",
        word: "f64",
        reason: "a scenario's file may say milliseconds with decimals; they become whole microseconds when read",
    },
    Allowance {
        file: "crates/replication/src/workload/chance.rs",
        word: "f64",
        reason: "exponential gaps need a logarithm and Zipf's law a power; they go through libm and are rounded at once",
    },
    Allowance {
        file: "crates/replication/src/workload/hundredths.rs",
        word: "f64",
        reason: "a scenario's file may say a rate with decimals; it becomes whole hundredths when read",
    },
    Allowance {
        file: "crates/player/src/cities.rs",
        word: "f64",
        reason: "a city's place is written in degrees and handed to the core, which rounds it",
    },
];

/// Removes the violations that are allowed, and reports each exception that is no longer needed.
pub fn remove(mut faults: Vec<String>) -> Vec<String> {
    let mut stale = Vec::new();
    for allowance in ALLOWANCES {
        let before = faults.len();
        faults.retain(|fault| !allowance.covers(fault));
        if faults.len() == before {
            let Allowance { file, word, reason } = allowance;
            stale.push(format!("{file}: may say `{word}` ({reason}), but does not; take it off the list"));
        }
    }
    faults.extend(stale);
    faults
}

impl Allowance {
    fn covers(&self, fault: &str) -> bool {
        fault.starts_with(&format!("{}:", self.file)) && fault.contains(&format!("`{}`", self.word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exception_covers_only_its_token_in_its_file() {
        let allowed = "crates/replication/src/geography.rs:19: `f64`: no floats".to_owned();
        let other_word = "crates/replication/src/geography.rs:20: `HashMap`: no order".to_owned();
        let other_file = "crates/replication/src/store.rs:19: `f64`: no floats".to_owned();
        let left = remove(vec![allowed.clone(), other_word.clone(), other_file.clone()]);
        assert!(left.contains(&other_word) && left.contains(&other_file) && !left.contains(&allowed));
    }

    #[test]
    fn unused_exception_is_reported() {
        assert_eq!(remove(Vec::new()).len(), ALLOWANCES.len());
    }
}
