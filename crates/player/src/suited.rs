//! What suits a run: the options under which a policy supports its requests, merge code for its values, and requests
//! that its policy supports in place of those that it refuses.

use std::collections::BTreeSet;

use analysis::command_behind;
use replication::{
    ClientRequest, Command, Configuration, Event, Inapplicable, OperationKind, OptionKind, Policy,
    RefusalReason, RequestedOperation, ScheduledCommand, Value, VersionRule,
};
use scenario::Scenario;
use timeline::{EventKind, Timeline};

use crate::merge_examples::{MERGE_EXAMPLES, MergeExample};

/// The policy with the options that suit a run: of the variants that an option offers, the first under which the fewest
/// requests are refused, and merge code for its values.
pub(crate) fn suited_policy(scenario: &Scenario, policy: &Policy) -> Policy {
    let configuration = suited_options(scenario, &policy.configuration());
    let suited = Policy::configured(&configuration).unwrap_or_else(|_| policy.clone());
    let others = variants_of(&configuration).into_iter().filter_map(|it| Policy::configured(&it).ok());
    others.fold(suited, |best, other| {
        if unsupported(scenario, &other) < unsupported(scenario, &best) { other } else { best }
    })
}

/// The configuration, with merge code that suits a run wherever it has code.
#[must_use]
pub fn suited_options(scenario: &Scenario, configuration: &Configuration) -> Configuration {
    let options = configuration.variant().options;
    options.iter().fold(configuration.clone(), |changed, option| match changed.nested(option) {
        Some(nested) => changed.with_nested(option, &suited_options(scenario, &nested)),
        None if matches!(option.kind, OptionKind::Code) => {
            changed.with(option, Some(suited_example(scenario).source))
        }
        None => changed,
    })
}

/// The configuration with each variant of each of its options that has variants.
fn variants_of(configuration: &Configuration) -> Vec<Configuration> {
    let options = configuration.variant().options.iter();
    let with_variants = options.filter_map(|option| match option.kind {
        OptionKind::Variant { variants, .. } => Some((option, variants())),
        OptionKind::Choice(_)
        | OptionKind::Switch
        | OptionKind::TwoWay(_)
        | OptionKind::Number { .. }
        | OptionKind::OptionalNumber { .. }
        | OptionKind::Seed
        | OptionKind::Leader { .. }
        | OptionKind::Homes
        | OptionKind::Links
        | OptionKind::Code => None,
    });
    with_variants
        .flat_map(|(option, variants)| {
            let with = move |variant| configuration.with_nested(option, &Configuration::new(variant));
            variants.into_iter().map(with)
        })
        .collect()
}

/// How many requests of a run a policy does not support.
fn unsupported(scenario: &Scenario, policy: &Policy) -> usize {
    let supported = policy.as_policy().supported_operations();
    let requests = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Request(request) => Some(kind_of(&request.operation)),
        _ => None,
    });
    requests.filter(|kind| !supported.contains(kind)).count()
}

fn kind_of(operation: &RequestedOperation) -> OperationKind {
    match operation {
        RequestedOperation::Put(_) => OperationKind::Put,
        RequestedOperation::Delete => OperationKind::Delete,
        RequestedOperation::Insert(_) => OperationKind::Insert,
        RequestedOperation::Update(_) => OperationKind::Update,
        RequestedOperation::Increment(_) => OperationKind::Increment,
        RequestedOperation::Add(_) => OperationKind::Add,
        RequestedOperation::Remove(_) => OperationKind::Remove,
    }
}

/// The merge code that suits the values of a run.
fn suited_example(scenario: &Scenario) -> &'static MergeExample {
    let values = || {
        scenario.commands.iter().filter_map(|timed| match &timed.command {
            Command::Request(request) => written_value(&request.operation),
            _ => None,
        })
    };
    let all_are = |is: fn(&Value) -> bool| values().next().is_some() && values().all(|value| is(&value));
    let name = if all_are(|value| matches!(value, Value::List(_) | Value::Set(_))) {
        "Union of lists"
    } else if all_are(|value| matches!(value, Value::Integer(_))) {
        "Sum of changes"
    } else {
        "Greater value"
    };
    MERGE_EXAMPLES.iter().find(|example| example.name == name).unwrap_or(&MERGE_EXAMPLES[0])
}

/// A value of the kind that a request leaves in its key; none if it deletes.
fn written_value(operation: &RequestedOperation) -> Option<Value> {
    match operation {
        RequestedOperation::Put(value)
        | RequestedOperation::Insert(value)
        | RequestedOperation::Update(value) => Some(value.clone()),
        RequestedOperation::Increment(by) => Some(Value::Integer(*by)),
        RequestedOperation::Add(item) | RequestedOperation::Remove(item) => {
            Some(Value::Set(BTreeSet::from([item.clone()])))
        }
        RequestedOperation::Delete => None,
    }
}

/// Requests of a run that its policy refuses because of their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnsuitedRequests {
    /// How many.
    pub count: usize,
    /// Whether [`crate::EditAction::ConvertRequests`] converts any.
    pub convertible: bool,
}

/// The requests of a run that its policy refuses because of their kind, if there are any.
pub(crate) fn unsuited(timeline: &Timeline, scenario: &Scenario) -> Option<UnsuitedRequests> {
    let count = unsuited_requests(timeline, scenario).count();
    let convertible = || with_converted_requests(timeline, scenario).is_some();
    (count > 0).then(|| UnsuitedRequests { count, convertible: convertible() })
}

/// The requests of the scenario that were refused because the policy has no such operation on such a value.
fn unsuited_requests<'a>(
    timeline: &'a Timeline,
    scenario: &'a Scenario,
) -> impl Iterator<Item = &'a ScheduledCommand> + 'a {
    let refused = timeline.latest(&[EventKind::Refused], timeline.records().len());
    let of_wrong_kind = refused.filter(|(_, record)| {
        let wrong_kind = RefusalReason::Inapplicable(Inapplicable::WrongKind);
        matches!(&record.event, Event::Refused { reason, .. } if *reason == wrong_kind)
    });
    let commands = of_wrong_kind.filter_map(|(number, _)| command_behind(timeline, number));
    commands.filter(|timed| scenario.commands.contains(timed))
}

/// The scenario with each unsuited request converted to one that the policy supports, if there is one for any.
pub(crate) fn with_converted_requests(timeline: &Timeline, scenario: &Scenario) -> Option<Scenario> {
    let mut converted = scenario.clone();
    let mut changed = false;
    for timed in unsuited_requests(timeline, scenario) {
        let rule = timeline.policy_at(timed.at).as_policy().version_rule();
        let place = converted.commands.iter().position(|command| command == timed);
        if let (Some(place), Some(command)) = (place, converted_command(&timed.command, rule)) {
            converted.commands[place].command = command;
            changed = true;
        }
    }
    changed.then_some(converted)
}

fn converted_command(command: &Command, rule: VersionRule) -> Option<Command> {
    match command {
        Command::Request(request) => {
            let operation = converted_operation(&request.operation, rule)?;
            Some(ClientRequest { operation, ..request.clone() }.into())
        }
        Command::Merge { client, at, key, value } if rule == VersionRule::Set => {
            Some(Command::Merge { client: *client, at: *at, key: key.clone(), value: as_set(value) })
        }
        _ => None,
    }
}

/// The operation that comes closest under a policy that keeps versions by a rule.
fn converted_operation(operation: &RequestedOperation, rule: VersionRule) -> Option<RequestedOperation> {
    use RequestedOperation::{Add, Delete, Increment, Insert, Put, Remove, Update};
    match rule {
        VersionRule::Set => match operation {
            Put(value) | Insert(value) | Update(value) => Some(Put(as_set(value))),
            Increment(_) | Add(_) | Remove(_) | Delete => None,
        },
        VersionRule::Counter => match operation {
            Insert(Value::Integer(number)) | Update(Value::Integer(number)) => {
                Some(Put(Value::Integer(*number)))
            }
            // Each write counts once.
            Put(_) | Insert(_) | Update(_) | Add(_) => Some(Increment(1)),
            Remove(_) => Some(Increment(-1)),
            Increment(_) | Delete => None,
        },
        VersionRule::Statements | VersionRule::Timestamps | VersionRule::Siblings | VersionRule::Merging => {
            match operation {
                Increment(by) => Some(Put(Value::Integer(*by))),
                Add(item) => Some(Put(Value::Set(BTreeSet::from([item.clone()])))),
                Remove(_) => Some(Delete),
                Put(_) | Insert(_) | Update(_) | Delete => None,
            }
        }
    }
}

/// The items of a value as a set; a value without items is the only one.
fn as_set(value: &Value) -> Value {
    Value::Set(match value {
        Value::List(items) => items.iter().cloned().collect(),
        Value::Set(items) => items.clone(),
        Value::Text(_) | Value::Integer(_) | Value::Map(_) => BTreeSet::from([value.clone()]),
    })
}
