//! Verdicts at the playhead, their evidence, and examples of invariants.

use analysis::{CHECKS, CheckRun};
use player::{Action, PlaybackAction, Player, Selection, ViewAction, invariant_examples};
use replication::{Event, Micros};
use scenario::invariants::Invariant;
use scenario::testing::scenario_of;
use timeline::Timeline;

/// Two bookings that overlap, at two leaders at once.
fn bookings() -> Player {
    let book = |at: u64, client: &str| {
        format!(
            r#"{{ "at_ms": {at}, "write": {{ "client": "{client}", "key": "booking:{client}", "value": {{ "map": {{ "from": 9, "to": 11 }} }} }} }}"#
        )
    };
    let commands = [book(10, "ana"), book(20, "ben")].join(",");
    let scenario = scenario_of(&["Frankfurt", "Tokyo"], &["Ana at F", "Ben at T"]);
    let scenario = scenario.with("invariants", r#"["no_overlap(\"booking:*\")"]"#);
    Player::new(scenario.commands(&commands).build())
}

#[test]
fn verdict_is_the_one_at_the_playhead_and_its_evidence_is_selected() {
    let mut player = bookings();
    let mut run = CheckRun::new(player.timeline().clone(), CHECKS, &player.scenario().stated_invariants());
    assert_eq!(player.verdicts(&run).map(|verdicts| verdicts.len()), Some(CHECKS.len() + 1));
    player.act(PlaybackAction::Seek(Micros::from_ms(110)));
    assert_eq!(player.verdicts(&run), None, "nothing was followed yet");
    while run.advance_by(5) {}
    let broken_at = |player: &Player| player.verdicts(&run).unwrap().pop().unwrap().violations;
    assert_eq!(broken_at(&player), 1, "Ana’s booking has reached Tokyo");
    player.act(PlaybackAction::SeekEnd);
    assert_eq!(broken_at(&player), 2);
    let verdict = player.verdicts(&run).unwrap().pop().unwrap();
    assert_eq!(
        player.describe_answer_to(&verdict),
        "No, 2 times: first at 110 ms, Tokyo broke it with Ana’s “{from: 9, to: 11}” for booking:ana and Ben’s “{from: 9, to: 11}” for booking:ben, and still does."
    );
    let actions = player.show_witness(&verdict.witnesses[0]);
    let Action::View(ViewAction::Select(Selection::Event(number))) = actions[1] else {
        panic!("{actions:?}")
    };
    let event = player.timeline().records().get(number).unwrap().event;
    assert!(matches!(&event, Event::Applied { write, .. } if write.dot.to_string() == "F1"), "{event:?}");
    actions.into_iter().for_each(|action| player.act(action));
    assert_eq!((player.at(), player.selection()), (Micros::from_ms(110), Selection::Event(number)));
}

#[test]
fn examples_fit_the_keys_of_the_run_and_can_be_read() {
    assert_eq!(invariant_examples(bookings().timeline()), [r#"no_overlap("booking:*")"#]);
    for example in scenario::GALLERY {
        for text in invariant_examples(&Timeline::new(&example.scenario())) {
            let invariant = text.parse::<Invariant>();
            assert!(invariant.is_ok(), "{}: {text}: {invariant:?}", example.id);
        }
    }
}
