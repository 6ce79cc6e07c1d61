//! What can be done with the run: played, stepped through, undone, forked, given away.

use player::{Action, Direction, Later};
use replication::Micros;

use super::{Does, Offer, stops};
use crate::panels::Panel;
use crate::store::View;

/// What can be done with it now.
pub fn of_run(view: &View) -> Vec<Offer> {
    let (last, next) = view.edits();
    let mut offers = vec![Offer::act(if view.is_moving() { "Pause" } else { "Play" }, Action::Toggle)];
    offers.extend(
        last.map(|edit| Offer::act(format!("Undo: {}", edit.kind.describe(view.world())), Action::Undo)),
    );
    offers.extend(
        next.map(|edit| Offer::act(format!("Redo: {}", edit.kind.describe(view.world())), Action::Redo)),
    );
    offers.push(Offer::act("To the start", Action::Seek(Micros::ZERO)));
    offers.push(Offer::act("To the end", Action::Seek(view.ends_at())));
    for (stop, name) in stops() {
        offers.push(Offer::act(format!("Play until the next {name}"), Action::PlayUntil(stop)));
        offers.push(Offer::act(format!("Step to the next {name}"), Action::Step(Direction::Forward, stop)));
        offers.push(Offer::act(format!("Step to the previous {name}"), Action::Step(Direction::Back, stop)));
    }
    offers.push(Offer::act("Fork here", Action::Fork { later: Later::Kept }));
    offers.push(Offer::act("Fork here, without what follows", Action::Fork { later: Later::LeftOut }));
    offers.extend([
        Offer::show("Share this run", Panel::Share),
        Offer::show("Compare policies", Panel::Policies),
        Offer::show("Show or open as text", Panel::Text),
        Offer::show("Show the keys", Panel::Keys),
        Offer::show("Glossary", Panel::Glossary),
        Offer { name: "Light or dark theme".into(), to: None, does: Does::TurnsTheme },
    ]);
    offers
}
