//! All commands in one list, and the commands for a point on the map.

use std::collections::BTreeSet;

use player::{LinkId, Place, Selection, heal_all};

use super::choices::{add_leader_command, choice_commands};
use super::leader::leader_commands;
use super::link::link_commands;
use super::run::run_commands;
use super::ui_command::UiCommand;
use crate::dialogs::DialogKind;
use crate::store::View;

/// The list covers at most this many links.
const MAX_LINKS: usize = 60;

/// Every command that applies now, those for the selection first.
pub fn all_commands(view: &View) -> Vec<UiCommand> {
    let frame = view.frame();
    let leader = |id| {
        let name = view.leader_name(id);
        leader_commands(view, id).into_iter().map(move |command| command.with_subject(name.clone()))
    };
    let link = |link: LinkId| {
        let name = format!("{} – {}", view.leader_name(link.from), view.leader_name(link.to));
        link_commands(view, link).into_iter().map(move |command| command.with_subject(name.clone()))
    };
    let mut commands = Vec::new();
    match view.selection() {
        Selection::Leader(id) => commands.extend(leader(id)),
        Selection::Link(id) => commands.extend(link(id)),
        _ => {}
    }
    commands.extend(run_commands(view));
    commands.extend(frame.members().iter().flat_map(|id| leader(*id)));
    let one_of_two = |link: &LinkId| link.from < link.to || !frame.has_link(link.reversed());
    let links = frame.links().map(|(link, _)| link).filter(one_of_two);
    commands.extend(links.take(MAX_LINKS).flat_map(link));
    commands.extend(heal_all_command(view));
    commands.extend(choice_commands(view));
    // Commands for the selection are listed twice: keep the first.
    let mut seen = BTreeSet::new();
    commands.retain(|command| seen.insert(command.full_name()));
    commands
}

fn heal_all_command(view: &View) -> Option<UiCommand> {
    heal_all(view.frame()).map(|action| UiCommand::action("Heal all cuts", action))
}

/// The commands for a point on the map.
pub fn map_commands(view: &View, place: Place) -> Vec<UiCommand> {
    let city = player::nearest_city(place);
    let add = add_leader_command(view, city.name, place);
    let mut commands: Vec<UiCommand> = add
        .into_iter()
        .map(|command| UiCommand { name: format!("Add a leader near {}", city.name), ..command })
        .collect();
    commands.extend(heal_all_command(view));
    commands.push(UiCommand::open_dialog("All commands", DialogKind::Palette));
    commands
}
