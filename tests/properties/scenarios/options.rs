//! Options of any registered policy or topology, generated from their descriptions.

use std::collections::{BTreeMap, BTreeSet};

use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use replication::{Configuration, LeaderId, LinkId, Micros, OptionInfo, OptionKind, Policy, Unit};

/// A leader that is in every scenario.
fn first_leader() -> LeaderId {
    "A".parse().unwrap()
}

/// Every registered policy, with its defaults and with each option changed.
pub fn every_policy() -> Vec<Policy> {
    let all = Policy::VARIANTS.iter().flat_map(|variant| {
        let default = Configuration::new(*variant);
        let others = variant.options.iter().flat_map(|option| others(&default, option)).collect::<Vec<_>>();
        std::iter::once(default).chain(others)
    });
    let mut policies: Vec<Policy> = Vec::new();
    for policy in all.map(|configuration| Policy::configured(&configuration).unwrap()) {
        if !policies.contains(&policy) {
            policies.push(policy);
        }
    }
    policies
}

/// The configuration with some other values of one option.
fn others(now: &Configuration, option: &OptionInfo) -> Vec<Configuration> {
    match option.kind {
        OptionKind::Choice(_) | OptionKind::Switch | OptionKind::TwoWay(_) => each_choice(now, option),
        OptionKind::Number { unit, min, max } | OptionKind::OptionalNumber { unit, min, max, .. } => {
            let numbers = [min, max.min(min + 150)];
            numbers.map(|number| with_number(now, option, unit, number)).to_vec()
        }
        OptionKind::Seed => [0, 7].map(|seed| now.with(option, Some(seed))).to_vec(),
        OptionKind::Leader { .. } => vec![now.with(option, Some(first_leader()))],
        OptionKind::Homes => vec![now.with(option, Some(BTreeMap::from([("ca*", first_leader())])))],
        OptionKind::Links => vec![now.with(option, Some(BTreeSet::<LinkId>::new()))],
        OptionKind::Code => vec![now.with(option, Some("fn merge(mine, theirs, ancestor) { mine }"))],
        OptionKind::Variant { variants, .. } => {
            let nested = variants().into_iter().map(Configuration::new);
            nested.map(|nested| now.with_nested(option, &nested)).collect()
        }
    }
}

/// The configuration with each value of an enumerable option; unchanged for other kinds of options.
fn each_choice(now: &Configuration, option: &OptionInfo) -> Vec<Configuration> {
    match option.kind {
        OptionKind::Choice(choices) => {
            choices.iter().map(|choice| now.with(option, Some(choice.id))).collect()
        }
        OptionKind::Switch | OptionKind::TwoWay(_) => {
            [false, true].map(|on| now.with(option, Some(on))).to_vec()
        }
        OptionKind::Number { .. }
        | OptionKind::OptionalNumber { .. }
        | OptionKind::Seed
        | OptionKind::Leader { .. }
        | OptionKind::Homes
        | OptionKind::Links
        | OptionKind::Code
        | OptionKind::Variant { .. } => vec![now.clone()],
    }
}

/// Every combination of the enumerable options.
pub fn each_combination(default: &Configuration) -> Vec<Configuration> {
    default.variant().options.iter().fold(vec![default.clone()], |combinations, option| {
        combinations.iter().flat_map(|now| each_choice(now, option)).collect()
    })
}

fn with_number(now: &Configuration, option: &OptionInfo, unit: Unit, number: u64) -> Configuration {
    match unit {
        Unit::Count | Unit::Percent => now.with(option, Some(number)),
        Unit::Milliseconds => now.with(option, Some(Micros::from_ms(number))),
    }
}

/// The configuration with random values for all options that are not enumerable; `leaders` can be chosen.
pub fn with_random_values(now: Configuration, leaders: &[LeaderId]) -> BoxedStrategy<Configuration> {
    now.variant().options.iter().fold(Just(now).boxed(), |configurations, option| match option.kind {
        OptionKind::Number { unit, min, max } => {
            let numbers = (configurations, number(unit, min, max));
            numbers.prop_map(move |(now, number)| with_number(&now, option, unit, number)).boxed()
        }
        OptionKind::OptionalNumber { unit, min, max, .. } => {
            let numbers = (configurations, option::of(number(unit, min, max)));
            let set = move |(now, number): (Configuration, Option<u64>)| match number {
                Some(number) => with_number(&now, option, unit, number),
                None => now.with(option, None::<u64>),
            };
            numbers.prop_map(set).boxed()
        }
        OptionKind::Seed => {
            let seeds = (configurations, any::<u64>());
            seeds.prop_map(move |(now, seed)| now.with(option, Some(seed))).boxed()
        }
        OptionKind::Leader { .. } => {
            let named = (configurations, select(leaders.to_vec()));
            named.prop_map(move |(now, leader)| now.with(option, Some(leader))).boxed()
        }
        OptionKind::Choice(_)
        | OptionKind::Switch
        | OptionKind::TwoWay(_)
        | OptionKind::Homes
        | OptionKind::Links
        | OptionKind::Code
        | OptionKind::Variant { .. } => configurations,
    })
}

/// A number in this unit, kept small.
fn number(unit: Unit, min: u64, max: u64) -> impl Strategy<Value = u64> {
    match unit {
        Unit::Count => min..=max.min(min + 2),
        Unit::Percent => min..=max,
        Unit::Milliseconds => min..=max.min(min + 500),
    }
}
