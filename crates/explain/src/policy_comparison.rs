//! Text in the cells of the policy comparison.

use std::collections::BTreeSet;

use analysis::Duplicate;
use replication::{LeaderId, Value, World};

use crate::names::{Names, list_of};
use crate::value::{describe_reading, shown_value, write_label};

/// `“milk” in cart, as siblings`.
#[must_use]
pub fn describe_duplicate(world: &World, duplicate: &Duplicate) -> String {
    match duplicate {
        Duplicate::AppliedAgain(write) => format!("{}, applied again", write_label(world, write)),
        Duplicate::EqualSiblings(key, value) => format!("“{}” in {key}, as siblings", shown_value(value)),
        Duplicate::RepeatedItem(key, item) => format!("“{}” in {key}", shown_value(item)),
    }
}

/// What the leaders read for one key: `“milk”` if they agree, else `Frankfurt: “milk”; Tokyo: “eggs”`.
#[must_use]
pub fn describe_readings(world: &World, readings: &[(LeaderId, Vec<Option<Value>>)]) -> String {
    let texts: Vec<String> = readings.iter().map(|(_, values)| describe_values(values)).collect();
    let distinct: BTreeSet<&String> = texts.iter().collect();
    match (distinct.len(), texts.first()) {
        (_, None) => "nothing".into(),
        (1, Some(text)) => text.clone(),
        (_, Some(_)) => {
            let names = readings.iter().map(|(id, _)| Names::from(world).leader(*id));
            names.zip(&texts).map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join("; ")
        }
    }
}

fn describe_values(values: &[Option<Value>]) -> String {
    match values {
        // Only tombstones: the key reads as absent.
        deleted if deleted.iter().all(Option::is_none) => "nothing".into(),
        several => list_of(&several.iter().map(|value| describe_reading(value.as_ref())).collect::<Vec<_>>()),
    }
}
