//! Point 2: leaders are moved, added and removed, and linked in ready-made ways or by hand.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::outcome::Outcome;
use crate::page::Page;
use crate::story::{Visit, story};

fn at_a_desk() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_leader_is_dragged_by_mouse_and_its_latency_follows() {
    story("dragging by mouse", at_a_desk(), async |page| {
        page.to_the_start().await?;
        let before = page.latency_ms("Frankfurt and Tokyo").await?;
        let elsewhere = page.latency_ms("São Paulo and Tokyo").await?;
        page.drag(&page.leader("Frankfurt").await?, 60, 110).await?;
        let far = |latency| latency > before + 5.0;
        page.latency_becomes("Frankfurt and Tokyo", "greater", far).await?;
        assert_eq!(page.latency_ms("São Paulo and Tokyo").await?, elsewhere, "other links stay as they are");
        page.press("Undo").await?;
        page.latency_becomes("Frankfurt and Tokyo", "as before", |latency| latency == before).await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_leader_is_dragged_by_a_finger_on_a_phone() {
    story("dragging by touch", Visit::with(Screen::PHONE, Theme::Light), async |page| {
        page.to_the_start().await?;
        let before = page.latency_ms("Frankfurt and São Paulo").await?;
        page.drag_by_touch(&page.leader("São Paulo").await?, -20.0, 45.0).await?;
        page.latency_becomes("Frankfurt and São Paulo", "greater", |latency| latency > before + 5.0).await?;
        assert_eq!(page.ask("return scrollY;", Vec::new()).await?, 0, "the page did not scroll instead");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_leader_is_moved_by_arrow_keys() {
    story("moving by keys", at_a_desk(), async |page| {
        page.to_the_start().await?;
        let before = page.latency_ms("São Paulo and Tokyo").await?;
        page.leader("São Paulo").await?.element().focus().await?;
        page.chord_of(&[Key::Shift], Key::Left).await?;
        let left =
            page.latency_becomes("São Paulo and Tokyo", "another", |latency| latency != before).await?;
        page.chord_of(&[Key::Shift], Key::Right).await?;
        page.latency_becomes("São Paulo and Tokyo", "about as before", |now| {
            now != left && (now - before).abs() <= 1.0
        })
        .await?;
        // Alone, an arrow goes to what lies that way.
        page.keys(Key::Up).await?;
        page.until("the focus to be on the link to Frankfurt", async || {
            let (role, name) = page.focus().await?;
            let there = role == "button" && name.starts_with("Link Frankfurt and São Paulo");
            Ok(if there { Ok(()) } else { Err(format!("{role} {name}")) })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_leader_is_added_by_city_catches_up_and_is_removed() {
    story("adding a leader", at_a_desk(), async |page| {
        page.to_the_end().await?;
        page.control("combobox", "City or name").await?.keys("Sydney").await?;
        page.press("Add leader").await?;
        page.leader_shows("Sydney", &["no values yet", "joining"]).await?;
        page.outcome_says("Sydney is joining: a snapshot is in flight from Tokyo").await?;
        // Where Sydney is, between Tokyo and the rest of the world.
        page.latency_becomes("Sydney and Tokyo", "that of the distance", |latency| latency == 79.0).await?;
        page.to_the_end().await?;
        page.leader_shows("Sydney", &["milk", "eggs"]).await?;
        page.select_leader("Sydney").await?;
        page.press("Remove").await?;
        page.says("Nothing is selected").await?;
        assert_eq!(page.links().await?.len(), 3, "its links are gone with it");
        Ok(())
    });
}

/// Every link's ends, without the latency.
async fn ends(page: &Page) -> Outcome<Vec<String>> {
    let links = page.links().await?;
    let mut ends: Vec<String> = links
        .iter()
        .map(|name| name.split(", ").next().unwrap_or_default().replacen("Link ", "", 1))
        .collect();
    ends.sort();
    Ok(ends)
}

/// Waits until just these links are there.
pub async fn linked_by(page: &Page, wanted: &[&str]) -> Outcome {
    page.until(&format!("the links {wanted:?}"), async || {
        let ends = ends(page).await?;
        Ok(if ends == wanted { Ok(()) } else { Err(format!("{ends:?}")) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_ready_made_topologies_link_as_they_say_and_converge() {
    story("ready-made topologies", at_a_desk(), async |page| {
        page.to_the_end().await?;
        page.pick("Topology", "Ring").await?;
        linked_by(page, &["Frankfurt to Tokyo", "São Paulo to Frankfurt", "Tokyo to São Paulo"]).await?;
        converges(page).await?;
        page.pick("Topology", "Star").await?;
        linked_by(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"]).await?;
        page.choose("Hub", "Tokyo").await?;
        linked_by(page, &["Frankfurt and Tokyo", "São Paulo and Tokyo"]).await?;
        converges(page).await?;
        page.pick("Topology", "All-to-all").await?;
        linked_by(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"]).await?;
        converges(page).await?;
        // One's own topology begins with what there is.
        page.pick("Topology", "Custom").await?;
        linked_by(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"]).await
    });
}

async fn converges(page: &Page) -> Outcome {
    page.to_the_end().await?;
    page.verdict("Converged").await?;
    for leader in ["Frankfurt", "Tokyo", "São Paulo"] {
        page.leader_shows(leader, &["milk", "eggs"]).await?;
    }
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn links_are_taken_out_and_drawn_by_hand_and_a_value_still_arrives() {
    story("links by hand", at_a_desk(), async |page| {
        page.to_the_start().await?;
        page.pick("Topology", "Custom").await?;
        for link in ["Frankfurt and Tokyo", "São Paulo and Tokyo"] {
            page.select_link(link).await?;
            page.press("Take out").await?;
        }
        linked_by(page, &["Frankfurt and São Paulo"]).await?;
        page.verdict("No path from Frankfurt to Tokyo").await?;
        page.to_the_end().await?;
        page.leader_lacks("Tokyo", "milk").await?;
        page.outcome_says("there is no path from Frankfurt to Tokyo").await?;

        page.select_leader("São Paulo").await?;
        page.press("Link").await?;
        page.says("Choose where the link from São Paulo leads").await?;
        page.leader("Tokyo").await?.click().await?;
        linked_by(page, &["Frankfurt and São Paulo", "São Paulo and Tokyo"]).await?;
        page.no_longer_says("No path").await?;
        page.to_the_end().await?;
        // By way of São Paulo, which forwards.
        page.leader_shows("Tokyo", &["milk", "eggs"]).await?;
        page.leader_shows("Frankfurt", &["milk", "eggs"]).await
    });
}
