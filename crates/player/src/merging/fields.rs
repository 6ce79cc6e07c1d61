//! The fields of a map while it is put together: a name and what is typed for it.

use std::collections::BTreeMap;

use replication::{LeaderId, Value};

use scenario::{value_from_input, value_to_input};

/// A field as it stands in the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name as it is typed.
    pub name: String,
    /// Its value as it is typed.
    pub typed: String,
    /// The leader that it came from, if it came from one.
    pub from: Option<LeaderId>,
    /// The value that it was taken over as: what is not touched stays what it was.
    original: Option<Value>,
}

impl Field {
    /// A field that was taken over.
    #[must_use]
    pub fn from_version(name: &str, value: &Value, from: LeaderId) -> Self {
        Self { name: name.into(), typed: value_to_input(value), from: Some(from), original: Some(value.clone()) }
    }

    /// The value that it stands for.
    #[must_use]
    pub fn value(&self) -> Value {
        let untouched = self.original.as_ref().filter(|was| value_to_input(was) == self.typed);
        untouched.cloned().or_else(|| value_from_input(&self.typed)).unwrap_or_else(|| Value::text(""))
    }
}

/// The map that these fields make.
///
/// # Errors
/// A sentence that says what is wrong with them.
pub(super) fn map_of(fields: &[Field]) -> Result<Value, String> {
    let mut map = BTreeMap::new();
    for field in fields {
        let name = field.name.trim();
        if name.is_empty() {
            return Err("Every field needs a name.".into());
        }
        if map.insert(name.to_owned(), field.value()).is_some() {
            return Err(format!("Two fields are called “{name}”: rename one of them."));
        }
    }
    Ok(Value::Map(map))
}
