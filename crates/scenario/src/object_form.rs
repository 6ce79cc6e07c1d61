//! Rejects arrays in place of objects: serde also accepts the fields of a struct as a list, which would be a second
//! file format that no field could ever be added to.

use replication::{OptionKind, Policy, Topology, VariantInfo};
use serde_json::Value;

use crate::check_error::CheckError;

/// Reports the first list in place of an object.
pub(crate) fn check_object_form(scenario: &Value) -> Result<(), CheckError> {
    check_object(scenario, "")?;
    for list in ["leaders", "clients"] {
        for (path, item) in items(scenario, list) {
            check_object(item, &path)?;
            check_field(item, "clock", &path)?;
        }
    }
    check_field(scenario, "links", "")?;
    check_field(scenario, "replication", "")?;
    check_field(scenario, "workload", "")?;
    check_variant(scenario.get("topology"), Topology::VARIANTS, "topology")?;
    check_variant(scenario.get("policy"), Policy::VARIANTS, "policy")?;
    items(scenario, "commands").try_for_each(|(path, item)| check_command(item, &path))
}

fn check_command(item: &Value, path: &str) -> Result<(), CheckError> {
    for (name, body) in item.as_object().into_iter().flatten().filter(|(name, _)| *name != "at_ms") {
        let path = format!("{path}.{name}");
        check_object(body, &path)?;
        match name.as_str() {
            "topology" => check_variant(Some(body), Topology::VARIANTS, &path)?,
            "policy" => check_variant(Some(body), Policy::VARIANTS, &path)?,
            "join" => check_field(body, "clock", &path)?,
            _ => {}
        }
    }
    Ok(())
}

fn items<'a>(scenario: &'a Value, list: &'static str) -> impl Iterator<Item = (String, &'a Value)> {
    let items = scenario.get(list).and_then(Value::as_array).into_iter().flatten();
    items.enumerate().map(move |(index, item)| (format!("{list}[{index}]"), item))
}

/// Checks a registry variant with options, `{"star": {…}}`, and nested variants.
fn check_variant(value: Option<&Value>, variants: &[VariantInfo], path: &str) -> Result<(), CheckError> {
    for (id, fields) in value.and_then(Value::as_object).into_iter().flatten() {
        let path = format!("{path}.{id}");
        check_object(fields, &path)?;
        let variant = variants.iter().find(|variant| variant.id == id);
        for option in variant.into_iter().flat_map(|variant| variant.options) {
            if let OptionKind::Variant { variants, .. } = option.kind {
                let path = format!("{path}.{}", option.id);
                check_variant(fields.get(option.id), &variants(), &path)?;
            }
        }
    }
    Ok(())
}

fn check_field(object: &Value, name: &str, path: &str) -> Result<(), CheckError> {
    let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
    object.get(name).map_or(Ok(()), |value| check_object(value, &path))
}

fn check_object(value: &Value, path: &str) -> Result<(), CheckError> {
    match value.is_array() {
        true => Err(CheckError { path: path.into(), message: "expected an object, found a list".into() }),
        false => Ok(()),
    }
}
