//! Edits: each makes a new scenario and starts computing its run.

use std::cmp::Ordering;
use std::rc::Rc;

use analysis::command_behind;
use explain::message_effect;
use replication::{
    ClientId, Command, DeliveryOverride, LeaderId, Message, MessageOverride, Micros, OptionKind, Place,
    Record, ScheduledCommand, Topology, Workload,
};
use scenario::{Scenario, ScenarioError};

use super::{Frame, Player};
use crate::action::{EditAction, JobAction, Selection};
use crate::branches::{Branch, BranchId, Branches};
use crate::history::{EditKind, History};
use crate::initial_members::with_initial_members;
use crate::job::{Destination, IMMEDIATE_EVENTS, Job, OnFinished};
use crate::suggestions::without_tombstone_lifetime;
use crate::suited::{suited_policy, with_converted_requests};
use timeline::TimelineBuilder;

/// Why commands cannot be added at the event limit.
const RUN_IS_FULL: &str =
    "Stopped at the event limit. Go back in time, or undo the edit that made the run too long.";

/// Why a message cannot be overridden.
const NO_SUCH_MESSAGE: &str = "This message is no longer part of the run.";

/// Why a command cannot be removed or moved.
const NO_SUCH_COMMAND: &str = "That command is no longer in the scenario.";

/// Why an event cannot be moved.
const NO_COMMAND_BEHIND: &str =
    "Only the event of a command can be moved in time; this one was caused by other events.";

/// Why no request is converted.
const NOTHING_TO_CONVERT: &str =
    "These requests cannot be converted: this policy has no matching operations.";

/// Whether a command overrides exactly this message.
fn overrides(command: &Command, message: Message) -> bool {
    matches!(command, Command::OverrideMessage(turn) if *turn == MessageOverride::exactly(message, turn.delivery))
}

impl Player {
    pub(super) fn act_on_scenario(&mut self, action: EditAction) {
        match action {
            EditAction::Issue(command) => self.issue(command),
            EditAction::IssueAll { kind, commands } => self.issue_all(kind, commands),
            EditAction::RemoveCommand(scheduled) => self.remove_command(&scheduled),
            EditAction::RemoveSelected => self.remove_selected(),
            EditAction::MoveCommand { scheduled, to } => self.move_command(&scheduled, to),
            EditAction::MoveEvent { number, to } => self.move_event(number, to),
            EditAction::DrainOnLeave(leader) => self.drain_on_leave(leader),
            EditAction::KeepTombstones => {
                let policy = without_tombstone_lifetime(self.frame().policy());
                self.configure(Command::Policy(policy), false);
            }
            EditAction::ChoosePolicy(policy) => {
                let suited = suited_policy(self.scenario(), &policy);
                self.change(self.choose(Command::Policy(suited)));
            }
            EditAction::ChooseTopology(topology) => {
                let with_links = with_current_links(&topology, self.frame());
                self.change(self.choose(Command::Topology(with_links)));
            }
            EditAction::ConvertRequests => self.convert_requests(),
            EditAction::Configure { command, ongoing } => self.configure(command, ongoing),
            EditAction::OverrideMessage { message, delivery } => self.override_message(message, delivery),
            EditAction::PlaceClient { client, place, ongoing } => self.place_client(client, place, ongoing),
            EditAction::SetRequests { client, requests } => {
                self.change_setup(EditKind::SetRequests(client), |it| it.set_requests(client, requests));
            }
            EditAction::SetServiceTimes { leader, service } => {
                let kind = EditKind::SetServiceTimes(leader);
                self.change_setup(kind, |it| it.set_service_times(leader, service));
            }
            EditAction::SetWorkload(workload) => self.set_workload(workload.map(|workload| *workload)),
            EditAction::ExpandWorkload => self.expand_workload(),
            EditAction::Replace(scenario) => {
                self.edit(*scenario, EditKind::Replace, false, OnFinished::default())
            }
            EditAction::SetSeed(seed) => self.set_seed(seed),
            EditAction::Redraw(from) => self.redraw(from),
            EditAction::RemoveRedraw(place) => self.remove_redraw(place),
            EditAction::SetTitle(title) => self.set_title(title),
            EditAction::SetAbout(about) => self.set_about(about),
            EditAction::SetInvariants(invariants) => self.set_invariants(invariants),
            EditAction::Undo => self.move_in_history(History::undo),
            EditAction::Redo => self.move_in_history(History::redo),
        }
    }

    pub(super) fn act_on_job(&mut self, action: JobAction) {
        match action {
            JobAction::ContinueRun { events } => self.continue_run(events),
            JobAction::CancelRun => self.cancel_run(),
            JobAction::ComparePolicies(enabled) => self.compare_policies(enabled),
        }
    }

    /// Adds a command at the playhead. Before anything has happened, leaders join and leave from the beginning.
    pub(super) fn issue(&mut self, command: Command) {
        let kind = match &command {
            // Computed now: once the override applies, the world no longer shows what it changed.
            Command::OverrideMessage(intervention) => {
                let effect = message_effect(self.frame().world(), intervention);
                EditKind::OverrideMessage(intervention.link, intervention.dot, effect)
            }
            _ => EditKind::command(command.clone()),
        };
        let is_beginning = self.playhead.at == Micros::ZERO && self.timeline().count_at(Micros::ZERO) == 0;
        match is_beginning.then(|| with_initial_members(self.scenario(), &command)).flatten() {
            Some(scenario) => self.edit(scenario, kind, false, OnFinished::default()),
            None => self.issue_all(kind, vec![command]),
        }
    }

    /// Adds commands at the playhead, as one edit. If events have happened at this instant, the commands go 1 µs later:
    /// the user acts on what they see, and commands are applied first within an instant.
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
        let then = OnFinished { seek: Some(Destination::At(at)), play_on: true, ..OnFinished::default() };
        self.edit(scenario, kind, false, then);
    }

    /// Removes a command from the scenario.
    pub(super) fn remove_command(&mut self, scheduled: &ScheduledCommand) {
        let kind = EditKind::RemoveCommand(Box::new(scheduled.command.clone()));
        self.replace_command(scheduled, kind, |_| {});
    }

    /// Moves a command to another instant.
    pub(super) fn move_command(&mut self, scheduled: &ScheduledCommand, to: Micros) {
        let insert = |scenario: &mut Scenario| scenario.insert_command(to, scheduled.command.clone());
        let kind = EditKind::MoveCommand(Box::new(scheduled.command.clone()), to);
        self.replace_command(scheduled, kind, insert);
    }

    /// Moves the command behind an event to another instant, and goes there. One that the workload generates is not in
    /// the scenario.
    fn move_event(&mut self, number: usize, to: Micros) {
        let command = command_behind(self.timeline(), number).cloned();
        match command.filter(|command| self.scenario().commands.contains(command)) {
            Some(command) => {
                self.move_command(&command, to);
                self.go_to(Destination::At(to));
                self.select_event_of(&ScheduledCommand { at: to, ..command });
            }
            None => self.notice.show_until_next_action(NO_COMMAND_BEHIND),
        }
    }

    /// Selects the event that a command made happen, unless the run is still being computed.
    fn select_event_of(&mut self, command: &ScheduledCommand) {
        let timeline = self.timeline().clone();
        let of_instant = timeline.count_at(command.at - Micros(1))..timeline.count_at(command.at);
        let mut of_instant = of_instant.filter(|number| command_behind(&timeline, *number) == Some(command));
        if let Some(number) = of_instant.next() {
            self.select(Selection::Event(number));
        }
    }

    /// Makes a leader drain before it leaves, where the scenario says that it leaves.
    fn drain_on_leave(&mut self, leader: LeaderId) {
        let leaves = |scheduled: &&ScheduledCommand| matches!(scheduled.command, Command::Leave { leader: id, drain: false } if id == leader);
        let Some(scheduled) = self.scenario().commands.iter().find(leaves).cloned() else {
            self.notice.show(NO_SUCH_COMMAND);
            return;
        };
        let drain = Command::Leave { leader, drain: true };
        let kind = EditKind::command(drain.clone());
        self.replace_command(&scheduled, kind, |scenario| scenario.insert_command(scheduled.at, drain));
    }

    /// Removes a command, then edits the scenario further.
    fn replace_command(
        &mut self,
        scheduled: &ScheduledCommand,
        kind: EditKind,
        finish_edit: impl FnOnce(&mut Scenario),
    ) {
        let mut scenario = (**self.scenario()).clone();
        let Some(index) = scenario.commands.iter().position(|command| command == scheduled) else {
            self.notice.show(NO_SUCH_COMMAND);
            return;
        };
        scenario.commands.remove(index);
        finish_edit(&mut scenario);
        self.edit(scenario, kind, false, OnFinished::default());
    }

    /// Applies a command to the setup. One that only makes sense at an instant is added at the playhead instead.
    pub(super) fn configure(&mut self, command: Command, ongoing: bool) {
        let kind = EditKind::command(command.clone());
        let mut scenario = (**self.scenario()).clone();
        match scenario.apply_to_setup(command) {
            Ok(()) => self.edit(scenario, kind, ongoing, OnFinished::default()),
            Err(momentary) => self.issue(*momentary),
        }
    }

    /// Places a client. A drag that ends where it last was still ends.
    fn place_client(&mut self, client: ClientId, place: Option<Place>, ongoing: bool) {
        let kind = EditKind::PlaceClient(client);
        let mut scenario = (**self.scenario()).clone();
        scenario.place_client(client, place);
        if scenario != **self.scenario() || self.workspace.history.continues(&kind) {
            self.edit(scenario, kind, ongoing, OnFinished::default());
        }
    }

    /// Changes what holds for the whole run, unless that leaves the scenario as it is.
    fn change_setup(&mut self, kind: EditKind, change: impl FnOnce(&mut Scenario)) {
        let mut scenario = (**self.scenario()).clone();
        change(&mut scenario);
        if scenario != **self.scenario() {
            self.edit(scenario, kind, false, OnFinished::default());
        }
    }

    /// Overrides the delivery of a message right after it is sent, or resets it.
    pub(super) fn override_message(&mut self, message: Message, delivery: Option<DeliveryOverride>) {
        let Some(starts_at) = self.timeline().message_span(message).map(|span| span.starts_at) else {
            self.notice.show(NO_SUCH_MESSAGE);
            return;
        };
        let at = starts_at + Micros(1);
        let mut scenario = (**self.scenario()).clone();
        scenario.commands.retain(|scheduled| !(scheduled.at == at && overrides(&scheduled.command, message)));
        let mut kind = EditKind::ResetMessage(message.link, message.dot);
        if let Some(delivery) = delivery {
            let intervention = MessageOverride::exactly(message, delivery);
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
        let expanded = self.scenario().with_expanded_workload();
        self.edit(expanded, EditKind::ExpandWorkload, false, OnFinished::default());
    }

    /// Converts the requests that the policy refuses because of their kind.
    fn convert_requests(&mut self) {
        match with_converted_requests(self.timeline(), self.scenario()) {
            Some(scenario) => {
                self.edit(scenario, EditKind::ConvertRequests, false, OnFinished::default());
            }
            None => self.notice.show(NOTHING_TO_CONVERT),
        }
    }

    fn set_seed(&mut self, seed: u64) {
        if seed != self.scenario().seed {
            let scenario = Scenario { seed, ..(**self.scenario()).clone() };
            self.edit(scenario, EditKind::SetSeed(seed), false, OnFinished::default());
        }
    }

    fn redraw(&mut self, from: Micros) {
        let scenario = self.scenario().redrawn_from(from, self.scenario().latest_seed().wrapping_add(1));
        self.edit(scenario, EditKind::Redraw(from), false, OnFinished::default());
    }

    fn remove_redraw(&mut self, place: usize) {
        let mut scenario = (**self.scenario()).clone();
        if place < scenario.redraws.len() {
            let removed = scenario.redraws.remove(place);
            self.edit(scenario, EditKind::RemoveRedraw(removed.from), false, OnFinished::default());
        }
    }

    fn set_title(&mut self, title: String) {
        if title != self.scenario().title {
            let scenario = Scenario { title, ..(**self.scenario()).clone() };
            self.edit(scenario, EditKind::SetTitle, false, OnFinished::default());
        }
    }

    fn set_about(&mut self, about: String) {
        if about != self.scenario().about {
            let scenario = Scenario { about, ..(**self.scenario()).clone() };
            self.edit(scenario, EditKind::SetAbout, false, OnFinished::default());
        }
    }

    fn set_invariants(&mut self, invariants: Vec<String>) {
        if invariants == self.scenario().invariants {
            return;
        }
        let kind = match invariants.len().cmp(&self.scenario().invariants.len()) {
            Ordering::Greater => EditKind::AddInvariant,
            Ordering::Equal => EditKind::ChangeInvariant,
            Ordering::Less => EditKind::RemoveInvariant,
        };
        let scenario = Scenario { invariants, ..(**self.scenario()).clone() };
        self.edit(scenario, kind, false, OnFinished::default());
    }

    /// Switches to an edited scenario, or shows what is wrong with it and keeps the old one.
    pub(super) fn edit(&mut self, scenario: Scenario, kind: EditKind, ongoing: bool, then: OnFinished) {
        if let Err(error) = scenario.check() {
            self.notice.show(error.to_string());
            return;
        }
        let branches = Rc::new(self.workspace.branches.edited(Rc::new(scenario)));
        self.record_edit(branches, kind, ongoing, self.shown.compared(), then);
    }

    /// Switches to other branches, recording the edit for undo.
    pub(super) fn record_edit(
        &mut self,
        branches: Rc<Branches>,
        kind: EditKind,
        ongoing: bool,
        beside: Option<BranchId>,
        then: OnFinished,
    ) {
        let mut history = self.workspace.history.clone();
        Rc::make_mut(&mut history).record(kind, &self.workspace.branches, &branches, ongoing);
        self.start_job(branches, history, beside, then);
    }

    pub(super) fn move_in_history(&mut self, step: fn(&mut History, &Branches) -> Option<Rc<Branches>>) {
        let mut history = self.workspace.history.clone();
        if let Some(branches) = step(Rc::make_mut(&mut history), &self.workspace.branches) {
            // Edits that were read from storage lead to scenarios that nothing has checked.
            if let Err(error) = branches.all().iter().try_for_each(|branch| self.check_unless_known(branch)) {
                self.notice.show(format!(
                    "This edit cannot be undone or redone, because its saved state is invalid: {error}."
                ));
                return;
            }
            self.start_job(branches, history, self.shown.compared(), OnFinished::default());
        }
    }

    /// Checks a branch, unless its scenario is one that is there now.
    fn check_unless_known(&self, branch: &Branch) -> Result<(), ScenarioError> {
        let mut known = self.workspace.branches.all().iter();
        match known.any(|known| Rc::ptr_eq(&known.scenario, &branch.scenario)) {
            true => Ok(()),
            false => branch.scenario.check(),
        }
    }

    /// Starts computing the missing runs of these branches. Short ones finish immediately.
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
        let missing = missing.collect();
        self.background.job = Some(Rc::new(Job {
            missing,
            finished: Vec::new(),
            branches,
            history,
            beside,
            on_finished: then,
            waits_for_scripts: false,
        }));
        self.advance_job(IMMEDIATE_EVENTS);
    }

    pub(super) fn advance_job(&mut self, events: usize) {
        let Some(mut job) = self.background.job.take() else {
            return;
        };
        match Rc::make_mut(&mut job).advance(events) {
            true => self.background.job = Some(job),
            false => self.finish_job(Rc::unwrap_or_clone(job)),
        }
    }

    pub(super) fn finish_job(&mut self, job: Job) {
        let Job { finished, branches, history, beside, on_finished: then, .. } = job;
        let was_at_end = self.playhead.at >= self.timeline().ends_at();
        let runs = Rc::make_mut(&mut self.shown.cache);
        finished.into_iter().for_each(|run| runs.add(run));
        let Some(run) = runs.get(&branches.current().scenario).cloned() else {
            return;
        };
        let event = self.selected_event();
        self.shown.run = run;
        self.restore_selection(event);
        self.workspace.branches = branches;
        self.workspace.history = history;
        if let Some(opening) = then.opening {
            self.note_opened(opening);
        }
        self.playhead.at = match then.seek {
            Some(Destination::At(at)) => at,
            Some(Destination::End) => self.ends_at(),
            // A playhead at the end of the run stays at its end.
            None if was_at_end => self.ends_at(),
            None => self.playhead.at,
        };
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
            Selection::Event(number) => self.timeline().records().get(number),
            _ => None,
        }
    }

    /// Keeps the selection after a change of run. An event may have another number there, or not happen at all.
    fn restore_selection(&mut self, event: Option<Record>) {
        let same = event.map(|event| self.timeline().find_record(&event));
        self.select(same.map_or_else(
            || self.focus.selection.clone(),
            |same| same.map_or(Selection::Nothing, Selection::Event),
        ));
    }
}

/// The topology, whose links are those of an instant if it consists of links.
fn with_current_links(topology: &Topology, frame: &Frame) -> Topology {
    let default = topology.configuration();
    let drawn = default.variant().options.iter().filter(|option| matches!(option.kind, OptionKind::Links));
    let with_links = drawn.fold(default.clone(), |configuration, option| {
        configuration.with(option, Some(frame.topology_links()))
    });
    Topology::configured(&with_links).unwrap_or_else(|_| topology.clone())
}
