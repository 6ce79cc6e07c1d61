//! What is measured: policies, topologies and the number of seeds.

use std::num::NonZeroUsize;
use std::rc::Rc;

use analysis::{Setting, compared_policies, compared_topologies, settings_of};
use replication::{Policy, Topology};
use scenario::Scenario;
use yew::prelude::*;

use crate::components::{NumberField, Range};

/// The most seeds that can be measured here.
const MAX_SEEDS: u64 = 1_000;
const FIRST_SEEDS: u64 = 100;

/// Which policies and topologies are chosen, by their places in the comparison, and how many seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    policies: Vec<bool>,
    topologies: Vec<bool>,
    seeds: u64,
}

impl Choices {
    /// At first: every policy, the run's own topology, a hundred seeds.
    pub fn of(scenario: &Scenario) -> Self {
        let policies = vec![true; compared_policies(scenario).len()];
        let topologies = (0..compared_topologies(scenario).len()).map(|place| place == 0).collect();
        Self { policies, topologies, seeds: FIRST_SEEDS }
    }

    /// Whether this run's comparison offers these choices.
    pub fn suit(&self, scenario: &Scenario) -> bool {
        let counts = [compared_policies(scenario).len(), compared_topologies(scenario).len()];
        [self.policies.len(), self.topologies.len()] == counts
    }

    /// Whether there is nothing to measure.
    pub fn is_empty(&self) -> bool {
        ![&self.policies, &self.topologies].into_iter().all(|chosen| chosen.contains(&true))
    }

    /// How many seeds.
    pub fn seeds(&self) -> NonZeroUsize {
        NonZeroUsize::new(self.seeds as usize).unwrap_or(NonZeroUsize::MIN)
    }

    /// Every chosen policy over every chosen topology.
    pub fn settings(&self, scenario: &Scenario) -> Vec<Setting> {
        let policies = compared_policies(scenario).into_iter().map(|row| (row.name, row.policy));
        let policies: Vec<(String, Policy)> = chosen(policies, &self.policies);
        let topologies: Vec<(String, Topology)> =
            chosen(compared_topologies(scenario).into_iter(), &self.topologies);
        settings_of(scenario, &policies, &topologies)
    }
}

fn chosen<T>(all: impl Iterator<Item = T>, chosen: &[bool]) -> Vec<T> {
    all.zip(chosen).filter(|(_, chosen)| **chosen).map(|(item, _)| item).collect()
}

#[derive(Properties, PartialEq)]
pub struct ChoicesFormProps {
    pub choices: Choices,
    pub scenario: Rc<Scenario>,
    pub onchange: Callback<Choices>,
    /// Called when a number is typed that cannot be used, and when it can be again.
    pub onvalid: Callback<bool>,
}

/// The form.
#[component]
pub fn ChoicesForm(props: &ChoicesFormProps) -> Html {
    let ChoicesFormProps { choices, scenario, onchange, onvalid } = props;
    let policies = compared_policies(scenario).into_iter().map(|row| row.name).collect::<Vec<_>>();
    let topologies = compared_topologies(scenario).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let set_policies = change(choices, onchange, |choices, policies| choices.policies = policies);
    let set_topologies = change(choices, onchange, |choices, topologies| choices.topologies = topologies);
    let set_seeds = change(choices, onchange, |choices, seeds| choices.seeds = seeds);
    html! {
        <div class="choices">
            { checks("Policies", &policies, &choices.policies, &set_policies) }
            { checks("Topologies", &topologies, &choices.topologies, &set_topologies) }
            <NumberField label="Seeds" value={choices.seeds} range={Range::whole(1, MAX_SEEDS)} onset={set_seeds} onvalid={onvalid.clone()} />
        </div>
    }
}

/// A callback that changes one part of the choices.
fn change<T: 'static>(
    choices: &Choices,
    onchange: &Callback<Choices>,
    set: fn(&mut Choices, T),
) -> Callback<T> {
    let (choices, onchange) = (choices.clone(), onchange.clone());
    Callback::from(move |part| {
        let mut changed = choices.clone();
        set(&mut changed, part);
        onchange.emit(changed);
    })
}

/// A group of check boxes.
fn checks(legend: &'static str, names: &[String], chosen: &[bool], onset: &Callback<Vec<bool>>) -> Html {
    let boxes = names.iter().zip(chosen).enumerate().map(|(place, (name, checked))| {
        let (chosen, onset) = (chosen.to_vec(), onset.clone());
        let onchange = move |_: Event| {
            let mut chosen = chosen.clone();
            chosen[place] = !chosen[place];
            onset.emit(chosen);
        };
        html! { <label key={name.clone()} class="check"><input type="checkbox" checked={*checked} {onchange} /><span>{ name }</span></label> }
    });
    html! { <fieldset><legend>{ legend }</legend>{ for boxes }</fieldset> }
}
