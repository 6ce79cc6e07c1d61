//! While a question or a goal of a lesson is open, nothing else on the page gives its answer away.

use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

const LESSON: (&str, &str) = ("complementary", "Lesson");

fn step(lesson: &str, number: usize) -> Visit {
    Visit::on_desktop().at(&format!("?lesson={lesson}&step={number}"))
}

async fn expect_lesson(page: &Page, text: &str) -> StepResult {
    page.expect_region(LESSON.0, LESSON.1, text).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn disagreements_on_homes_are_listed_once_the_question_is_answered() {
    story("hidden disagreements", step("home-leaders", 4), async |page| {
        expect_lesson(page, "What do you think?").await?;
        expect_lesson(page, "Hidden until you answer.").await?;
        page.expect_no_text("Go to end").await?;
        page.press_in(LESSON, "Frankfurt and Tokyo").await?;
        expect_lesson(page, "leaders disagree").await?;
        page.expect_no_text("Hidden until you answer").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clock_says_which_write_wins_once_the_goal_is_reached() {
    story("hidden winners of a clock", step("last-write-wins", 3), async |page| {
        expect_lesson(page, "Reach the goal to see which write wins at each setting.").await?;
        page.expect_no_text("Below −").await?;
        page.press_in(LESSON, "Show me").await?;
        expect_lesson(page, "Done.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn searches_and_comparisons_wait_for_the_answer() {
    story("hidden searches", step("siblings", 1), async |page| {
        expect_lesson(page, "What do you think?").await?;
        for (words, answer) in [
            ("step to next conflict", "The rest of the run is hidden until you answer."),
            ("compare policies", "Hidden until you answer."),
        ] {
            page.send_keys("/").await?;
            page.expect_focus("combobox", "Search commands").await?;
            page.send_keys(words).await?;
            page.send_keys(Key::Enter).await?;
            page.expect_text(answer).await?;
        }
        Ok(())
    });
}
