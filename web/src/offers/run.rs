//! What can be done with the run: played, stepped through, undone, forked, given away.

use player::{BranchAction, Direction, EditAction, ForkTail, Micros, PlaybackAction, Stop};

use super::offer::{Does, Offer};
use crate::panels::Panel;
use crate::store::View;

/// What can be done with it now.
pub fn of_run(view: &View) -> Vec<Offer> {
    let (last, next) = view.edits();
    let mut offers =
        vec![Offer::act(if view.is_moving() { "Pause" } else { "Play" }, PlaybackAction::Toggle)];
    offers
        .extend(last.map(|edit| Offer::act(format!("Undo: {}", view.describe_edit(edit)), EditAction::Undo)));
    offers
        .extend(next.map(|edit| Offer::act(format!("Redo: {}", view.describe_edit(edit)), EditAction::Redo)));
    offers.push(Offer::act("To the start", PlaybackAction::Seek(Micros::ZERO)));
    offers.push(Offer::act("To the end", PlaybackAction::Seek(view.ends_at())));
    for (stop, name) in stops() {
        offers.push(Offer::act(format!("Play until the next {name}"), PlaybackAction::PlayUntil(stop)));
        offers.push(Offer::act(
            format!("Step to the next {name}"),
            PlaybackAction::Step(Direction::Forward, stop),
        ));
        offers.push(Offer::act(
            format!("Step to the previous {name}"),
            PlaybackAction::Step(Direction::Back, stop),
        ));
    }
    offers.push(Offer::act("Fork here", BranchAction::Fork { tail: ForkTail::Keep }));
    offers.push(Offer::act("Fork here, without what follows", BranchAction::Fork { tail: ForkTail::Drop }));
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

/// What one can step to, as the words of an offer have it.
fn stops() -> impl Iterator<Item = (Stop, &'static str)> {
    player::STOPS.iter().map(|stop| (*stop, stop.name()))
}
