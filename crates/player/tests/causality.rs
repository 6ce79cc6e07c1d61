//! Causality of the selection, across edits.

use player::{EditAction, PlaybackAction, Player, Selection, ViewAction};
use replication::{ClientRequest, Command, Event, LeaderId, Message, Micros, RequestedOperation, Value};
use scenario::Scenario;
use timeline::Timeline;

/// Three leaders, 100 ms apart; Ana in Frankfurt and Ben in Tokyo write concurrently.
fn player() -> Player {
    let text = r#"{ "polyleader": 1, "title": "Small", "seed": 1,
        "leaders": [{ "id": "F" }, { "id": "T" }, { "id": "S" }],
        "topology": "all-to-all", "links": { "latency": { "fixed_ms": 100 } }, "policy": "siblings",
        "clients": [{ "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }],
        "commands": [
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
            { "at_ms": 20, "write": { "client": "ben", "key": "cart", "value": "eggs" } }] }"#;
    Player::new(Scenario::from_json(text).unwrap_or_else(|error| panic!("{error}")))
}

fn leader(id: &str) -> LeaderId {
    id.parse().unwrap()
}

fn accepted(timeline: &Timeline, at: &str) -> usize {
    let is_it = |event: &Event| matches!(event, Event::Accepted { leader: it, .. } if *it == leader(at));
    timeline.records().iter().position(|record| is_it(&record.event)).expect("an event of the run")
}

fn write(value: &str) -> Command {
    let (client, key) = ("ana".parse().unwrap(), "cart".parse().unwrap());
    let operation = RequestedOperation::Put(Value::text(value));
    Command::Request(ClientRequest { client, at: None, key, operation, context: None })
}

#[test]
fn selected_event_stays_selected_if_it_still_happens_after_an_edit() {
    let mut player = player();
    let ben = accepted(player.timeline(), "T");
    player.act(ViewAction::Select(Selection::Event(ben)));
    assert!(player.causality().is_some());
    player.act(PlaybackAction::Seek(Micros::from_ms(5)));
    player.act(EditAction::Issue(write("more")));
    let now = accepted(player.timeline(), "T");
    assert!(now > ben, "it has another number in the new run");
    assert_eq!(player.selection(), Selection::Event(now));
    let again = player.causality().unwrap();
    assert_eq!(again.of(now), Some(analysis::Relation::Itself));
    player.act(EditAction::Configure {
        command: Command::Leave { leader: leader("T"), drain: false },
        ongoing: false,
    });
    assert_eq!(player.selection(), Selection::Nothing, "Ben is refused now");
    assert!(player.causality().is_none());
}

#[test]
fn only_selected_events_and_messages_have_causality() {
    let mut player = player();
    player.act(PlaybackAction::Seek(Micros::from_ms(500)));
    let message: Message = player.timeline().message_span_by_number(0).unwrap().message;
    player.act(ViewAction::Select(Selection::Message(message)));
    assert!(player.causality().is_some());
    for selection in [Selection::Nothing, Selection::Leader(leader("F")), Selection::Link(message.link)] {
        player.act(ViewAction::Select(selection.clone()));
        assert!(player.causality().is_none(), "{selection:?}");
    }
}
