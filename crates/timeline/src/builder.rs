//! The timeline builder: records a run step by step.

use std::rc::Rc;
use std::sync::Arc;

use replication::{Command, LeaderId, Micros, ScheduledCommand, Setup, Simulation, World};
use scenario::Scenario;

use crate::accounting::Accounts;
use crate::checkpoints::Checkpoints;
use crate::recording::Recording;
use crate::timeline::{Timeline, first_difference};

/// The progress of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// Events recorded so far.
    pub events: usize,
    /// Simulated time covered, in percent of the time of the last command; at most 99 until done.
    pub percent: u64,
}

/// A run that is being recorded. It can be advanced in slices and dropped at any time.
#[derive(Clone, Debug)]
pub struct TimelineBuilder {
    setup: Setup,
    commands: Arc<[ScheduledCommand]>,
    recording: Recording,
    checkpoints: Checkpoints,
    leaders: Vec<LeaderId>,
}

impl TimelineBuilder {
    /// Records a scenario from its beginning.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let (setup, commands) = scenario.setup_and_commands();
        let recording = Recording::new(Simulation::new(&setup, &commands));
        let checkpoints = Checkpoints::new(recording.clone());
        Self { setup, commands: commands.into(), recording, checkpoints, leaders: leaders_of(scenario) }
    }

    /// Records a scenario from the last checkpoint it shares with another run.
    #[must_use]
    pub fn after(timeline: &Timeline, scenario: &Scenario) -> Self {
        let (setup, commands) = scenario.setup_and_commands();
        let commands: Arc<[ScheduledCommand]> = commands.into();
        let diverges_at = first_difference(&timeline.commands, &commands);
        if setup != timeline.setup {
            return Self::new(scenario);
        }
        let is_before = |world: &World| diverges_at.is_none_or(|at| world.now < at);
        let checkpoints = timeline.checkpoints.up_to(is_before);
        let from = diverges_at.unwrap_or(Micros(u64::MAX));
        match checkpoints.last().with_commands(&commands, from) {
            Some(recording) => {
                Self { setup, commands, recording, checkpoints, leaders: leaders_of(scenario) }
            }
            None => Self::new(scenario),
        }
    }

    /// Records this many more events, or fewer that are as much work, or up to the end of the run. Returns whether
    /// anything is left.
    pub fn advance(&mut self, events: usize) -> bool {
        let target = self.recording.records.len().saturating_add(events);
        let work = self.recording.run.work_done().saturating_add(events as u64);
        while self.recording.records.len() < target && self.recording.run.work_done() < work {
            if !self.recording.step() {
                return false;
            }
            self.checkpoints.offer(&self.recording);
        }
        true
    }

    /// The progress so far.
    #[must_use]
    pub fn progress(&self) -> BuildProgress {
        let last_command_at = self.commands.last().map_or(0, |timed| timed.at.0).max(1);
        let now = self.recording.run.world().now.0.min(last_command_at);
        BuildProgress { events: self.recording.records.len(), percent: (now * 100 / last_command_at).min(99) }
    }

    /// Records the rest, and returns the whole run.
    #[must_use]
    pub fn finish(mut self) -> Timeline {
        while self.advance(usize::MAX) {}
        let Self { setup, commands, recording, checkpoints, leaders: lanes } = self;
        let fingerprint = recording.fingerprinter.fingerprint();
        let accounts = Rc::new(Accounts::new(&recording.accounting));
        Timeline { setup, commands, recording, checkpoints, fingerprint, accounts, leaders: lanes }
    }
}

impl Timeline {
    /// Runs a scenario to its end.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        TimelineBuilder::new(scenario).finish()
    }
}

fn leaders_of(scenario: &Scenario) -> Vec<LeaderId> {
    let joining = scenario.commands.iter().filter_map(|timed| match &timed.command {
        Command::Join(spec) => Some(spec.id),
        _ => None,
    });
    let mut lanes: Vec<LeaderId> = Vec::new();
    for id in scenario.leaders.iter().map(|spec| spec.id).chain(joining) {
        if !lanes.contains(&id) {
            lanes.push(id);
        }
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use replication::Fingerprinter;

    /// A world as text: enough to tell two worlds apart.
    fn dump(simulation: &Simulation) -> String {
        format!("{:?}", simulation.world())
    }

    #[test]
    fn every_instant_equals_that_of_a_fresh_run() {
        for example in scenario::GALLERY {
            let scenario = example.scenario();
            let timeline = Timeline::new(&scenario);
            let later = timeline.run_at(Micros(90_000), None);
            for at in (0..700_000u32).step_by(7_919).rev().map(u64::from) {
                let mut fresh = scenario.simulation();
                fresh.run_until(Micros(at), &mut |_| {});
                assert_eq!(
                    dump(&timeline.run_at(Micros(at), Some(&later))),
                    dump(&fresh),
                    "{} at {at}",
                    example.id
                );
            }
        }
    }

    #[test]
    fn the_fingerprint_covers_the_trace() {
        let scenario = scenario::default_scenario();
        let timeline = Timeline::new(&scenario);
        let mut fingerprinter = Fingerprinter::default();
        timeline.records().iter().for_each(|record| fingerprinter.add(&record));
        assert_eq!(timeline.fingerprint(), fingerprinter.fingerprint());
        assert_eq!(timeline.fingerprint(), scenario.run().fingerprint());
    }

    #[test]
    fn a_message_sent_at_time_zero_is_among_the_first_message_spans() {
        let mut scenario = scenario::default_scenario();
        scenario.commands[0].at = Micros::ZERO;
        let timeline = Timeline::new(&scenario);
        let first = timeline.message_spans_in(Micros::ZERO, Micros::from_ms(300)).next().unwrap();
        assert_eq!(first.starts_at, Micros::ZERO);
    }

    #[test]
    fn a_run_recorded_in_slices_is_the_same() {
        let scenario = scenario::default_scenario();
        let mut builder = TimelineBuilder::new(&scenario);
        while builder.advance(3) {}
        assert_eq!(builder.finish().fingerprint(), scenario.run().fingerprint());
    }
}
