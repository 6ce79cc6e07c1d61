//! Mistakes that are planted in a lesson are found.

use lessons::{CannotAsk, Lesson, LessonError, MAX_CAPTION_WORDS, Mistake, check};
use serde_json::{Value, json};

use crate::support::{fields, lesson, read, request, write};

/// A good step: Ana writes at 10 ms, and Ben’s leader has it at 110 ms. `own` fields are added or replaced.
fn step(own: Value) -> Value {
    let scenario = fields(json!({ "commands": [write(10, "ana", 1), read(200, "ben")] }));
    let mut step = json!({
        "caption": "Ana writes.", "scenario": scenario, "to_ms": 50, "predict": question(50), "explain": "So it is."
    });
    if let (Value::Object(step), Value::Object(own)) = (&mut step, own) {
        step.extend(own);
    }
    step
}

fn question(at: u64) -> Value {
    json!({ "read": { "leader": "B", "key": "k", "at_ms": at, "answers": [[], [1]] } })
}

/// A goal that is reached by a merge at 150 ms.
fn practice(own: Value) -> Value {
    let mut practice = json!({
        "goal": "B reads 2.",
        "when": { "reads": { "leader": "B", "key": "k", "values": [2] } },
        "show_me": { "commands": [write(10, "ana", 1), write(60, "ana", 2)] },
        "reached_at_ms": 160
    });
    if let (Value::Object(practice), Value::Object(own)) = (&mut practice, own) {
        practice.extend(own);
    }
    practice
}

fn mistakes(own: Value) -> Vec<Mistake> {
    check(&lesson(step(own)))
        .into_iter()
        .map(|(number, mistake)| {
            assert_eq!(number, 1);
            mistake
        })
        .collect()
}

#[test]
fn good_steps_have_no_mistakes() {
    assert_eq!(mistakes(json!({})), []);
    assert_eq!(mistakes(json!({ "predict": null, "try": practice(json!({})) })), []);
    assert_eq!(mistakes(json!({ "predict": null, "explain": "" })), []);
}

#[test]
fn captions_that_are_missing_or_long_are_found() {
    assert_eq!(mistakes(json!({ "caption": " " })), [Mistake::NoCaption]);
    assert_eq!(mistakes(json!({ "caption": "word ".repeat(MAX_CAPTION_WORDS) })), []);
    let long = MAX_CAPTION_WORDS + 1;
    assert_eq!(mistakes(json!({ "caption": "word ".repeat(long) })), [Mistake::LongCaption(long)]);
}

#[test]
fn prediction_beside_a_goal_is_found() {
    assert_eq!(mistakes(json!({ "try": practice(json!({})) })), [Mistake::TwoTasks]);
}

#[test]
fn task_without_an_explanation_is_found() {
    assert_eq!(mistakes(json!({ "explain": "" })), [Mistake::NoExplanation]);
    let goal = json!({ "predict": null, "try": practice(json!({})), "explain": "" });
    assert_eq!(mistakes(goal), [Mistake::NoExplanation]);
}

#[test]
fn questions_that_cannot_be_asked_are_found() {
    let reads =
        |answers: Value| json!({ "read": { "leader": "B", "key": "k", "at_ms": 150, "answers": answers } });
    let applied = |client: &str, at: u64| json!({ "applied": { "write": request(client, at), "at_ms": 150, "answers": [["A"], ["A", "B", "C"]] } });
    for (question, reason) in [
        (reads(json!([[], [2]])), CannotAsk::NoneIsRight),
        (reads(json!([[1], [1]])), CannotAsk::SameAnswers),
        (reads(json!([[1]])), CannotAsk::NumberOfAnswers),
        (reads(json!([[], [1], [2], [3], [4]])), CannotAsk::NumberOfAnswers),
        (applied("ana", 11), CannotAsk::NoSuchWrite),
        (applied("ben", 200), CannotAsk::NoSuchWrite),
        (
            json!({ "siblings": { "leader": "X", "key": "k", "at_ms": 150, "answers": [1, 2] } }),
            CannotAsk::NoSuchLeader,
        ),
        (json!({ "vectors": { "one": "A", "other": "X", "at_ms": 150 } }), CannotAsk::NoSuchLeader),
    ] {
        assert_eq!(mistakes(json!({ "predict": question })), [Mistake::Question(reason)]);
    }
}

/// The same leaders in another order make the same answer in other words.
#[test]
fn two_right_answers_are_found() {
    let both = json!({
        "applied": { "write": request("ana", 10), "at_ms": 150, "answers": [["A", "B", "C"], ["C", "B", "A"]] }
    });
    assert_eq!(mistakes(json!({ "predict": both })), [Mistake::Question(CannotAsk::SeveralAreRight)]);
}

#[test]
fn question_whose_answer_was_seen_is_found() {
    assert_eq!(mistakes(json!({ "predict": question(49) })), [Mistake::AskedTooLate]);
    assert_eq!(mistakes(json!({ "predict": question(51) })), []);
}

#[test]
fn goal_that_is_reached_at_once_is_found() {
    let at_the_end = json!({ "when": { "reads": { "leader": "B", "key": "k", "values": [1] } } });
    assert_eq!(mistakes(json!({ "predict": null, "try": practice(at_the_end) })), [Mistake::ReachedAtOnce]);
    let where_it_is_set = json!({ "when": { "reads": { "leader": "B", "key": "k", "values": [] } } });
    assert_eq!(
        mistakes(json!({ "predict": null, "try": practice(where_it_is_set) })),
        [Mistake::ReachedAtOnce]
    );
}

#[test]
fn goal_that_is_never_reached_is_found() {
    let too_early = practice(json!({ "reached_at_ms": 159 }));
    assert_eq!(mistakes(json!({ "predict": null, "try": too_early })), [Mistake::NotReached]);
    let unreadable = practice(json!({ "show_me": { "leaders": [] } }));
    assert_eq!(mistakes(json!({ "predict": null, "try": unreadable })), [Mistake::NotReached]);
}

#[test]
fn playing_backwards_is_found() {
    assert_eq!(mistakes(json!({ "from_ms": 51 })), [Mistake::BackInTime]);
}

#[test]
fn instants_after_the_end_are_found() {
    assert_eq!(mistakes(json!({ "to_ms": 201, "predict": null })), [Mistake::AfterTheEnd]);
    assert_eq!(mistakes(json!({ "from_ms": 201, "to_ms": null, "predict": null })), [Mistake::AfterTheEnd]);
    assert_eq!(mistakes(json!({ "predict": question(201) })), [Mistake::AfterTheEnd]);
    let late = practice(json!({ "reached_at_ms": 161 }));
    assert_eq!(mistakes(json!({ "predict": null, "try": late })), [Mistake::AfterTheEnd]);
}

#[test]
fn lessons_that_cannot_be_read_say_why() {
    let file = |steps: Value| {
        json!({
            "polyleader_lesson": 1, "title": "", "purpose": "", "minutes": 1, "steps": steps, "remember": ""
        })
        .to_string()
    };
    assert_eq!(Lesson::from_json(&file(json!([]))), Err(LessonError::NoSteps));
    assert_eq!(Lesson::from_json(&file(json!([{ "caption": "" }]))), Err(LessonError::NoScenario));
    let broken = Lesson::from_json(&file(json!([step(json!({ "change": { "leaders": [] } }))])));
    assert!(matches!(broken, Err(LessonError::Scenario { step: 1, .. })), "{broken:?}");
    let unknown = Lesson::from_json(&file(json!([{ "captoin": "" }])));
    assert!(
        matches!(&unknown, Err(LessonError::Form { path, .. }) if path.starts_with("steps[0]")),
        "{unknown:?}"
    );
    let future = file(json!([])).replace("\"polyleader_lesson\":1", "\"polyleader_lesson\":2");
    assert!(matches!(Lesson::from_json(&future), Err(LessonError::Form { .. })));
    assert_eq!(Lesson::from_json(&" ".repeat(1_000_001)), Err(LessonError::TooLarge));
}
