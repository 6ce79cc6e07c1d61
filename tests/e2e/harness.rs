//! Tests of what stories rely on: the page object, on a sample page with one control of each kind, and the browsers.

use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use tests::browser::{Screen, Theme, Watchdog};
use thirtyfour::Key;

use crate::story::{Visit, story};

/// The folder of the sample page.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/harness")
}

fn on_sample_page(screen: Screen, theme: Theme) -> Visit {
    Visit { folder: folder(), ..Visit::with(screen, theme) }
}

fn on_desktop() -> Visit {
    on_sample_page(Screen::DESKTOP, Theme::Light)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn screen_size_and_theme_are_applied() {
    let visit = on_sample_page(Screen::PHONE, Theme::Dark).at("#s1.x");
    story("harness narrow and dark", visit, async |page| page.expect_text("390 wide, dark, at #s1.x").await);
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn controls_are_found_by_role_and_name() {
    story("harness finding", on_desktop(), async |page| {
        page.press("Greet").await?;
        page.expect_text("Hello").await?;
        page.expect_no_text("Hello").await?;
        assert!(!page.has_control("button", "Hidden").await?, "what is hidden is not found");
        let right = page.control("region", "Right").await?;
        let twin = page.control_in(&right, "button", "Twin").await?;
        assert_eq!(twin.attribute("aria-pressed").await?.as_deref(), Some("true"));
        assert_eq!(right.text().await?, "Twin");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn fields_lists_and_sliders_accept_input() {
    story("harness filling in", on_desktop(), async |page| {
        page.fill("Name", "after").await?;
        page.expect_text("name after").await?;
        assert_eq!(page.control("textbox", "Name").await?.value().await?, "after");
        page.select_option("Policy", "Last write wins").await?;
        page.expect_text("policy Last write wins").await?;
        page.set_slider("Playhead", 250.0).await?;
        page.expect_text("playhead 250").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn control_is_dragged_by_mouse_touch_and_keys() {
    story("harness dragging", on_sample_page(Screen::TABLET, Theme::Light), async |page| {
        let handle = page.control("slider", "Box").await?;
        page.drag(&handle, 40, -25).await?;
        page.expect_text("mouse 40 -25").await?;
        page.touch_drag(&handle, -30.0, 16.0).await?;
        page.expect_text("touch -30 16").await?;
        handle.send_keys(Key::Right).await?;
        page.expect_text("key ArrowRight").await?;
        page.send_keys(Key::Up).await?;
        page.expect_text("key ArrowUp").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn copied_address_opens_in_another_browser() {
    story("harness copying", on_desktop().at("#first"), async |page| {
        page.press("Copy").await?;
        page.expect_text("copied").await?;
        assert_eq!(page.clipboard().await?, "copied text");
        let address = page.current_address().await?;
        page.in_another_browser(&address, async |other| other.expect_text("at #first").await).await
    });
}

#[test]
#[should_panic(expected = "the console has errors")]
#[ignore = "needs Chromium: cargo xtask test"]
fn console_error_fails_a_story() {
    story("harness planted error", on_desktop(), async |page| page.press("Fail").await);
}

#[test]
#[should_panic(expected = "2 of them")]
#[ignore = "needs Chromium: cargo xtask test"]
fn ambiguous_name_fails_a_story() {
    story("harness ambiguous name", on_desktop(), async |page| {
        page.set_timeout(Duration::from_secs(1));
        page.press("Twin").await
    });
}

/// What a story leaves behind: something stored and something copied, permissions, rules for its window, and a history.
const LEAVE_TRACES: &str = "const done = arguments[0]; localStorage.kept = 'kept'; document.cookie = 'kept=kept'; \
    for (let entry = 0; entry < 9; entry += 1) history.pushState(null, ''); \
    navigator.clipboard.writeText('kept').then(done, reason => done(String(reason)));";

/// The traces that a page finds. Whether the tab's empty page stays in its history depends on how fast it loaded.
const FIND_TRACES: &str = "const done = arguments[0]; \
    const permission = navigator.permissions.query({ name: 'clipboard-read' }); \
    permission.then(({ state }) => done([Object.keys(localStorage).length, document.cookie, state, \
        history.length < 9, document.hasFocus(), innerWidth]));";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn next_story_finds_no_traces_of_the_one_before() {
    let mut found = Vec::new();
    for _ in 0..2 {
        story("harness traces", on_desktop(), async |page| {
            found.push(page.evaluate_async(FIND_TRACES).await?);
            assert_eq!(page.clipboard().await?, "");
            assert_eq!(page.evaluate_async(LEAVE_TRACES).await?, json!(null));
            assert_eq!(page.clipboard().await?, "kept");
            Ok(())
        });
    }
    assert_eq!(found[0], json!([0, "", "prompt", true, true, 1440]));
    assert_eq!(found[0], found[1]);
}

#[test]
fn watchdog_kills_the_group_and_removes_its_folder() {
    let folder = tempfile::tempdir().expect("a folder can be created").keep();
    let mut sleeper = Command::new("sh");
    let mut sleeper =
        sleeper.args(["-c", "sleep 600 & wait"]).process_group(0).spawn().expect("sh can be started");
    drop(Watchdog::start(sleeper.id(), &folder).expect("a watchdog can be started"));
    assert_eq!(sleeper.wait().expect("it was started").signal(), Some(9));
    assert!(!folder.exists(), "the folder is gone");
}
