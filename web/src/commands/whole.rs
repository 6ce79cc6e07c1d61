//! Everything that can be done now, in one list; and what can be done with the ground of the stage.

use std::collections::BTreeSet;

use player::{LinkId, Place, Selection, heal_all};

use super::choose::{adding, choices};
use super::leader::of_leader;
use super::link::of_link;
use super::offer::UiCommand;
use super::run::of_run;
use crate::dialogs::Panel;
use crate::store::View;

/// So many links are offered one by one.
const MOST_LINKS: usize = 60;

/// Everything that can be done now. What is selected comes first.
pub fn everything(view: &View) -> Vec<UiCommand> {
    let frame = view.frame();
    let leader = |id| {
        let name = view.leader_name(id);
        of_leader(view, id).into_iter().map(move |offer| offer.to(name.clone()))
    };
    let link = |link: LinkId| {
        let name = format!("{} – {}", view.leader_name(link.from), view.leader_name(link.to));
        of_link(view, link).into_iter().map(move |offer| offer.to(name.clone()))
    };
    let mut offers = Vec::new();
    match view.selection() {
        Selection::Leader(id) => offers.extend(leader(id)),
        Selection::Link(id) => offers.extend(link(id)),
        _ => {}
    }
    offers.extend(of_run(view));
    offers.extend(frame.roster().iter().flat_map(|id| leader(*id)));
    let one_of_two = |link: &LinkId| link.from < link.to || !frame.has_link(link.reversed());
    let links = frame.links().map(|(link, _)| link).filter(one_of_two);
    offers.extend(links.take(MOST_LINKS).flat_map(link));
    offers.extend(healing(view));
    offers.extend(choices(view));
    // What is selected was there before.
    let mut seen = BTreeSet::new();
    offers.retain(|offer| seen.insert(offer.whole_name()));
    offers
}

fn healing(view: &View) -> Option<UiCommand> {
    heal_all(view.world()).map(|action| UiCommand::act("Heal all cuts", action))
}

/// What can be done where the ground of the stage was pointed at.
pub fn of_ground(view: &View, place: Place) -> Vec<UiCommand> {
    let city = player::nearest_city(place);
    let add = adding(view, city.name, place);
    let mut offers: Vec<UiCommand> = add
        .into_iter()
        .map(|offer| UiCommand { name: format!("Add a leader near {}", city.name), ..offer })
        .collect();
    offers.extend(healing(view));
    offers.push(UiCommand::show("All that can be done", Panel::Palette));
    offers
}
