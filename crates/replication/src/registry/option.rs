//! A variant and its options, described for menus and forms.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// What a variant is called, without its options: what shows no form needs none of their code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariantName {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its name in menus.
    pub title: &'static str,
    /// Its description, in one line.
    pub about: &'static str,
}

/// A variant as menus, forms and help show it.
#[derive(Clone, Copy, Debug)]
pub struct VariantInfo {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its name in menus.
    pub title: &'static str,
    /// Its description, in one line.
    pub about: &'static str,
    /// Its options, in form order.
    pub options: &'static [OptionInfo],
    /// The default options as JSON fields.
    pub(super) default_options: fn() -> Map<String, Value>,
}

impl VariantInfo {
    /// A variant without options.
    #[must_use]
    pub const fn without_options(id: &'static str, title: &'static str, about: &'static str) -> Self {
        Self { id, title, about, options: &[], default_options: Map::new }
    }

    /// A variant whose options have this type.
    pub(crate) const fn with_options<O: Options>(
        id: &'static str,
        title: &'static str,
        about: &'static str,
    ) -> Self {
        Self { id, title, about, options: O::OPTIONS, default_options: || fields_of(&O::default()) }
    }

    /// Its name, without its options.
    #[must_use]
    pub const fn name(&self) -> VariantName {
        VariantName { id: self.id, title: self.title, about: self.about }
    }

    /// The option with this JSON name.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&'static OptionInfo> {
        self.options.iter().find(|option| option.id == id)
    }
}

/// The options of a variant of a registry.
pub(crate) trait Options: Default + Serialize {
    /// One entry per JSON field, in form order.
    const OPTIONS: &'static [OptionInfo];
}

/// The options as JSON fields, without those that serialize to nothing at their default.
pub(crate) fn fields_of<O: Options>(options: &O) -> Map<String, Value> {
    match serde_json::to_value(options) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// An option: one JSON field, and one control in the form.
#[derive(Clone, Copy, Debug)]
pub struct OptionInfo {
    /// Its JSON field.
    pub id: &'static str,
    /// The label of its control.
    pub label: &'static str,
    /// Its help text, in one line; empty if the label or the choices say enough.
    pub help: &'static str,
    /// The heading of the collapsed section that it belongs to, with its neighbours of the same heading.
    pub section: Option<&'static str>,
    /// Its type, which selects the control.
    pub kind: OptionKind,
}

/// The type of an option, which selects its control.
#[derive(Clone, Copy, Debug)]
pub enum OptionKind {
    /// One of a few, by id; the first if omitted.
    Choice(&'static [VariantInfo]),
    /// Off or on.
    Switch,
    /// Off or on, shown as a choice between two names.
    TwoWay([VariantInfo; 2]),
    /// A whole number; the minimum if omitted.
    Number {
        /// The unit of the number.
        unit: Unit,
        /// The minimum, in the unit.
        min: u64,
        /// The maximum, in the unit.
        max: u64,
    },
    /// A number that can be switched off; omitted if off.
    OptionalNumber {
        /// The label of the number; the option's own label is that of the switch.
        number_label: &'static str,
        /// The unit of the number.
        unit: Unit,
        /// The minimum, in the unit.
        min: u64,
        /// The maximum, in the unit.
        max: u64,
        /// The value when it is switched on, in the unit, given the number of leaders.
        initial: fn(leaders: usize) -> u64,
    },
    /// The seed of random draws, with a button for the next one; 0 if omitted.
    Seed,
    /// A leader; the first if omitted.
    Leader {
        /// The warning if the leader has left.
        missing: &'static str,
    },
    /// Home leaders by key or key prefix.
    Homes,
    /// Links that the user draws on the stage; the form only shows the help text.
    Links,
    /// Merge code.
    Code,
    /// A variant of a registry, with its own options.
    Variant {
        /// The available variants.
        variants: fn() -> Vec<VariantInfo>,
        /// The id of the variant if omitted.
        default: &'static str,
    },
}

/// The unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count of what the label names.
    Count,
    /// A percentage.
    Percent,
    /// Milliseconds, with up to three decimals.
    Milliseconds,
}

impl OptionKind {
    /// The JSON value that an omitted field stands for; `None` if omission is a value of its own.
    pub(crate) fn omitted_value(&self) -> Option<Value> {
        match self {
            Self::Choice(choices) => choices.first().map(|choice| json!(choice.id)),
            Self::Switch | Self::TwoWay(_) => Some(json!(false)),
            Self::Number { min, .. } => Some(json!(min)),
            Self::OptionalNumber { .. } | Self::Leader { .. } => None,
            Self::Seed => Some(json!(0)),
            Self::Homes => Some(json!({})),
            Self::Links => Some(json!([])),
            Self::Code => Some(json!("")),
            Self::Variant { default, .. } => Some(json!(default)),
        }
    }
}
