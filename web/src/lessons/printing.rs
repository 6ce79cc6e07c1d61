//! A lesson on paper: a page for each step, where it stops. Answers are not marked, and what would give them away is hidden.

use analysis::waits_for_scripts;
use lessons::{Lesson, Part};
use player::{PlaybackAction, Player, ViewAction};

use crate::pictures::PrintedPage;

/// The pages of a lesson.
pub fn printed_pages(lesson: &Lesson) -> Vec<PrintedPage> {
    (0..lesson.steps().len()).map(|place| page(lesson, place)).collect()
}

fn page(lesson: &Lesson, place: usize) -> PrintedPage {
    let (step, steps) = (&lesson.steps()[place], lesson.steps().len());
    let mut player = Player::new((**lesson.scenario(place)).clone());
    let question = step.predict.as_ref().filter(|_| !waits_for_scripts(player.scenario()));
    let asked = question.and_then(|question| question.ask(player.scenario(), player.timeline()).ok());
    let at = step.asked_at();
    player.act(PlaybackAction::HideAfter(asked.is_some().then_some(at)));
    player.act(PlaybackAction::Seek(at));
    player.act(ViewAction::ShowVectors(
        step.shows.contains(&Part::Vectors) || step.shows.contains(&Part::Matrix),
    ));
    let goal = step.practice.as_ref().map(|practice| (practice.goal.clone(), Vec::new()));
    let question =
        asked.map(|asked| (asked.text, asked.choices.into_iter().map(|choice| choice.text).collect()));
    let is_last = place + 1 == steps;
    PrintedPage {
        title: lesson.title().to_owned(),
        heading: format!("Step {} of {steps}: {at}", place + 1),
        text: step.caption.clone(),
        player,
        question: question.or(goal),
        note: if is_last { format!("Remember: {}", lesson.remember()) } else { String::new() },
    }
}
