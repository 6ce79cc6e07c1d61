//! Which crate of the workspace may depend on which others.

use std::process::Command;

use serde_json::Value;

use crate::sources::root;

/// The crates, each before all that may depend on it.
const ORDER: &[&str] = &[
    "deferred",
    "persistent",
    "replication",
    "scenario",
    "merge-script",
    "timeline",
    "bench",
    "analysis",
    "explain",
    "figure",
    "lessons",
    "scorm",
    "player",
    "merge-script-wasm",
    "bindings",
    "cli",
    "erased-yew",
    "web",
    "xtask",
    "tests",
];

/// Dependencies that are forbidden although the order allows them, and why.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    ("merge-script", &["scenario"], "merge code is about values, not about runs"),
    (
        "timeline analysis explain figure lessons player web",
        &["merge-script"],
        "the script engine is large; the page fetches it when a run needs it",
    ),
    (
        "merge-script-wasm",
        &["scenario", "timeline", "analysis", "explain", "figure", "lessons", "player"],
        "the module is fetched separately and holds only the script engine",
    ),
    ("analysis explain figure lessons player cli web", &["bench"], "no product depends on its benchmark"),
    ("cli web", &["merge-script-wasm", "bindings", "cli"], "user interfaces are independent of each other"),
    (
        "xtask",
        &[
            "replication",
            "scenario",
            "merge-script",
            "timeline",
            "bench",
            "analysis",
            "explain",
            "figure",
            "lessons",
            "player",
            "merge-script-wasm",
            "bindings",
            "cli",
            "web",
        ],
        "xtask must run even if the product does not compile",
    ),
];

/// What the tests of any crate may use: runs with merge code are examples of what is explained.
const FOR_TESTS: &[&str] = &["merge-script"];

/// A crate: its name, and its dependencies of every kind, without what its tests alone may use.
pub type Package = (String, Vec<String>);

/// The workspace's crates according to `cargo metadata`.
pub fn workspace() -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("cargo metadata lists packages");
    packages.iter().map(|package| (name(package), dependencies(package))).collect()
}

fn name(of: &Value) -> String {
    of["name"].as_str().unwrap_or_default().to_owned()
}

fn dependencies(of: &Value) -> Vec<String> {
    let all = of["dependencies"].as_array().into_iter().flatten();
    let counts = |it: &&Value| it["kind"] != "dev" || !FOR_TESTS.contains(&name(it).as_str());
    all.filter(counts).map(name).collect()
}

/// Each forbidden dependency within the workspace, and each crate missing from the order.
pub fn violations(packages: &[Package]) -> Vec<String> {
    let within = |name: &&String| packages.iter().any(|(package, _)| package == *name);
    let place = |name: &str| ORDER.iter().position(|ordered| *ordered == name);
    let mut violations = Vec::new();
    for (package, dependencies) in packages {
        let Some(own) = place(package) else {
            violations.push(format!("{package}: is missing from ORDER in tests/lints/architecture.rs"));
            continue;
        };
        for dependency in dependencies.iter().filter(within) {
            if place(dependency).is_some_and(|place| place >= own) {
                violations
                    .push(format!("{package}: may not depend on {dependency}, which comes later in ORDER"));
            }
            let is_forbidden = |(from, to, _): &&(&str, &[&str], &str)| {
                from.split(' ').any(|name| name == package) && to.contains(&dependency.as_str())
            };
            if let Some((_, _, reason)) = FORBIDDEN.iter().find(is_forbidden) {
                violations.push(format!("{package}: may not depend on {dependency}: {reason}"));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planted(packages: &[(&str, &[&str])]) -> Vec<String> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let packages: Vec<Package> =
            packages.iter().map(|(name, on)| ((*name).to_owned(), owned(on))).collect();
        violations(&packages)
    }

    #[test]
    fn dependency_on_a_later_crate_is_reported() {
        let violations = planted(&[("replication", &["serde", "scenario"]), ("scenario", &["replication"])]);
        assert_eq!(violations, ["replication: may not depend on scenario, which comes later in ORDER"]);
    }

    #[test]
    fn crate_missing_from_the_order_is_reported() {
        assert_eq!(planted(&[("newcomer", &[])]).len(), 1);
    }

    #[test]
    fn dependency_on_an_earlier_crate_is_accepted() {
        assert!(
            planted(&[("replication", &[]), ("scenario", &["replication"]), ("tests", &["scenario"])])
                .is_empty()
        );
    }

    #[test]
    fn forbidden_dependency_is_reported() {
        assert_eq!(planted(&[("merge-script", &[]), ("web", &["merge-script"])]).len(), 1);
        assert_eq!(planted(&[("replication", &[]), ("xtask", &["replication"])]).len(), 1);
        assert!(planted(&[("merge-script", &[]), ("cli", &["merge-script"])]).is_empty());
    }
}
