//! Prints lessons as a learner reads them, with the right answers, and what is wrong with them.
//!
//!     cargo run --package lessons --example check_lesson FILE…

use std::process::ExitCode;

use lessons::{Lesson, Part, SideBySide, check};
use timeline::Timeline;

fn main() -> ExitCode {
    merge_script::install();
    let results: Vec<bool> = std::env::args().skip(1).map(|file| show(&file)).collect();
    if results.iter().all(|is_good| *is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints one lesson; whether nothing is wrong with it.
fn show(file: &str) -> bool {
    let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
    let lesson = match read.and_then(|json| Lesson::from_json(&json).map_err(|error| error.to_string())) {
        Ok(lesson) => lesson,
        Err(error) => {
            println!("{file}: {error}");
            return false;
        }
    };
    println!("# {} ({} min): {}", lesson.title(), lesson.minutes(), lesson.purpose());
    for (index, step) in lesson.steps().iter().enumerate() {
        println!("\n{}. {} to {}: {}", index + 1, step.from, step.asked_at(), step.caption);
        let timeline = Timeline::new(lesson.scenario(index));
        println!("   (the run ends at {})", timeline.ends_at());
        match step.predict.as_ref().map(|question| question.ask(lesson.scenario(index), &timeline)) {
            None => {}
            Some(Err(reason)) => println!("   ? {reason}"),
            Some(Ok(asked)) => {
                println!("   ? {} (seen at {})", asked.text, asked.seen_at);
                for choice in &asked.choices {
                    println!("     {} {}", if choice.is_right { "*" } else { "-" }, choice.text);
                }
            }
        }
        if let Some(practice) = &step.practice {
            println!("   ! {} (hint: {})", practice.goal, practice.hint);
        }
        if step.shows.contains(&Part::Figures) {
            println!("   figures: {:?}", SideBySide::of(lesson.scenario(index)));
        }
        println!("   → {}", step.explain);
    }
    println!("\nTo keep: {}", lesson.remember());
    let mistakes = check(&lesson);
    mistakes.iter().for_each(|(step, mistake)| println!("MISTAKE in step {step}: {mistake}"));
    mistakes.is_empty()
}
