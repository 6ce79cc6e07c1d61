//! What has named fields stands in braces. The reader would take a list of the fields in their order as well,
//! and that would be a second form of the file, which no field could ever be added to.

use serde_json::Value;

use crate::fault::Fault;

/// The first place where a list stands for named fields.
pub(crate) fn check_braces(scenario: &Value) -> Result<(), Fault> {
    braces(scenario, "")?;
    for list in ["leaders", "clients"] {
        for (path, item) in items(scenario, list) {
            braces(item, &path)?;
            field(item, "clock", &path)?;
        }
    }
    field(scenario, "links", "")?;
    field(scenario, "replication", "")?;
    field(scenario, "workload", "")?;
    options(scenario.get("topology"), "topology")?;
    options(scenario.get("policy"), "policy")?;
    items(scenario, "commands").try_for_each(|(path, item)| command(item, &path))
}

fn command(item: &Value, path: &str) -> Result<(), Fault> {
    for (name, body) in item.as_object().into_iter().flatten().filter(|(name, _)| *name != "at_ms") {
        let path = format!("{path}.{name}");
        braces(body, &path)?;
        match name.as_str() {
            "topology" | "policy" => options(Some(body), &path)?,
            "join" => field(body, "clock", &path)?,
            _ => {}
        }
    }
    Ok(())
}

fn items<'a>(scenario: &'a Value, list: &'static str) -> impl Iterator<Item = (String, &'a Value)> {
    let items = scenario.get(list).and_then(Value::as_array).into_iter().flatten();
    items.enumerate().map(move |(index, item)| (format!("{list}[{index}]"), item))
}

/// The options of a choice: `{"star": {…}}`.
fn options(choice: Option<&Value>, path: &str) -> Result<(), Fault> {
    let chosen = choice.and_then(Value::as_object).into_iter().flatten();
    chosen.into_iter().try_for_each(|(name, inner)| {
        let path = format!("{path}.{name}");
        braces(inner, &path)?;
        // A choice may hold a choice: what avoidance does otherwise, what merging merges with, a CRDT's type.
        ["otherwise", "with", "type"]
            .iter()
            .try_for_each(|name| options(inner.get(name), &format!("{path}.{name}")))
    })
}

fn field(of: &Value, name: &str, path: &str) -> Result<(), Fault> {
    let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
    of.get(name).map_or(Ok(()), |value| braces(value, &path))
}

fn braces(value: &Value, path: &str) -> Result<(), Fault> {
    match value.is_array() {
        true => {
            Err(Fault { path: path.into(), message: "expected named fields in braces, not a list".into() })
        }
        false => Ok(()),
    }
}
