//! Faults: which commands of a scenario bring one about or mend one, and those that take several commands.

use std::collections::BTreeSet;

use replication::{Command, Event, LeaderId, LinkId, Timed, Way, WhyIgnored, World};
use scenario::Scenario;

use crate::action::Action;
use crate::timeline::Timeline;
use crate::words::{leader, list_of};

/// With more leaders on the other side, they are not named.
const MAX_NAMED: usize = 5;

/// What no longer passes between some leaders and the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CutOff {
    /// Nothing, either way.
    #[default]
    BothWays,
    /// What they send to the rest.
    Outward,
    /// What the rest sends to them.
    Inward,
}

/// Whether a command brings about a fault, or mends one.
fn is_fault(command: &Command) -> bool {
    use Command::{Clock, Crash, Cut, Heal, HealAll, Jump, Links, Message, Partition, Restart};
    matches!(command, Crash { .. } | Restart { .. } | Cut(_) | Heal(_) | Partition { .. } | HealAll {})
        || matches!(command, Jump(_) | Clock(_) | Message(_) | Links(_))
}

/// The faults that are asked for at an instant, and what mends them, in order.
pub fn faults(scenario: &Scenario) -> impl Iterator<Item = &Timed> {
    scenario.commands.iter().filter(|timed| is_fault(&timed.command))
}

/// Why a command does nothing when its instant comes, if it does nothing.
#[must_use]
pub fn does_nothing(timeline: &Timeline, timed: &Timed) -> Option<WhyIgnored> {
    match &timeline.records().get(timeline.ignoring(timed)?)?.event {
        Event::Ignored(why) => Some(*why),
        _ => None,
    }
}

/// The action that cuts some leaders off from the rest, as one edit. None if nothing is left to be cut: nobody
/// is named, or everybody, or all of it is cut already.
#[must_use]
pub fn cut_off(world: &World, apart: &BTreeSet<LeaderId>, what: CutOff) -> Option<Action> {
    let (apart, rest): (Vec<LeaderId>, Vec<LeaderId>) =
        world.roster.iter().copied().partition(|id| apart.contains(id));
    let between = |some: &[LeaderId], others: &[LeaderId]| -> Vec<LinkId> {
        let ways = some.iter().flat_map(|from| others.iter().map(|to| LinkId::new(*from, *to)));
        ways.filter(|way| !world.cuts.contains(way)).collect()
    };
    let (outward, inward) = (between(&apart, &rest), between(&rest, &apart));
    let cut_all = |ways: Vec<LinkId>, name: String| {
        let commands: Vec<Command> = ways.into_iter().map(|way| Command::Cut(Way::One(way))).collect();
        (!commands.is_empty()).then_some(Action::Together { name, commands })
    };
    let named = |group: &[LeaderId]| list_of(&group.iter().map(|id| leader(world, *id)).collect::<Vec<_>>());
    match what {
        CutOff::BothWays if outward.is_empty() && inward.is_empty() => None,
        CutOff::BothWays => {
            let name_rest = rest.len() <= MAX_NAMED;
            let groups = [Some(apart), name_rest.then_some(rest)];
            let groups = groups.into_iter().flatten().collect();
            Some(Action::Act(Command::Partition { groups }))
        }
        CutOff::Outward => cut_all(outward, format!("cut what {} sends to the rest", named(&apart))),
        CutOff::Inward => cut_all(inward, format!("cut what the rest sends to {}", named(&apart))),
    }
}
