//! Context menus, by right-click, by long press and by keys.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

async fn right_click_leader(page: &Page, name: &str) -> StepResult {
    page.right_click(page.center(&page.leader(name).await?).await?).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn right_click_opens_a_menu_for_leader_link_and_background() {
    story_at_end("menus by the right button", async |page| {
        right_click_leader(page, "Tokyo").await?;
        page.click("menuitem", "Cut off from all others").await?;
        page.expect_cut_links(2).await?;
        right_click_leader(page, "Tokyo").await?;
        page.click("menuitem", "Heal its links").await?;
        page.expect_cut_links(0).await?;
        let stage = page.stage().await?;
        let (x, y) = page.center(&stage).await?;
        page.right_click((x - 320.0, y - 60.0)).await?;
        page.wait_until("an item of the menu to have the focus", async || {
            let (role, name) = page.focused().await?;
            Ok(if role == "menuitem" { Ok(()) } else { Err(format!("{role} {name}")) })
        })
        .await?;
        page.send_keys(Key::Enter).await?;
        page.expect_count(".leader", 4).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn menu_works_by_keys_and_returns_the_focus() {
    story_at_end("menus by keys", async |page| {
        let tokyo = page.leader("Tokyo").await?;
        tokyo.element().focus().await?;
        page.chord_with_key(&[Key::Shift], Key::F10).await?;
        page.expect_focus("menuitem", "Write here").await?;
        page.send_keys(Key::Down).await?;
        page.expect_focus("menuitem", "Read here").await?;
        page.send_keys("c").await?;
        page.expect_focus("menuitem", "Crash").await?;
        page.send_keys(Key::Escape).await?;
        page.wait_until("Tokyo to have the focus again", async || {
            let (role, name) = page.focused().await?;
            Ok(if role == "button" && name.starts_with("Tokyo") {
                Ok(())
            } else {
                Err(format!("{role} {name}"))
            })
        })
        .await?;
        page.chord_with_key(&[Key::Shift], Key::F10).await?;
        page.expect_focus("menuitem", "Write here").await?;
        page.send_keys("c").await?;
        page.expect_focus("menuitem", "Crash").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_leader_shows("Tokyo", &["down"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn long_press_opens_the_menu() {
    story("menus by a long press", Visit::with(Screen::PHONE, Theme::Light).at_end(), async |page| {
        let at = page.center(&page.leader("São Paulo").await?).await?;
        page.long_press_until(at, async || page.control("menuitem", "Crash").await.map(drop)).await?;
        page.tap_control("menuitem", "Crash").await?;
        page.expect_leader_shows("São Paulo", &["down"]).await
    });
}
