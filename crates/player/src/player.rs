//! The player: a scenario, where the playhead stands in it, and what each action makes of both.

use std::rc::Rc;

use replication::{
    Command, Dot, Intervention, Message, Micros, Policy, Simulation, Then, Topology, Workload, World,
};
use scenario::{Permalink, Scenario};

use crate::action::{Action, Direction, Scope, Selection};
use crate::history::{Edit, History};
use crate::narration::Narration;
use crate::outcome::Outcome;
use crate::playback::Playback;
use crate::timeline::{Making, Timeline};
use crate::words::describe_command;
use crate::work::{AT_ONCE, Afterwards, Work, WorkProgress};

/// Why nothing can be done at the end of a run that was cut off.
const NOTHING_AFTER_THE_HALT: &str = "The run has as many events as a run may have and stops here, so that nothing can be done after it. Go back in time, or take back what made it so long.";

/// Why nothing can be edited while a run is being computed.
const STILL_COMPUTING: &str = "The run of your last edit is still being computed. Wait for it, or cancel it.";
/// What is said when the first run was given up.
const NOT_COMPUTED: &str = "This run was not computed. Open it again to see it.";

/// Why a message cannot be taken in hand.
const NO_LONGER_THERE: &str = "This message is not part of the run any more.";

/// The world between two events, and what to say of it. It stays the same object while nothing happens, so
/// that a page can tell by pointer that nothing is to be drawn anew.
#[derive(Clone, Debug)]
pub struct Frame {
    /// How many events have happened.
    pub count: usize,
    /// What the run has come to.
    pub outcome: Outcome,
    /// What to say of it.
    pub narration: Narration,
    run: Simulation,
}

impl Frame {
    fn new(timeline: &Timeline, at: Micros, from: Option<&Self>) -> Self {
        let run = timeline.run_at(at, from.map(|frame| (frame.count, &frame.run)));
        let count = timeline.count_at(at);
        let outcome = Outcome::new(timeline, count, run.world());
        let narration = Narration::new(timeline, count, run.world(), &outcome);
        Self { count, outcome, narration, run }
    }

    /// The world.
    #[must_use]
    pub fn world(&self) -> &World {
        self.run.world()
    }
}

/// Whether a command takes this very message in hand.
fn is_turn_of(command: &Command, message: Message) -> bool {
    matches!(command, Command::Message(turn) if *turn == Intervention::with(message, turn.then))
}

/// One person's work. Cheap to copy: its parts are shared.
#[derive(Clone, Debug)]
pub struct Player {
    scenario: Rc<Scenario>,
    /// The scenario as it was opened.
    opened: Rc<Scenario>,
    timeline: Rc<Timeline>,
    frame: Rc<Frame>,
    at: Micros,
    playback: Playback,
    /// Whether the run was played to its end: then what is asked for next is played too.
    live: bool,
    history: Rc<History>,
    selection: Selection,
    scope: Scope,
    notice: Option<Rc<str>>,
    /// An edit whose run is still being computed.
    work: Option<Rc<Work>>,
}

impl Player {
    /// Begins at the beginning of a scenario, paused.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let timeline = Rc::new(Timeline::new(&scenario));
        let frame = Rc::new(Frame::new(&timeline, Micros::ZERO, None));
        let scenario = Rc::new(scenario);
        Self {
            opened: scenario.clone(),
            scenario,
            timeline,
            frame,
            at: Micros::ZERO,
            playback: Playback::default(),
            live: false,
            history: Rc::default(),
            selection: Selection::Nothing,
            scope: Scope::WholeRun,
            notice: None,
            work: None,
        }
    }

    /// Begins where a link says, and says so if the run does not come out as it did where the link was made.
    #[must_use]
    pub fn opened(permalink: Permalink) -> Self {
        let Permalink { scenario, at, fingerprint } = permalink;
        // What there is to look at while a long run is being computed.
        let still = Scenario { commands: Vec::new(), workload: None, ..scenario.clone() };
        let mut player = Self::new(still);
        let then = Afterwards { seek: Some(at), opens: true, expected: fingerprint, ..Afterwards::default() };
        player.begin(Rc::new(scenario), Rc::default(), then);
        player
    }

    /// Whether the scenario differs from the one that was opened.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        !Rc::ptr_eq(&self.scenario, &self.opened) && self.scenario != self.opened
    }

    /// The scenario as it stands.
    #[must_use]
    pub fn scenario(&self) -> &Rc<Scenario> {
        &self.scenario
    }

    /// The whole run.
    #[must_use]
    pub fn timeline(&self) -> &Rc<Timeline> {
        &self.timeline
    }

    /// The world at the playhead.
    #[must_use]
    pub fn frame(&self) -> &Rc<Frame> {
        &self.frame
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

    /// Whether time goes by: it is played, and there is something left to see.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.playback.playing && self.at < self.timeline.ends_at()
    }

    /// How far the run of the last edit is computed, if it is not done.
    #[must_use]
    pub fn work(&self) -> Option<WorkProgress> {
        self.work.as_ref().map(|work| work.progress())
    }

    /// What is pointed at.
    #[must_use]
    pub fn selection(&self) -> Selection {
        self.selection
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
        self.timeline.writes().get(&dot).map(|write| write.at)
    }

    /// The run as it is sent to someone.
    #[must_use]
    pub fn permalink(&self) -> Permalink {
        let fingerprint = Some(self.timeline.fingerprint());
        Permalink { scenario: (*self.scenario).clone(), at: self.at, fingerprint }
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
            Scope::WholeRun => Action::Settle { command, ongoing: false },
            Scope::FromNow => Action::Act(command),
        }
    }

    /// Whether two players differ in nothing but where the playhead stands between two events.
    #[must_use]
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario)
            && Rc::ptr_eq(&self.timeline, &other.timeline)
            && Rc::ptr_eq(&self.frame, &other.frame)
            && Rc::ptr_eq(&self.history, &other.history)
            && (self.playback.playing, self.playback.speed) == (other.playback.playing, other.playback.speed)
            && self.is_moving() == other.is_moving()
            && (self.selection, self.scope) == (other.selection, other.scope)
            && self.notice == other.notice
            && self.work() == other.work()
    }

    /// Does what was asked for.
    pub fn act(&mut self, action: Action) {
        if self.work.is_some() && action.edits() {
            self.notice = Some(STILL_COMPUTING.into());
            return;
        }
        match action {
            Action::Act(command) => self.act_now(command),
            Action::Settle { command, ongoing } => self.settle(command, ongoing),
            Action::Turn { message, then } => self.turn(message, then),
            Action::Busy(workload) => self.be_busy(workload.map(|workload| *workload)),
            Action::WriteOut => self.write_out(),
            Action::Open(permalink) => self.open(*permalink),
            Action::Work { events } => self.go_on(events),
            Action::GiveUp => self.give_up(),
            Action::Undo => self.travel(History::undo),
            Action::Redo => self.travel(History::redo),
            Action::Play => self.play(),
            Action::Pause => self.pause(),
            Action::Toggle if self.is_moving() => self.pause(),
            Action::Toggle => self.play(),
            Action::Step(direction) => self.step(direction),
            Action::Hop => self.hop(),
            Action::Seek(at) => {
                self.live = false;
                self.seek(at);
            }
            Action::SetSpeed(speed) => self.playback.speed = speed,
            Action::Tick { wall_us } => self.tick(wall_us),
            Action::Select(selection) => self.selection = selection,
            Action::SetScope(scope) => self.scope = scope,
            Action::Notice(sentence) => self.notice = Some(sentence.into()),
            Action::Dismiss => self.notice = None,
        }
    }

    /// Puts a command in at the playhead. Where something has happened at this very instant, it comes just
    /// after: a person acts on what they see, and commands come first of their instant.
    fn act_now(&mut self, command: Command) {
        let happened = self.timeline.count_at(self.at) > self.timeline.count_at(self.at - Micros(1));
        let at = if happened { self.at + Micros(1) } else { self.at };
        if self.timeline.is_halted() && at >= self.timeline.ends_at() {
            self.notice = Some(NOTHING_AFTER_THE_HALT.into());
            return;
        }
        let name = describe_command(self.frame.world(), &command);
        let mut scenario = (*self.scenario).clone();
        scenario.insert(at, command);
        self.edit(
            scenario,
            name,
            false,
            Afterwards { seek: Some(at), play_on: true, ..Afterwards::default() },
        );
    }

    /// Makes a command part of the beginning. One that only makes sense at an instant is put in at the
    /// playhead instead.
    fn settle(&mut self, command: Command, ongoing: bool) {
        let name = describe_command(self.frame.world(), &command);
        let mut scenario = (*self.scenario).clone();
        match scenario.begin_with(command) {
            Ok(()) => self.edit(scenario, name, ongoing, Afterwards::default()),
            Err(momentary) => self.act_now(momentary),
        }
    }

    /// Takes a message in hand as soon as it has set out.
    fn turn(&mut self, message: Message, then: Option<Then>) {
        let Some(since) = self.timeline.flight(message).map(|flight| flight.since) else {
            self.notice = Some(NO_LONGER_THERE.into());
            return;
        };
        let at = since + Micros(1);
        let mut scenario = (*self.scenario).clone();
        scenario.commands.retain(|timed| !(timed.at == at && is_turn_of(&timed.command, message)));
        let mut name = String::from("leave a message as it was");
        if let Some(then) = then {
            let command = Command::Message(Intervention::with(message, then));
            name = describe_command(self.timeline.run_at(at, None).world(), &command);
            scenario.insert(at, command);
        }
        self.edit(scenario, name, false, Afterwards::default());
    }

    fn be_busy(&mut self, workload: Option<Workload>) {
        let name = match (&self.scenario.workload, &workload) {
            (None, _) => "begin a workload",
            (_, None) => "end the workload",
            _ => "change the workload",
        };
        let scenario = Scenario { workload, ..(*self.scenario).clone() };
        self.edit(scenario, name.into(), false, Afterwards::default());
    }

    fn write_out(&mut self) {
        let written = self.scenario.written_out();
        self.edit(written, "write the workload out".into(), false, Afterwards::default());
    }

    /// Takes up an edited scenario, or says what is wrong with it and keeps the old one.
    fn edit(&mut self, scenario: Scenario, name: String, ongoing: bool, then: Afterwards) {
        if let Err(error) = scenario.check() {
            self.notice = Some(error.to_string().into());
            return;
        }
        let mut history = self.history.clone();
        Rc::make_mut(&mut history).note(name, self.scenario.clone(), ongoing);
        self.begin(Rc::new(scenario), history, then);
    }

    fn travel(&mut self, go: fn(&mut History, Rc<Scenario>) -> Option<Rc<Scenario>>) {
        let mut history = self.history.clone();
        if let Some(scenario) = go(Rc::make_mut(&mut history), self.scenario.clone()) {
            self.begin(scenario, history, Afterwards::default());
        }
    }

    /// Begins to compute the run of a scenario. A short one is done at once.
    fn begin(&mut self, scenario: Rc<Scenario>, history: Rc<History>, then: Afterwards) {
        let making = Making::after(&self.timeline, &scenario);
        self.work = Some(Rc::new(Work { making, scenario, history, then }));
        self.go_on(AT_ONCE);
    }

    fn go_on(&mut self, events: usize) {
        let Some(mut work) = self.work.take() else {
            return;
        };
        match Rc::make_mut(&mut work).making.go_on(events) {
            true => self.work = Some(work),
            false => self.take_up(Rc::unwrap_or_clone(work)),
        }
    }

    /// Leaves everything as it was before the edit.
    fn give_up(&mut self) {
        let work = self.work.take();
        if work.is_some_and(|work| work.then.opens) && self.history.is_empty() {
            self.notice = Some(NOT_COMPUTED.into());
        }
    }

    fn take_up(&mut self, work: Work) {
        let Work { making, scenario, history, then } = work;
        let was_at_end = self.at >= self.timeline.ends_at();
        self.timeline = Rc::new(making.finish());
        self.scenario = scenario;
        self.history = history;
        // Who looks at the end of a run goes on looking at its end.
        if was_at_end {
            self.at = self.timeline.ends_at();
        }
        if then.opens {
            self.opened = self.scenario.clone();
            self.compare(then.expected);
        }
        self.at = then.seek.unwrap_or(self.at);
        self.frame = Rc::new(Frame::new(&self.timeline, self.at, None));
        if then.play_on {
            self.playback.playing |= std::mem::take(&mut self.live);
        }
    }

    /// Opens another run; the one before can be had back by undo.
    fn open(&mut self, permalink: Permalink) {
        // What is being computed is not lost: undo leads back to it.
        self.go_on(usize::MAX);
        let Permalink { scenario, at, fingerprint } = permalink;
        let name = format!("open “{}”", scenario.title);
        self.selection = Selection::Nothing;
        self.notice = None;
        self.pause();
        let then = Afterwards { seek: Some(at), opens: true, expected: fingerprint, ..Afterwards::default() };
        self.edit(scenario, name, false, then);
    }

    /// Says so if the run comes to another fingerprint than it should.
    fn compare(&mut self, expected: Option<replication::Fingerprint>) {
        let here = self.timeline.fingerprint();
        if let Some(there) = expected.filter(|there| *there != here) {
            let sentence = format!(
                "This run does not come out as it did where the link was made: its fingerprint is {here} here, and was {there} there."
            );
            self.notice = Some(sentence.into());
        }
    }

    fn play(&mut self) {
        if self.at >= self.timeline.ends_at() {
            self.seek(Micros::ZERO);
        }
        self.playback.playing = true;
    }

    fn pause(&mut self) {
        self.playback.playing = false;
        self.live = false;
    }

    fn step(&mut self, direction: Direction) {
        self.pause();
        let at = match direction {
            Direction::Back => self.timeline.instant_before(self.at).unwrap_or(Micros::ZERO),
            Direction::Forward => self.timeline.instant_after(self.at).unwrap_or(self.at),
        };
        self.seek(at);
    }

    fn seek(&mut self, at: Micros) {
        self.at = at;
        if self.timeline.count_at(at) != self.frame.count {
            self.frame = Rc::new(Frame::new(&self.timeline, at, Some(&self.frame)));
        }
    }

    fn tick(&mut self, wall_us: u64) {
        if self.is_moving() {
            let gone_by = Micros(self.playback.advance(wall_us));
            self.play_to(self.at + gone_by);
        }
    }

    fn hop(&mut self) {
        if self.is_moving() {
            self.play_to(self.timeline.instant_after(self.at).unwrap_or(self.at));
        }
    }

    /// Goes on to an instant, or to the end, where playing is over.
    fn play_to(&mut self, at: Micros) {
        let end = self.timeline.ends_at();
        self.seek(at.min(end));
        if at >= end {
            self.playback.playing = false;
            self.live = true;
        }
    }
}
