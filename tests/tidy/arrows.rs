//! Which crate of the workspace may depend on which others.

use std::process::Command;

use serde_json::Value;

use crate::sources::root;

/// A crate, and what it may depend on within the workspace.
const ARROWS: &[(&str, &[&str])] = &[
    ("replication", &[]),
    ("merge-script", &["replication"]),
    ("scenario", &["replication"]),
    ("player", &["replication", "scenario"]),
    ("cli", &["merge-script", "player", "replication", "scenario"]),
    // What the page fetches only when a run needs it, so that `web` does not bring it along.
    ("merge-module", &["merge-script", "replication"]),
    ("web", &["player", "replication", "scenario"]),
    ("xtask", &["explain"]),
];

/// The only one that may depend on whatever it wants to try.
const FREE: &str = "tests";

/// A crate as cargo sees it: its name, and its dependencies of every kind.
pub type Package = (String, Vec<String>);

/// The workspace's crates, in cargo's own words.
pub fn workspace() -> Vec<Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo is there");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata speaks JSON");
    let packages = metadata["packages"].as_array().expect("cargo metadata lists packages");
    packages.iter().map(|package| (name(package), dependencies(package))).collect()
}

fn name(of: &Value) -> String {
    of["name"].as_str().unwrap_or_default().to_owned()
}

fn dependencies(of: &Value) -> Vec<String> {
    of["dependencies"].as_array().into_iter().flatten().map(name).collect()
}

/// Each dependency within the workspace that no arrow allows, and each crate without arrows.
pub fn faults(packages: &[Package]) -> Vec<String> {
    let within = |name: &String| packages.iter().any(|(package, _)| package == name);
    let mut faults = Vec::new();
    for (package, dependencies) in packages.iter().filter(|(package, _)| package != FREE) {
        let Some((_, allowed)) = ARROWS.iter().find(|(from, _)| from == package) else {
            faults.push(format!("{package}: tests/tidy/arrows.rs does not say what it may depend on"));
            continue;
        };
        for dependency in dependencies.iter().filter(|name| within(name) && !allowed.contains(&name.as_str()))
        {
            faults.push(format!("{package}: may not depend on {dependency}"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planted(packages: &[(&str, &[&str])]) -> Vec<String> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let packages: Vec<Package> =
            packages.iter().map(|(name, on)| ((*name).to_owned(), owned(on))).collect();
        faults(&packages)
    }

    #[test]
    fn an_arrow_downwards_is_caught() {
        let faults = planted(&[("replication", &["serde", "scenario"]), ("scenario", &["replication"])]);
        assert_eq!(faults, ["replication: may not depend on scenario"]);
    }

    #[test]
    fn a_crate_without_arrows_is_caught() {
        assert_eq!(planted(&[("newcomer", &[])]).len(), 1);
    }

    #[test]
    fn arrows_upwards_and_tests_are_let_be() {
        assert!(
            planted(&[("replication", &[]), ("scenario", &["replication"]), ("tests", &["scenario"])])
                .is_empty()
        );
    }
}
