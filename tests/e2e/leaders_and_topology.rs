//! Moving, adding and removing leaders; preset topologies and links drawn by hand.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn dragging_a_leader_changes_its_latency() {
    story("dragging by mouse", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        let before = page.latency_ms("Frankfurt and Tokyo").await?;
        let elsewhere = page.latency_ms("São Paulo and Tokyo").await?;
        page.drag(&page.leader("Frankfurt").await?, 60, 110).await?;
        let far = |latency| latency > before + 5.0;
        page.expect_latency("Frankfurt and Tokyo", "greater", far).await?;
        assert_eq!(page.latency_ms("São Paulo and Tokyo").await?, elsewhere, "other links stay as they are");
        page.press("Undo").await?;
        page.expect_latency("Frankfurt and Tokyo", "as before", |latency| latency == before).await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn leader_is_dragged_by_touch_on_a_phone() {
    story("dragging by touch", Visit::with(Screen::PHONE, Theme::Light), async |page| {
        page.go_to_start().await?;
        let before = page.latency_ms("Frankfurt and São Paulo").await?;
        page.touch_drag(&page.leader("São Paulo").await?, -20.0, 45.0).await?;
        page.expect_latency("Frankfurt and São Paulo", "greater", |latency| latency > before + 5.0).await?;
        assert_eq!(page.evaluate("return scrollY;", Vec::new()).await?, 0, "the page did not scroll instead");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn shift_arrow_keys_move_a_leader() {
    story("moving by keys", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        let before = page.latency_ms("São Paulo and Tokyo").await?;
        page.leader("São Paulo").await?.element().focus().await?;
        page.chord_with_key(&[Key::Shift], Key::Left).await?;
        let left = page.expect_latency("São Paulo and Tokyo", "another", |latency| latency != before).await?;
        page.chord_with_key(&[Key::Shift], Key::Right).await?;
        page.expect_latency("São Paulo and Tokyo", "about as before", |now| {
            now != left && (now - before).abs() <= 1.0
        })
        .await?;
        // Without Shift, an arrow key moves the focus in its direction.
        page.send_keys(Key::Up).await?;
        page.wait_until("the focus to be on the link to Frankfurt", async || {
            let (role, name) = page.focused().await?;
            let there = role == "button" && name.starts_with("Link Frankfurt and São Paulo");
            Ok(if there { Ok(()) } else { Err(format!("{role} {name}")) })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn leader_added_by_city_catches_up_and_is_removed() {
    story_at_end("adding a leader", async |page| {
        page.control("combobox", "City or name").await?.send_keys("Sydney").await?;
        page.press("Add leader").await?;
        page.expect_leader_shows("Sydney", &["no values yet", "joining"]).await?;
        page.expect_summary("Sydney is joining: a snapshot is in flight from Tokyo").await?;
        // The latency of Sydney's distance to Tokyo.
        page.expect_latency("Sydney and Tokyo", "that of the distance", |latency| latency == 79.0).await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Sydney", &["milk", "eggs"]).await?;
        page.select_leader("Sydney").await?;
        page.press("Remove").await?;
        page.expect_text("Nothing selected").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"]).await
    });
}

/// The leaders that each link connects, without the latency.
async fn link_ends(page: &Page) -> StepResult<Vec<String>> {
    let links = page.links().await?;
    let mut ends: Vec<String> = links
        .iter()
        .map(|name| name.split(", ").next().unwrap_or_default().replacen("Link ", "", 1))
        .collect();
    ends.sort();
    Ok(ends)
}

/// Waits until exactly these links exist.
pub async fn expect_links(page: &Page, wanted: &[&str]) -> StepResult {
    page.wait_until(&format!("the links {wanted:?}"), async || {
        let ends = link_ends(page).await?;
        Ok(if ends == wanted { Ok(()) } else { Err(format!("{ends:?}")) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn every_preset_topology_links_correctly_and_converges() {
    story_at_end("ready-made topologies", async |page| {
        page.choose_radio("Topology", "Ring").await?;
        expect_links(page, &["Frankfurt to Tokyo", "São Paulo to Frankfurt", "Tokyo to São Paulo"]).await?;
        expect_convergence(page).await?;
        page.choose_radio("Topology", "Star").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"]).await?;
        page.select_option("Hub", "Tokyo").await?;
        expect_links(page, &["Frankfurt and Tokyo", "São Paulo and Tokyo"]).await?;
        expect_convergence(page).await?;
        page.choose_radio("Topology", "All-to-all").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"])
            .await?;
        expect_convergence(page).await?;
        // Custom starts with the current links.
        page.choose_radio("Topology", "Custom").await?;
        expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"]).await
    });
}

async fn expect_convergence(page: &Page) -> StepResult {
    page.go_to_end().await?;
    page.expect_verdict("Converged").await?;
    page.expect_all_show(&["milk", "eggs"]).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn value_arrives_over_links_drawn_by_hand() {
    story("links by hand", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        page.choose_radio("Topology", "Custom").await?;
        for link in ["Frankfurt and Tokyo", "São Paulo and Tokyo"] {
            page.select_link(link).await?;
            page.press("Remove link").await?;
        }
        expect_links(page, &["Frankfurt and São Paulo"]).await?;
        page.expect_verdict("No path from Frankfurt to Tokyo").await?;
        page.go_to_end().await?;
        page.expect_leader_lacks("Tokyo", "milk").await?;
        page.expect_summary("there is no path from Frankfurt to Tokyo").await?;

        page.select_leader("São Paulo").await?;
        page.press("Link").await?;
        page.expect_text("Choose the other end of the link from São Paulo").await?;
        page.press_prefixed_in(("region", "Stage"), "Tokyo").await?;
        expect_links(page, &["Frankfurt and São Paulo", "São Paulo and Tokyo"]).await?;
        page.expect_no_text("No path").await?;
        page.go_to_end().await?;
        // Via São Paulo, which forwards.
        page.expect_leader_shows("Tokyo", &["milk", "eggs"]).await?;
        page.expect_leader_shows("Frankfurt", &["milk", "eggs"]).await
    });
}

/// What the stage says while a link from São Paulo lacks its other end.
const UNFINISHED: &str = "Choose the other end of the link from São Paulo";

async fn begin_link(page: &Page) -> StepResult {
    page.select_leader("São Paulo").await?;
    page.press("Link").await?;
    page.expect_text(UNFINISHED).await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn unfinished_link_is_cancelled_by_escape_another_selection_and_another_run() {
    story_at_end("a link that is not finished", async |page| {
        begin_link(page).await?;
        page.control("button", "Undo").await?.element().focus().await?;
        page.send_keys(Key::Escape).await?;
        page.expect_no_text(UNFINISHED).await?;
        begin_link(page).await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.expect_no_text(UNFINISHED).await?;
        begin_link(page).await?;
        page.press_prefixed_in(("complementary", "Setup"), "The shopping cart").await?;
        page.expect_no_text(UNFINISHED).await
    });
}
