//! Working by keyboard alone, with reduced motion, and across a reload.

use scenario::{Permalink, Scenario};
use serde_json::json;
use tests::browser::{Motion, Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Three leaders and three clients, without any commands.
fn without_commands() -> Visit {
    let scenario = Scenario { commands: Vec::new(), ..scenario::default_scenario() };
    Visit::on_desktop().at(&format!("#{}", Permalink::of(scenario).encode()))
}

/// Selects a leader and writes there, by keyboard alone.
async fn write_by_keys(page: &Page, leader: &str, value: &str) -> StepResult {
    page.tab_to("button", leader).await?;
    page.send_keys(Key::Enter).await?;
    page.expect_inspector(leader).await?;
    page.tab_to("button", "Write").await?;
    page.send_keys(Key::Enter).await?;
    page.expect_focus("textbox", "Value").await?;
    page.send_keys(value).await?;
    page.send_keys(Key::Enter).await?;
    page.expect_leader_shows(leader, &[value]).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn conflict_is_created_and_merged_by_keyboard() {
    story("by keys alone", without_commands(), async |page| {
        page.expect_summary("Nothing has been written yet").await?;
        write_by_keys(page, "Frankfurt", "tea").await?;
        write_by_keys(page, "Tokyo", "coffee").await?;
        // Leaves the field, where keys would be typed.
        page.send_keys(Key::Tab).await?;
        page.send_keys(Key::End).await?;
        page.expect_summary("Conflict on cart: Ana’s “tea” and Ben’s “coffee” are concurrent").await?;
        page.tab_to("button", "Merge at Frankfurt").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_focus("textbox", "Merged value").await?;
        page.chord(&[Key::Control], 'a').await?;
        page.send_keys("chai").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_leader_shows("Frankfurt", &["chai"]).await?;
        page.tab_to("slider", "Time").await?;
        page.send_keys(Key::End).await?;
        page.expect_all_show(&["chai"]).await?;
        page.expect_verdict("0 open conflicts").await?;
        page.chord(&[Key::Control], 'z').await?;
        page.expect_verdict("1 conflict open").await?;
        page.chord(&[Key::Control, Key::Shift], 'z').await?;
        page.send_keys(Key::End).await?;
        page.expect_verdict("0 open conflicts").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_is_cut_and_dialog_is_closed_by_keys() {
    story_at_end("links by keys", async |page| {
        page.tab_to("button", "Link Frankfurt and Tokyo").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("Frankfurt → Tokyo").await?;
        page.tab_to("button", "Cut both ways").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("cut").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_inspector("Nothing selected").await?;
        page.send_keys("?").await?;
        page.control("dialog", "Keyboard shortcuts").await?;
        page.send_keys(Key::Escape).await?;
        page.wait_until("the sheet of keys to go away", async || {
            Ok(if page.has_control("dialog", "Keyboard shortcuts").await? {
                Err("the sheet".to_owned())
            } else {
                Ok(())
            })
        })
        .await
    });
}

/// Records every instant at which the playhead stops until playback ends.
const WATCH: &str = "const slider = document.querySelector('[role=slider][aria-label=Time]'); \
    const note = () => { const at = slider.getAttribute('aria-valuetext'); \
        if (globalThis.seen.at(-1) !== at) globalThis.seen.push(at); }; \
    globalThis.seen = []; note(); new MutationObserver(note).observe(slider, { attributes: true });";

/// The instants at which the playhead stops while the run plays once.
async fn instants_played(page: &Page) -> StepResult<Vec<String>> {
    page.go_to_start().await?;
    page.evaluate(WATCH, Vec::new()).await?;
    page.play().await?;
    page.wait_until_paused().await?;
    let seen = page.evaluate("return globalThis.seen;", Vec::new()).await?;
    Ok(serde_json::from_value(seen).expect("a list of texts"))
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn reduced_motion_plays_in_steps() {
    let visit = Visit { motion: Motion::Reduced, ..Visit::on_desktop() };
    story("little motion", visit, async |page| {
        page.go_to_start().await?;
        let mut events = vec![page.playhead().await?];
        while events.last().map(String::as_str) != Some("201.289 ms") {
            page.press("Step forward").await?;
            events.push(page.settled_state().await?.instant);
        }
        assert_eq!(instants_played(page).await?, events, "only instants at which something happens");
        page.browser().show(Screen::DESKTOP, Theme::Light, Motion::Full).await?;
        page.with_even_frames("").await?;
        page.select_option("Speed", "Speed: 1/10×").await?;
        let flown = instants_played(page).await?;
        assert!(flown.len() > 4 * events.len(), "with motion there is much between: {}", flown.len());
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edits_survive_a_reload() {
    story_at_end("keeping work", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.expect_saved_commands(3).await?;
        let before = page.settled_state().await?;
        page.reload().await?;
        page.select_leader("São Paulo").await?;
        page.expect_state(&before).await?;
        // Without a fragment, the saved run opens.
        page.open("").await?;
        page.select_leader("São Paulo").await?;
        page.expect_state(&before).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edit_right_before_a_reload_survives_it_and_can_be_undone() {
    story_at_end("leaving at once", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.reload().await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.press("Undo").await?;
        page.expect_leader_shows("São Paulo", &["milk"]).await?;
        page.press("Redo").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_as_it_was_opened_is_saved_when_undo_leads_back_to_it() {
    story_at_end("undoing everything", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.expect_saved_commands(3).await?;
        page.press("Undo").await?;
        page.expect_saved_commands(2).await?;
        page.reload().await?;
        page.go_to_end().await?;
        page.expect_leader_shows("São Paulo", &["milk"]).await?;
        page.press("Redo").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

/// Waits until the page is dark, or light.
async fn expect_dark(page: &Page, wanted: bool) -> StepResult {
    let darkness = "const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g); \
        return (+red + +green + +blue) < 3 * 128;";
    page.wait_until(if wanted { "a dark page" } else { "a light page" }, async || {
        let dark = page.evaluate(darkness, Vec::new()).await?;
        Ok(if dark == json!(wanted) { Ok(()) } else { Err("the other theme".to_owned()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn theme_survives_a_reload() {
    story("keeping the theme", Visit::on_desktop(), async |page| {
        page.control("button", "Dark theme").await?;
        expect_dark(page, false).await?;
        page.press("Dark theme").await?;
        page.control("button", "Light theme").await?;
        page.reload().await?;
        page.control("button", "Light theme").await?;
        expect_dark(page, true).await?;
        page.press("Light theme").await?;
        page.control("button", "Dark theme").await?;
        expect_dark(page, false).await
    });
}
