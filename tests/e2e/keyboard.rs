//! The whole walk by keys alone, with little motion, and over a reload.

use replication::Micros;
use scenario::{Permalink, Scenario};
use serde_json::json;
use tests::browser::{Motion, Screen, Theme};
use thirtyfour::Key;

use crate::step_result::StepResult;
use crate::page::Page;
use crate::story::{Visit, story};

fn at_a_desk() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

/// Three leaders, three people, and nothing done yet.
fn nothing_written() -> Visit {
    let scenario = Scenario { commands: Vec::new(), ..scenario::default_scenario() };
    at_a_desk().at(&format!("#{}", Permalink { scenario, at: Micros::ZERO, fingerprint: None }.encode()))
}

/// Opens a leader and writes there, touching nothing but keys.
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
fn a_conflict_is_made_and_merged_by_keys_alone() {
    story("by keys alone", nothing_written(), async |page| {
        page.expect_summary("Nothing has been written yet").await?;
        write_by_keys(page, "Frankfurt", "tea").await?;
        write_by_keys(page, "Tokyo", "coffee").await?;
        // Out of the field, where keys are letters.
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
        for leader in ["Frankfurt", "Tokyo", "São Paulo"] {
            page.expect_leader_shows(leader, &["chai"]).await?;
        }
        page.expect_verdict("0 conflicts open").await?;
        page.chord(&[Key::Control], 'z').await?;
        page.expect_verdict("1 conflict open").await?;
        page.chord(&[Key::Control, Key::Shift], 'z').await?;
        page.send_keys(Key::End).await?;
        page.expect_verdict("0 conflicts open").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn links_are_cut_and_dialogs_left_by_keys() {
    story("links by keys", at_a_desk(), async |page| {
        page.go_to_end().await?;
        page.tab_to("button", "Link Frankfurt and Tokyo").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("Frankfurt → Tokyo").await?;
        page.tab_to("button", "Cut both ways").await?;
        page.send_keys(" ").await?;
        page.expect_inspector("cut").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_inspector("Nothing is selected").await?;
        page.send_keys("?").await?;
        page.control("dialog", "Keys").await?;
        page.send_keys(Key::Escape).await?;
        page.wait_until("the sheet of keys to go away", async || {
            Ok(if page.has_control("dialog", "Keys").await? { Err("the sheet".to_owned()) } else { Ok(()) })
        })
        .await
    });
}

/// Writes down every instant at which the playhead stands until the run has been played.
const WATCH: &str = "const slider = document.querySelector('[role=slider][aria-label=Time]'); \
    const note = () => { const at = slider.getAttribute('aria-valuetext'); \
        if (globalThis.seen.at(-1) !== at) globalThis.seen.push(at); }; \
    globalThis.seen = []; note(); new MutationObserver(note).observe(slider, { attributes: true });";

/// The instants at which the playhead stands while the run is played once.
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
fn who_wants_little_motion_sees_steps_instead_of_flights() {
    let visit = Visit { motion: Motion::Reduced, ..at_a_desk() };
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
        page.select_option("Speed", "100 ms/s").await?;
        let flown = instants_played(page).await?;
        assert!(flown.len() > 4 * events.len(), "with motion there is much between: {}", flown.len());
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn work_is_kept_over_a_reload() {
    story("keeping work", at_a_desk(), async |page| {
        page.go_to_end().await?;
        page.write_at("São Paulo", "ham").await?;
        page.wait_until("the work to be in the address", async || {
            let address = page.current_address().await?;
            Ok(if address.contains("#s1.") { Ok(()) } else { Err(address) })
        })
        .await?;
        let before = page.settled_state().await?;
        page.reload().await?;
        page.select_leader("São Paulo").await?;
        page.expect_state(&before).await?;
        // Also where the address says nothing of it.
        page.open("").await?;
        page.select_leader("São Paulo").await?;
        page.expect_state(&before).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_theme_is_kept_over_a_reload() {
    let darkness = "const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g); \
        return (+red + +green + +blue) < 3 * 128;";
    story("keeping the theme", at_a_desk(), async |page| {
        page.control("button", "Dark theme").await?;
        assert_eq!(page.evaluate(darkness, Vec::new()).await?, json!(false));
        page.press("Dark theme").await?;
        page.control("button", "Light theme").await?;
        page.reload().await?;
        page.control("button", "Light theme").await?;
        assert_eq!(page.evaluate(darkness, Vec::new()).await?, json!(true));
        page.press("Light theme").await?;
        page.control("button", "Dark theme").await?;
        assert_eq!(page.evaluate(darkness, Vec::new()).await?, json!(false));
        Ok(())
    });
}
