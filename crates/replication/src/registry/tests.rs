//! For every registered variant, the described options are exactly its JSON fields, and every value that a form can
//! produce round-trips.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Configuration, OptionInfo, OptionKind, Unit, VariantInfo};
use crate::id::{LeaderId, LinkId};
use crate::key::Key;
use crate::policy::{DataType, MergeRule, Policy};
use crate::time::Micros;
use crate::topology::Topology;

/// The common interface of the registry enums.
trait Registered: Sized + Debug + Clone + PartialEq + Serialize + DeserializeOwned {
    const ALL: &[VariantInfo];
    fn default_of(id: &str) -> Option<Self>;
    fn as_data(&self) -> Configuration;
    fn of_data(configuration: &Configuration) -> Result<Self, String>;
}

macro_rules! registered {
    ($($name:ident)*) => {$(
        impl Registered for $name {
            const ALL: &[VariantInfo] = Self::VARIANTS;
            fn default_of(id: &str) -> Option<Self> {
                Self::by_id(id)
            }
            fn as_data(&self) -> Configuration {
                self.configuration()
            }
            fn of_data(configuration: &Configuration) -> Result<Self, String> {
                Self::configured(configuration)
            }
        }
    )*};
}

registered! { Policy Topology MergeRule DataType }

/// The JSON fields that a variant accepts, taken from its deserializer's error message.
fn fields_read<R: Registered>(id: &str) -> BTreeSet<String> {
    let refused = serde_json::from_value::<R>(json!({ id: { "no such field": 0 } }));
    let sentence = refused.expect_err("the field is unknown").to_string();
    assert!(sentence.contains("unknown field `no such field`"), "{id}: {sentence}");
    // The first quoted name is the unknown field; the accepted fields follow.
    sentence.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// Copies of a configuration with several values of one option, as a form would produce them.
fn with_values(now: &Configuration, option: &OptionInfo) -> Vec<Configuration> {
    let numbers = |unit: Unit, numbers: [u64; 2]| match unit {
        Unit::Count | Unit::Percent => numbers.map(|number| now.with(option, Some(number))).to_vec(),
        Unit::Milliseconds => numbers.map(|ms| now.with(option, Some(Micros::from_ms(ms)))).to_vec(),
    };
    let leader: LeaderId = "A".parse().unwrap();
    let key: Key = "user:*".parse().unwrap();
    match option.kind {
        OptionKind::Choice(choices) => {
            choices.iter().map(|choice| now.with(option, Some(choice.id))).collect()
        }
        OptionKind::Switch | OptionKind::TwoWay(_) => {
            [false, true].map(|on| now.with(option, Some(on))).to_vec()
        }
        OptionKind::Number { unit, min, max } => numbers(unit, [min, max]),
        OptionKind::OptionalNumber { unit, min, max, initial, .. } => {
            assert!((min..=max).contains(&initial(3)));
            let mut all = numbers(unit, [min, max]);
            all.push(now.with(option, None::<u64>));
            all
        }
        OptionKind::Seed => [0, u64::MAX].map(|seed| now.with(option, Some(seed))).to_vec(),
        OptionKind::Leader { .. } => [None, Some(leader)].map(|leader| now.with(option, leader)).to_vec(),
        OptionKind::Homes => vec![now.with(option, Some(BTreeMap::from([(key, leader)])))],
        OptionKind::Links => {
            let link = LinkId::new(leader, "B".parse().unwrap());
            vec![now.with(option, Some(BTreeSet::from([link])))]
        }
        OptionKind::Code => vec![now.with(option, Some("fn merge(mine, theirs, ancestor) { mine }"))],
        OptionKind::Variant { variants, .. } => variants()
            .into_iter()
            .map(|variant| now.with_nested(option, &Configuration::new(variant)))
            .collect(),
    }
}

/// An option's JSON value, with variants in their long form.
fn value_of(configuration: &Configuration, option: &OptionInfo) -> Option<Value> {
    match option.kind {
        OptionKind::Variant { .. } => configuration.nested(option).map(|nested| nested.to_json()),
        OptionKind::Choice(_)
        | OptionKind::Switch
        | OptionKind::TwoWay(_)
        | OptionKind::Number { .. }
        | OptionKind::OptionalNumber { .. }
        | OptionKind::Seed
        | OptionKind::Leader { .. }
        | OptionKind::Homes
        | OptionKind::Links
        | OptionKind::Code => configuration.get(option),
    }
}

fn check<R: Registered>() {
    for variant in R::ALL {
        let default = R::default_of(variant.id).expect("it has a default");
        let configuration = default.as_data();
        assert_eq!(configuration, Configuration::new(*variant), "{}", variant.id);
        assert_eq!(R::of_data(&configuration), Ok(default), "{}", variant.id);

        let described: BTreeSet<String> = variant.options.iter().map(|option| option.id.to_owned()).collect();
        assert_eq!(described, fields_read::<R>(variant.id), "the options of {}", variant.id);
        assert_eq!(described.len(), variant.options.len(), "an option of {} is there twice", variant.id);

        for option in variant.options {
            let place = format!("{}.{}", variant.id, option.id);
            assert!(!option.label.is_empty(), "{place}");
            let mut forms = BTreeSet::new();
            for set in with_values(&configuration, option) {
                let made = R::of_data(&set).unwrap_or_else(|error| panic!("{place}: {error}"));
                assert_eq!(value_of(&made.as_data(), option), value_of(&set, option), "{place}");
                let text = serde_json::to_string(&made).unwrap();
                assert_eq!(serde_json::from_str::<R>(&text).unwrap(), made, "{place}");
                forms.insert(text);
            }
            assert!(
                forms.iter().any(|form| form.contains(option.id)),
                "{place} is in no JSON form: {forms:?}"
            );
        }
    }
}

#[test]
fn options_of_every_policy_round_trip_as_data() {
    check::<Policy>();
}

#[test]
fn options_of_every_topology_round_trip_as_data() {
    check::<Topology>();
}

#[test]
fn options_of_every_merge_rule_and_data_type_round_trip_as_data() {
    check::<MergeRule>();
    check::<DataType>();
}

#[test]
fn nested_options_are_changed_through_the_outer_variant() {
    let avoidance = Policy::by_id("avoidance").unwrap().configuration();
    let otherwise = avoidance.variant().option("otherwise").unwrap();
    let last_write_wins = Policy::by_id("last-write-wins").unwrap().configuration();
    let tie = last_write_wins.variant().option("tie").unwrap();
    let changed = avoidance.with_nested(otherwise, &last_write_wins.with(tie, Some("value")));
    let read: Policy =
        serde_json::from_str(r#"{"avoidance": {"otherwise": {"last-write-wins": {"tie": "value"}}}}"#)
            .unwrap();
    assert_eq!(Policy::configured(&changed), Ok(read));
    assert_eq!(changed.nested(otherwise).unwrap().get::<String>(tie).as_deref(), Some("value"));
}

#[test]
fn option_out_of_bounds_is_rejected_with_a_sentence() {
    let tree = Topology::by_id("tree").unwrap().configuration();
    let children = tree.variant().option("children").unwrap();
    let refused = Topology::configured(&tree.with(children, Some(0)));
    assert_eq!(refused.unwrap_err(), "the number of children must be from 1 to 64, not 0");
}
