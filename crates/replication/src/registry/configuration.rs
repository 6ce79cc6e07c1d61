//! A variant and its options as data, so that one form can show and change any variant.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::registry::{OptionInfo, OptionKind, VariantInfo};

/// A variant of a registry with the JSON value of each option.
#[derive(Clone, Debug)]
pub struct Configuration {
    variant: VariantInfo,
    fields: Map<String, Value>,
}

impl PartialEq for Configuration {
    fn eq(&self, other: &Self) -> bool {
        self.variant.id == other.variant.id && self.fields == other.fields
    }
}

impl Configuration {
    /// A variant with its default options.
    #[must_use]
    pub fn new(variant: VariantInfo) -> Self {
        Self::with_fields(variant, (variant.default_options)())
    }

    /// A variant with these fields; omitted options have their defaults.
    pub(crate) fn with_fields(variant: VariantInfo, mut fields: Map<String, Value>) -> Self {
        for option in variant.options {
            if let (false, Some(value)) = (fields.contains_key(option.id), option.kind.omitted_value()) {
                fields.insert(option.id.into(), value);
            }
        }
        Self { variant, fields }
    }

    /// The variant.
    #[must_use]
    pub fn variant(&self) -> VariantInfo {
        self.variant
    }

    /// The value of an option, deserialized as its kind's type; `None` if omitted.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, option: &OptionInfo) -> Option<T> {
        serde_json::from_value(self.fields.get(option.id)?.clone()).ok()
    }

    /// A copy with another value for an option; `None` omits it.
    #[must_use]
    pub fn with<T: Serialize>(&self, option: &OptionInfo, value: Option<T>) -> Self {
        let mut changed = self.clone();
        match value.and_then(|value| serde_json::to_value(value).ok()) {
            Some(value) => changed.fields.insert(option.id.into(), value),
            None => changed.fields.remove(option.id),
        };
        changed
    }

    /// The value of an [`OptionKind::Variant`] option, as a configuration.
    #[must_use]
    pub fn nested(&self, option: &OptionInfo) -> Option<Self> {
        let OptionKind::Variant { variants, .. } = option.kind else {
            return None;
        };
        let by_id = |id: &str| variants().into_iter().find(|variant| variant.id == id);
        match self.fields.get(option.id)? {
            Value::String(id) => by_id(id).map(Self::new),
            Value::Object(named) => {
                let (id, options) = named.iter().next()?;
                Some(Self::with_fields(by_id(id)?, options.as_object()?.clone()))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        }
    }

    /// A copy with another variant for an [`OptionKind::Variant`] option.
    #[must_use]
    pub fn with_nested(&self, option: &OptionInfo, nested: &Self) -> Self {
        self.with(option, Some(nested.to_json()))
    }

    /// The JSON form, with every option.
    #[must_use]
    pub fn to_json(&self) -> Value {
        Value::Object(Map::from_iter([(self.variant.id.into(), Value::Object(self.fields.clone()))]))
    }
}
