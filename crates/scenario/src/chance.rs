//! Whether chance plays a role in a run.

use replication::{Command, Micros, Redraw};

use crate::scenario::Scenario;

impl Scenario {
    /// Whether another seed can change the run: it has a workload, or links with jitter, loss or duplication at some time.
    #[must_use]
    pub fn depends_on_seed(&self) -> bool {
        let later = self.commands.iter().any(|timed| match &timed.command {
            Command::Links(settings) => settings.is_random(),
            _ => false,
        });
        self.workload.is_some() || self.links.is_random() || later
    }

    /// The same run up to an instant, from which on all that is random is drawn with this seed.
    #[must_use]
    pub fn redrawn_from(&self, from: Micros, seed: u64) -> Self {
        let mut other = self.clone();
        other.redraws.retain(|redraw| redraw.from < from);
        other.redraws.push(Redraw { from, seed });
        other
    }

    /// The seed that is used last.
    #[must_use]
    pub fn latest_seed(&self) -> u64 {
        self.redraws.last().map_or(self.seed, |redraw| redraw.seed)
    }
}

#[cfg(test)]
mod tests {
    use replication::{LinkSettings, ScheduledCommand};

    use super::*;
    use crate::default_scenario;

    #[test]
    fn run_without_workload_jitter_loss_or_duplication_does_not_depend_on_its_seed() {
        assert!(!default_scenario().depends_on_seed());
    }

    #[test]
    fn redrawing_replaces_later_redraws() {
        let run = default_scenario().redrawn_from(Micros::from_ms(5), 1).redrawn_from(Micros::from_ms(9), 2);
        let again = run.redrawn_from(Micros::from_ms(7), 3);
        assert_eq!(again.redraws.iter().map(|redraw| redraw.seed).collect::<Vec<_>>(), [1, 3]);
        assert_eq!((run.latest_seed(), again.latest_seed()), (2, 3));
    }

    #[test]
    fn workload_and_random_links_depend_on_the_seed() {
        let text = r#"{ "polyleader": 1, "leaders": [{ "id": "A" }], "workload": { "clients": 1, "until_ms": 9, "per_second": 1 } }"#;
        assert!(Scenario::from_json(text).expect("a scenario with a workload").depends_on_seed());
        let lossy = LinkSettings { loss_percent: 1, ..LinkSettings::default() };
        assert!(Scenario { links: lossy, ..default_scenario() }.depends_on_seed());
        let mut jittery = default_scenario();
        let links = LinkSettings { jitter: Micros::from_ms(5), ..LinkSettings::default() };
        jittery.commands.push(ScheduledCommand { at: Micros::from_ms(9), command: Command::Links(links) });
        assert!(jittery.depends_on_seed());
    }
}
