//! Recording a run step by step.

use std::rc::Rc;
use std::sync::Arc;

use replication::{Command, LeaderId, Micros, ScheduledCommand, Setup, Simulation, World};
use scenario::Scenario;

use crate::ancestry::Ancestry;
use crate::checkpoints::Checkpoints;
use crate::recording::Recording;
use crate::timeline::{Timeline, first_difference};

/// How much of a run is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildProgress {
    /// Events so far.
    pub events: usize,
    /// How much of the time up to the last command is covered, in percent; at most 99 before the end.
    pub percent: u64,
}

/// A run that is being recorded. It can be done bit by bit, and given up at any time.
#[derive(Clone, Debug)]
pub struct TimelineBuilder {
    setup: Setup,
    commands: Arc<[ScheduledCommand]>,
    recording: Recording,
    checkpoints: Checkpoints,
    leaders: Vec<LeaderId>,
}

impl TimelineBuilder {
    /// Begins at the beginning of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let (setup, commands) = scenario.setup_and_commands();
        let recording = Recording::new(Simulation::new(&setup, &commands));
        let checkpoints = Checkpoints::new(recording.clone());
        Self { setup, commands: commands.into(), recording, checkpoints, leaders: leaders_of(scenario) }
    }

    /// Begins where a scenario parts from that of another run.
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
            Some(recording) => Self { setup, commands, recording, checkpoints, leaders: leaders_of(scenario) },
            None => Self::new(scenario),
        }
    }

    /// Goes on until so many further records are made, or nothing is left to happen. Returns whether there is
    /// more to do.
    pub fn advance(&mut self, records: usize) -> bool {
        let enough = self.recording.records.len().saturating_add(records);
        while self.recording.records.len() < enough {
            if !self.recording.step() {
                return false;
            }
            self.checkpoints.offer(&self.recording);
        }
        true
    }

    /// How much of the run is recorded.
    #[must_use]
    pub fn progress(&self) -> BuildProgress {
        let last_command_at = self.commands.last().map_or(0, |timed| timed.at.0).max(1);
        let now = self.recording.run.world().now.0.min(last_command_at);
        BuildProgress { events: self.recording.records.len(), percent: (now * 100 / last_command_at).min(99) }
    }

    /// The run, once nothing is left to happen.
    #[must_use]
    pub fn finish(mut self) -> Timeline {
        while self.advance(usize::MAX) {}
        let Self { setup, commands, recording, checkpoints, leaders: lanes } = self;
        let fingerprint = recording.fingerprinter.fingerprint();
        let lineage = Rc::new(Ancestry::new(&recording.writes));
        Timeline { setup, commands, recording, checkpoints, fingerprint, ancestry: lineage, leaders: lanes }
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

    /// Every leader's versions, as text: enough to tell two worlds apart.
    fn picture(simulation: &Simulation) -> String {
        format!("{:?}", simulation.world())
    }

    #[test]
    fn any_instant_is_the_one_that_a_fresh_run_comes_to() {
        for example in scenario::GALLERY {
            let scenario = example.scenario();
            let timeline = Timeline::new(&scenario);
            let later = timeline.run_at(Micros(90_000), None);
            for at in (0..700_000u32).step_by(7_919).rev().map(u64::from) {
                let mut fresh = scenario.simulation();
                fresh.run_until(Micros(at), &mut |_| {});
                assert_eq!(
                    picture(&timeline.run_at(Micros(at), Some(&later))),
                    picture(&fresh),
                    "{} at {at}",
                    example.id
                );
            }
        }
    }

    #[test]
    fn the_fingerprint_is_that_of_the_trace() {
        let scenario = scenario::default_scenario();
        let timeline = Timeline::new(&scenario);
        let mut fingerprinter = Fingerprinter::default();
        timeline.records().iter().for_each(|record| fingerprinter.add(record));
        assert_eq!(timeline.fingerprint(), fingerprinter.fingerprint());
        assert_eq!(timeline.fingerprint(), scenario.run().fingerprint());
    }

    #[test]
    fn a_message_that_sets_out_at_the_very_beginning_is_among_those_of_the_first_stretch() {
        let mut scenario = scenario::default_scenario();
        scenario.commands[0].at = Micros::ZERO;
        let timeline = Timeline::new(&scenario);
        let first = timeline.message_spans_in(Micros::ZERO, Micros::from_ms(300)).next().unwrap();
        assert_eq!(first.starts_at, Micros::ZERO);
    }

    #[test]
    fn a_run_that_is_computed_bit_by_bit_is_the_same() {
        let scenario = scenario::default_scenario();
        let mut builder = TimelineBuilder::new(&scenario);
        while builder.advance(3) {}
        assert_eq!(builder.finish().fingerprint(), scenario.run().fingerprint());
    }
}
