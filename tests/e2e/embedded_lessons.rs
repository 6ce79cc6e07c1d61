//! Lessons in embeds: usable in a small frame, reported to the host page, resumable, and made in the dialog.

use serde_json::json;
use tests::browser::{Screen, Server, Theme, page_folder};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::embeds::{PUT_AROUND, STORED, expect_told};
use crate::lessons::LESSON;
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// The smallest frame with room for a lesson.
const SMALL: (u32, u32) = (480, 360);

/// What does not fit: scroll bars around the frame, buttons outside of it, and leaders or buttons that something covers.
const MISFITS: &str = "const found = []; \
    const root = document.documentElement, name = one => one?.className?.baseVal ?? one?.className; \
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push('the page scrolls'); \
    for (const one of document.querySelectorAll('.embed *')) \
        if (one.checkVisibility() && !one.closest('svg') && !one.matches('.rest, .visually-hidden') && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible' && !one.matches('.pane, .pane *, .merge-code, .paper')) \
            found.push(`too wide: ${name(one)}`); \
    for (const one of document.querySelectorAll('.leader, .lesson-foot > .button, .embed-controls > .button')) { if (!one.checkVisibility()) continue; const box = one.getBoundingClientRect(); \
        if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(`outside: ${name(one)} ${one.innerText}`); \
        for (const [x, y] of [[0.5, 0.5], [0.15, 0.3], [0.85, 0.8]]) { \
            const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y); \
            if (!one.contains(top)) found.push(`covered by ${name(top)}: ${name(one)} ${one.innerText}`); } } \
    return found;";

/// The visit of a lesson in a frame.
fn visit(address: &str, (width, height): (u32, u32)) -> Visit {
    Visit::with(Screen { width, height, touch: false }, Theme::Light).at(address)
}

async fn expect_fits(page: &Page, when: &str) -> StepResult {
    let misfits = page.at_rest(MISFITS, Vec::new()).await?;
    assert_eq!(misfits, json!([]), "{when}");
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_is_usable_in_a_frame_of_any_size() {
    for frame in [SMALL, (768, 480), (360, 640)] {
        story(&format!("a lesson in {frame:?}"), visit("?embed&lesson=ring", frame), async |page| {
            page.expect_lesson("Four newsrooms share one newspaper").await?;
            page.expect_lesson("Step 1 of 6").await?;
            page.answer("3").await?;
            page.expect_lesson("Right.").await?;
            page.wait_until_paused_embed().await?;
            expect_fits(page, "after the answer").await?;
            is_accessible(page, "a lesson in an embed").await?;
            page.press_in(LESSON, "Next").await?;
            page.expect_lesson("Step 2 of 6").await?;
            page.expect_lesson("Ben, in Tokyo, writes the sports page").await?;
            expect_fits(page, "at the second step").await?;
            page.press_in(LESSON, "Back").await?;
            page.expect_lesson("Step 1 of 6").await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_step_of_the_course_fits_a_small_frame() {
    story("the course in a small frame", visit("?embed&lesson=ring", SMALL), async |page| {
        let mut misfits = Vec::new();
        for course in lessons::COURSE {
            let lesson = course.read().unwrap_or_else(|error| panic!("{error}"));
            page.open(&format!("?embed&lesson={}", course.id)).await?;
            for step in 1..=lesson.steps().len() {
                page.expect_lesson(&format!("Step {step} of {}", lesson.steps().len())).await?;
                // Skips the playback, unless the step’s run opens only after this.
                page.send_keys(Key::End).await?;
                page.wait_until_paused_embed().await?;
                let found = page.at_rest(MISFITS, Vec::new()).await?;
                if found != json!([]) {
                    misfits.push(format!("{} {step}: {found}", course.id));
                }
                if step < lesson.steps().len() {
                    page.press_in(LESSON, if is_watched(&lesson, step) { "Next" } else { "Skip" }).await?;
                }
            }
        }
        assert_eq!(misfits, Vec::<String>::new());
        Ok(())
    });
}

/// Whether a step, from 1, asks for nothing.
fn is_watched(lesson: &lessons::Lesson, step: usize) -> bool {
    let step = &lesson.steps()[step - 1];
    step.predict.is_none() && step.practice.is_none()
}

/// Presses the button with this text in the lesson, once it can be pressed.
const PRESS_INSIDE: &str = "const all = [...document.querySelectorAll('.lesson button:not(:disabled)')]; \
    const button = all.find(one => one.innerText.trim() === arguments[0]); button?.click(); return Boolean(button);";

impl Page {
    /// Presses a button of a lesson in the frame that was entered, which may be of another origin.
    pub async fn press_inside(&self, text: &str) -> StepResult {
        self.wait_until(&format!("the button {text} in the frame"), async || {
            let is_pressed = self.evaluate(PRESS_INSIDE, vec![json!(text)]).await? == true;
            Ok(if is_pressed { Ok(()) } else { Err("it is not there, or disabled".to_owned()) })
        })
        .await
    }

    /// Waits until the run of an embed has stopped.
    async fn wait_until_paused_embed(&self) -> StepResult {
        self.control("button", "Play").await?;
        self.two_frames().await
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn goal_is_reached_and_the_lesson_says_which_steps_were_skipped() {
    let address = "?embed&lesson=last-write-wins&step=3";
    story("a goal in an embed", visit(address, SMALL).keeping_a_copy(), async |page| {
        page.expect_lesson("All leaders agree on “3 €”.").await?;
        page.set_number("Clock of Ben in milliseconds", "-40").await?;
        page.control("slider", "Instant").await?.send_keys(thirtyfour::Key::End).await?;
        page.expect_lesson("Done.").await?;
        let lesson = lessons::COURSE.iter().find(|course| course.id == "last-write-wins");
        let steps = lesson.map_or(0, |course| course.read().map_or(0, |lesson| lesson.steps().len()));
        page.open(&format!("?embed&lesson=last-write-wins&step={steps}")).await?;
        page.expect_lesson(&format!("Step {steps} of {steps}")).await?;
        assert_eq!(page.evaluate_async(STORED).await?, json!([[], [], [], ""]));
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn host_page_receives_progress_and_can_resume_from_it() {
    let around = Visit { folder: crate::harness::folder(), ..Visit::on_desktop() };
    story("a host page of a lesson", around, async |page| {
        let server = Server::start(&page_folder()).await?;
        let address = format!("{}?embed&lesson=ring", server.url());
        page.evaluate(PUT_AROUND, vec![json!(address)]).await?;
        let told = expect_told(page, "lesson", |_| true).await?;
        let expected = json!({
            "source": "polyleader", "type": "lesson", "title": "The ring", "step": 1, "steps": 6, "done": 0,
            "finished": false, "score": 0, "progress": "1.------"
        });
        assert_eq!(told, expected);
        let driver = page.browser().driver();
        driver.enter_frame(0).await?;
        page.press_inside("3").await?;
        page.press_inside("Next").await?;
        driver.enter_default_frame().await?;
        let told = expect_told(page, "lesson", |told| told["step"] == 2 && told["done"] == 1).await?;
        let progress = told["progress"].as_str().unwrap_or_default().to_owned();
        assert!(progress.starts_with("2.r-"), "{progress}");
        page.evaluate(PUT_AROUND, vec![json!(format!("{address}&progress={progress}"))]).await?;
        let told = expect_told(page, "lesson", |told| told["step"] == 2).await?;
        assert_eq!((&told["done"], &told["progress"]), (&json!(1), &json!(progress)));
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn unknown_lesson_in_an_embed_is_one_sentence() {
    story("an embed of no lesson", visit("?embed&lesson=nothing", SMALL), async |page| {
        page.expect_text("This lesson is not stored in this browser.").await?;
        assert_eq!(page.visible_text().await?.trim().lines().count(), 1);
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn dialog_offers_the_lesson_that_is_open() {
    story("the dialog for a lesson", Visit::on_desktop().at("?lesson=ring"), async |page| {
        page.expect_lesson("Four newsrooms share one newspaper").await?;
        page.press("Share").await?;
        page.press("Embed this run…").await?;
        page.control("dialog", "Embed this lesson").await?;
        is_accessible(page, "the dialog for the embed of a lesson").await?;
        page.press("Copy: HTML").await?;
        page.expect_text("Copied.").await?;
        let code = page.clipboard().await?;
        assert!(code.contains("?embed&amp;lesson=ring\" title=\"The ring (Polyleader)\""), "{code}");
        let driver = page.browser().driver();
        driver.enter_frame(0).await?;
        page.expect_lesson("Step 1 of 6").await?;
        driver.enter_default_frame().await?;
        page.control("image", "QR code of the link to “The ring”").await?;
        page.choose_radio("Embed", "This run").await?;
        page.control("dialog", "Embed this run").await?;
        page.control("image", "QR code of the link to “Four newsrooms in a ring”").await.map(drop)
    });
}
