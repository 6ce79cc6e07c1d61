//! Checks that a scenario is valid beyond its JSON form: references resolve and limits hold.

use std::collections::BTreeSet;

use replication::limits::{MAX_CLIENTS, MAX_COMMANDS, MAX_LEADERS, MAX_REDRAWS, MAX_TEXT_BYTES, MAX_TIME_MS};
use replication::{
    ClientId, Command, DeliveryOverride, ExpandedWorkload, LeaderId, MessageOverride, Micros, Workload,
};

use crate::check_error::{CheckError, check_leader, fail};
use crate::invariants::Invariant;
use crate::invariants::limits::MAX_INVARIANTS;
use crate::scenario::Scenario;

/// Checks a scenario, and reports the first error.
pub(crate) fn check(scenario: &Scenario) -> Result<(), CheckError> {
    check_texts(scenario)?;
    check_numbers(scenario)?;
    let leaders = check_leaders(scenario)?;
    let mut clients = check_clients(scenario, &leaders)?;
    clients.extend(check_workload(scenario, &leaders)?);
    for leader in scenario.topology.rules().referenced_leaders() {
        check_leader("topology".into(), leader, &leaders)?;
    }
    for leader in scenario.policy.as_policy().referenced_leaders() {
        check_leader("policy".into(), leader, &leaders)?;
    }
    for (index, timed) in scenario.commands.iter().enumerate() {
        check_command(&format!("commands[{index}]"), &timed.command, &leaders, &clients)?;
    }
    for (index, text) in scenario.invariants.iter().enumerate() {
        check_invariant(&format!("invariants[{index}]"), text)?;
    }
    Ok(())
}

fn check_invariant(path: &str, text: &str) -> Result<(), CheckError> {
    if text.chars().any(char::is_control) {
        return fail(path, "this text contains a control character");
    }
    match text.parse::<Invariant>() {
        Ok(_) => Ok(()),
        Err(error) => fail(path, format!("this invariant cannot be read {error}")),
    }
}

fn check_texts(scenario: &Scenario) -> Result<(), CheckError> {
    check_text("title", &scenario.title)?;
    // The description is the only text that may contain newlines.
    check_text("about", &scenario.about.replace('\n', " "))?;
    for (index, spec) in scenario.leaders.iter().enumerate() {
        check_text(&format!("leaders[{index}].name"), spec.name.as_deref().unwrap_or_default())?;
    }
    for (index, spec) in scenario.clients.iter().enumerate() {
        check_text(&format!("clients[{index}].name"), spec.name.as_deref().unwrap_or_default())?;
    }
    for (index, timed) in scenario.commands.iter().enumerate() {
        if let Command::Join(newcomer) = &timed.command {
            check_text(
                &format!("commands[{index}].join.name"),
                newcomer.spec().name.as_deref().unwrap_or_default(),
            )?;
        }
    }
    Ok(())
}

/// Texts are also printed to terminals, where control characters can do harm.
fn check_text(path: &str, text: &str) -> Result<(), CheckError> {
    if text.len() > MAX_TEXT_BYTES {
        return fail(path, format!("this text is too long: {MAX_TEXT_BYTES} bytes at most"));
    }
    if text.chars().any(char::is_control) {
        return fail(path, "this text contains a control character");
    }
    Ok(())
}

fn check_numbers(scenario: &Scenario) -> Result<(), CheckError> {
    if scenario.leaders.is_empty() {
        return fail("leaders", "a run needs at least one leader");
    }
    let lists = [
        ("leaders", scenario.leaders.len(), MAX_LEADERS),
        ("clients", scenario.clients.len(), MAX_CLIENTS),
        ("commands", scenario.commands.len(), MAX_COMMANDS),
        ("redraws", scenario.redraws.len(), MAX_REDRAWS),
        ("invariants", scenario.invariants.len(), MAX_INVARIANTS),
    ];
    for (name, count, most) in lists {
        if count > most {
            return fail(name, format!("too many {name}: {count}, at most {most}"));
        }
    }
    Ok(())
}

/// Checks the leaders, and returns all that exist at any time.
fn check_leaders(scenario: &Scenario) -> Result<BTreeSet<LeaderId>, CheckError> {
    let mut leaders = BTreeSet::new();
    for (index, spec) in scenario.leaders.iter().enumerate() {
        if !leaders.insert(spec.id) {
            fail(format!("leaders[{index}].id"), format!("duplicate leader ID “{}”", spec.id))?;
        }
    }
    for timed in &scenario.commands {
        if let Command::Join(newcomer) = &timed.command {
            leaders.insert(newcomer.id);
        }
    }
    Ok(leaders)
}

fn check_clients(
    scenario: &Scenario,
    leaders: &BTreeSet<LeaderId>,
) -> Result<BTreeSet<ClientId>, CheckError> {
    let mut clients = BTreeSet::new();
    for (index, spec) in scenario.clients.iter().enumerate() {
        if !clients.insert(spec.id) {
            fail(format!("clients[{index}].id"), format!("duplicate client ID “{}”", spec.id))?;
        }
        check_leader(format!("clients[{index}].at"), spec.at, leaders)?;
    }
    Ok(clients)
}

/// Checks the workload, and returns its clients.
fn check_workload(scenario: &Scenario, leaders: &BTreeSet<LeaderId>) -> Result<Vec<ClientId>, CheckError> {
    let Some(workload) = &scenario.workload else {
        return Ok(Vec::new());
    };
    check_placement(workload, leaders)?;
    if workload.until < workload.from {
        fail("workload.until_ms", "the workload ends before it starts")?;
    }
    let clients = scenario.clients.len() + workload.clients as usize;
    if clients > MAX_CLIENTS {
        let message = format!(
            "too many clients: {clients} with the {} of the workload, at most {MAX_CLIENTS}",
            workload.clients
        );
        fail("workload.clients", message)?;
    }
    // Reject hopelessly large workloads before expanding them.
    let expected = workload.expected_commands();
    if expected > MAX_COMMANDS as u64 {
        let message =
            format!("the workload generates about {expected} commands; at most {MAX_COMMANDS} are allowed");
        fail("workload", message)?;
    }
    let ExpandedWorkload { clients, commands } = scenario.expand_workload();
    let total = scenario.commands.len() + commands.len();
    if total > MAX_COMMANDS {
        let message = format!(
            "too many commands: {total} with the {} of the workload, at most {MAX_COMMANDS}",
            commands.len()
        );
        fail("workload", message)?;
    }
    Ok(clients.iter().map(|spec| spec.id).collect())
}

fn check_placement(workload: &Workload, leaders: &BTreeSet<LeaderId>) -> Result<(), CheckError> {
    for leader in workload.at.keys() {
        check_leader(format!("workload.at.{leader}"), *leader, leaders)?;
    }
    match !workload.at.is_empty() && workload.at.values().all(|weight| *weight == 0) {
        true => fail("workload.at", "all weights are 0: at least one must be greater than 0"),
        false => Ok(()),
    }
}

fn check_command(
    path: &str,
    command: &Command,
    leaders: &BTreeSet<LeaderId>,
    clients: &BTreeSet<ClientId>,
) -> Result<(), CheckError> {
    for leader in command.leaders() {
        check_leader(path.into(), leader, leaders)?;
    }
    if let Command::Partition { groups } = command {
        check_groups(path, groups)?;
    }
    if let Command::OverrideMessage(MessageOverride { delivery: DeliveryOverride::ArriveAt(at), .. }) =
        command
    {
        check_instant(format!("{path}.message.then.arrives_ms"), *at)?;
    }
    match command.client().filter(|client| !clients.contains(client)) {
        Some(client) => fail(path, format!("there is no client “{client}”")),
        None => Ok(()),
    }
}

/// A leader belongs to at most one group of a partition.
fn check_groups(path: &str, groups: &[Vec<LeaderId>]) -> Result<(), CheckError> {
    let mut grouped = BTreeSet::new();
    match groups.iter().flatten().find(|leader| !grouped.insert(**leader)) {
        Some(leader) => fail(format!("{path}.partition.groups"), format!("“{leader}” is in two groups")),
        None => Ok(()),
    }
}

/// Deserialization already rejects instants out of bounds; scenarios built in code are checked here.
fn check_instant(path: String, at: Micros) -> Result<(), CheckError> {
    match at <= Micros::from_ms(MAX_TIME_MS) {
        true => Ok(()),
        false => fail(path, format!("{at} is out of range: {MAX_TIME_MS} ms at most")),
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::Scenario;
    use crate::{Permalink, default_scenario};

    fn with_invariants(invariants: &[&str]) -> Scenario {
        let invariants = invariants.iter().map(|text| (*text).to_owned()).collect();
        Scenario { invariants, ..default_scenario() }
    }

    #[test]
    fn invariants_are_part_of_the_file_and_the_link_and_change_nothing_of_the_run() {
        let scenario = with_invariants(&[r#"count("cart") <= 5"#, r#"unique("user:*".name)"#]);
        assert_eq!(scenario.check(), Ok(()));
        assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(&scenario));
        let link = Permalink::of(scenario.clone());
        assert_eq!(Permalink::decode(&link.encode()), Ok(link));
        assert_eq!(scenario.run().fingerprint(), default_scenario().run().fingerprint());
        assert_eq!(scenario.stated_invariants()[1].text(), r#"unique("user:*".name)"#);
        assert!(!default_scenario().to_json().contains("invariants"));
    }

    #[test]
    fn invariant_that_cannot_be_read_is_refused_with_its_place() {
        let refused = |invariant: &str| {
            let json = with_invariants(&["1 = 1", invariant]).to_json();
            Scenario::from_json(&json).unwrap_err().to_string()
        };
        let sentence = refused("value(cart) = 1");
        assert!(
            sentence.starts_with("this invariant cannot be read at character 7: expected a key in quotes"),
            "{sentence}"
        );
        assert!(sentence.ends_with(", at invariants[1])"), "{sentence}");
        assert!(refused("1 = 1\u{1b}").contains("control character"));
        assert!(refused(&format!("1 = {}", "1 + ".repeat(200))).contains("at most 500 bytes"));
        let many = with_invariants(&["1 = 1"; 17]);
        assert!(many.check().unwrap_err().to_string().contains("too many invariants: 17, at most 16"));
    }
}
