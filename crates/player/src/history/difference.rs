//! The difference between two states of the branches: what it takes to get from one to the other.

use std::rc::Rc;

use replication::Micros;
use scenario::Scenario;

use crate::branches::{Branch, BranchId, Branches};

/// How to get from some branches to others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) branches: Vec<BranchDifference>,
    pub(super) current: BranchId,
    pub(super) next: BranchId,
}

/// One of the branches that result.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BranchDifference {
    pub(super) id: BranchId,
    pub(super) name: Rc<str>,
    pub(super) from: Option<(BranchId, Micros)>,
    pub(super) scenario: ScenarioDifference,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum ScenarioDifference {
    /// It stays as it is.
    Same,
    /// Commands and perhaps the setup change.
    Patched(ScenarioPatch),
    /// There was no branch of this id.
    New(Rc<Scenario>),
}

/// A change of a scenario: its setup, and one stretch of its commands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ScenarioPatch {
    /// Whether the setup becomes that of `scenario`.
    pub(super) changes_setup: bool,
    /// The new setup, if it changes, with the commands that are inserted.
    pub(super) scenario: Rc<Scenario>,
    /// The index of the first command that is replaced.
    pub(super) at: usize,
    /// How many commands are replaced.
    pub(super) replaced: usize,
}

impl Difference {
    /// The difference that leads from one state to another.
    pub(super) fn between(from: &Branches, to: &Branches) -> Self {
        let branch = |branch: &Branch| BranchDifference {
            id: branch.id,
            name: branch.name.clone(),
            from: branch.from,
            scenario: match from.get(branch.id) {
                Some(before) => ScenarioDifference::between(&before.scenario, &branch.scenario),
                None => ScenarioDifference::New(branch.scenario.clone()),
            },
        };
        let branches = to.all().iter().map(branch).collect();
        Self { branches, current: to.current().id, next: to.next_id() }
    }

    /// The state that it leads to from the one that it was made from.
    pub(super) fn apply(&self, from: &Branches) -> Branches {
        let branch = |branch: &BranchDifference| {
            let before = from.get(branch.id).map(|before| &before.scenario);
            let scenario = branch.scenario.apply(before)?;
            Some(Branch { id: branch.id, name: branch.name.clone(), from: branch.from, scenario })
        };
        let all: Vec<Branch> = self.branches.iter().filter_map(branch).collect();
        Branches::new(all, self.current, self.next).unwrap_or_else(|| from.clone())
    }

    /// About how many bytes it takes: those of its scenarios as JSON.
    pub(super) fn bytes(&self) -> usize {
        let scenarios = self.branches.iter().map(|branch| match &branch.scenario {
            ScenarioDifference::Same => 0,
            ScenarioDifference::Patched(ScenarioPatch { scenario, .. })
            | ScenarioDifference::New(scenario) => scenario.to_compact_json().len(),
        });
        let names = self.branches.iter().map(|branch| size_of::<BranchDifference>() + branch.name.len());
        scenarios.chain(names).sum()
    }
}

impl ScenarioDifference {
    fn between(from: &Rc<Scenario>, to: &Rc<Scenario>) -> Self {
        match Rc::ptr_eq(from, to) || from == to {
            true => Self::Same,
            false => Self::Patched(ScenarioPatch::between(from, to)),
        }
    }

    fn apply(&self, from: Option<&Rc<Scenario>>) -> Option<Rc<Scenario>> {
        match self {
            Self::Same => from.cloned(),
            Self::Patched(patch) => from.map(|from| Rc::new(patch.apply(from))),
            Self::New(scenario) => Some(scenario.clone()),
        }
    }
}

impl ScenarioPatch {
    fn between(from: &Scenario, to: &Scenario) -> Self {
        let equal = |(before, after): &(_, _)| before == after;
        let at = from.commands.iter().zip(&to.commands).take_while(equal).count();
        let (replaced, inserted) = (&from.commands[at..], &to.commands[at..]);
        let end = replaced.iter().rev().zip(inserted.iter().rev()).take_while(equal).count();
        let (setup_before, mut scenario) = (from.without_commands(), to.without_commands());
        let changes_setup = setup_before != scenario;
        if !changes_setup {
            scenario = Scenario::default();
        }
        scenario.commands = inserted[..inserted.len() - end].to_vec();
        Self { changes_setup, scenario: Rc::new(scenario), at, replaced: replaced.len() - end }
    }

    fn apply(&self, from: &Scenario) -> Scenario {
        let setup = if self.changes_setup { &self.scenario } else { from };
        let (kept, rest) = from.commands.split_at(self.at.min(from.commands.len()));
        let rest = rest.get(self.replaced..).unwrap_or_default();
        let commands = [kept, &self.scenario.commands, rest].concat();
        Scenario { commands, ..setup.without_commands() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use replication::{Command, ScheduledCommand};

    use super::*;

    /// A scenario with some crashes, and one of two seeds.
    fn any_scenario() -> impl Strategy<Value = Rc<Scenario>> {
        let crash = (0u64..4).prop_map(|ms| {
            let leader = if ms % 2 == 0 { "T" } else { "F" }.parse().unwrap();
            ScheduledCommand::new(Micros::from_ms(ms), Command::Crash { leader })
        });
        (0u64..2, prop::collection::vec(crash, 0..6))
            .prop_map(|(seed, commands)| Rc::new(Scenario { seed, commands, ..scenario::default_scenario() }))
    }

    fn any_branches() -> impl Strategy<Value = Branches> {
        (any_scenario(), prop::collection::vec(any_scenario(), 0..3), 0u32..3).prop_map(
            |(first, forks, removed)| {
                let forked = forks.into_iter().fold(Branches::single(first), |branches, scenario| {
                    branches.forked(Micros(5), scenario, None)
                });
                forked.without(BranchId(removed)).unwrap_or(forked)
            },
        )
    }

    proptest! {
        #[test]
        fn a_difference_leads_from_one_state_to_the_other(from in any_branches(), to in any_branches()) {
            prop_assert_eq!(Difference::between(&from, &to).apply(&from), to);
        }
    }

    #[test]
    fn new_command_takes_little_memory_in_any_run() {
        let crash =
            |ms| ScheduledCommand::new(Micros::from_ms(ms), Command::Crash { leader: "T".parse().unwrap() });
        let mut scenario = scenario::default_scenario();
        scenario.commands.extend((0..5_000).map(crash));
        let before = Branches::single(Rc::new(scenario.clone()));
        scenario.commands.insert(2_000, crash(2_000));
        let after = before.edited(Rc::new(scenario));
        assert!(Difference::between(&before, &after).bytes() < 400);
        assert!(Difference::between(&after, &before).bytes() < 400);
    }
}
