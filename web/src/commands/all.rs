//! Everything that can be done now, in one list; and what can be done with the ground of the stage.

use std::collections::BTreeSet;

use player::{LinkId, Place, Selection, heal_all};

use super::choices::{add_leader_command, choice_commands};
use super::leader::leader_commands;
use super::link::link_commands;
use super::ui_command::UiCommand;
use super::run::run_commands;
use crate::dialogs::DialogKind;
use crate::store::View;

/// So many links are offered one by one.
const MOST_LINKS: usize = 60;

/// Everything that can be done now. What is selected comes first.
pub fn all_commands(view: &View) -> Vec<UiCommand> {
    let frame = view.frame();
    let leader = |id| {
        let name = view.leader_name(id);
        leader_commands(view, id).into_iter().map(move |offer| offer.with_subject(name.clone()))
    };
    let link = |link: LinkId| {
        let name = format!("{} – {}", view.leader_name(link.from), view.leader_name(link.to));
        link_commands(view, link).into_iter().map(move |offer| offer.with_subject(name.clone()))
    };
    let mut offers = Vec::new();
    match view.selection() {
        Selection::Leader(id) => offers.extend(leader(id)),
        Selection::Link(id) => offers.extend(link(id)),
        _ => {}
    }
    offers.extend(run_commands(view));
    offers.extend(frame.members().iter().flat_map(|id| leader(*id)));
    let one_of_two = |link: &LinkId| link.from < link.to || !frame.has_link(link.reversed());
    let links = frame.links().map(|(link, _)| link).filter(one_of_two);
    offers.extend(links.take(MOST_LINKS).flat_map(link));
    offers.extend(heal_all_command(view));
    offers.extend(choice_commands(view));
    // What is selected was there before.
    let mut seen = BTreeSet::new();
    offers.retain(|offer| seen.insert(offer.full_name()));
    offers
}

fn heal_all_command(view: &View) -> Option<UiCommand> {
    heal_all(view.world()).map(|action| UiCommand::action("Heal all cuts", action))
}

/// What can be done where the ground of the stage was pointed at.
pub fn map_commands(view: &View, place: Place) -> Vec<UiCommand> {
    let city = player::nearest_city(place);
    let add = add_leader_command(view, city.name, place);
    let mut offers: Vec<UiCommand> = add
        .into_iter()
        .map(|offer| UiCommand { name: format!("Add a leader near {}", city.name), ..offer })
        .collect();
    offers.extend(heal_all_command(view));
    offers.push(UiCommand::open_dialog("All that can be done", DialogKind::Palette));
    offers
}
