//! Metrics of several setups over many seeds, computed run by run.

use std::num::NonZeroUsize;

use replication::{Micros, Policy, Topology};
use scenario::Scenario;
use timeline::TimelineBuilder;

use super::distribution::{Distribution, NoFigures};
use super::registry::METRICS;
use super::run_facts::RunFacts;
use crate::variations::{over_topology, under_policy};
use crate::waiting_for_scripts::waits_for_scripts;

/// The same commands under one policy and topology.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The name of its policy.
    pub policy: String,
    /// The name of its topology.
    pub topology: String,
    /// The scenario, with the seed of the first run.
    pub scenario: Scenario,
    /// From when on its runs differ: what is drawn before is the same in all of them.
    pub redrawn_from: Micros,
}

impl Setting {
    /// The scenario of a run, by its number.
    #[must_use]
    pub fn scenario_of(&self, run: usize) -> Scenario {
        let Self { scenario, redrawn_from, .. } = self;
        let seed = scenario.seed.wrapping_add(run as u64);
        match (*redrawn_from, run) {
            // The first run is the scenario itself.
            (_, 0) => scenario.clone(),
            (Micros::ZERO, _) => Scenario { seed, redraws: Vec::new(), ..scenario.clone() },
            (from, _) => scenario.redrawn_from(from, seed),
        }
    }
}

/// Every policy over every topology, each with its name. The run's own topology keeps the commands that change it.
#[must_use]
pub fn settings_of(
    scenario: &Scenario,
    policies: &[(String, Policy)],
    topologies: &[(String, Topology)],
) -> Vec<Setting> {
    let pairs = policies.iter().flat_map(|policy| topologies.iter().map(move |topology| (policy, topology)));
    let setting = |((policy, rule), (topology, links)): (&(String, Policy), &(String, Topology))| {
        let run = under_policy(scenario, rule);
        let run = if *links == scenario.topology { run } else { over_topology(&run, links) };
        Setting {
            policy: policy.clone(),
            topology: topology.clone(),
            scenario: run,
            redrawn_from: Micros::ZERO,
        }
    };
    pairs.map(setting).collect()
}

/// All figures of a run, in the order of [`METRICS`].
type Figures = Vec<Option<u64>>;

/// Several settings, each run with several seeds: first all with the first seed, then all with the next. The seeds follow
/// the scenario's own. A setting in which nothing depends on the seed is run once.
#[derive(Clone, Debug)]
pub struct Sweep {
    settings: Vec<Setting>,
    seeds: usize,
    /// For each setting, the figures of the runs so far.
    results: Vec<Vec<Figures>>,
    builder: Option<TimelineBuilder>,
}

impl Sweep {
    /// The settings, with this many seeds each.
    #[must_use]
    pub fn new(settings: Vec<Setting>, seeds: NonZeroUsize) -> Self {
        let results = vec![Vec::new(); settings.len()];
        Self { settings, seeds: seeds.get(), results, builder: None }
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// How many runs are done, and how many there are in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let all = self.settings.iter().map(|setting| self.runs_of(setting)).sum();
        (self.results.iter().map(Vec::len).sum(), all)
    }

    /// Computes about this many more events, of several runs if need be. Returns whether there is more to do; there is
    /// while it waits for the script engine. The figures of a run are measured at once.
    pub fn advance(&mut self, events: usize) -> bool {
        let mut left = events;
        while let Some(next) = self.next() {
            let scenario = self.scenario_of(next, self.results[next].len());
            if left == 0 || waits_for_scripts(&scenario) {
                return true;
            }
            let mut builder = self.builder.take().unwrap_or_else(|| TimelineBuilder::new(&scenario));
            let before = builder.progress().events;
            let more = builder.advance(left);
            left = left.saturating_sub((builder.progress().events - before).max(1));
            match more {
                true => self.builder = Some(builder),
                false => {
                    let timeline = builder.finish();
                    let facts = RunFacts::of(&timeline);
                    self.results[next].push(METRICS.iter().map(|metric| metric.of(&facts)).collect());
                }
            }
        }
        false
    }

    /// The scenario of a setting's run, by its number.
    #[must_use]
    pub fn scenario_of(&self, setting: usize, run: usize) -> Scenario {
        self.settings[setting].scenario_of(run)
    }

    /// The distribution of a metric, by its place in [`METRICS`], over the runs of a setting so far.
    ///
    /// # Errors
    /// If no run has it.
    pub fn distribution(&self, setting: usize, metric: usize) -> Result<Distribution, NoFigures> {
        Distribution::of(&self.figures(setting, metric).collect::<Vec<_>>())
    }

    /// The figures of a metric, by its place in [`METRICS`], in the order of a setting's runs so far.
    pub fn figures(&self, setting: usize, metric: usize) -> impl Iterator<Item = Option<u64>> {
        self.results.get(setting).into_iter().flatten().map(move |run| run[metric])
    }

    /// The number of a run of a setting with exactly this figure, the first one.
    #[must_use]
    pub fn run_with(&self, setting: usize, metric: usize, figure: u64) -> Option<usize> {
        self.figures(setting, metric).position(|found| found == Some(figure))
    }

    fn runs_of(&self, setting: &Setting) -> usize {
        if setting.scenario.depends_on_seed() { self.seeds } else { 1 }
    }

    /// The setting whose turn it is: the first of those with the fewest runs, unless it has all of its runs.
    fn next(&self) -> Option<usize> {
        let unfinished = (0..self.settings.len())
            .filter(|place| self.results[*place].len() < self.runs_of(&self.settings[*place]));
        unfinished.min_by_key(|place| self.results[*place].len())
    }
}

#[cfg(test)]
mod tests {
    use timeline::Timeline;

    use super::*;

    const RANDOM: &str = r#"{ "polyleader": 1, "seed": 5, "policy": "last-write-wins",
        "leaders": [{ "id": "F" }, { "id": "T" }, { "id": "S" }],
        "links": { "latency": { "fixed_ms": 50 }, "jitter_ms": 40, "loss_percent": 20 },
        "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
        "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "k", "value": 1 } },
                     { "at_ms": 15, "write": { "client": "ben", "key": "k", "value": 2 } }] }"#;

    fn setting(scenario: Scenario) -> Setting {
        Setting { policy: "p".into(), topology: "t".into(), scenario, redrawn_from: Micros::ZERO }
    }

    fn sweep_of(settings: Vec<Setting>, seeds: usize, slice: usize) -> Sweep {
        let mut sweep = Sweep::new(settings, NonZeroUsize::new(seeds).unwrap());
        while sweep.advance(slice) {}
        sweep
    }

    fn place(id: &str) -> usize {
        METRICS.iter().position(|metric| metric.id == id).unwrap()
    }

    #[test]
    fn each_run_has_the_figures_of_its_own_seed_however_it_is_sliced() {
        let run = Scenario::from_json(RANDOM).unwrap();
        let whole = sweep_of(vec![setting(run.clone())], 7, 100_000);
        let sliced = sweep_of(vec![setting(run.clone())], 7, 3);
        assert_eq!(whole.results, sliced.results);
        assert_eq!(whole.progress(), (7, 7));
        let messages = place("messages");
        for number in 0..7 {
            let scenario = Scenario { seed: 5 + number as u64, ..run.clone() };
            let timeline = Timeline::new(&scenario);
            assert_eq!(whole.results[0][number][messages], METRICS[messages].of(&RunFacts::of(&timeline)));
        }
        let worst = whole.distribution(0, messages).unwrap().greatest;
        let found = whole.run_with(0, messages, worst).unwrap();
        assert_eq!(whole.results[0][found][messages], Some(worst));
    }

    #[test]
    fn run_without_randomness_is_run_once() {
        let fixed = RANDOM.replace(r#", "jitter_ms": 40, "loss_percent": 20"#, "");
        let settings = vec![
            setting(Scenario::from_json(&fixed).unwrap()),
            setting(Scenario::from_json(RANDOM).unwrap()),
        ];
        let sweep = sweep_of(settings, 4, 100_000);
        assert_eq!((sweep.results[0].len(), sweep.results[1].len()), (1, 4));
    }
}
