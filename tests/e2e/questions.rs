//! Questions about the run: the panel, an answer with its evidence, and invariants that the user states.

use replication::Micros;
use tests::browser::{Fault, Faults, Screen, Theme};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::reach::expect_in_sight;
use crate::sharing::share;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Ana writes where Ben does not read; then she reads where her own write has not arrived.
const BEHIND: &str = r#"{ "polyleader": 1, "title": "A read behind", "seed": 7,
    "leaders": [{ "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] }, { "id": "T", "name": "Tokyo", "place": [35.7, 139.7] }],
    "links": { "latency": { "fixed_ms": 100 } }, "policy": "siblings",
    "clients": [{ "id": "ana", "name": "Ana", "at": "F" }, { "id": "ben", "name": "Ben", "at": "T" }],
    "commands": [
        { "at_ms": 10, "write": { "client": "ana", "key": "stock", "value": 3 } },
        { "at_ms": 20, "read": { "client": "ana", "key": "stock", "at": "T" } },
        { "at_ms": 300, "write": { "client": "ben", "key": "stock", "value": -1 } }
    ] }"#;

const PANEL: (&str, &str) = ("region", "Questions");
const YES: &str = "Does everyone read their own writes?";

fn visit(screen: Screen, theme: Theme) -> Visit {
    Visit::with(screen, theme).at_run(BEHIND, Micros::from_ms(500))
}

async fn open_panel(page: &Page) -> StepResult {
    page.leader("Tokyo").await?;
    page.press("Questions").await?;
    page.expect_text(YES).await
}

async fn state(page: &Page, text: &str) -> StepResult {
    page.press("Add invariant").await?;
    page.fill("Must hold at every leader, at every instant", text).await?;
    page.press("Add to run").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn answer_leads_to_its_evidence_and_is_the_one_at_the_playhead() {
    story("questions", visit(Screen::DESKTOP, Theme::Light), async |page| {
        page.expect_no_text(YES).await?;
        open_panel(page).await?;
        let broken = "No: at 20 ms, Ana read stock at Tokyo, which lacked Ana’s own “3”.";
        page.press_in(PANEL, broken).await?;
        page.expect_inspector("20 ms").await?;
        page.expect_inspector("Ana").await?;
        page.expect_region("region", "Questions", "at 20 ms").await?;
        page.expect_region("region", "Questions", broken).await?;
        page.send_keys(",").await?;
        page.expect_region("region", "Questions", "Nothing has been read yet.").await?;
        page.press("Close the questions").await?;
        page.expect_no_text(YES).await?;
        page.send_keys("q").await?;
        page.expect_text(YES).await?;
        page.send_keys("q").await?;
        page.expect_no_text(YES).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn closed_questions_return_the_focus_to_the_button_that_opened_them() {
    story("focus after the questions", visit(Screen::DESKTOP, Theme::Light), async |page| {
        for way in ["Escape", "button"] {
            open_panel(page).await?;
            page.expect_focus("heading", "Questions").await?;
            match way {
                "Escape" => page.send_keys(Key::Escape).await?,
                _ => page.press("Close the questions").await?,
            }
            page.expect_no_text(YES).await?;
            page.expect_focus("button", "Questions").await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn questions_opened_by_their_key_on_a_small_screen_come_into_sight_and_can_be_closed() {
    for screen in [Screen::PHONE, Screen::TABLET] {
        story("questions on a small screen", visit(screen, Theme::Light), async |page| {
            page.leader("Tokyo").await?;
            page.send_keys("q").await?;
            page.expect_focus("heading", "Questions").await?;
            expect_in_sight(page, &[(".questions > .head > h2", 100)]).await?;
            page.press("Close the questions").await?;
            page.expect_no_text(YES).await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn questions_whose_style_sheet_is_slow_come_into_sight_once_it_has_loaded() {
    let faults = Faults::default();
    story("questions styled late", visit(Screen::TABLET, Theme::Light).despite(&faults), async |page| {
        page.leader("Tokyo").await?;
        faults.plant("questions.css", Fault::Halted);
        page.send_keys("q").await?;
        page.expect_text("Loading…").await?;
        assert!(!page.has_control("heading", "Questions").await?, "nothing is shown without its style");
        faults.mend();
        page.expect_focus("heading", "Questions").await?;
        expect_in_sight(page, &[(".questions > .head > h2", 100)]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn invariant_is_added_after_an_error_changed_removed_and_undone() {
    story("invariants", visit(Screen::DESKTOP, Theme::Light), async |page| {
        open_panel(page).await?;
        state(page, "value(stock) >= 0").await?;
        page.expect_text("At character 7: expected a key in quotes").await?;
        page.fill("Must hold at every leader, at every instant", r#"value("stock") >= 0"#).await?;
        page.press("Add to run").await?;
        page.expect_verdict(r#"Invariant broken: value("stock") >= 0"#).await?;
        page.expect_region("region", "Questions", "No, 2 times: first at 300 ms, Tokyo broke it").await?;
        page.press(r#"Edit value("stock") >= 0"#).await?;
        page.expect_focus("textbox", "Must hold at every leader, at every instant").await?;
        page.fill("Must hold at every leader, at every instant", r#"value("stock") >= -1"#).await?;
        page.press("Change").await?;
        page.expect_region("region", "Questions", "Yes: it held at each leader at every instant.").await?;
        page.expect_no_text("Invariant broken").await?;
        page.press(r#"Remove value("stock") >= -1"#).await?;
        page.expect_no_text(r#"value("stock")"#).await?;
        page.chord(&[Key::Control], 'z').await?;
        page.expect_text(r#"value("stock") >= -1"#).await?;
        page.chord(&[Key::Control], 'z').await?;
        page.expect_verdict(r#"Invariant broken: value("stock") >= 0"#).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_carries_the_invariants() {
    story("a link with an invariant", visit(Screen::DESKTOP, Theme::Light), async |page| {
        open_panel(page).await?;
        state(page, r#"value("stock") >= 0"#).await?;
        page.expect_verdict("Invariant broken").await?;
        let shared = share(page).await?;
        let link = scenario::Permalink::decode(&shared.link).unwrap();
        assert_eq!(link.scenario.invariants, [r#"value("stock") >= 0"#]);
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn panel_is_usable_and_accessible_on_a_phone_and_on_a_desktop() {
    for (screen, theme) in
        [(Screen::PHONE, Theme::Light), (Screen::PHONE, Theme::Dark), (Screen::DESKTOP, Theme::Dark)]
    {
        story(&format!("questions, {} wide", screen.width), visit(screen, theme), async |page| {
            open_panel(page).await?;
            is_accessible(page, "with the questions").await?;
            state(page, "value(stock)").await?;
            page.expect_text("At character 7").await?;
            is_accessible(page, "with a mistake in an invariant").await?;
            let overflow = "return document.documentElement.scrollWidth - innerWidth";
            assert_eq!(page.evaluate(overflow, Vec::new()).await?, serde_json::json!(0));
            Ok(())
        });
    }
}
