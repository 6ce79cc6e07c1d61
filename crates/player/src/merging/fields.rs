//! The fields of a map in a merge draft.

use std::collections::BTreeMap;

use replication::{LeaderId, Value, excerpt};

use scenario::{value_from_input, value_to_input};

/// A field being edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name as typed.
    pub name: String,
    /// Its value as typed.
    pub typed: String,
    /// The leader whose version it was taken from, unless it was typed.
    pub from: Option<LeaderId>,
    /// The value in the leader's version; used unchanged unless the text is edited.
    original: Option<Value>,
}

impl Field {
    /// A field taken from a leader's version.
    #[must_use]
    pub fn from_version(name: &str, value: &Value, from: LeaderId) -> Self {
        Self {
            name: name.into(),
            typed: value_to_input(value),
            from: Some(from),
            original: Some(value.clone()),
        }
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> Value {
        let unedited = self.original.as_ref().filter(|original| value_to_input(original) == self.typed);
        unedited.cloned().or_else(|| value_from_input(&self.typed)).unwrap_or_else(|| Value::text(""))
    }
}

/// The map with these fields.
///
/// # Errors
/// What is wrong with the fields, as a sentence for the user.
pub(super) fn map_of(fields: &[Field]) -> Result<Value, String> {
    let mut map = BTreeMap::new();
    for field in fields {
        let name = field.name.trim();
        if name.is_empty() {
            return Err("Every field needs a name.".into());
        }
        if map.insert(name.to_owned(), field.value()).is_some() {
            return Err(format!("Two fields are called “{}”: rename one of them.", excerpt(name)));
        }
    }
    Ok(Value::Map(map))
}
