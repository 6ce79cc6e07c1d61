//! Exceptions from the rules about forbidden tokens, each with its reason.

/// A file, the token that it may use, and why.
struct Exception {
    file: &'static str,
    token: &'static str,
    reason: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        file: "crates/replication/src/geography.rs",
        token: "f64",
        reason: "a distance needs trigonometry; it goes through libm, the same in every build, and is rounded at once",
    },
    Exception {
        file: "crates/replication/src/exponential.rs",
        token: "f64",
        reason: "an exponential distribution needs a logarithm; it goes through libm and is rounded at once",
    },
    Exception {
        file: "crates/replication/src/time.rs",
        token: "f64",
        reason: "a scenario's file may say milliseconds with decimals; they become whole microseconds when read",
    },
    Exception {
        file: "crates/replication/src/workload/distribution.rs",
        token: "f64",
        reason: "exponential gaps need a logarithm and Zipf's law a power; they go through libm and are rounded at once",
    },
    Exception {
        file: "crates/replication/src/workload/centi.rs",
        token: "f64",
        reason: "a scenario's file may say a rate with decimals; it becomes hundredths when read",
    },
    Exception {
        file: "crates/player/src/cities.rs",
        token: "f64",
        reason: "a city's place is written in degrees and handed to the core, which rounds it",
    },
];

/// Removes the violations that are allowed, and reports each exception that is no longer needed.
pub fn remove(mut violations: Vec<String>) -> Vec<String> {
    let mut stale = Vec::new();
    for exception in EXCEPTIONS {
        let before = violations.len();
        violations.retain(|violation| !exception.covers(violation));
        if violations.len() == before {
            let Exception { file, token, reason } = exception;
            stale.push(format!("{file}: no longer uses `{token}` ({reason}); remove the exception"));
        }
    }
    violations.extend(stale);
    violations
}

impl Exception {
    fn covers(&self, violation: &str) -> bool {
        violation.starts_with(&format!("{}:", self.file)) && violation.contains(&format!("`{}`", self.token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exception_covers_only_its_token_in_its_file() {
        let covered = "crates/replication/src/geography.rs:19: `f64`: no floats".to_owned();
        let other_word = "crates/replication/src/geography.rs:20: `HashMap`: no order".to_owned();
        let other_file = "crates/replication/src/store.rs:19: `f64`: no floats".to_owned();
        let left = remove(vec![covered.clone(), other_word.clone(), other_file.clone()]);
        assert!(left.contains(&other_word) && left.contains(&other_file) && !left.contains(&covered));
    }

    #[test]
    fn unused_exception_is_reported() {
        assert_eq!(remove(Vec::new()).len(), EXCEPTIONS.len());
    }
}
