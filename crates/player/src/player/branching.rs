//! What is done with branches: fork, switch, name, remove, and look at one beside another.

use std::rc::Rc;

use analysis::{PolicyComparison, waits_for_scripts};
use explain::describe_record;
use replication::{Micros, World};
use scenario::Scenario;

use super::{Frame, Player};
use crate::action::{BranchAction, ForkTail, Selection};
use crate::branches::{Branch, BranchId, Branches, MAX_BRANCHES};
use crate::history::EditKind;
use crate::job::{AT_ONCE, Afterwards};
use crate::run_cache::Run;
use crate::side_by_side::{Beside, Difference, Parting};
use timeline::{Timeline, TimelineBuilder};

impl Player {
    pub(super) fn act_on_branches(&mut self, action: BranchAction) {
        match action {
            BranchAction::Fork { tail } => self.fork(tail),
            BranchAction::Switch(id) => self.switch(id),
            BranchAction::Rename(id, name) => self.rename(id, &name),
            BranchAction::Remove(id) => self.remove(id),
            BranchAction::Compare(id) => self.compare(id),
            BranchAction::TryPolicy(row) => self.try_policy(row),
        }
    }

    /// The branch that is shown beside this one.
    #[must_use]
    pub fn compared(&self) -> Option<&Branch> {
        self.branches.get(self.compared_id()?)
    }

    /// Where the run beside differs from this one first; none if there is none beside, or they are the same.
    #[must_use]
    pub fn difference(&self) -> Option<Difference> {
        self.beside.as_ref()?.difference
    }

    /// The same in words: what happens first here that does not happen there, and what happens there instead.
    #[must_use]
    pub fn parting(&self) -> Option<Parting> {
        let beside = self.beside.as_ref()?;
        let Difference { at, number } = beside.difference?;
        let told = |timeline: &Timeline, world: &World| match timeline.records().get(number) {
            Some(record) if record.at == at => describe_record(timeline, world, number),
            Some(record) => format!("nothing until {}", record.at),
            None => "nothing more".into(),
        };
        let here = told(self.timeline(), self.frame.world());
        let there = told(&beside.run.timeline, beside.frame.world());
        Some(Parting { at, here, there })
    }

    /// The branch beside this one as one would see it if it were shown, at the same instant.
    #[must_use]
    pub fn beside(&self) -> Option<Self> {
        let beside = self.beside.as_ref()?;
        Some(Self {
            branches: beside.branches.clone(),
            run: beside.run.clone(),
            frame: beside.frame.clone(),
            beside: None,
            work: None,
            notice: None,
            selection: selection_beside(self.selection.clone()),
            causality: None,
            ..self.clone()
        })
    }

    /// What a branch comes to in the end; none if its run is not computed.
    #[must_use]
    pub fn end_of(&self, branch: &Branch) -> Option<&Rc<Frame>> {
        self.runs.get(&branch.scenario).map(|run| run.end())
    }

    pub(super) fn compared_id(&self) -> Option<BranchId> {
        self.beside.as_ref().map(|beside| beside.id())
    }

    pub(super) fn fork(&mut self, tail: ForkTail) {
        let scenario = match tail {
            ForkTail::Keep => self.scenario().clone(),
            ForkTail::Drop => Rc::new(self.until_now()),
        };
        self.fork_with(scenario, self.at, None, None);
    }

    /// Shows another scenario as a branch of this one from an instant on, with another branch beside it perhaps.
    fn fork_with(
        &mut self,
        scenario: Rc<Scenario>,
        from: Micros,
        name: Option<&str>,
        beside: Option<BranchId>,
    ) {
        if self.branches.is_full() {
            let sentence = format!("There are {MAX_BRANCHES} branches already. Remove one to fork another.");
            self.notice = Some(sentence.into());
            return;
        }
        let branches = Rc::new(self.branches.forked(from, scenario, name));
        let then = Afterwards { seek: Some(self.at), ..Afterwards::default() };
        self.note(branches, EditKind::Fork(from), false, beside.or(self.compared_id()), then);
    }

    /// The scenario as far as the playhead. What a workload asked for is written out.
    fn until_now(&self) -> Scenario {
        let mut scenario = self.scenario().written_out();
        scenario.commands.retain(|timed| timed.at <= self.at);
        scenario
    }

    pub(super) fn switch(&mut self, id: BranchId) {
        if let Some(branches) = self.branches.switched(id) {
            let shown = self.branches.current().id;
            // What was beside it changes places with it.
            let beside = self.compared_id().map(|beside| if beside == id { shown } else { beside });
            self.begin(Rc::new(branches), self.history.clone(), beside, Afterwards::default());
        }
    }

    pub(super) fn rename(&mut self, id: BranchId, name: &str) {
        let renamed = self.branches.renamed(id, name).filter(|renamed| *renamed != *self.branches);
        if let Some(branches) = renamed {
            self.note(
                Rc::new(branches),
                EditKind::RenameBranch,
                false,
                self.compared_id(),
                Afterwards::default(),
            );
        }
    }

    pub(super) fn remove(&mut self, id: BranchId) {
        let Some(name) = self.branches.get(id).map(|branch| branch.name.clone()) else {
            return;
        };
        if let Some(branches) = self.branches.without(id) {
            let edit = EditKind::RemoveBranch(name);
            self.note(Rc::new(branches), edit, false, self.compared_id(), Afterwards::default());
        }
    }

    pub(super) fn compare(&mut self, id: Option<BranchId>) {
        self.begin(self.branches.clone(), self.history.clone(), id, Afterwards::default());
    }

    /// Computes the runs of the branches besides the one to be shown that are soon done, for their pictures.
    /// The others are computed when they are shown.
    pub(super) fn compute_short_ones(&mut self, branches: &Branches) {
        for branch in branches.all().iter().filter(|branch| branch.id != branches.current().id) {
            if waits_for_scripts(&branch.scenario) {
                continue;
            }
            let mut builder = TimelineBuilder::new(&branch.scenario);
            if !builder.advance(AT_ONCE) {
                let run = Run::new(branch.scenario.clone(), Rc::new(builder.finish()));
                Rc::make_mut(&mut self.runs).add(run);
            }
        }
    }

    pub(super) fn compare_policies(&mut self, wanted: bool) {
        self.policies = wanted.then(|| Rc::new(self.policy_table()));
        self.continue_run(AT_ONCE);
    }

    /// The table for what is shown, with nothing computed that is not known.
    pub(super) fn policy_table(&self) -> PolicyComparison {
        PolicyComparison::new(self.scenario().clone(), self.timeline())
    }

    /// Goes on with what was asked for last that matters most: the run of an edit, then the table.
    pub(super) fn continue_run(&mut self, events: usize) {
        match (&self.work, &mut self.policies) {
            (Some(_), _) => self.go_on(events),
            (None, Some(table)) => Rc::make_mut(table).advance(events),
            (None, None) => {}
        }
    }

    /// Shows the run under another policy beside this one.
    pub(super) fn try_policy(&mut self, row: usize) {
        let table = self.policies.take();
        let table = table.unwrap_or_else(|| Rc::new(self.policy_table()));
        if let Some(row) = table.rows().get(row).filter(|row| !row.is_current) {
            let scenario = Rc::new(table.scenario_of(row));
            self.fork_with(scenario, Micros::ZERO, Some(&row.name), Some(self.branches.current().id));
        }
    }

    /// Shows a branch beside the one that is shown, if its run is there.
    pub(super) fn look_beside(&mut self, id: Option<BranchId>) {
        self.beside = id.and_then(|id| {
            let branches: Branches = self.branches.switched(id)?;
            let run = self.runs.get(&branches.current().scenario)?.clone();
            Some(Rc::new(Beside::new(Rc::new(branches), run, self.timeline(), self.at)))
        });
        let in_use: Vec<_> = self.compared().into_iter().chain([self.branches.current()]).collect();
        let in_use: Vec<_> = in_use.into_iter().map(|branch| branch.scenario.clone()).collect();
        let branches = self.branches.clone();
        Rc::make_mut(&mut self.runs).tidy(&branches, &in_use);
    }
}

/// What of a selection means the same in another run: an event has a number of its own there.
fn selection_beside(selection: Selection) -> Selection {
    match selection {
        Selection::Event(_) => Selection::Nothing,
        other => other,
    }
}
