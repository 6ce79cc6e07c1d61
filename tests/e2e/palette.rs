//! The command palette, the list of keys, and hints for newcomers.

use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Opens the palette by its key, types a query, and runs the first match, once that is this command.
async fn run_command(page: &Page, words: &str, command: &str) -> StepResult {
    page.send_keys("/").await?;
    page.expect_focus("combobox", "Search commands").await?;
    page.send_keys(words).await?;
    expect_selected_option(page, command).await?;
    page.send_keys(Key::Enter).await
}

/// Waits until the selected command contains this text.
pub async fn expect_selected_option(page: &Page, text: &str) -> StepResult {
    let script = "return document.querySelector('[role=option][aria-selected=true]')?.innerText ?? ''";
    page.wait_until(&format!("“{text}” to be selected"), async || {
        let chosen = page.evaluate(script, Vec::new()).await?;
        let is_there =
            chosen.as_str().is_some_and(|chosen| chosen.to_lowercase().contains(&text.to_lowercase()));
        Ok(if is_there { Ok(()) } else { Err(chosen.to_string()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_finds_and_runs_commands() {
    story_at_end("the palette", async |page| {
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("crash tok").await?;
        page.expect_text("1 match").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_summary("Tokyo").await?;
        page.expect_leader_shows("Tokyo", &["down"]).await?;
        run_command(page, "undo", "Undo").await?;
        page.expect_leader_lacks("Tokyo", "down").await?;
        run_command(page, "topology star", "Star").await?;
        crate::leaders_and_topology::expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"])
            .await?;
        page.chord(&[Key::Control], 'k').await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("write elsewhere").await?;
        page.expect_text("No matches").await?;
        page.send_keys(Key::Escape).await?;
        page.expect_no_text("Commands").await?;
        run_command(page, "sao write", "Write here").await?;
        page.expect_focus("textbox", "Value").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_opens_a_lesson_found_by_what_it_is_for() {
    story_at_end("a lesson in the palette", async |page| {
        run_command(page, "dotted never stops growing", "Lesson: A name for every version").await?;
        page.expect_region("complementary", "Lesson", "A name for every version").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_goes_to_a_typed_instant() {
    story_at_end("an instant in the palette", async |page| {
        run_command(page, "104.5 ms", "Go to 104.5 ms").await?;
        page.expect_playhead_at("104.5 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_goes_beyond_the_last_event() {
    story_at_end("beyond the end, from the palette", async |page| {
        run_command(page, "400 ms", "Go to 400 ms").await?;
        page.write_at("Frankfurt", "ham").await?;
        page.expect_leader_shows("Frankfurt", &["ham"]).await?;
        page.expect_playhead_at("400 ms").await
    });
}

/// Terms of the field, and what is found by each.
const TERMS: &[(&str, &str)] = &[
    ("LWW", "Last write wins"),
    ("clock", "clock"),
    ("latency", "Latency"),
    ("jitter", "Maximum jitter"),
    ("zoom in", "Zoom in"),
    ("lasso", "Lasso"),
    ("canvas", "Canvas"),
    ("workload", "Workload"),
    ("causal", "Delivery"),
    ("export", "Share this run"),
    ("help", "Keyboard shortcuts"),
    ("speed", "Speed"),
    ("OR-set", "CRDT"),
    ("partition", "Cut"),
    ("merge at", "Merge at Frankfurt"),
    ("lost update", "lost write"),
    ("inspect key", "cart"),
];

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_finds_what_is_done_or_shown_by_the_terms_of_the_field() {
    story_at_end("terms in the palette", async |page| {
        page.expect_all_loaded().await?;
        let found =
            "return [...document.querySelectorAll('#palette-list > [role=option]')].map(it => it.innerText);";
        page.send_keys("/").await?;
        for (term, wanted) in TERMS {
            page.expect_focus("combobox", "Search commands").await?;
            page.chord(&[Key::Control], 'a').await?;
            page.send_keys(*term).await?;
            page.wait_until(&format!("{term} to find {wanted}"), async || {
                let options = page.evaluate(found, Vec::new()).await?;
                let names = options.as_array().cloned().unwrap_or_default();
                let is_there =
                    names.iter().any(|name| name.as_str().is_some_and(|name| name.contains(wanted)));
                Ok(if is_there { Ok(()) } else { Err(options.to_string()) })
            })
            .await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_shows_a_setting_wherever_it_is_folded_away() {
    story_at_end("a setting from the palette", async |page| {
        page.expect_all_loaded().await?;
        run_command(page, "jitter", "Maximum jitter").await?;
        page.expect_focus("spinbutton", "Maximum jitter in milliseconds").await?;
        page.send_keys(Key::Escape).await?;
        run_command(page, "zoom in on", "Zoom in on the stage").await?;
        page.expect_count(".stage[data-near]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn arrow_keys_select_in_the_palette() {
    story_at_end("choosing in the palette", async |page| {
        page.press("Search commands").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("step to").await?;
        page.send_keys(Key::Down).await?;
        expect_selected_option(page, "previous event").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_playhead_at("109.314 ms").await?;
        page.send_keys("?").await?;
        page.expect_text("Focus the nearest leader, client or link in that direction").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hints_appear_one_at_a_time_and_stay_dismissed() {
    story_at_end("hints", async |page| {
        page.expect_text("Drag a leader").await?;
        page.leader("Tokyo").await?.element().focus().await?;
        page.chord_with_key(&[Key::Shift], Key::Left).await?;
        page.expect_no_text("Drag a leader").await?;
        page.expect_text("Each slanted line is a message").await?;
        page.press("Got it").await?;
        page.expect_text("Right-click or long-press anything").await?;
        page.press("Got it").await?;
        page.expect_no_text("Right-click or long-press anything").await?;
        page.open("").await?;
        page.go_to_end().await?;
        page.expect_no_text("slanted line").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn hint_that_was_followed_in_a_shared_run_is_not_given_later() {
    story("hints in a shared run", Visit::on_desktop(), async |page| {
        page.press("Share").await?;
        page.press_in(("dialog", "Share this run"), "Copy").await?;
        page.expect_text("Copied.").await?;
        let link = page.clipboard().await?;
        page.in_another_browser(&link, async |other| {
            other.go_to_end().await?;
            other.expect_no_text("Drag a leader").await?;
            other.leader("Tokyo").await?.element().focus().await?;
            other.chord_with_key(&[Key::Shift], Key::Left).await?;
            let stored = "return localStorage.getItem('polyleader-preferences') ?? '';";
            other
                .wait_until("the hint as followed", async || {
                    let stored = other.evaluate(stored, Vec::new()).await?.to_string();
                    Ok(if stored.contains("drag") { Ok(()) } else { Err(stored) })
                })
                .await?;
            other.open("").await?;
            other.go_to_end().await?;
            other.expect_text("Each slanted line is a message").await
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn button_that_gets_the_focus_back_has_no_tooltip_then() {
    story("tooltip after a dialog", Visit::on_desktop(), async |page| {
        let watch = "window.tooltips = []; document.querySelector('.palette-button').addEventListener('focus', \
            event => tooltips.push(event.target.title)); return true;";
        page.press("Search commands").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.evaluate(watch, Vec::new()).await?;
        page.send_keys(Key::Escape).await?;
        page.expect_focus("button", "Search commands").await?;
        assert_eq!(page.evaluate("return tooltips;", Vec::new()).await?, serde_json::json!([""]));
        let tooltip = "return document.querySelector('.palette-button').title;";
        page.wait_until("the tooltip", async || {
            let title = page.evaluate(tooltip, Vec::new()).await?;
            Ok(if title == "Search commands ( / )" { Ok(()) } else { Err(title.to_string()) })
        })
        .await
    });
}
