//! A lesson made from a run: its questions, and its way through a file and a link.

use lessons::{
    Control, Draft, DraftStep, Goal, GoalTexts, Lesson, LessonLinkError, RunAt, SuggestedGoal, check,
    needed_controls, recorded_goal, suggested_goals, suggested_questions,
};
use replication::{Command, Micros};
use scenario::Scenario;
use timeline::Timeline;

const MET: Micros = Micros::from_ms(60);

fn step(scenario: &Scenario, from: Micros, to: Micros) -> DraftStep {
    let caption = "Ana and Ben write the same key.".to_owned();
    DraftStep {
        caption,
        scenario: scenario.clone(),
        from,
        to,
        question: None,
        practice: None,
        controls: Vec::new(),
        explain: String::new(),
    }
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

/// The opening run, which keeps both carts, and the same under last write wins, which loses one.
fn kept_and_lost() -> (Scenario, Scenario) {
    let kept = scenario::default_scenario();
    let lost = Scenario { policy: replication::Policy::default(), ..kept.clone() };
    (kept, lost)
}

/// The goals that the second run reaches at its end, from the first at an instant.
fn goals(before: &Scenario, at: Micros, after: &Scenario) -> Vec<SuggestedGoal> {
    let (untouched, solved) = (Timeline::new(before), Timeline::new(after));
    let before = RunAt { scenario: before, timeline: &untouched, at };
    suggested_goals(before, RunAt { scenario: after, timeline: &solved, at: solved.ends_at() })
}

#[test]
fn change_that_keeps_every_write_suggests_the_goals_that_it_reaches() {
    let (kept, lost) = kept_and_lost();
    let suggested = goals(&lost, MET, &kept);
    let texts: Vec<&str> = suggested.iter().map(|it| it.text.as_str()).collect();
    for text in ["No write is lost.", "A leader stores siblings.", "The conflict policy is Siblings."] {
        // Before the loss, nothing is lost yet, so that alone is no goal.
        assert_eq!(texts.contains(&text), text != "No write is lost.", "{text}: {texts:#?}");
    }
    assert!(texts.contains(&"Tokyo stores 2 versions of cart."), "{texts:#?}");
    assert!(!texts.contains(&"Every leader is up."), "it was so before");
    assert_eq!(goals(&kept, MET, &kept), [], "without a change there is no goal");
}

#[test]
fn recorded_goal_passes_the_checks_of_a_lesson_and_survives_a_draft() {
    let (kept, lost) = kept_and_lost();
    let ends_at = Timeline::new(&kept).ends_at();
    for SuggestedGoal { text, goal } in goals(&lost, MET, &kept) {
        let texts = GoalTexts { goal: text.clone(), hint: "Change the policy.".to_owned() };
        let practice = recorded_goal(texts, goal, &lost, &kept, ends_at);
        assert_eq!(practice.show_me.keys().collect::<Vec<_>>(), ["policy"]);
        let step = DraftStep {
            practice: Some(practice),
            controls: needed_controls(&lost, &kept),
            explain: "Siblings keep both.".to_owned(),
            ..step(&lost, Micros::ZERO, MET)
        };
        assert_eq!(step.controls, [Control::Policy]);
        let draft = Draft { steps: vec![step], ..draft() };
        let lesson = draft.lesson().unwrap();
        assert_eq!(check(&lesson), [], "{text}");
        assert_eq!(Draft::of(&lesson), draft);
        assert_eq!(lesson.solution(0).map(|(solved, _)| solved), Some(kept.clone()));
    }
}

#[test]
fn field_that_the_solution_no_longer_has_is_removed() {
    let (kept, lost) = kept_and_lost();
    let lost = Scenario { policy: kept.policy.clone(), ..lost };
    let without = Scenario { commands: Vec::new(), ..lost.clone() };
    let texts = GoalTexts { goal: "Nothing.".to_owned(), hint: String::new() };
    let practice = recorded_goal(texts, Goal::Accepted(0), &lost, &without, Micros::ZERO);
    assert_eq!(practice.show_me.get("commands"), Some(&serde_json::Value::Null));
}

#[test]
fn controls_are_those_by_which_the_run_was_changed() {
    let kept = scenario::default_scenario();
    let write = kept.commands.first().cloned().unwrap();
    let Command::Request(request) = &write.command else { panic!("it begins with a write") };
    let without = Scenario { commands: kept.commands[1..].to_vec(), ..kept.clone() };
    let (client, key) = (request.client, request.key.clone());
    assert_eq!(needed_controls(&without, &kept), [Control::Write { client, key }]);
    let mut late = kept.clone();

    late.leaders[0].clock.offset = replication::Offset::from_ms(-40);
    assert_eq!(needed_controls(&kept, &late), [Control::LeaderClock(kept.leaders[0].id)]);
}
