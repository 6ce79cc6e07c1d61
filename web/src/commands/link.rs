//! What can be done with a link.

use player::{EditAction, Selection, ViewAction, cut, heal};
use replication::{Command, LinkId, LinkSelector};

use super::ui_command::UiCommand;
use crate::store::View;

/// What can be done with it now, named without it.
pub fn link_commands(view: &View, link: LinkId) -> Vec<UiCommand> {
    let world = view.world();
    let there = |link: LinkId| view.frame().has_link(link);
    if !there(link) && !there(link.reversed()) {
        return Vec::new();
    }
    let both = LinkSelector::Both(link.from, link.to);
    let mut offers = Vec::new();
    offers.extend(heal(world, both).map(|action| UiCommand::action("Heal both ways", action)));
    offers.extend(cut(world, both).map(|action| UiCommand::action("Cut both ways", action)));
    for link in [link, link.reversed()].into_iter().filter(|link| there(*link)) {
        let (way, to) = (LinkSelector::One(link), view.leader_name(link.to));
        let healing = heal(world, way).map(|action| UiCommand::action(format!("Heal the way to {to}"), action));
        let cutting = || cut(world, way).map(|action| UiCommand::action(format!("Cut the way to {to}"), action));
        offers.extend(healing.or_else(cutting));
    }
    let is_both = there(link) && there(link.reversed());
    let only = if there(link) { link } else { link.reversed() };
    offers.push(UiCommand::action("Show what is inside", ViewAction::Select(Selection::Link(only))));
    let disconnect = Command::Disconnect(if is_both { both } else { LinkSelector::One(only) });
    offers.push(UiCommand::action("Take out", EditAction::Issue(disconnect)));
    offers
}
