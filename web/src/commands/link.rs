//! Commands for a link.

use player::{EditAction, Selection, ViewAction, cut, heal};
use replication::{Command, LinkId, LinkSelector};

use super::ui_command::UiCommand;
use crate::store::View;

/// The commands that apply to a link now; their names omit the link.
pub fn link_commands(view: &View, link: LinkId) -> Vec<UiCommand> {
    let frame = view.frame();
    let exists = |link: LinkId| frame.has_link(link);
    if !exists(link) && !exists(link.reversed()) {
        return Vec::new();
    }
    let both = LinkSelector::Both(link.from, link.to);
    let mut commands = Vec::new();
    commands.extend(heal(frame, both).map(|action| UiCommand::action("Heal both ways", action)));
    commands.extend(cut(frame, both).map(|action| UiCommand::action("Cut both ways", action)));
    for link in [link, link.reversed()].into_iter().filter(|link| exists(*link)) {
        let (direction, to) = (LinkSelector::One(link), view.leader_name(link.to));
        let healing =
            heal(frame, direction).map(|action| UiCommand::action(format!("Heal towards {to}"), action));
        let cutting =
            || cut(frame, direction).map(|action| UiCommand::action(format!("Cut towards {to}"), action));
        commands.extend(healing.or_else(cutting));
    }
    let is_both = exists(link) && exists(link.reversed());
    let only = if exists(link) { link } else { link.reversed() };
    commands.push(UiCommand::action("Inspect", ViewAction::Select(Selection::Link(only))));
    let disconnect = Command::Disconnect(if is_both { both } else { LinkSelector::One(only) });
    commands.push(UiCommand::action("Remove link", EditAction::Issue(disconnect)));
    commands
}
