//! Faults and repairs, clock dials, and homes of keys.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// The role and the name of the list of faults.
const FAULTS: (&str, &str) = ("list", "Faults in this run");

async fn faults(page: &Page) -> StepResult {
    page.unfold("Faults and links").await
}

/// Waits until the list of faults contains this text.
async fn expect_listed(page: &Page, text: &str) -> StepResult {
    page.expect_region(FAULTS.0, FAULTS.1, text).await
}

/// Waits until the clock dial of the selected leader shows this value.
async fn expect_dial(page: &Page, text: &str) -> StepResult {
    page.wait_until(&format!("the dial to say {text}"), async || {
        let dial = page.control("slider", "Ahead of true time").await?;
        let said = dial.attribute("aria-valuetext").await?.unwrap_or_default();
        Ok(if said == text { Ok(()) } else { Err(said) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn ticked_leaders_crash_and_restart_together() {
    story_at_end("crash and restart", async |page| {
        faults(page).await?;
        page.click("checkbox", "Frankfurt").await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Crash").await?;
        page.expect_leader_shows("Frankfurt", &["down"]).await?;
        page.expect_leader_shows("Tokyo", &["down"]).await?;
        page.press("Restart").await?;
        page.expect_leader_lacks("Tokyo", "down").await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        page.expect_text("No faults yet").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn ticked_leaders_are_cut_off_both_ways_or_one_way() {
    story_at_end("cut off", async |page| {
        faults(page).await?;
        page.expect_text("Select the leaders on one side").await?;
        page.click("checkbox", "Frankfurt").await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Cut off from the rest").await?;
        expect_listed(page, "Partition Frankfurt and Tokyo from São Paulo").await?;
        page.expect_text("These links are already cut").await?;
        page.press("Heal all cuts").await?;
        expect_listed(page, "Heal all cuts").await?;
        page.select_option("Block", "Outgoing").await?;
        page.press("Cut off from the rest").await?;
        expect_listed(page, "Cut Frankfurt → São Paulo").await?;
        expect_listed(page, "Cut Tokyo → São Paulo").await?;
        page.write_at("São Paulo", "ham").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await?;
        page.write_at("Tokyo", "jam").await?;
        page.go_to_end().await?;
        page.expect_leader_lacks("São Paulo", "jam").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_is_cut_one_way_and_healed() {
    story_at_end("one way", async |page| {
        faults(page).await?;
        page.select_option("Link from", "Tokyo").await?;
        page.select_option("Link to", "Frankfurt").await?;
        page.press("Cut T → F").await?;
        page.press("Cut T ↔ F").await?;
        expect_listed(page, "Cut Tokyo ↔ Frankfurt").await?;
        page.press("Heal T → F").await?;
        page.press("Heal T ↔ F").await?;
        expect_listed(page, "Heal Tokyo ↔ Frankfurt").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn listed_fault_is_opened_moved_and_removed() {
    story_at_end("a fault in the list", async |page| {
        faults(page).await?;
        page.click("checkbox", "Tokyo").await?;
        page.press("Crash").await?;
        page.go_to_start().await?;
        page.press_prefixed_in(FAULTS, "201.29 ms Crash Tokyo").await?;
        page.expect_playhead_at("201.29 ms").await?;
        page.set_number("Time in milliseconds", "60").await?;
        page.expect_playhead_at("60 ms").await?;
        page.expect_leader_shows("Tokyo", &["down"]).await?;
        page.press("Remove: Crash Tokyo, at 60 ms").await?;
        page.expect_text("No faults yet").await?;
        page.press("Undo").await?;
        expect_listed(page, "60 ms Crash Tokyo").await?;
        page.press("Undo").await?;
        expect_listed(page, "201.29 ms Crash Tokyo").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clock_dial_shows_the_offset_at_which_the_winner_changes() {
    story_at_end("the dial", async |page| {
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.select_leader("Frankfurt").await?;
        page.expect_inspector("Above +5 ms, Frankfurt’s write to cart wins: Ana’s “milk”.").await?;
        page.expect_leader_shows("Frankfurt", &["eggs"]).await?;
        let dial = page.control("slider", "Ahead of true time").await?;
        dial.send_keys(Key::Right).await?;
        expect_dial(page, "5 ms ahead").await?;
        page.expect_leader_shows("Frankfurt", &["eggs"]).await?;
        dial.send_keys(Key::Shift + Key::Right).await?;
        expect_dial(page, "6 ms ahead").await?;
        page.expect_leader_shows("Frankfurt", &["milk"]).await?;
        page.expect_inspector("At +5 ms and below, Tokyo’s write to cart wins: Ben’s “eggs”.").await?;
        page.leader("Frankfurt").await?.send_keys(Key::Escape).await?;
        page.select_leader("São Paulo").await?;
        page.expect_inspector("No effect so far: no write timestamped by this clock has conflicted.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn dragging_the_clock_dial_is_one_edit() {
    story_at_end("turning the dial", async |page| {
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.select_leader("Frankfurt").await?;
        let dial = page.control("slider", "Ahead of true time").await?;
        page.drag(&dial, 60, 0).await?;
        page.wait_until("the clock to be ahead", async || {
            let said = dial.attribute("aria-valuetext").await?.unwrap_or_default();
            Ok(if said.ends_with("ahead") { Ok(()) } else { Err(said) })
        })
        .await?;
        page.expect_leader_shows("Frankfurt", &["milk"]).await?;
        page.press("Undo").await?;
        expect_dial(page, "accurate").await?;
        page.expect_leader_shows("Frankfurt", &["eggs"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn client_clock_matters_when_clients_timestamp_writes() {
    story_at_end("a client’s dial", async |page| {
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.select_option("Timestamp from", "Client’s clock").await?;
        page.unfold("Clients").await?;
        page.expect_text("Above +5 ms, Frankfurt’s write to cart wins").await?;
        page.set_number("Clock of Ana in milliseconds", "40").await?;
        page.expect_leader_shows("Tokyo", &["milk"]).await
    });
}

async fn choose_avoidance(page: &Page) -> StepResult {
    page.choose_radio("Conflict policy", "Avoidance").await?;
    page.fill("Key or prefix", "cart").await?;
    page.press("Add home").await?;
    page.go_to_end().await?;
    page.expect_inspector("Homes of keys").await
}

/// Waits until the homes map shows these keys at a leader.
async fn expect_home(page: &Page, leader: &str, keys: &str) -> StepResult {
    page.wait_until(&format!("“{keys}” at {leader}"), async || {
        let list = page.control("list", &format!("Keys of {leader}")).await;
        let seen = match list {
            Ok(list) => list.text().await?.replace('\n', " "),
            Err(_) => String::new(),
        };
        Ok(if seen == keys { Ok(()) } else { Err(seen) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn key_dragged_to_another_home_opens_a_window() {
    story_at_end("dragging a key", async |page| {
        choose_avoidance(page).await?;
        expect_home(page, "Frankfurt", "cart").await?;
        let map = page.control("list", "Leaders and their keys").await?;
        let chip = page.control_with_prefix(&map, "button", "cart, home Frankfurt").await?;
        page.drag(&chip, 10, 60).await?;
        expect_home(page, "Tokyo", "cart T").await?;
        expect_home(page, "Frankfurt", "cart F S").await?;
        page.expect_inspector("leaders disagree about cart’s home: Frankfurt or Tokyo.").await?;
        page.expect_inspector("This caused no conflict.").await?;
        page.write_at("Tokyo", "ham").await?;
        page.write_at("Frankfurt", "beans").await?;
        page.leader("Frankfurt").await?.send_keys(Key::Escape).await?;
        page.expect_inspector("This caused a conflict between").await?;
        page.press("Go to end of the disagreement on cart").await?;
        expect_home(page, "Tokyo", "cart").await?;
        page.press("Go to start of the disagreement on cart").await?;
        expect_home(page, "Tokyo", "cart T").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn key_is_moved_to_another_home_by_keyboard() {
    story_at_end("a home by keyboard", async |page| {
        choose_avoidance(page).await?;
        let map = page.control("list", "Leaders and their keys").await?;
        page.control_with_prefix(&map, "button", "cart, home Frankfurt").await?.send_keys(Key::Enter).await?;
        page.select_option("New home of cart", "São Paulo").await?;
        expect_home(page, "São Paulo", "cart S").await?;
        page.press("Undo").await?;
        expect_home(page, "Frankfurt", "cart").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn one_button_fails_a_home_over() {
    story("failing over", Visit::with(Screen::PHONE, Theme::Dark).at_end(), async |page| {
        page.press("Setup").await?;
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.fill("Key or prefix", "cart").await?;
        page.press("Add home").await?;
        page.press("Close setup").await?;
        page.go_to_end().await?;
        page.select_option("Move its keys to", "São Paulo").await?;
        page.press("Crash it and move its key to São Paulo").await?;
        page.expect_leader_shows("Frankfurt", &["down"]).await?;
        page.go_to_end().await?;
        expect_home(page, "São Paulo", "cart").await?;
        page.press("Undo").await?;
        page.go_to_end().await?;
        expect_home(page, "Frankfurt", "cart").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clock_dial_and_key_are_dragged_by_touch() {
    story("faults by touch", Visit::with(Screen::PHONE, Theme::Light).at_end(), async |page| {
        page.select_option("Conflict policy", "Last write wins").await?;
        page.select_leader("Frankfurt").await?;
        let dial = page.control("slider", "Ahead of true time").await?;
        page.evaluate(
            "document.querySelector('.inspector .dial').scrollIntoView({ block: 'center', behavior: 'instant' });",
            Vec::new(),
        )
        .await?;
        page.touch_drag(&dial, 60.0, 0.0).await?;
        page.expect_inspector("ms and below, Tokyo’s write to cart wins").await?;
        page.expect_leader_shows("Frankfurt", &["milk"]).await?;

        page.select_option("Conflict policy", "Avoidance").await?;
        page.leader("Frankfurt").await?.send_keys(Key::Escape).await?;
        page.go_to_end().await?;
        let map = page.control("list", "Leaders and their keys").await?;
        let chip = page.control_with_prefix(&map, "button", "cart, home").await?;
        page.evaluate(
            "document.querySelector('.homes-map').scrollIntoView({ block: 'start', behavior: 'instant' });",
            Vec::new(),
        )
        .await?;
        let row = if chip.name().contains("Frankfurt") { "T" } else { "F" };
        let script = "const box = document.querySelector(`[data-home=${arguments[0]}]`).getBoundingClientRect(); \
            return [box.x + box.width / 2, box.y + box.height / 2];";
        let to = page.point(script, vec![row.into()]).await?;
        let from = page.center(&chip).await?;
        page.touch_drag(&chip, to.0 - from.0, to.1 - from.1).await?;
        page.expect_inspector("leaders disagree about cart’s home").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn faults_dials_and_homes_have_no_serious_axe_violations() {
    for (screen, theme) in
        [(Screen::DESKTOP, Theme::Light), (Screen::DESKTOP, Theme::Dark), (Screen::PHONE, Theme::Dark)]
    {
        story("accessibility of faults", Visit::with(screen, theme).at_end(), async |page| {
            page.select_option("Conflict policy", "Last write wins").await?;
            page.select_leader("Frankfurt").await?;
            is_accessible(page, "with a dial").await?;
            page.leader("Frankfurt").await?.send_keys(Key::Escape).await?;
            if screen != Screen::DESKTOP {
                page.press("Setup").await?;
            }
            faults(page).await?;
            page.unfold("Clients").await?;
            page.click("checkbox", "Tokyo").await?;
            page.press("Crash").await?;
            page.press_prefixed_in(FAULTS, "201.29 ms Crash Tokyo").await?;
            page.control("spinbutton", "Time in milliseconds").await?;
            is_accessible(page, "with a fault").await?;
            page.choose_radio("Conflict policy", "Avoidance").await?;
            page.press("Restart").await?;
            if screen != Screen::DESKTOP {
                page.press("Close setup").await?;
            }
            let map = page.control("list", "Leaders and their keys").await?;
            page.control_with_prefix(&map, "button", "cart, home").await?.send_keys(Key::Enter).await?;
            page.select_option("New home of cart", "Frankfurt").await?;
            page.expect_inspector("leaders disagree about").await?;
            is_accessible(page, "with a window of homes").await
        });
    }
}
