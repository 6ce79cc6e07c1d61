//! Faults: the commands of a scenario that cause or repair one, and actions that cause or repair several.

use std::collections::BTreeSet;

use replication::{Command, Event, IgnoreReason, LeaderId, LinkId, LinkSelector, ScheduledCommand};
use scenario::Scenario;

use crate::action::{Action, EditAction};
use crate::frame::Frame;
use crate::history::{CutOff, EditKind};
use timeline::Timeline;

/// If more leaders than this are on the other side, the command does not list them.
const MAX_NAMED: usize = 5;

/// Whether a command causes or repairs a fault.
fn is_fault(command: &Command) -> bool {
    use Command::{
        Crash, Cut, Heal, HealAll, Links, OverrideMessage, Partition, Restart, SetClock, StepClock,
    };
    matches!(command, Crash { .. } | Restart { .. } | Cut(_) | Heal(_) | Partition { .. } | HealAll {})
        || matches!(command, StepClock(_) | SetClock(_) | OverrideMessage(_) | Links(_))
}

/// The commands that cause or repair faults, in order.
pub fn fault_commands(scenario: &Scenario) -> impl Iterator<Item = &ScheduledCommand> {
    scenario.commands.iter().filter(|scheduled| is_fault(&scheduled.command))
}

/// Why a command has no effect; none if it has one.
#[must_use]
pub fn ignored_reason(timeline: &Timeline, scheduled: &ScheduledCommand) -> Option<IgnoreReason> {
    match &timeline.records().get(timeline.ignored_record_of(scheduled)?)?.event {
        Event::Ignored(reason) => Some(*reason),
        _ => None,
    }
}

/// The action that cuts some leaders off from the rest, as one edit. None if there is nothing to cut: no leaders or all
/// leaders are given, or everything is cut already.
#[must_use]
pub fn cut_off(frame: &Frame, isolated: &BTreeSet<LeaderId>, direction: CutOff) -> Option<Action> {
    let (isolated, rest): (Vec<LeaderId>, Vec<LeaderId>) =
        frame.members().iter().copied().partition(|id| isolated.contains(id));
    let between = |some: &[LeaderId], others: &[LeaderId]| -> Vec<LinkId> {
        let links = some.iter().flat_map(|from| others.iter().map(|to| LinkId::new(*from, *to)));
        links.filter(|link| !frame.world().cuts.contains(link)).collect()
    };
    let (outward, inward) = (between(&isolated, &rest), between(&rest, &isolated));
    let cut_all = |links: Vec<LinkId>| {
        let commands: Vec<Command> =
            links.into_iter().map(|link| Command::Cut(LinkSelector::One(link))).collect();
        let kind = EditKind::CutOff(isolated.clone(), direction);
        (!commands.is_empty()).then(|| EditAction::IssueAll { kind, commands }.into())
    };
    match direction {
        CutOff::BothWays if outward.is_empty() && inward.is_empty() => None,
        CutOff::BothWays => {
            let name_rest = rest.len() <= MAX_NAMED;
            let groups = [Some(isolated.clone()), name_rest.then_some(rest)];
            let groups = groups.into_iter().flatten().collect();
            Some(EditAction::Issue(Command::Partition { groups }).into())
        }
        CutOff::Outward => cut_all(outward),
        CutOff::Inward => cut_all(inward),
    }
}

/// The action that crashes those of these leaders that are up; `None` if all are down.
#[must_use]
pub fn crash(frame: &Frame, leaders: impl IntoIterator<Item = LeaderId>) -> Option<Action> {
    let up = |id: &LeaderId| frame.world().leaders.get(id).is_some_and(|leader| leader.up);
    let ids: Vec<LeaderId> = leaders.into_iter().filter(up).collect();
    issue_to_each(&ids, EditKind::Crash(ids.clone()), |leader| Command::Crash { leader })
}

/// The action that restarts those of these leaders that are down; `None` if all are up.
#[must_use]
pub fn restart(frame: &Frame, leaders: impl IntoIterator<Item = LeaderId>) -> Option<Action> {
    let down = |id: &LeaderId| frame.world().leaders.get(id).is_some_and(|leader| !leader.up);
    let ids: Vec<LeaderId> = leaders.into_iter().filter(down).collect();
    issue_to_each(&ids, EditKind::Restart(ids.clone()), |leader| Command::Restart { leader })
}

/// The action that crashes a leader that is up, or restarts one that is down; none if it does not exist.
#[must_use]
pub fn crash_or_restart(frame: &Frame, leader: LeaderId) -> Option<Action> {
    crash(frame, [leader]).or_else(|| restart(frame, [leader]))
}

/// The action that cuts a link, or both directions of it; none if it is cut already.
#[must_use]
pub fn cut(frame: &Frame, links: LinkSelector) -> Option<Action> {
    links
        .links()
        .any(|link| !frame.world().cuts.contains(&link))
        .then(|| EditAction::Issue(Command::Cut(links)).into())
}

/// The action that heals a link, or both directions of it; none if it is not cut.
#[must_use]
pub fn heal(frame: &Frame, links: LinkSelector) -> Option<Action> {
    links
        .links()
        .any(|link| frame.world().cuts.contains(&link))
        .then(|| EditAction::Issue(Command::Heal(links)).into())
}

/// The action that heals every cut; none if nothing is cut.
#[must_use]
pub fn heal_all(frame: &Frame) -> Option<Action> {
    (!frame.world().cuts.is_empty()).then(|| EditAction::Issue(Command::HealAll {}).into())
}

/// The leaders whose link with this one is cut in at least one direction, in order.
pub fn cut_off_from(frame: &Frame, id: LeaderId) -> impl Iterator<Item = LeaderId> {
    let others = frame.members().iter().copied().filter(move |other| *other != id);
    others.filter(move |other| {
        LinkSelector::Both(id, *other).links().any(|link| frame.world().cuts.contains(&link))
    })
}

fn issue_to_each(ids: &[LeaderId], kind: EditKind, command: fn(LeaderId) -> Command) -> Option<Action> {
    let commands: Vec<Command> = ids.iter().map(|id| command(*id)).collect();
    (!commands.is_empty()).then(|| EditAction::IssueAll { kind, commands }.into())
}

/// The action that fails a home over: crashes it if it is up, and assigns all its keys to another leader. None if it has
/// no keys, or the other leader does not answer.
#[must_use]
pub fn fail_over(frame: &Frame, home: LeaderId, new_home: LeaderId) -> Option<Action> {
    let keys = frame.key_assignments().into_iter().find(|(id, _)| *id == home)?.1;
    if keys.is_empty() || home == new_home || !frame.answers(new_home) {
        return None;
    }
    let is_up = frame.world().leaders.get(&home).is_some_and(|leader| leader.up);
    let crash = is_up.then_some(Command::Crash { leader: home });
    let assign = keys.into_iter().map(|assignment| Command::AssignHome {
        key: assignment.key,
        home: new_home,
        at: None,
    });
    let kind = EditKind::FailOver { from: home, to: new_home };
    Some(EditAction::IssueAll { kind, commands: crash.into_iter().chain(assign).collect() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::player::Player;

    fn id(name: &str) -> LeaderId {
        name.parse().unwrap()
    }

    fn perform(action: Option<Action>, player: &mut Player) {
        player.act(action.unwrap());
    }

    #[test]
    fn crash_or_restart_toggles_a_leader() {
        let mut player = Player::new(scenario::default_scenario());
        let is_up = |player: &Player| player.frame().leader(id("F")).unwrap().is_up;
        perform(crash_or_restart(player.frame(), id("F")), &mut player);
        assert!(!is_up(&player));
        perform(crash_or_restart(player.frame(), id("F")), &mut player);
        assert!(is_up(&player));
        assert_eq!(crash_or_restart(player.frame(), id("Z")), None);
    }

    #[test]
    fn cut_is_offered_until_both_directions_are_cut_and_heal_until_none_is() {
        let mut player = Player::new(scenario::default_scenario());
        let both = LinkSelector::Both(id("F"), id("T"));
        let one = LinkSelector::One(LinkId::new(id("F"), id("T")));
        let possible = |player: &Player, way| {
            let frame = player.frame();
            (cut(frame, way).is_some(), heal(frame, way).is_some())
        };
        assert_eq!((possible(&player, one), possible(&player, both)), ((true, false), (true, false)));
        perform(cut(player.frame(), one), &mut player);
        assert_eq!((possible(&player, one), possible(&player, both)), ((false, true), (true, true)));
        perform(cut(player.frame(), both), &mut player);
        assert_eq!(possible(&player, both), (false, true));
        assert_eq!(cut_off_from(player.frame(), id("F")).collect::<Vec<_>>(), [id("T")]);
        perform(heal_all(player.frame()), &mut player);
        assert_eq!(possible(&player, both), (true, false));
        assert_eq!(heal_all(player.frame()), None);
    }
}
