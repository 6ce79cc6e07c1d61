//! The player: the state of one user's work, and how each action changes it.

mod background;
mod branching;
mod changing;
mod editing;
mod focus;
mod idle;
mod notice;
mod opening;
mod playhead;
mod playing;
mod removing;
mod saving;
mod shown;
mod workspace;

use std::rc::Rc;

use analysis::{Causality, PolicyComparison, same_configuration};
use replication::{Command, Micros, Policy, Topology, World};
use scenario::{Permalink, Scenario};
use timeline::{BuildProgress, Timeline};

use crate::action::{Action, EditAction, Scope, Selection, ViewAction};
use crate::branches::Branches;
use crate::document::DocumentId;
use crate::frame::Frame;
use crate::history::{Edit, History, SavedHistory};
use crate::job::Job;
use crate::playback::Playback;
use crate::run_cache::Run;

use background::Background;
use focus::Focus;
use notice::Notice;
use playhead::Playhead;
use shown::Shown;
use workspace::Workspace;

/// Why edits are refused while a run is being computed.
const STILL_COMPUTING: &str = "The run of your last edit is still being computed. Wait for it, or cancel it.";

/// The state of one user's work. Cheap to clone: its parts are shared.
#[derive(Clone, Debug)]
pub struct Player {
    workspace: Workspace,
    shown: Shown,
    playhead: Playhead,
    focus: Focus,
    notice: Notice,
    background: Background,
}

impl Player {
    /// A player paused at the beginning of a scenario.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let timeline = Rc::new(Timeline::new(&scenario));
        let scenario = Rc::new(scenario);
        Self {
            workspace: Workspace::new(scenario.clone()),
            shown: Shown::new(Run::new(scenario, timeline)),
            playhead: Playhead::default(),
            focus: Focus::default(),
            notice: Notice::default(),
            background: Background::default(),
        }
    }

    /// The branches as they will be once the pending edit is computed, with the edits that led to them: what is to be
    /// stored.
    #[must_use]
    pub fn latest_branches(&self) -> &Rc<Branches> {
        self.pending_edit().map_or(&self.workspace.branches, |job| &job.branches)
    }

    pub(crate) fn latest_history(&self) -> &Rc<History> {
        self.pending_edit().map_or(&self.workspace.history, |job| &job.history)
    }

    fn pending_edit(&self) -> Option<&Job> {
        self.background.job.as_deref().filter(|job| job.on_finished.opening.is_none())
    }

    /// Whether the scenario differs from the one that was opened, or there are other branches, now or once the pending
    /// edit is computed.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        let (branches, opened) = (self.latest_branches(), &self.workspace.opened);
        let scenario = &branches.current().scenario;
        let is_other = !Rc::ptr_eq(scenario, opened) && scenario != opened;
        is_other || branches.all().len() > 1
    }

    /// How many runs were opened before this one: tells one run from the next.
    #[must_use]
    pub fn opening(&self) -> u32 {
        self.workspace.opening
    }

    /// The document that the run is stored as; none if it is not stored.
    #[must_use]
    pub fn document(&self) -> Option<&DocumentId> {
        self.workspace.document.as_ref()
    }

    /// The revision that the document was read as, and the branches that it had then; none if it has become a document
    /// since it was opened.
    #[must_use]
    pub fn as_read(&self) -> Option<(u32, &Rc<Branches>)> {
        self.workspace.read.as_ref().map(|(revision, branches)| (*revision, branches))
    }

    /// The scenario of the current branch.
    #[must_use]
    pub fn scenario(&self) -> &Rc<Scenario> {
        self.workspace.scenario()
    }

    /// All branches, and which of them is current.
    #[must_use]
    pub fn branches(&self) -> &Rc<Branches> {
        &self.workspace.branches
    }

    /// The whole run.
    #[must_use]
    pub fn timeline(&self) -> &Rc<Timeline> {
        self.shown.timeline()
    }

    /// The world at the playhead.
    #[must_use]
    pub fn frame(&self) -> &Rc<Frame> {
        &self.shown.frame
    }

    pub(crate) fn world(&self) -> &World {
        self.shown.frame.world()
    }

    /// The world at the end of the run.
    #[must_use]
    pub fn end(&self) -> &Rc<Frame> {
        self.shown.run.end()
    }

    /// The position of the playhead.
    #[must_use]
    pub fn at(&self) -> Micros {
        self.playhead.at
    }

    /// Whether and how fast the run is played.
    #[must_use]
    pub fn playback(&self) -> Playback {
        self.playhead.playback
    }

    /// The instant of the last event in the current branch or, if later, in the compared one; of what is shown if what
    /// comes later is hidden.
    #[must_use]
    pub fn ends_at(&self) -> Micros {
        let end = self.shown.ends_at();
        self.horizon().map_or(end, |horizon| horizon.min(end))
    }

    /// The instant after which nothing is shown; none if everything is.
    #[must_use]
    pub fn horizon(&self) -> Option<Micros> {
        self.playhead.horizon
    }

    /// Whether what comes after the playhead is hidden, so that nothing may be told of the run as a whole.
    #[must_use]
    pub fn hides_future(&self) -> bool {
        self.horizon().is_some()
    }

    /// Whether this instant is hidden.
    #[must_use]
    pub fn hides(&self, at: Micros) -> bool {
        self.horizon().is_some_and(|horizon| at > horizon)
    }

    /// Whether the playhead is moving: playing, and not at the end.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.playhead.playback.playing && self.playhead.at < self.ends_at()
    }

    /// Predicts where the playhead will be after this much wall time, in microseconds, if it is at `at` now. Computes
    /// nothing else; the next tick goes there.
    #[must_use]
    pub fn playhead_after(&self, at: Micros, wall_us: u64) -> Micros {
        if !self.playhead.playback.playing {
            return at;
        }
        let mut playback = self.playhead.playback;
        let end = self.ends_at();
        let until = self.playhead.playback.until.and_then(|until| until.at).map_or(end, |at| at.min(end));
        let reached = at + Micros(playback.advance(wall_us, self.rate()));
        reached.min(until.max(at))
    }

    /// The progress of the last edit's run; `None` if it is done.
    #[must_use]
    pub fn job_progress(&self) -> Option<BuildProgress> {
        self.background.progress()
    }

    /// Whether the run of the last edit or the policy comparison is being computed.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.background.is_computing()
    }

    /// Whether the next computation needs the script engine, which is not loaded yet. Once it is,
    /// [`crate::JobAction::ContinueRun`] continues.
    #[must_use]
    pub fn waits_for_scripts(&self) -> bool {
        self.background.waits_for_scripts()
    }

    /// The policy comparison, if it is open.
    #[must_use]
    pub fn policies(&self) -> Option<&Rc<PolicyComparison>> {
        self.background.policies.as_ref()
    }

    /// The selection.
    #[must_use]
    pub fn selection(&self) -> Selection {
        self.focus.selection.clone()
    }

    /// Whether the stage shows the version vectors of leaders and messages.
    #[must_use]
    pub fn shows_vectors(&self) -> bool {
        self.focus.shows_vectors
    }

    /// Whether the page shows what each client sees.
    #[must_use]
    pub fn shows_screens(&self) -> bool {
        self.focus.shows_screens
    }

    /// Whether the page shows the questions about the run.
    #[must_use]
    pub fn shows_questions(&self) -> bool {
        self.focus.shows_questions
    }

    /// The causality of the selected event or message.
    #[must_use]
    pub fn causality(&self) -> Option<&Rc<Causality>> {
        self.focus.causality.as_ref()
    }

    /// The part of the run that settings apply to.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.focus.scope
    }

    /// The notice, until it is dismissed.
    #[must_use]
    pub fn notice(&self) -> Option<&Rc<str>> {
        self.notice.sentence()
    }

    /// The edits that undo and redo would act on.
    #[must_use]
    pub fn undo_and_redo(&self) -> (Option<&Edit>, Option<&Edit>) {
        self.workspace.undo_and_redo()
    }

    /// The edits that undo and redo act on, with their names.
    pub(crate) fn saved_history(&self) -> SavedHistory {
        self.latest_history().saved(self.frame().world())
    }

    /// The run as a link.
    #[must_use]
    pub fn permalink(&self) -> Permalink {
        let fingerprint = Some(self.timeline().fingerprint());
        Permalink { at: self.playhead.at, fingerprint, ..Permalink::of((**self.scenario()).clone()) }
    }

    /// The action that sets a policy within the current scope.
    #[must_use]
    pub fn choose_policy(&self, policy: Policy) -> Action {
        self.choose(Command::Policy(policy))
    }

    /// The action that sets a topology within the current scope.
    #[must_use]
    pub fn choose_topology(&self, topology: Topology) -> Action {
        self.choose(Command::Topology(topology))
    }

    /// The action that changes a setting within the current scope.
    #[must_use]
    pub fn choose(&self, command: Command) -> Action {
        match self.focus.scope {
            Scope::WholeRun => EditAction::Configure { command, ongoing: false },
            Scope::FromNow => EditAction::Issue(command),
        }
        .into()
    }

    /// Whether two players look the same: while they are played, they may differ in the playhead's position between two
    /// events; paused, they are at one instant.
    #[must_use]
    pub fn looks_same_as(&self, other: &Self) -> bool {
        self.workspace == other.workspace
            && self.shown == other.shown
            && self.playhead == other.playhead
            && self.is_moving() == other.is_moving()
            && (self.is_moving() || self.at() == other.at())
            && self.focus == other.focus
            && self.notice == other.notice
            && self.background == other.background
    }

    /// Whether two players have the same branches, and the same settings at the playhead.
    #[must_use]
    pub fn has_same_setup_as(&self, other: &Self) -> bool {
        self.workspace == other.workspace
            && self.shown.has_same_run(&other.shown)
            && self.focus.scope == other.focus.scope
            && self.focus.shows_screens == other.focus.shows_screens
            && self.shown.compared() == other.shown.compared()
            && same_configuration(self.frame().world(), other.frame().world())
    }

    /// Performs an action.
    pub fn act(&mut self, action: impl Into<Action>) {
        let action = action.into();
        if !action.is_automatic() {
            self.notice.next_action();
        }
        if self.background.job.is_some() && action.edits() {
            self.notice.show(STILL_COMPUTING);
            return;
        }
        match action {
            Action::Playback(action) => self.act_on_playback(action),
            Action::View(action) => self.act_on_view(action),
            Action::Edit(_) | Action::Branch(_) | Action::Document(_) | Action::Job(_) => self.change(action),
        }
    }

    fn act_on_view(&mut self, action: ViewAction) {
        match action {
            ViewAction::Select(selection) => self.select(selection),
            ViewAction::SetScope(scope) => self.focus.scope = scope,
            ViewAction::ShowVectors(shows) => self.focus.shows_vectors = shows,
            ViewAction::ShowScreens(shows) => self.focus.shows_screens = shows,
            ViewAction::ToggleQuestions => self.focus.shows_questions = !self.focus.shows_questions,
            ViewAction::Notice(sentence) => self.notice.show(sentence),
            ViewAction::Dismiss => self.notice.dismiss(),
        }
    }

    pub(crate) fn select(&mut self, selection: Selection) {
        self.focus.select(&self.shown.run.timeline, selection);
    }
}
