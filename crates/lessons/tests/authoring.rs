//! A lesson made from a run: its questions, and its way through a file and a link.

use lessons::{Draft, DraftStep, Lesson, LessonLinkError, check, suggested_questions};
use replication::Micros;
use scenario::Scenario;
use timeline::Timeline;

const MET: Micros = Micros::from_ms(60);

fn step(scenario: &Scenario, from: Micros, to: Micros) -> DraftStep {
    let caption = "Ana and Ben write the same key.".to_owned();
    DraftStep { caption, scenario: scenario.clone(), from, to, question: None, explain: String::new() }
}

fn draft() -> Draft {
    let scenario = scenario::default_scenario();
    let later = Scenario { seed: 8, ..scenario.clone() };
    Draft {
        title: "Two carts".to_owned(),
        purpose: "What a conflict is.".to_owned(),
        remember: "Neither had seen the other.".to_owned(),
        steps: vec![
            step(&scenario, Micros::ZERO, MET),
            step(&scenario, MET, MET),
            step(&later, Micros::ZERO, MET),
        ],
    }
}

#[test]
fn every_suggested_question_has_one_right_answer() {
    let scenario = scenario::default_scenario();
    let timeline = Timeline::new(&scenario);
    for at in [Micros::ZERO, MET, timeline.ends_at()] {
        let suggested = suggested_questions(&scenario, &timeline, at);
        for suggested in &suggested {
            let asked = suggested.question.ask(&scenario, &timeline).expect(&suggested.text);
            assert_eq!(
                asked.choices.iter().filter(|choice| choice.is_right).count(),
                1,
                "{}",
                suggested.text
            );
        }
        assert!(!suggested.is_empty(), "there is always something to ask");
    }
}

#[test]
fn questions_at_an_instant_are_about_that_instant() {
    let scenario = scenario::default_scenario();
    let timeline = Timeline::new(&scenario);
    let texts: Vec<String> =
        suggested_questions(&scenario, &timeline, MET).into_iter().map(|suggested| suggested.text).collect();
    assert!(
        texts.iter().any(|text| text == "What does a read of cart at Tokyo return at 60 ms?"),
        "{texts:#?}"
    );
}

#[test]
fn invariants_of_a_run_are_asked_about() {
    let mut scenario = scenario::default_scenario();
    let is_asked = |scenario: &Scenario| {
        let suggested = suggested_questions(scenario, &Timeline::new(scenario), MET);
        suggested.iter().any(|it| it.text == "Which leaders break the invariant at 60 ms?")
    };
    assert!(!is_asked(&scenario));
    scenario.invariants = vec![r#"versions("cart") <= 1"#.to_owned()];
    assert!(is_asked(&scenario));
}

#[test]
fn recorded_steps_play_the_runs_in_which_they_were_recorded() {
    let lesson = draft().lesson().unwrap();
    let seeds: Vec<u64> = (0..3).map(|step| lesson.scenario(step).seed).collect();
    assert_eq!(seeds, [7, 7, 8]);
    assert_eq!(lesson.steps()[1].scenario, None, "a run that stays the same is stored once");
    assert_eq!(check(&lesson), []);
    assert_eq!(Draft::of(&lesson), draft());
}

#[test]
fn lesson_goes_through_a_link_unchanged() {
    let lesson = draft().lesson().unwrap();
    assert_eq!(Lesson::from_link(&lesson.to_link()), Ok(lesson));
}

#[test]
fn damaged_link_to_a_lesson_says_so() {
    let link = draft().lesson().unwrap().to_link();
    for damaged in [&link[..link.len() - 9], "l1.", "l1.abc", "s1.abc"] {
        assert_eq!(Lesson::from_link(damaged), Err(LessonLinkError::Damaged), "{damaged}");
    }
}

#[test]
fn draft_without_steps_is_no_lesson() {
    let empty = Draft { steps: Vec::new(), ..draft() };
    assert_eq!(empty.lesson().unwrap_err().to_string(), "a lesson needs at least one step");
}
