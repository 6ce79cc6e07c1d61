//! A variant and its options, described for menus and forms.

use serde::Serialize;
use serde_json::{Map, Value, json};

/// A variant that can be chosen, as menus and help show it.
#[derive(Clone, Copy, Debug)]
pub struct VariantInfo {
    /// Its name in the JSON form.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// What it means, in one line.
    pub about: &'static str,
    /// Its options, in the order of the form.
    pub options: &'static [OptionInfo],
    /// The JSON form of its options' defaults.
    pub(super) default_options: fn() -> Map<String, Value>,
}

impl VariantInfo {
    /// A variant without options.
    #[must_use]
    pub const fn without_options(id: &'static str, title: &'static str, about: &'static str) -> Self {
        Self { id, title, about, options: &[], default_options: Map::new }
    }

    /// A variant with options of this type.
    pub(crate) const fn with_options<O: Options>(id: &'static str, title: &'static str, about: &'static str) -> Self {
        Self { id, title, about, options: O::OPTIONS, default_options: || fields_of(&O::default()) }
    }

    /// The option that has this name in the JSON form.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&'static OptionInfo> {
        self.options.iter().find(|option| option.id == id)
    }
}

/// The options of a variant of a registry.
pub(crate) trait Options: Default + Serialize {
    /// One entry for each JSON field, in the order of the form.
    const OPTIONS: &'static [OptionInfo];
}

/// The JSON fields of a variant's options. Those that are left out at their default are not among them.
pub(crate) fn fields_of<O: Options>(options: &O) -> Map<String, Value> {
    match serde_json::to_value(options) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// An option: one field of the JSON form, one control of the form on the page.
#[derive(Clone, Copy, Debug)]
pub struct OptionInfo {
    /// Its field in the JSON form.
    pub id: &'static str,
    /// The label of its control.
    pub label: &'static str,
    /// What it means, in one line; empty where the label or its choices say enough.
    pub help: &'static str,
    /// The heading under which it is folded away, together with its neighbours of the same heading.
    pub section: Option<&'static str>,
    /// What it can be.
    pub kind: OptionKind,
}

/// What an option can be, and so which control it gets.
#[derive(Clone, Copy, Debug)]
pub enum OptionKind {
    /// One of a few, by id. Left out, it is the first.
    Choice(&'static [VariantInfo]),
    /// Off or on.
    Switch,
    /// Off or on, shown as a choice between the two.
    TwoWay([VariantInfo; 2]),
    /// A whole number of a unit. Left out, it is the least.
    Number {
        /// What it counts.
        unit: Unit,
        /// The least that is allowed, in the unit.
        least: u64,
        /// The most that is allowed, in the unit.
        most: u64,
    },
    /// A number that can be switched off by leaving it out.
    OptionalNumber {
        /// The label of the number itself; the option's own is the switch's.
        number_label: &'static str,
        /// What it counts.
        unit: Unit,
        /// The least that is allowed, in the unit.
        least: u64,
        /// The most that is allowed, in the unit.
        most: u64,
        /// The number that it begins with when it is switched on, in the unit, by how many leaders there are.
        initial: fn(leaders: usize) -> u64,
    },
    /// The seed of random draws, with a button that takes the next one. Left out, it is 0.
    Seed,
    /// A leader. Left out, it is the first.
    Leader {
        /// What is wrong where the leader has left.
        missing: &'static str,
    },
    /// A home leader for each of some keys or key prefixes.
    Homes,
    /// Links that are drawn on the stage; the form has only the help for it.
    Links,
    /// Merge code.
    Code,
    /// A variant of another registry, with its own options.
    Variant {
        /// Those that can be chosen.
        variants: fn() -> Vec<VariantInfo>,
        /// The id of the one that it is where it is left out.
        default: &'static str,
    },
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things, which the label names.
    Count,
    /// Hundredths of the whole.
    Percent,
    /// Milliseconds, with up to three decimals.
    Milliseconds,
}

impl OptionKind {
    /// Its JSON form where the field is left out; none where there is nothing to show then.
    pub(crate) fn omitted_value(&self) -> Option<Value> {
        match self {
            Self::Choice(choices) => choices.first().map(|choice| json!(choice.id)),
            Self::Switch | Self::TwoWay(_) => Some(json!(false)),
            Self::Number { least, .. } => Some(json!(least)),
            Self::OptionalNumber { .. } | Self::Leader { .. } => None,
            Self::Seed => Some(json!(0)),
            Self::Homes => Some(json!({})),
            Self::Links => Some(json!([])),
            Self::Code => Some(json!("")),
            Self::Variant { default, .. } => Some(json!(default)),
        }
    }
}
