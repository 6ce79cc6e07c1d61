//! The player: a scenario, where the playhead stands in it, and what each action makes of both.

mod branching;
mod editing;
mod playing;

use std::rc::Rc;

use analysis::{Causality, PolicyComparison};
use replication::{
    ClientId, Clock, Command, Dot, Leader, LeaderId, Micros, Offset, Place, Policy, Topology, World,
};
use scenario::{Permalink, Scenario};
use timeline::{BuildProgress, Timeline};

use crate::action::{Action, EditAction, Scope, Selection, ViewAction};
use crate::branches::Branches;
use crate::frame::Frame;
use crate::history::{Edit, History};
use crate::job::{Afterwards, Work};
use crate::playback::Playback;
use crate::run_cache::{Run, Runs};
use crate::side_by_side::Beside;

/// Why nothing can be edited while a run is being computed.
const STILL_COMPUTING: &str = "The run of your last edit is still being computed. Wait for it, or cancel it.";

/// One person's work. Cheap to copy: its parts are shared.
#[derive(Clone, Debug)]
pub struct Player {
    branches: Rc<Branches>,
    /// The scenario as it was opened.
    opened: Rc<Scenario>,
    /// The run of the branch that is shown.
    run: Rc<Run>,
    /// That and those of other branches.
    runs: Rc<Runs>,
    frame: Rc<Frame>,
    /// Another branch that is shown beside it.
    beside: Option<Rc<Beside>>,
    at: Micros,
    playback: Playback,
    /// Whether the run was played to its end: then what is asked for next is played too.
    follows_end: bool,
    history: Rc<History>,
    selection: Selection,
    /// What led to the selected event or message, and what follows from it.
    causality: Option<Rc<Causality>>,
    scope: Scope,
    notice: Option<Rc<str>>,
    /// Whether that is only about the last thing that was asked for, and goes with the next.
    passing: bool,
    /// An edit whose run is still being computed.
    work: Option<Rc<Work>>,
    /// The same commands under other policies, if that was asked for.
    policies: Option<Rc<PolicyComparison>>,
}

impl Player {
    /// Begins at the beginning of a scenario, paused.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let timeline = Rc::new(Timeline::new(&scenario));
        let frame = Rc::new(Frame::new(&timeline, Micros::ZERO, None));
        let scenario = Rc::new(scenario);
        let run = Run::new(scenario.clone(), timeline);
        let mut runs = Runs::default();
        runs.add(run.clone());
        Self {
            branches: Rc::new(Branches::one(scenario.clone())),
            opened: scenario,
            run,
            runs: Rc::new(runs),
            frame,
            beside: None,
            at: Micros::ZERO,
            playback: Playback::default(),
            follows_end: false,
            history: Rc::default(),
            selection: Selection::Nothing,
            causality: None,
            scope: Scope::WholeRun,
            notice: None,
            passing: false,
            work: None,
            policies: None,
        }
    }

    /// Begins where a link says, and says so if the run does not come out as it did where the link was made.
    #[must_use]
    pub fn opened(permalink: Permalink) -> Self {
        let branches = Branches::one(Rc::new(permalink.scenario.clone()));
        Self::opened_among(Rc::new(branches), permalink)
    }

    /// The same among other branches.
    pub(crate) fn opened_among(branches: Rc<Branches>, permalink: Permalink) -> Self {
        let Permalink { scenario, at, fingerprint } = permalink;
        // What there is to look at while a long run is being computed.
        let still = Scenario { commands: Vec::new(), workload: None, ..scenario };
        let mut player = Self::new(still);
        let then = Afterwards { seek: Some(at), opens: true, expected: fingerprint, ..Afterwards::default() };
        player.compute_short_ones(&branches);
        player.begin(branches, Rc::default(), None, then);
        player
    }

    /// Whether the scenario differs from the one that was opened, or others are kept beside it.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        let is_other = !Rc::ptr_eq(self.scenario(), &self.opened) && *self.scenario() != self.opened;
        is_other || self.branches.all().len() > 1
    }

    /// The scenario as it stands.
    #[must_use]
    pub fn scenario(&self) -> &Rc<Scenario> {
        &self.branches.current().scenario
    }

    /// All scenarios that are kept, and which of them is shown.
    #[must_use]
    pub fn branches(&self) -> &Rc<Branches> {
        &self.branches
    }

    /// The whole run.
    #[must_use]
    pub fn timeline(&self) -> &Rc<Timeline> {
        &self.run.timeline
    }

    /// The world at the playhead.
    #[must_use]
    pub fn frame(&self) -> &Rc<Frame> {
        &self.frame
    }

    /// The world at the end of the run.
    #[must_use]
    pub fn end(&self) -> &Rc<Frame> {
        self.run.end()
    }

    /// Where the playhead stands.
    #[must_use]
    pub fn at(&self) -> Micros {
        self.at
    }

    /// Whether and how fast the run is played.
    #[must_use]
    pub fn playback(&self) -> Playback {
        self.playback
    }

    /// When the last event happens in what is shown: here, or in the branch beside.
    #[must_use]
    pub fn ends_at(&self) -> Micros {
        let there = self.beside.as_ref().map(|beside| beside.run.timeline.ends_at());
        self.timeline().ends_at().max(there.unwrap_or_default())
    }

    /// Whether time goes by: it is played, and there is something left to see.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.playback.playing && self.at < self.ends_at()
    }

    /// Where the playhead will stand when so much more wall time has gone by, in microseconds, if it stands at
    /// an instant now. Nothing is computed by it; the next tick goes there.
    #[must_use]
    pub fn at_after(&self, at: Micros, wall_us: u64) -> Micros {
        if !self.playback.playing {
            return at;
        }
        let mut playback = self.playback;
        let end = self.ends_at();
        let until = self.playback.until.and_then(|until| until.at).map_or(end, |at| at.min(end));
        let reached = at + Micros(playback.advance(wall_us, self.rate()));
        reached.min(until.max(at))
    }

    /// How far the run of the last edit is computed, if it is not done.
    #[must_use]
    pub fn work(&self) -> Option<BuildProgress> {
        self.work.as_ref().map(|work| work.progress())
    }

    /// Whether something is still being computed: the run of the last edit, or the table of policies.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        let table = self.policies.as_ref().is_some_and(|table| table.progress().is_some());
        (self.work.is_some() || table) && !self.waits_for_scripts()
    }

    /// Whether what is to be computed next needs what runs merge code, which is not there yet. Once it is,
    /// [`crate::JobAction::ContinueRun`] goes on.
    #[must_use]
    pub fn waits_for_scripts(&self) -> bool {
        match (&self.work, &self.policies) {
            (Some(work), _) => work.waits,
            (None, Some(table)) => table.waits(),
            (None, None) => false,
        }
    }

    /// The same commands under other policies, if that was asked for.
    #[must_use]
    pub fn policies(&self) -> Option<&Rc<PolicyComparison>> {
        self.policies.as_ref()
    }

    /// What is pointed at.
    #[must_use]
    pub fn selection(&self) -> Selection {
        self.selection.clone()
    }

    /// What led to the selected event or message, and what follows from it.
    #[must_use]
    pub fn causality(&self) -> Option<&Rc<Causality>> {
        self.causality.as_ref()
    }

    /// For which part of the run choices hold.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// A sentence to show until it is dismissed.
    #[must_use]
    pub fn notice(&self) -> Option<&Rc<str>> {
        self.notice.as_ref()
    }

    /// The edit that undo would take back, and the one that redo would make again.
    #[must_use]
    pub fn edits(&self) -> (Option<&Edit>, Option<&Edit>) {
        (self.history.last(), self.history.next())
    }

    /// When a write was accepted, by its name.
    #[must_use]
    pub fn accepted_at(&self, dot: Dot) -> Option<Micros> {
        self.timeline().writes().get(&dot).map(|write| write.at)
    }

    /// The run as it is sent to someone.
    #[must_use]
    pub fn permalink(&self) -> Permalink {
        let fingerprint = Some(self.timeline().fingerprint());
        Permalink { scenario: (**self.scenario()).clone(), at: self.at, fingerprint }
    }

    /// The action that chooses a policy for the part of the run that choices hold for.
    #[must_use]
    pub fn choose_policy(&self, policy: Policy) -> Action {
        self.choose(Command::Policy(policy))
    }

    /// The action that chooses a topology for the part of the run that choices hold for.
    #[must_use]
    pub fn choose_topology(&self, topology: Topology) -> Action {
        self.choose(Command::Topology(topology))
    }

    /// The action that asks for a setting for the part of the run that choices hold for.
    #[must_use]
    pub fn choose(&self, command: Command) -> Action {
        match self.scope {
            Scope::WholeRun => EditAction::Configure { command, ongoing: false },
            Scope::FromNow => EditAction::Issue(command),
        }
        .into()
    }

    /// Whether two players differ in nothing but where the playhead stands between two events.
    #[must_use]
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.branches, &other.branches)
            && Rc::ptr_eq(&self.run, &other.run)
            && same(self.beside.as_ref(), other.beside.as_ref())
            && Rc::ptr_eq(&self.frame, &other.frame)
            && Rc::ptr_eq(&self.history, &other.history)
            && (self.playback.playing, self.playback.speed, self.playback.until)
                == (other.playback.playing, other.playback.speed, other.playback.until)
            && self.is_moving() == other.is_moving()
            && (&self.selection, self.scope) == (&other.selection, other.scope)
            && self.notice == other.notice
            && self.work() == other.work()
            && self.waits_for_scripts() == other.waits_for_scripts()
            && same(self.policies.as_ref(), other.policies.as_ref())
    }

    /// Whether nothing differs of what is set up: the branches, and the settings that hold at the playhead.
    #[must_use]
    pub fn is_set_up_as(&self, other: &Self) -> bool {
        let (here, there) = (self.frame.world(), other.frame.world());
        Rc::ptr_eq(&self.branches, &other.branches)
            && Rc::ptr_eq(&self.run, &other.run)
            && Rc::ptr_eq(&self.history, &other.history)
            && self.scope == other.scope
            && self.compared_id() == other.compared_id()
            && (&here.policy, &here.topology, &here.links) == (&there.policy, &there.topology, &there.links)
            && here.replication == there.replication
            && here.cuts == there.cuts
            && leaders_of(here).eq(leaders_of(there))
            && clients_of(here).eq(clients_of(there))
    }

    /// Does what was asked for.
    pub fn act(&mut self, action: impl Into<Action>) {
        let action = action.into();
        if !action.is_automatic() && std::mem::take(&mut self.passing) {
            self.notice = None;
        }
        if self.work.is_some() && action.edits() {
            self.notice = Some(STILL_COMPUTING.into());
            return;
        }
        match action {
            Action::Edit(action) => self.act_on_scenario(action),
            Action::Branch(action) => self.act_on_branches(action),
            Action::Playback(action) => self.act_on_playback(action),
            Action::Job(action) => self.act_on_job(action),
            Action::View(action) => self.act_on_view(action),
        }
    }

    fn act_on_view(&mut self, action: ViewAction) {
        match action {
            ViewAction::Select(selection) => self.select(selection),
            ViewAction::SetScope(scope) => self.scope = scope,
            ViewAction::Notice(sentence) => self.notice = Some(sentence.into()),
            ViewAction::Dismiss => self.notice = None,
        }
    }

    pub(crate) fn select(&mut self, selection: Selection) {
        self.causality = causality_of(self.timeline(), &selection).map(Rc::new);
        self.selection = selection;
    }
}

/// The past and future of what is selected, if that is an event or a message.
fn causality_of(timeline: &Timeline, selection: &Selection) -> Option<Causality> {
    match selection {
        Selection::Event(number) => Causality::of_event(timeline, *number),
        Selection::Message(message) => Causality::of_message(timeline, *message),
        Selection::Nothing | Selection::Leader(_) | Selection::Link(_) => None,
        Selection::Key(_) | Selection::Write(_) | Selection::Client(_) => None,
    }
}

/// Every leader with where it stands, whether it is up, and whether it still waits for its snapshot.
fn leaders_of(world: &World) -> impl Iterator<Item = (LeaderId, Option<(Place, bool)>, bool)> {
    let state = |id| world.leaders.get(id).map(|leader: &Leader| (leader.place, leader.up));
    world.roster.iter().map(move |id| (*id, state(id), world.snapshots.contains_key(id)))
}

/// Every client with where it sits, its clock, and how far that is off.
fn clients_of(world: &World) -> impl Iterator<Item = (ClientId, LeaderId, Clock, Offset)> {
    let clients = world.clients.iter();
    clients.map(|(id, client)| (*id, client.at, client.clock, client.clock.offset_at(world.now)))
}

/// Whether both are the same object, or there is neither.
fn same<T>(one: Option<&Rc<T>>, other: Option<&Rc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}
