//! Tests of the page object itself, on a sample page with one control of each kind.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::story::{Visit, story};

fn on_sample_page(screen: Screen, theme: Theme) -> Visit {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/harness");
    Visit { folder, ..Visit::with(screen, theme) }
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
