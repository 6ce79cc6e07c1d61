//! What is recorded of a learner: marks, score, and the text from which a lesson goes on.

use std::sync::Arc;

use lessons::{Lesson, Record, Session};
use serde_json::{Value, json};

use crate::support::{fields, write};

/// A lesson with a step to watch, a question, and a goal.
fn lesson() -> Arc<Lesson> {
    let run = fields(json!({ "commands": [write(10, "ana", 1)] }));
    let steps: Value = json!([
        { "caption": "Watch.", "scenario": run },
        { "caption": "Ask.", "predict": { "end": {} }, "explain": "So." },
        {
            "caption": "Try.", "explain": "So.",
            "try": { "goal": "Two writes.", "when": { "accepted": 2 }, "show_me": {}, "reached_at_ms": 0 }
        }
    ]);
    let file = json!({
        "polyleader_lesson": 1, "title": "A title", "purpose": "A purpose", "minutes": 3, "steps": steps,
        "remember": "A sentence"
    });
    Arc::new(Lesson::from_json(&file.to_string()).unwrap_or_else(|error| panic!("{error}")))
}

/// The record after the sessions, one after the other.
fn after(sessions: &[Session]) -> Record {
    let start = Record::new(&lesson());
    sessions.iter().fold(start, |record, session| record.after(session))
}

fn at(step: usize) -> Session {
    Session::new(lesson(), step)
}

#[test]
fn lesson_done_right_has_the_full_score() {
    let record = after(&[at(0), at(1).answered(2, true), at(2).reached()]);
    assert_eq!((record.to_string(), record.score()), ("3.wrg".to_owned(), Some(100)));
    assert!(record.is_finished());
    assert_eq!(record.done(), 3);
}

#[test]
fn wrong_answer_and_goal_that_was_shown_count_as_done_but_not_for_the_score() {
    let record = after(&[at(0), at(1).answered(0, false), at(2).helped().reached()]);
    assert_eq!((record.to_string(), record.score()), ("3.wfs".to_owned(), Some(0)));
    assert!(record.is_finished());
}

#[test]
fn first_result_of_a_step_is_kept() {
    let record = after(&[at(1).answered(0, false), at(1), at(1).answered(2, true)]);
    assert_eq!(record.to_string(), "2.-f-");
}

#[test]
fn skipped_step_is_open() {
    let record = after(&[at(0), at(1), at(2).reached()]);
    assert_eq!((record.to_string(), record.score()), ("3.w-g".to_owned(), Some(50)));
    assert!(!record.is_finished());
    assert_eq!(record.open().collect::<Vec<_>>(), [1]);
}

#[test]
fn lesson_that_asks_for_nothing_has_no_score() {
    let lesson = crate::support::lesson(json!({ "caption": "Watch.", "scenario": fields(json!({})) }));
    assert_eq!(Record::new(&lesson).score(), None);
}

#[test]
fn text_is_read_back() {
    let lesson = lesson();
    for text in ["1.---", "3.wrg", "2.wf-", "3.-rs"] {
        let record = Record::read(&lesson, text).expect(text);
        assert_eq!(record.to_string(), text);
    }
    assert_eq!(Record::place_in("3.wrg"), Some(2));
}

#[test]
fn text_of_another_lesson_or_none_is_refused() {
    let lesson = lesson();
    let wrong = [
        "", ".", "1", "0.---", "4.---", "1.--", "1.----", "1.x--", "1.r--", "1.-w-", "1.-g-", "1.--r",
        "-1.---", "é.---",
    ];
    for text in wrong {
        assert_eq!(Record::read(&lesson, text), None, "{text}");
    }
}
