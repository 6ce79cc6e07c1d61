//! Faults: which commands of a scenario bring one about or mend one, and those that take several commands.

use std::collections::BTreeSet;

use analysis::key_assignments;
use replication::{Command, Event, LeaderId, LinkId, Timed, Way, WhyIgnored, World};
use scenario::Scenario;

use crate::action::Action;
use crate::history::EditKind;
use timeline::Timeline;

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
    let cut_all = |links: Vec<LinkId>| {
        let commands: Vec<Command> = links.into_iter().map(|link| Command::Cut(Way::One(link))).collect();
        let kind = EditKind::CutOff(apart.clone(), what);
        (!commands.is_empty()).then_some(Action::Together { kind, commands })
    };
    match what {
        CutOff::BothWays if outward.is_empty() && inward.is_empty() => None,
        CutOff::BothWays => {
            let name_rest = rest.len() <= MAX_NAMED;
            let groups = [Some(apart.clone()), name_rest.then_some(rest)];
            let groups = groups.into_iter().flatten().collect();
            Some(Action::Act(Command::Partition { groups }))
        }
        CutOff::Outward => cut_all(outward),
        CutOff::Inward => cut_all(inward),
    }
}

/// The action that crashes these leaders, those that are up among them; none if none is.
#[must_use]
pub fn crash(world: &World, leaders: impl IntoIterator<Item = LeaderId>) -> Option<Action> {
    let up = |id: &LeaderId| world.leaders.get(id).is_some_and(|leader| leader.up);
    let ids: Vec<LeaderId> = leaders.into_iter().filter(up).collect();
    all_of(&ids, EditKind::Crash(ids.clone()), |leader| Command::Crash { leader })
}

/// The action that restarts these leaders, those that are down among them; none if none is.
#[must_use]
pub fn restart(world: &World, leaders: impl IntoIterator<Item = LeaderId>) -> Option<Action> {
    let down = |id: &LeaderId| world.leaders.get(id).is_some_and(|leader| !leader.up);
    let ids: Vec<LeaderId> = leaders.into_iter().filter(down).collect();
    all_of(&ids, EditKind::Restart(ids.clone()), |leader| Command::Restart { leader })
}

fn all_of(ids: &[LeaderId], kind: EditKind, command: fn(LeaderId) -> Command) -> Option<Action> {
    let commands: Vec<Command> = ids.iter().map(|id| command(*id)).collect();
    (!commands.is_empty()).then_some(Action::Together { kind, commands })
}

/// The action that gives all keys of a home to another leader, after the home has crashed if it is still up. None
/// if there is no key to give, or the other cannot be told of it.
#[must_use]
pub fn fail_over(world: &World, home: LeaderId, heir: LeaderId) -> Option<Action> {
    let keys = key_assignments(world).into_iter().find(|(id, _)| *id == home)?.1;
    if keys.is_empty() || home == heir || !world.answers(heir) {
        return None;
    }
    let is_up = world.leaders.get(&home).is_some_and(|leader| leader.up);
    let crash = is_up.then_some(Command::Crash { leader: home });
    let assign = keys.into_iter().map(|at| Command::Assign { key: at.key, home: heir, at: None });
    let kind = EditKind::FailOver { from: home, to: heir };
    Some(Action::Together { kind, commands: crash.into_iter().chain(assign).collect() })
}
