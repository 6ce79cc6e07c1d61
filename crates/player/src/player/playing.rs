//! What moves the playhead: playing, pausing, stepping, seeking.

use std::rc::Rc;

use replication::Micros;

use super::{Frame, Player};
use crate::action::PlaybackAction;
use crate::breakpoints::Direction;
use crate::breakpoints::Stop;
use crate::playback::{Speed, Until};

impl Player {
    pub(super) fn act_on_playback(&mut self, action: PlaybackAction) {
        match action {
            PlaybackAction::Play => self.play(),
            PlaybackAction::Pause => self.pause(),
            PlaybackAction::Toggle if self.is_moving() => self.pause(),
            PlaybackAction::Toggle => self.play(),
            PlaybackAction::Step(direction, stop) => self.step(direction, stop),
            PlaybackAction::PlayUntil(stop) => self.play_until(stop),
            PlaybackAction::StepNext => self.step_next(),
            PlaybackAction::Seek(at) => {
                self.follows_end = false;
                self.seek(at);
                self.look_ahead();
            }
            PlaybackAction::SetSpeed(speed) => self.playback.speed = speed,
            PlaybackAction::Tick { wall_us } => self.tick(wall_us),
        }
    }

    pub(super) fn play(&mut self) {
        if self.at >= self.ends_at() {
            self.seek(Micros::ZERO);
        }
        self.playback.playing = true;
        self.playback.until = None;
    }

    /// Plays as far as the next thing of a kind. If there is none, that is said, and nothing moves.
    pub(super) fn play_until(&mut self, stop: Stop) {
        match stop.find(self.timeline(), self.at, Direction::Forward) {
            Some(at) => {
                self.playback.playing = true;
                self.playback.until = Some(Until { stop, at: Some(at) });
            }
            None => self.say_in_passing(nothing_found(stop, Direction::Forward)),
        }
    }

    pub(super) fn pause(&mut self) {
        self.playback.playing = false;
        self.playback.until = None;
        self.follows_end = false;
    }

    pub(super) fn step(&mut self, direction: Direction, stop: Stop) {
        self.pause();
        match (stop.find(self.timeline(), self.at, direction), direction) {
            (Some(at), _) => self.seek(at),
            // Before the first event lies the beginning.
            (None, Direction::Back) if stop == Stop::Event => self.seek(Micros::ZERO),
            (None, Direction::Forward) if stop == Stop::Event => {}
            (None, _) => self.say_in_passing(nothing_found(stop, direction)),
        }
    }

    /// Says something that is only of interest until the next thing is done.
    fn say_in_passing(&mut self, sentence: String) {
        self.notice = Some(sentence.into());
        self.passing = true;
    }

    /// Looks again for what is played until: the playhead, or the run, is another.
    pub(super) fn look_ahead(&mut self) {
        self.playback.until = self.playback.until.map(|Until { stop, .. }| {
            let at = stop.find(self.timeline(), self.at, Direction::Forward);
            Until { stop, at }
        });
    }

    pub(super) fn seek(&mut self, at: Micros) {
        self.at = at;
        if !self.timeline().is_still_between(self.frame.world().now, at) {
            self.frame = Rc::new(Frame::new(self.timeline(), at, Some(&self.frame)));
        }
        self.beside = self.beside.as_ref().map(|beside| beside.sought(at));
    }

    pub(super) fn tick(&mut self, wall_us: u64) {
        if self.is_moving() {
            let at = self.at + Micros(self.playback.advance(wall_us, self.rate()));
            // However late a frame comes, it goes to the end of one message: from there on the rate is another.
            let end = match self.playback.speed {
                Speed::OneByOne => Stop::Message.find(self.timeline(), self.at, Direction::Forward),
                Speed::Rate(_) => None,
            };
            self.play_to(end.map_or(at, |end| at.min(end)));
        }
    }

    /// How many simulated microseconds go by in a second.
    pub(super) fn rate(&self) -> u64 {
        match self.playback.speed {
            Speed::Rate(us) => us,
            Speed::OneByOne => {
                // Within the instant after a message's end, that end is the last one.
                let from = Stop::Message.find(self.timeline(), self.at + Micros(1), Direction::Back);
                let to = Stop::Message.find(self.timeline(), self.at, Direction::Forward);
                (to.unwrap_or(self.ends_at()) - from.unwrap_or(Micros::ZERO)).0.max(1)
            }
        }
    }

    pub(super) fn step_next(&mut self) {
        if self.is_moving() {
            let stop = if self.playback.speed == Speed::OneByOne { Stop::Message } else { Stop::Event };
            let next = stop.find(self.timeline(), self.at, Direction::Forward);
            self.play_to(next.unwrap_or(self.ends_at()));
        }
    }

    /// Goes on to an instant, or to where playing is over.
    pub(super) fn play_to(&mut self, at: Micros) {
        let end = self.ends_at();
        let until = self.playback.until.and_then(|until| until.at).map_or(end, |at| at.min(end));
        self.seek(at.min(until));
        if at >= until {
            self.playback.playing = false;
            self.follows_end = at >= end;
            self.playback.until = None;
        }
    }
}

fn nothing_found(stop: Stop, direction: Direction) -> String {
    let side = if direction == Direction::Forward { "after" } else { "before" };
    match stop {
        Stop::Convergence if direction == Direction::Forward => {
            "The leaders do not come to agree after this instant.".into()
        }
        Stop::Convergence => "The leaders have not come to agree before this instant.".into(),
        other => format!("There is no {} {side} this instant.", other.name()),
    }
}
