//! Commands for what the page offers and shows: the suggestion, speeds, keys, clients and lost writes.

use std::collections::BTreeSet;

use player::{Action, Key, Micros, PlaybackAction, SPEEDS, Selection, ViewAction, suggested_action};

use super::ui_command::{Effect, UiCommand};
use crate::store::View;

/// The list covers at most this many keys, and as many clients.
const MAX_LISTED: usize = 60;
/// The keys of the first writes are listed.
const MAX_WRITES: usize = 10_000;

/// What the page offers to do next: to skip an idle stretch, or what the summary suggests.
pub fn offered_command(view: &View) -> Option<UiCommand> {
    if let Some(idle) = view.idle_stretch() {
        let name = format!("Skip {} of idle time", duration(idle));
        return Some(UiCommand::action(name, PlaybackAction::SkipIdle));
    }
    let suggestion = view.narration().suggestion?;
    let (label, action) = (view.suggestion_label(suggestion), suggested_action(suggestion, view.frame()));
    Some(match action {
        Action::View(ViewAction::Select(Selection::Leader(_))) => {
            let form = ".inspector .merge :is(input, textarea), .inspector .form input";
            UiCommand::new(label, Effect::SelectAndFocus(action, form))
        }
        action => UiCommand::action(label, action),
    })
}

/// A duration in a few characters: `400 ms`, `8 s`.
fn duration(long: Micros) -> String {
    const SECOND: Micros = Micros::from_ms(1_000);
    if long < SECOND {
        return Micros(long.0 / 1_000 * 1_000).to_string();
    }
    format!("{} s", long.0 / SECOND.0)
}

/// Commands that only the palette has.
pub fn shown_commands(view: &View) -> Vec<UiCommand> {
    let select = |name: String, kind: &str, selection| {
        UiCommand::action(name, ViewAction::Select(selection)).with_subject(kind)
    };
    let speeds = SPEEDS.iter().map(|speed| {
        UiCommand::action(speed.to_string(), PlaybackAction::SetSpeed(*speed)).with_subject("Speed")
    });
    let writes = view.timeline().writes().values().take(MAX_WRITES);
    let shown = writes.filter(|record| !view.hides(record.at));
    let keys: BTreeSet<Key> = shown.map(|record| record.write.key.clone()).collect();
    let keys = keys.into_iter().take(MAX_LISTED);
    let keys = keys.map(|key| select(key.to_string(), "Inspect key", Selection::Key(key)));
    let clients = view.frame().clients().take(MAX_LISTED);
    let clients =
        clients.map(|client| select(client.name.to_owned(), "Inspect client", Selection::Client(client.id)));
    let listed = view.scenario().clients.iter().take(MAX_LISTED);
    let settings = listed.map(|spec| {
        let select = ViewAction::Select(Selection::Client(spec.id)).into();
        let effect = Effect::SelectAndFocus(select, ".inspector .client-settings summary");
        UiCommand::new("Set place, timeout and retries", effect).with_subject(spec.name())
    });
    let lost = UiCommand::action("List lost writes", ViewAction::Select(Selection::LostWrites));
    speeds.chain(keys).chain(clients).chain(settings).chain([lost]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_whole_milliseconds_or_seconds() {
        assert_eq!(duration(Micros(400_300)), "400 ms");
        assert_eq!(duration(Micros(8_250_000)), "8 s");
    }
}
