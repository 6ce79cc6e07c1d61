//! What changes the scenario: each edit is a scenario beside the one before, and the run of it.

use std::rc::Rc;

use explain::message_effect;
use replication::{
    Command, DeliveryOverride, Message, MessageOverride, Micros, Record, ScheduledCommand, Workload,
};
use scenario::{Permalink, Scenario};

use super::{Frame, Player};
use crate::action::{EditAction, JobAction, Selection};
use crate::branches::{BranchId, Branches};
use crate::history::{EditKind, History};
use crate::job::{IMMEDIATE_EVENTS, Job, OnFinished};
use timeline::TimelineBuilder;

/// Why nothing can be done at the end of a run that was cut off.
const RUN_IS_FULL: &str =
    "The run stops here, at the event limit. Go back in time, or undo the edit that made it so long.";

/// What is said when the first run was given up.
const NOT_COMPUTED: &str = "The run was cancelled before it was computed. Open it again to see it.";

/// Why a message cannot be taken in hand.
const NO_SUCH_MESSAGE: &str = "This message is no longer part of the run.";

/// Why a command cannot be taken out or moved.
const NO_SUCH_COMMAND: &str = "That command is no longer in the scenario.";

/// Whether a command takes this very message in hand.
fn overrides(command: &Command, message: Message) -> bool {
    matches!(command, Command::OverrideMessage(turn) if *turn == MessageOverride::exactly(message, turn.delivery))
}

impl Player {
    pub(super) fn act_on_scenario(&mut self, action: EditAction) {
        match action {
            EditAction::Issue(command) => self.issue(command),
            EditAction::IssueAll { kind, commands } => self.issue_all(kind, commands),
            EditAction::RemoveCommand(timed) => self.remove_command(&timed),
            EditAction::MoveCommand { scheduled: timed, to } => self.move_command(&timed, to),
            EditAction::Configure { command, ongoing } => self.configure(command, ongoing),
            EditAction::OverrideMessage { message, delivery: then } => self.override_message(message, then),
            EditAction::SetWorkload(workload) => self.set_workload(workload.map(|workload| *workload)),
            EditAction::ExpandWorkload => self.expand_workload(),
            EditAction::Undo => self.move_in_history(History::undo),
            EditAction::Redo => self.move_in_history(History::redo),
        }
    }

    pub(super) fn act_on_job(&mut self, action: JobAction) {
        match action {
            JobAction::Open(permalink) => self.open(*permalink),
            JobAction::ContinueRun { events } => self.continue_run(events),
            JobAction::CancelRun => self.cancel_run(),
            JobAction::ComparePolicies(wanted) => self.compare_policies(wanted),
        }
    }

    /// Puts a command in at the playhead.
    pub(super) fn issue(&mut self, command: Command) {
        let kind = match &command {
            // Once it is in force, the world no longer shows what it changed.
            Command::OverrideMessage(intervention) => {
                let effect = message_effect(self.frame().world(), intervention);
                EditKind::OverrideMessage(intervention.link, intervention.dot, effect)
            }
            _ => EditKind::command(command.clone()),
        };
        self.issue_all(kind, vec![command]);
    }

    /// Puts commands in at the playhead, as one edit. Where something has happened at this very instant, they
    /// come just after: a person acts on what they see, and commands come first of their instant.
    pub(super) fn issue_all(&mut self, kind: EditKind, commands: Vec<Command>) {
        let happened = self.timeline().count_at(self.playhead.at)
            > self.timeline().count_at(self.playhead.at - Micros(1));
        let at = if happened { self.playhead.at + Micros(1) } else { self.playhead.at };
        if self.timeline().is_halted() && at >= self.timeline().ends_at() {
            self.notice.show(RUN_IS_FULL);
            return;
        }
        let mut scenario = (**self.scenario()).clone();
        commands.into_iter().for_each(|command| scenario.insert_command(at, command));
        let then = OnFinished { seek: Some(at), play_on: true, ..OnFinished::default() };
        self.edit(scenario, kind, false, then);
    }

    /// Takes a command out of the run.
    pub(super) fn remove_command(&mut self, timed: &ScheduledCommand) {
        let kind = EditKind::RemoveCommand(Box::new(timed.command.clone()));
        self.replace_command(timed, kind, |_| {});
    }

    /// Has a command come at another instant.
    pub(super) fn move_command(&mut self, timed: &ScheduledCommand, to: Micros) {
        let put_back = |scenario: &mut Scenario| scenario.insert_command(to, timed.command.clone());
        let kind = EditKind::MoveCommand(Box::new(timed.command.clone()), to);
        self.replace_command(timed, kind, put_back);
    }

    /// Takes a command out, and does something else to the scenario.
    fn replace_command(
        &mut self,
        timed: &ScheduledCommand,
        kind: EditKind,
        then: impl FnOnce(&mut Scenario),
    ) {
        let mut scenario = (**self.scenario()).clone();
        let Some(place) = scenario.commands.iter().position(|there| there == timed) else {
            self.notice.show(NO_SUCH_COMMAND);
            return;
        };
        scenario.commands.remove(place);
        then(&mut scenario);
        self.edit(scenario, kind, false, OnFinished::default());
    }

    /// Makes a command part of the beginning. One that only makes sense at an instant is put in at the
    /// playhead instead.
    pub(super) fn configure(&mut self, command: Command, ongoing: bool) {
        let kind = EditKind::command(command.clone());
        let mut scenario = (**self.scenario()).clone();
        match scenario.apply_to_setup(command) {
            Ok(()) => self.edit(scenario, kind, ongoing, OnFinished::default()),
            Err(momentary) => self.issue(*momentary),
        }
    }

    /// Takes a message in hand as soon as it has set out.
    pub(super) fn override_message(&mut self, message: Message, then: Option<DeliveryOverride>) {
        let Some(since) = self.timeline().message_span(message).map(|flight| flight.starts_at) else {
            self.notice.show(NO_SUCH_MESSAGE);
            return;
        };
        let at = since + Micros(1);
        let mut scenario = (**self.scenario()).clone();
        scenario.commands.retain(|timed| !(timed.at == at && overrides(&timed.command, message)));
        let mut kind = EditKind::ResetMessage(message.link, message.dot);
        if let Some(then) = then {
            let intervention = MessageOverride::exactly(message, then);
            let effect = message_effect(self.timeline().run_at(at, None).world(), &intervention);
            kind = EditKind::OverrideMessage(message.link, message.dot, effect);
            scenario.insert_command(at, Command::OverrideMessage(intervention));
        }
        self.edit(scenario, kind, false, OnFinished::default());
    }

    pub(super) fn set_workload(&mut self, workload: Option<Workload>) {
        let kind = match (&self.scenario().workload, &workload) {
            (None, _) => EditKind::AddWorkload,
            (Some(_), None) => EditKind::RemoveWorkload,
            (Some(_), Some(_)) => EditKind::ChangeWorkload,
        };
        let scenario = Scenario { workload, ..(**self.scenario()).clone() };
        self.edit(scenario, kind, false, OnFinished::default());
    }

    pub(super) fn expand_workload(&mut self) {
        let written = self.scenario().with_expanded_workload();
        self.edit(written, EditKind::ExpandWorkload, false, OnFinished::default());
    }

    /// Takes up an edited scenario, or says what is wrong with it and keeps the old one.
    pub(super) fn edit(&mut self, scenario: Scenario, kind: EditKind, ongoing: bool, then: OnFinished) {
        if let Err(error) = scenario.check() {
            self.notice.show(error.to_string());
            return;
        }
        let branches = Rc::new(self.workspace.branches.edited(Rc::new(scenario)));
        self.record_edit(branches, kind, ongoing, self.shown.compared(), then);
    }

    /// Takes up other branches, so that undo leads back to these.
    pub(super) fn record_edit(
        &mut self,
        branches: Rc<Branches>,
        kind: EditKind,
        ongoing: bool,
        beside: Option<BranchId>,
        then: OnFinished,
    ) {
        let mut history = self.workspace.history.clone();
        Rc::make_mut(&mut history).record(kind, self.workspace.branches.clone(), &branches, ongoing);
        self.start_job(branches, history, beside, then);
    }

    pub(super) fn move_in_history(&mut self, go: fn(&mut History, &Branches) -> Option<Rc<Branches>>) {
        let mut history = self.workspace.history.clone();
        if let Some(branches) = go(Rc::make_mut(&mut history), &self.workspace.branches) {
            self.start_job(branches, history, self.shown.compared(), OnFinished::default());
        }
    }

    /// Begins to compute what runs are missing to show these branches. Short ones are done at once.
    pub(super) fn start_job(
        &mut self,
        branches: Rc<Branches>,
        history: Rc<History>,
        beside: Option<BranchId>,
        then: OnFinished,
    ) {
        let beside = beside.filter(|id| *id != branches.current().id);
        let other = beside.and_then(|id| branches.get(id));
        let beside = other.map(|branch| branch.id);
        let needed = other.into_iter().chain([branches.current()]).map(|branch| branch.scenario.clone());
        let missing = needed.filter(|scenario| self.shown.cache.get(scenario).is_none());
        let missing =
            missing.map(|scenario| (scenario.clone(), TimelineBuilder::after(self.timeline(), &scenario)));
        let (missing, made) = (missing.collect(), Vec::new());
        self.background.job = Some(Rc::new(Job {
            missing,
            finished: made,
            branches,
            history,
            beside,
            on_finished: then,
            waits_for_scripts: false,
        }));
        self.advance_job(IMMEDIATE_EVENTS);
    }

    pub(super) fn advance_job(&mut self, events: usize) {
        let Some(mut work) = self.background.job.take() else {
            return;
        };
        match Rc::make_mut(&mut work).advance(events) {
            true => self.background.job = Some(work),
            false => self.finish_job(Rc::unwrap_or_clone(work)),
        }
    }

    /// Leaves everything as it was before the edit.
    pub(super) fn cancel_run(&mut self) {
        let work = self.background.job.take();
        if work.is_some_and(|work| work.on_finished.opens) && self.workspace.history.is_empty() {
            self.notice.show(NOT_COMPUTED);
        }
    }

    pub(super) fn finish_job(&mut self, work: Job) {
        let Job { finished: made, branches, history, beside, on_finished: then, .. } = work;
        let was_at_end = self.playhead.at >= self.timeline().ends_at();
        let runs = Rc::make_mut(&mut self.shown.cache);
        made.into_iter().for_each(|run| runs.add(run));
        let Some(run) = runs.get(&branches.current().scenario).cloned() else {
            return;
        };
        let event = self.selected_event();
        self.shown.run = run;
        self.restore_selection(event);
        self.workspace.branches = branches;
        self.workspace.history = history;
        // Who looks at the end of a run goes on looking at its end.
        if was_at_end {
            self.playhead.at = self.timeline().ends_at();
        }
        if then.opens {
            self.workspace.opened = self.scenario().clone();
            self.check_fingerprint(then.expected);
        }
        self.playhead.at = then.seek.unwrap_or(self.playhead.at);
        self.shown.frame = Rc::new(Frame::new(self.timeline(), self.playhead.at, None));
        self.show_beside(beside);
        if self.background.policies.as_ref().is_some_and(|table| !table.compares(self.scenario())) {
            self.background.policies = Some(Rc::new(self.new_policy_comparison()));
        }
        self.find_play_until();
        if then.play_on {
            self.playhead.playback.playing |= std::mem::take(&mut self.playhead.follows_end);
        }
    }

    fn selected_event(&self) -> Option<Record> {
        match self.focus.selection {
            Selection::Event(number) => self.timeline().records().get(number).cloned(),
            _ => None,
        }
    }

    /// Selects the same in another run. An event goes by another number there, if it happens at all.
    fn restore_selection(&mut self, event: Option<Record>) {
        let same = event.map(|event| self.timeline().find_record(&event));
        self.select(same.map_or_else(
            || self.focus.selection.clone(),
            |same| same.map_or(Selection::Nothing, Selection::Event),
        ));
    }

    /// Opens another run; the one before can be had back by undo.
    pub(super) fn open(&mut self, permalink: Permalink) {
        // What is being computed is not lost: undo leads back to it.
        self.advance_job(usize::MAX);
        if self.background.job.is_some() {
            self.notice.show(super::STILL_COMPUTING);
            return;
        }
        let Permalink { scenario, at, fingerprint } = permalink;
        let kind = EditKind::Open(scenario.title.as_str().into());
        self.select(Selection::Nothing);
        self.notice.dismiss();
        self.pause();
        let then = OnFinished { seek: Some(at), opens: true, expected: fingerprint, ..OnFinished::default() };
        match scenario.check() {
            Ok(()) => self.record_edit(Rc::new(Branches::single(Rc::new(scenario))), kind, false, None, then),
            Err(error) => self.notice.show(error.to_string()),
        }
    }

    /// Says so if the run comes to another fingerprint than it should.
    fn check_fingerprint(&mut self, expected: Option<replication::Fingerprint>) {
        let here = self.timeline().fingerprint();
        if let Some(there) = expected.filter(|there| *there != here) {
            let sentence = format!(
                "This run differs from the one that was shared: its fingerprint is {here}, but the link says {there}."
            );
            self.notice.show(sentence);
        }
    }
}
