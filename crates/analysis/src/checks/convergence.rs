//! Convergence: at rest, every key reads the same at every leader (SEMANTICS C1).

use super::check::{Check, CheckKind};
use super::collector::Collector;
use super::fold::{Fold, Found, Now};
use super::witness::{Finding, Witness};
use crate::outcome::Progress;

/// At rest, every key reads the same at every leader.
pub static CONVERGENCE: Check = Check {
    id: "convergence",
    name: "Convergence",
    definition: "At rest, every key reads the same at every leader that remains.",
    kind: CheckKind::Property,
    begin: || Box::new(Convergence),
};

struct Convergence;

impl Fold for Convergence {
    fn found(&self, now: &Now<'_>) -> Found {
        let progress = now.outcome.progress;
        let (number, at, is_over) = (now.last(), now.at, now.is_over());
        let witness = |keys, finding| Witness {
            number,
            at,
            clients: vec![],
            leaders: vec![],
            keys,
            writes: vec![],
            finding,
        };
        let mut collector = Collector::default();
        match progress {
            Progress::Converged | Progress::NothingWritten => {}
            Progress::Diverged => {
                let keys = now.agreement.disputed_keys().cloned();
                keys.for_each(|key| collector.push(witness(vec![key], Finding::ReadDifferently)));
            }
            Progress::Halted | Progress::NoLeaderLeft => {
                collector.push(witness(vec![], Finding::NotAtRest(progress)));
            }
            Progress::InFlight { .. } | Progress::Queued { .. } if is_over => {
                collector.push(witness(vec![], Finding::NotAtRest(progress)));
            }
            Progress::InFlight { .. } | Progress::Queued { .. } => {
                return Found { is_open: true, ..Found::default() };
            }
        }
        Found::of(&collector, now.outcome.fates.accepted)
    }
}
