//! Commands for a leader.

use std::collections::BTreeSet;

use player::{
    Action, BranchAction, CutOff, EditAction, Selection, ViewAction, crash_or_restart, cut_off, cut_off_from,
};
use replication::{Command, LeaderId, LinkSelector};

use super::ui_command::{Effect, UiCommand};
use crate::store::View;

/// The commands that apply to a leader now; their names omit the leader.
pub fn leader_commands(view: &View, id: LeaderId) -> Vec<UiCommand> {
    let frame = view.frame();
    let Some(leader) = frame.leader(id) else {
        return Vec::new();
    };
    let select = Action::from(ViewAction::Select(Selection::Leader(id)));
    let select_and_focus =
        |name: &str, selector| UiCommand::new(name, Effect::SelectAndFocus(select.clone(), selector));
    let others = || frame.members().iter().copied().filter(move |other| *other != id);
    let mut commands = vec![
        select_and_focus("Write here", ".inspector .write-value"),
        select_and_focus("Read here", ".inspector .read-key"),
        select_and_focus("Set its clock", ".inspector .clock-face :is(input, [role=slider])"),
        select_and_focus("Set its service times", ".inspector .service-times summary"),
    ];
    let single = BranchAction::TrySingleLeader { leader: Some(id), failover: None };
    let power_name = if leader.is_up { "Crash" } else { "Restart" };
    commands.extend(crash_or_restart(frame, id).map(|action| UiCommand::action(power_name, action)));
    let isolate = cut_off(frame, &BTreeSet::from([id]), CutOff::BothWays);
    commands.extend(isolate.map(|action| UiCommand::action("Cut off from all others", action)));
    let heal_actions: Vec<Action> = cut_off_from(frame, id)
        .map(|other| EditAction::Issue(Command::Heal(LinkSelector::Both(id, other))).into())
        .collect();
    if !heal_actions.is_empty() {
        commands.push(UiCommand::new("Heal its links", Effect::Dispatch(heal_actions)));
    }
    commands.extend(connect_commands(view, id, others()));
    commands.push(UiCommand::action("Compare with this as single leader", single));
    commands.push(UiCommand::action("Inspect", select));
    commands
        .push(UiCommand::action("Remove", EditAction::Issue(Command::Leave { leader: id, drain: false })));
    if leader.to_send.is_none() {
        let drain = EditAction::Issue(Command::Leave { leader: id, drain: true });
        commands.push(UiCommand::action("Drain and remove", drain));
    }
    commands
}

/// Commands that link a leader to others it has no two-way link with; the first few only.
fn connect_commands<'a>(
    view: &'a View,
    id: LeaderId,
    others: impl Iterator<Item = LeaderId> + 'a,
) -> impl Iterator<Item = UiCommand> + 'a {
    const MAX_COMMANDS: usize = 6;
    let is_missing = move |other: &LeaderId| {
        !LinkSelector::Both(id, *other).links().all(|link| view.frame().has_link(link))
    };
    others.filter(is_missing).take(MAX_COMMANDS).map(move |other| {
        let name = format!("Link to {}", view.leader_name(other));
        UiCommand::action(name, EditAction::Issue(Command::Connect(LinkSelector::Both(id, other))))
    })
}
