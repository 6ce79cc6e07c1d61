//! The types of values that a merge rule handles.

use replication::Value;

/// The type of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueType {
    /// A text.
    #[default]
    Text,
    /// A whole number.
    Number,
    /// A list.
    List,
    /// A set.
    Set,
    /// A map.
    Map,
}

impl ValueType {
    /// Every type.
    pub const ALL: [Self; 5] = [Self::Text, Self::Number, Self::List, Self::Set, Self::Map];

    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Text(_) => Self::Text,
            Value::Integer(_) => Self::Number,
            Value::List(_) => Self::List,
            Value::Set(_) => Self::Set,
            Value::Map(_) => Self::Map,
        }
    }

    /// Its id in reports: what `type_of` returns in merge code.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::List => "list",
            Self::Set => "set",
            Self::Map => "map",
        }
    }
}

/// The values that are merged with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Domain {
    /// Values of one type.
    Of(ValueType),
    /// Values of different types.
    Mixed,
}

impl Domain {
    /// Every domain.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        ValueType::ALL.into_iter().map(Self::Of).chain([Self::Mixed])
    }
}
