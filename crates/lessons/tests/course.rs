//! Every lesson of the course can be followed: its questions have one right answer, and its goals can be reached.

use lessons::{COURSE, Lesson, check};

/// A lesson has so many steps.
const STEPS: std::ops::RangeInclusive<usize> = 3..=8;

#[test]
fn every_lesson_of_the_course_can_be_followed() {
    merge_script::install();
    let mut mistakes = Vec::new();
    for course in COURSE {
        let lesson = course.read().unwrap_or_else(|error| panic!("{}: {error}", course.id));
        let found = check(&lesson).into_iter();
        mistakes.extend(found.map(|(step, mistake)| format!("{} step {step}: {mistake}", course.id)));
        if !STEPS.contains(&lesson.steps().len()) {
            mistakes.push(format!("{}: {} steps", course.id, lesson.steps().len()));
        }
    }
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}

#[test]
fn every_lesson_has_a_title_a_purpose_a_length_and_a_sentence_to_keep() {
    for course in COURSE {
        let lesson = course.read().unwrap();
        let texts = [lesson.title(), lesson.purpose(), lesson.remember()];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", course.id);
        assert!((3..=5).contains(&lesson.minutes()), "{}: {} minutes", course.id, lesson.minutes());
    }
}

#[test]
fn every_lesson_has_a_prediction_and_a_goal() {
    for course in COURSE {
        let lesson = course.read().unwrap();
        assert!(lesson.steps().iter().any(|step| step.predict.is_some()), "{}", course.id);
        assert!(lesson.steps().iter().any(|step| step.practice.is_some()), "{}", course.id);
    }
}

#[test]
fn lesson_is_the_same_after_writing_and_reading_it() {
    for course in COURSE {
        let lesson = course.read().unwrap();
        assert_eq!(Lesson::from_json(&lesson.to_json()).as_ref(), Ok(&lesson), "{}", course.id);
    }
}
