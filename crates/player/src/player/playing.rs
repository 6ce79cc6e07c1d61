//! Moving the playhead: playing, pausing, stepping, seeking.

use std::rc::Rc;

use replication::Micros;

use super::Player;
use crate::action::PlaybackAction;
use crate::breakpoints::Breakpoint;
use crate::breakpoints::Direction;
use crate::job::Destination;
use crate::playback::{PlayUntil, Speed};

impl Player {
    pub(super) fn act_on_playback(&mut self, action: PlaybackAction) {
        match action {
            PlaybackAction::Play => self.play(),
            PlaybackAction::Pause => self.pause(),
            PlaybackAction::Toggle if self.is_moving() => self.pause(),
            PlaybackAction::Toggle => self.play(),
            PlaybackAction::Step(direction, stop) => self.step(direction, stop),
            PlaybackAction::PlayUntil(stop) => self.play_until(stop),
            PlaybackAction::PlayTo(at) => self.play_on_to(at),
            PlaybackAction::HideAfter(horizon) => self.hide_after(horizon),
            PlaybackAction::StepNext => self.step_next(),
            PlaybackAction::SkipIdle => self.skip_idle(),
            PlaybackAction::Seek(at) => self.go_to(Destination::At(at)),
            PlaybackAction::SeekEnd => self.go_to(Destination::End),
            PlaybackAction::SetSpeed(speed) => self.playhead.playback.speed = speed,
            PlaybackAction::Tick { wall_us } => self.tick(wall_us),
        }
    }

    /// Goes to an instant, and stays there.
    pub(super) fn go_to(&mut self, destination: Destination) {
        self.pause();
        self.seek(match destination {
            Destination::At(at) => at,
            Destination::End => self.ends_at(),
        });
        self.stay_when_finished(destination);
    }

    /// Where the user goes while a run is being computed replaces where its edit, or its link, leads.
    fn stay_when_finished(&mut self, destination: Destination) {
        if let Some(job) = self.background.job.as_mut().filter(|job| !job.replaces_the_run()) {
            let then = &mut Rc::make_mut(job).on_finished;
            then.seek = then.seek.and(Some(destination));
        }
    }

    pub(super) fn play(&mut self) {
        if self.playhead.at >= self.ends_at() {
            self.seek(Micros::ZERO);
        }
        self.playhead.playback.playing = true;
        self.playhead.playback.until = None;
    }

    /// Plays to the next breakpoint of a kind, or shows a notice if there is none.
    pub(super) fn play_until(&mut self, stop: Breakpoint) {
        match self.find_shown(stop, Direction::Forward) {
            Some(at) => {
                self.playhead.playback.playing = true;
                self.playhead.playback.until = Some(PlayUntil { stop: Some(stop), at: Some(at) });
            }
            None => self.say_not_found(stop, Direction::Forward),
        }
    }

    /// Plays to an instant; stays where it is if that is not later.
    fn play_on_to(&mut self, at: Micros) {
        self.pause();
        if at > self.playhead.at {
            self.playhead.playback.playing = true;
            self.playhead.playback.until = Some(PlayUntil { stop: None, at: Some(at) });
        }
    }

    fn hide_after(&mut self, horizon: Option<Micros>) {
        self.playhead.horizon = horizon;
        if horizon.is_some_and(|horizon| self.playhead.at > horizon) {
            self.pause();
            self.seek(self.playhead.at);
        }
    }

    pub(super) fn pause(&mut self) {
        self.playhead.playback.playing = false;
        self.playhead.playback.until = None;
        self.playhead.follows_end = false;
    }

    pub(super) fn step(&mut self, direction: Direction, stop: Breakpoint) {
        self.pause();
        let before = self.playhead.at;
        match (self.find_shown(stop, direction), direction) {
            (Some(at), _) => self.seek(at),
            // Before the first event, step back to the beginning.
            (None, Direction::Back) if stop == Breakpoint::Event => self.seek(Micros::ZERO),
            (None, Direction::Forward) if stop == Breakpoint::Event => {}
            (None, _) => self.say_not_found(stop, direction),
        }
        if self.playhead.at != before {
            self.stay_when_finished(Destination::At(self.playhead.at));
        }
    }

    /// The nearest breakpoint, unless it is hidden.
    fn find_shown(&self, stop: Breakpoint, direction: Direction) -> Option<Micros> {
        stop.find(self.timeline(), self.playhead.at, direction).filter(|at| !self.hides(*at))
    }

    /// That there is no breakpoint. Whether there is one after what is shown stays hidden.
    fn say_not_found(&mut self, stop: Breakpoint, direction: Direction) {
        let sentence = match direction {
            Direction::Forward if self.hides_future() => HIDDEN.to_owned(),
            Direction::Forward | Direction::Back => not_found_notice(stop, direction),
        };
        self.notice.show_until_next_action(sentence);
    }

    /// Finds the breakpoint to play until again, after the playhead or the run changed.
    pub(super) fn find_play_until(&mut self) {
        let find = |stop: Breakpoint| self.find_shown(stop, Direction::Forward);
        self.playhead.playback.until = self
            .playhead
            .playback
            .until
            .map(|until| until.stop.map_or(until, |stop| PlayUntil { stop: Some(stop), at: find(stop) }));
    }

    pub(super) fn seek(&mut self, at: Micros) {
        let at = self.playhead.horizon.map_or(at, |horizon| at.min(horizon));
        self.playhead.at = at;
        self.shown.seek(at);
    }

    pub(super) fn tick(&mut self, wall_us: u64) {
        if self.is_moving() {
            let at = self.playhead.at + Micros(self.playhead.playback.advance(wall_us, self.rate()));
            // However late a tick comes, stop at the end of one message: the rate changes there.
            let end = match self.playhead.playback.speed {
                Speed::OneByOne => {
                    Breakpoint::Message.find(self.timeline(), self.playhead.at, Direction::Forward)
                }
                Speed::Rate(_) => None,
            };
            self.play_to(end.map_or(at, |end| at.min(end)));
        }
    }

    /// Simulated microseconds per second of wall time.
    pub(super) fn rate(&self) -> u64 {
        match self.playhead.playback.speed {
            Speed::Rate(us) => us,
            Speed::OneByOne => {
                // One microsecond later, so that a message that ends now counts as the previous one.
                let from =
                    Breakpoint::Message.find(self.timeline(), self.playhead.at + Micros(1), Direction::Back);
                let to = Breakpoint::Message.find(self.timeline(), self.playhead.at, Direction::Forward);
                (to.unwrap_or(self.ends_at()) - from.unwrap_or(Micros::ZERO)).0.max(1)
            }
        }
    }

    pub(super) fn step_next(&mut self) {
        if self.is_moving() {
            let stop = if self.playhead.playback.speed == Speed::OneByOne {
                Breakpoint::Message
            } else {
                Breakpoint::Event
            };
            let next = stop.find(self.timeline(), self.playhead.at, Direction::Forward);
            self.play_to(next.unwrap_or(self.ends_at()));
        }
    }

    /// Plays to an instant, or to where playback ends.
    pub(super) fn play_to(&mut self, at: Micros) {
        let end = self.ends_at();
        let until = self.playhead.playback.until.and_then(|until| until.at).map_or(end, |at| at.min(end));
        self.seek(at.min(until));
        if at >= until {
            self.playhead.playback.playing = false;
            self.playhead.follows_end = at >= end;
            self.playhead.playback.until = None;
        }
    }
}

/// The answer to a search beyond what is shown.
const HIDDEN: &str = "The rest of the run is hidden until you answer.";

fn not_found_notice(stop: Breakpoint, direction: Direction) -> String {
    let side = if direction == Direction::Forward { "after" } else { "before" };
    match stop {
        Breakpoint::Convergence if direction == Direction::Forward => {
            "The leaders do not converge after this instant.".into()
        }
        Breakpoint::Convergence => "The leaders did not converge before this instant.".into(),
        other => format!("There is no {} {side} this instant.", other.name()),
    }
}
