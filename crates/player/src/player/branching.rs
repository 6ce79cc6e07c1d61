//! Branch actions: fork, switch, rename, remove, and compare side by side.

use std::rc::Rc;

use analysis::{DivergencePoint, PolicyComparison, waits_for_scripts};
use explain::{EventInRun, describe_difference};
use replication::{LeaderId, Micros};
use scenario::Scenario;

use super::background::Background;
use super::notice::Notice;
use super::shown::Shown;
use super::workspace::Workspace;
use super::{Frame, Player};
use crate::action::{BranchAction, ForkTail};
use crate::branches::{Branch, BranchId, Branches, MAX_BRANCHES};
use crate::history::EditKind;
use crate::job::{Destination, IMMEDIATE_EVENTS, OnFinished};
use crate::run_cache::Run;
use crate::side_by_side::{DescribedDivergence, SideBySide};
use timeline::TimelineBuilder;

/// Why a leader cannot be the single one.
const NO_SUCH_LEADER: &str = "Only a leader present from the start can be the single leader.";

impl Player {
    pub(super) fn act_on_branches(&mut self, action: BranchAction) {
        match action {
            BranchAction::Fork { tail } => self.fork(tail),
            BranchAction::Switch(id) => self.switch(id),
            BranchAction::Rename(id, name) => self.rename(id, &name),
            BranchAction::Remove(id) => self.remove(id),
            BranchAction::Compare(id) => self.compare(id),
            BranchAction::TryPolicy(row) => self.try_policy(row),
            BranchAction::TrySingleLeader { leader, failover } => self.try_single_leader(leader, failover),
            BranchAction::Try { name, scenario } => self.try_run(*scenario, &name),
        }
    }

    /// The branch shown side by side with the current one.
    #[must_use]
    pub fn compared_branch(&self) -> Option<&Branch> {
        self.workspace.branches.get(self.shown.compared()?)
    }

    /// Where the compared run diverges from the current one; `None` if there is none, or they are identical.
    #[must_use]
    pub fn divergence(&self) -> Option<DivergencePoint> {
        self.shown.beside.as_ref()?.divergence
    }

    /// The divergence in words: the first event that differs, in each run.
    #[must_use]
    pub fn describe_divergence(&self) -> Option<DescribedDivergence> {
        let beside = self.shown.beside.as_ref()?;
        let DivergencePoint { at, number } = beside.divergence?;
        let here = EventInRun { timeline: self.timeline(), world: self.shown.frame.world(), number };
        let there = EventInRun { timeline: &beside.run.timeline, world: beside.frame.world(), number };
        let [current, compared] = describe_difference(here, there, at);
        Some(DescribedDivergence { at, current, compared })
    }

    /// A player that shows the compared branch at the same instant.
    #[must_use]
    pub fn compared_player(&self) -> Option<Self> {
        let beside = self.shown.beside.as_ref()?;
        let workspace = Workspace { branches: beside.branches.clone(), ..self.workspace.clone() };
        let shown = Shown {
            run: beside.run.clone(),
            cache: self.shown.cache.clone(),
            frame: beside.frame.clone(),
            beside: None,
        };
        let background = Background { job: None, policies: self.background.policies.clone() };
        let focus = self.focus.in_other_run();
        let playhead = self.playhead.clone();
        Some(Self { workspace, shown, playhead, focus, notice: Notice::default(), background })
    }

    /// The frame at the end of a branch's run; `None` if the run is not computed.
    #[must_use]
    pub fn end_frame_of(&self, branch: &Branch) -> Option<&Rc<Frame>> {
        self.shown.cache.get(&branch.scenario).map(|run| run.end())
    }

    pub(super) fn fork(&mut self, tail: ForkTail) {
        let scenario = match tail {
            ForkTail::Keep => self.scenario().clone(),
            ForkTail::Drop => Rc::new(self.scenario_up_to_playhead()),
        };
        self.fork_with(scenario, self.playhead.at, None, None);
    }

    /// Shows another scenario as a branch forked at an instant, optionally side by side with another branch.
    fn fork_with(
        &mut self,
        scenario: Rc<Scenario>,
        from: Micros,
        name: Option<&str>,
        beside: Option<BranchId>,
    ) {
        if self.workspace.branches.is_full() {
            let sentence = format!("There are {MAX_BRANCHES} branches already. Remove one to fork another.");
            self.notice.show(sentence);
            return;
        }
        let branches = Rc::new(self.workspace.branches.forked(from, scenario, name));
        let then = OnFinished { seek: Some(Destination::At(self.playhead.at)), ..OnFinished::default() };
        self.record_edit(branches, EditKind::Fork(from), false, beside.or(self.shown.compared()), then);
    }

    /// The scenario up to the playhead, with the workload converted to commands.
    fn scenario_up_to_playhead(&self) -> Scenario {
        let mut scenario = self.scenario().with_expanded_workload();
        scenario.commands.retain(|scheduled| scheduled.at <= self.playhead.at);
        scenario
    }

    pub(super) fn switch(&mut self, id: BranchId) {
        if let Some(branches) = self.workspace.branches.switched(id) {
            let shown = self.workspace.branches.current().id;
            // Switching to the compared branch swaps the two.
            let beside = self.shown.compared().map(|beside| if beside == id { shown } else { beside });
            self.start_job(Rc::new(branches), self.workspace.history.clone(), beside, OnFinished::default());
        }
    }

    pub(super) fn rename(&mut self, id: BranchId, name: &str) {
        let renamed =
            self.workspace.branches.renamed(id, name).filter(|renamed| *renamed != *self.workspace.branches);
        if let Some(branches) = renamed {
            self.record_edit(
                Rc::new(branches),
                EditKind::RenameBranch,
                false,
                self.shown.compared(),
                OnFinished::default(),
            );
        }
    }

    pub(super) fn remove(&mut self, id: BranchId) {
        let Some(name) = self.workspace.branches.get(id).map(|branch| branch.name.clone()) else {
            return;
        };
        if let Some(branches) = self.workspace.branches.without(id) {
            let edit = EditKind::RemoveBranch(name);
            self.record_edit(Rc::new(branches), edit, false, self.shown.compared(), OnFinished::default());
        }
    }

    pub(super) fn compare(&mut self, id: Option<BranchId>) {
        self.start_job(
            self.workspace.branches.clone(),
            self.workspace.history.clone(),
            id,
            OnFinished::default(),
        );
    }

    /// Computes the short runs of the other branches, for their thumbnails. Long runs are computed when they are
    /// shown.
    pub(super) fn compute_short_runs(&mut self, branches: &Branches) {
        for branch in branches.all().iter().filter(|branch| branch.id != branches.current().id) {
            if waits_for_scripts(&branch.scenario) {
                continue;
            }
            let mut builder = TimelineBuilder::new(&branch.scenario);
            if !builder.advance(IMMEDIATE_EVENTS) {
                let run = Run::new(branch.scenario.clone(), Rc::new(builder.finish()));
                Rc::make_mut(&mut self.shown.cache).add(run);
            }
        }
    }

    pub(super) fn compare_policies(&mut self, enabled: bool) {
        self.background.policies = enabled.then(|| Rc::new(self.new_policy_comparison()));
        self.continue_run(IMMEDIATE_EVENTS);
    }

    /// A comparison for the current run, with only its own row computed.
    pub(super) fn new_policy_comparison(&self) -> PolicyComparison {
        PolicyComparison::new(self.scenario().clone(), self.timeline())
    }

    /// Continues the most important job: the run of an edit first, then the policy comparison.
    pub(super) fn continue_run(&mut self, events: usize) {
        match (&self.background.job, &mut self.background.policies) {
            (Some(_), _) => self.advance_job(events),
            (None, Some(table)) => Rc::make_mut(table).advance(events),
            (None, None) => {}
        }
    }

    /// Shows the run under another policy side by side with this one.
    pub(super) fn try_policy(&mut self, row: usize) {
        let table = self.background.policies.take();
        let table = table.unwrap_or_else(|| Rc::new(self.new_policy_comparison()));
        if let Some(row) = table.rows().get(row).filter(|row| !row.is_current) {
            self.try_run(table.scenario_of(row), &row.name);
        }
    }

    /// Shows the single-leader baseline in a branch of its own, beside the current run.
    fn try_single_leader(&mut self, leader: Option<LeaderId>, failover: Option<Micros>) {
        let leaders = &self.scenario().leaders;
        let Some(spec) = leaders.iter().find(|spec| leader.is_none_or(|id| id == spec.id)) else {
            self.notice.show(NO_SUCH_LEADER);
            return;
        };
        let name = match failover {
            None => format!("Single leader {}", spec.name()),
            Some(after) => format!("Single leader {}, failover after {after}", spec.name()),
        };
        let baseline = self.scenario().with_single_leader(spec.id, failover);
        self.try_run(baseline, &name);
    }

    /// Shows another run in a branch of its own, beside the current one.
    fn try_run(&mut self, scenario: Scenario, name: &str) {
        let current = self.workspace.branches.current().id;
        self.fork_with(Rc::new(scenario), Micros::ZERO, Some(name), Some(current));
    }

    /// Shows a branch side by side with the current one, if its run is computed.
    pub(super) fn show_beside(&mut self, id: Option<BranchId>) {
        self.shown.beside = id.and_then(|id| {
            let branches: Branches = self.workspace.branches.switched(id)?;
            let run = self.shown.cache.get(&branches.current().scenario)?.clone();
            Some(Rc::new(SideBySide::new(Rc::new(branches), run, self.timeline(), self.playhead.at)))
        });
        let in_use: Vec<_> =
            self.compared_branch().into_iter().chain([self.workspace.branches.current()]).collect();
        let in_use: Vec<_> = in_use.into_iter().map(|branch| branch.scenario.clone()).collect();
        let branches = self.workspace.branches.clone();
        Rc::make_mut(&mut self.shown.cache).tidy(&branches, &in_use);
    }
}
