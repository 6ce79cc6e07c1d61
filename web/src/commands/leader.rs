//! What can be done with a leader.

use std::collections::BTreeSet;

use player::{Action, CutOff, EditAction, Selection, ViewAction, crash_or_restart, cut_off, cut_off_from};
use replication::{Command, LeaderId, LinkSelector};

use super::ui_command::{Effect, UiCommand};
use crate::store::View;

/// What can be done with it now, named without it.
pub fn leader_commands(view: &View, id: LeaderId) -> Vec<UiCommand> {
    let world = view.world();
    let Some(leader) = view.frame().leader(id) else {
        return Vec::new();
    };
    let select = Action::from(ViewAction::Select(Selection::Leader(id)));
    let goes = |name: &str, selector| UiCommand {
        name: name.into(),
        subject: None,
        effect: Effect::SelectAndFocus(select.clone(), selector),
    };
    let others = || view.frame().members().iter().copied().filter(move |other| *other != id);
    let mut offers =
        vec![goes("Write here", ".inspector .write-value"), goes("Read here", ".inspector .read-key")];
    let power = if leader.is_up { "Crash" } else { "Restart" };
    offers.extend(crash_or_restart(world, id).map(|action| UiCommand::action(power, action)));
    let alone = cut_off(world, &BTreeSet::from([id]), CutOff::BothWays);
    offers.extend(alone.map(|action| UiCommand::action("Cut off from all others", action)));
    let heals: Vec<Action> = cut_off_from(world, id)
        .map(|other| EditAction::Issue(Command::Heal(LinkSelector::Both(id, other))).into())
        .collect();
    if !heals.is_empty() {
        offers.push(UiCommand { name: "Heal its cuts".into(), subject: None, effect: Effect::Dispatch(heals) });
    }
    offers.extend(connect_commands(view, id, others()));
    offers.push(UiCommand::action("Show what is inside", select));
    offers.push(UiCommand::action("Remove", EditAction::Issue(Command::Leave { leader: id })));
    offers
}

/// A link to each leader that it has none to; not too many of them.
fn connect_commands<'a>(
    view: &'a View,
    id: LeaderId,
    others: impl Iterator<Item = LeaderId> + 'a,
) -> impl Iterator<Item = UiCommand> + 'a {
    const MOST: usize = 6;
    let is_missing = move |other: &LeaderId| {
        !LinkSelector::Both(id, *other).links().all(|link| view.frame().has_link(link))
    };
    others.filter(is_missing).take(MOST).map(move |other| {
        let name = format!("Link to {}", view.leader_name(other));
        UiCommand::action(name, EditAction::Issue(Command::Connect(LinkSelector::Both(id, other))))
    })
}
