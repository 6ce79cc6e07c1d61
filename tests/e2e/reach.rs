//! What is in reach: on small screens a form and its effect are in one view and play is in sight, nothing covers a
//! leader, and side by side nothing is cut off.

use serde_json::json;
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// How much of each element that a selector finds first is in the window and not covered, in percent.
const IN_SIGHT: &str = "return arguments.map ? 0 : [...arguments].map(selector => { \
    const box = document.querySelector(selector)?.getBoundingClientRect(); if (!box || box.height === 0) return 0; \
    const shown = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0); \
    const at = document.elementFromPoint(box.x + box.width / 2, Math.max(box.top, 0) + Math.max(shown, 2) / 2); \
    return at?.closest(selector) ? Math.round(100 * shown / box.height) : 0; });";

/// Waits until at least this much of each of these is in sight, in percent.
pub async fn expect_in_sight(page: &Page, selectors: &[(&str, i64)]) -> StepResult {
    page.wait_until("everything to be in sight", async || {
        let names = selectors.iter().map(|(selector, _)| json!(selector)).collect();
        let shown = page.evaluate(IN_SIGHT, names).await?;
        let parts = shown.as_array().cloned().unwrap_or_default();
        let is_enough = parts
            .iter()
            .zip(selectors)
            .all(|(part, (_, least))| part.as_i64().is_some_and(|part| part >= *least));
        Ok(if is_enough { Ok(()) } else { Err(shown.to_string()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn form_and_its_effect_are_in_one_view_on_a_phone() {
    story("writing on a phone", Visit::with(Screen::PHONE, Theme::Light), async |page| {
        page.tap_control("button", "Go to end").await?;
        page.tap_on(&page.leader("Tokyo").await?).await?;
        page.tap_control("button", "Write").await?;
        page.expect_focus("textbox", "Value").await?;
        expect_in_sight(page, &[(".stage", 95), (".write-value", 90), (".playback-controls .play", 100)])
            .await?;
        page.send_keys("ham").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await?;
        expect_in_sight(page, &[(".stage", 95), (".write-value", 90), (".playback-controls .play", 100)])
            .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn panel_of_what_is_selected_is_shown_from_its_top_on_a_phone() {
    let visit = Visit::with(Screen::PHONE, Theme::Light).at_end();
    story("a panel below the stage", visit, async |page| {
        page.tap_on(&page.leader("Tokyo").await?).await?;
        page.expect_inspector("Tokyo").await?;
        page.evaluate("scrollTo(0, document.body.scrollHeight);", Vec::new()).await?;
        page.leader("Frankfurt").await?.click().await?;
        page.expect_inspector("Write at Frankfurt").await?;
        expect_in_sight(page, &[(".inspector .who h2", 100)]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn field_that_is_typed_in_stays_in_sight_when_the_form_above_it_goes() {
    story_at_end("a write that ends a conflict", async |page| {
        page.select_leader("Tokyo").await?;
        for value in ["ham", "jam"] {
            page.fill("Value", value).await?;
            page.send_keys(Key::Enter).await?;
            page.expect_leader_shows("Tokyo", &[value]).await?;
        }
        page.expect_focus("textbox", "Value").await?;
        expect_in_sight(page, &[(".write-value", 90)]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn play_and_the_time_are_in_sight_on_small_and_low_screens() {
    for (width, height, touch) in [(360, 740, true), (844, 390, true), (720, 450, false), (390, 844, true)] {
        let screen = Screen { width, height, touch };
        story(&format!("play at {width}"), Visit::with(screen, Theme::Dark), async |page| {
            page.control("button", "Pause").await?;
            expect_in_sight(page, &[(".playback-controls .play", 100), (".playback-controls .now", 100)])
                .await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hint_covers_no_leader_on_any_screen() {
    for (width, height) in [(360, 740), (768, 1024), (1024, 768), (1440, 900)] {
        let screen = Screen { width, height, touch: width < 1000 };
        story(&format!("a hint at {width}"), Visit::with(screen, Theme::Light).at_end(), async |page| {
            page.expect_text("Drag a leader").await?;
            let covered = "const hint = document.querySelector('.hint-note').getBoundingClientRect(); \
                return [...document.querySelectorAll('.stage .leader')].filter(leader => { const box = leader.getBoundingClientRect(); \
                return box.left < hint.right && hint.left < box.right && box.top < hint.bottom && hint.top < box.bottom; }).length;";
            assert_eq!(page.at_rest(covered, Vec::new()).await?, json!(0));
            Ok(())
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn side_by_side_stages_are_equally_high_and_nothing_is_cut_off() {
    story_at_end("side by side", async |page| {
        page.press("Compare policies").await?;
        page.press("Open side by side: Last write wins, by the leader’s clock").await?;
        page.go_to_end().await?;
        page.expect_count(".side", 2).await?;
        let script = "const [one, other] = [...document.querySelectorAll('.side > .stage')].map(it => it.offsetHeight); \
            const cut = [...document.querySelectorAll('.side :is(.outcome > .button, .verdict)')].filter(it => { \
                const box = it.getBoundingClientRect(), side = it.closest('.side').getBoundingClientRect(); \
                return it.scrollHeight > it.clientHeight + 1 || box.right > side.right || box.bottom > side.bottom + 1; }).map(it => it.innerText); \
            return [one - other, cut];";
        assert_eq!(page.at_rest(script, Vec::new()).await?, json!([0, []]));
        Ok(())
    });
}
