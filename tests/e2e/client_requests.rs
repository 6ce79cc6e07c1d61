//! Point 3: values are written and read, leaders crash, links are cut, and nothing under way is forgotten.

use replication::Micros;
use tests::browser::{Screen, Theme};

use crate::step_result::StepResult;
use crate::page::Page;
use crate::story::{Visit, story};

/// One write, which is everywhere after 200 ms; from then on the greater timestamp wins.
const EGGS: &str = r#"{
    "polyleader": 1,
    "title": "Eggs everywhere",
    "leaders": [
        { "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] },
        { "id": "T", "name": "Tokyo", "place": [35.7, 139.7] },
        { "id": "S", "name": "São Paulo", "place": [-23.5, -46.6] }
    ],
    "policy": "last-write-wins",
    "clients": [
        { "id": "ana", "name": "Ana", "at": "F" },
        { "id": "ben", "name": "Ben", "at": "T" },
        { "id": "cleo", "name": "Cleo", "at": "S" }
    ],
    "commands": [{ "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": "eggs" } }]
}"#;

/// A story that begins when all three leaders have eggs.
fn operating(name: &str, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    let visit = Visit::with(Screen::DESKTOP, Theme::Light).at_run(EGGS, Micros::from_ms(250));
    story(name, visit, async |page| {
        for leader in ["Frankfurt", "Tokyo", "São Paulo"] {
            page.expect_leader_shows(leader, &["eggs"]).await?;
        }
        page.expect_verdict("Converged").await?;
        steps(page).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_value_is_read_elsewhere_stale_at_first_and_fresh_once_it_has_arrived() {
    operating("writing and reading", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await?;
        page.expect_summary("“ham” was written at São Paulo and is in flight to Frankfurt and Tokyo").await?;
        page.expect_verdict("Not converged 2 messages on the way").await?;
        page.read_at("Tokyo", "eggs").await?;
        page.read_at("São Paulo", "ham").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Frankfurt", &["ham"]).await?;
        page.read_at("Tokyo", "ham").await?;
        page.expect_verdict("Converged").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_is_under_way_to_a_crashed_leader_waits_and_arrives_after_its_restart() {
    operating("crash and restart", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.select_leader("Tokyo").await?;
        page.press("Crash").await?;
        page.expect_inspector("down").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Frankfurt", &["ham"]).await?;
        page.expect_leader_shows("São Paulo", &["1 waiting"]).await?;
        page.expect_leader_lacks("Tokyo", "ham").await?;
        page.expect_verdict("1 waiting on 1 link").await?;
        assert!(
            page.link("São Paulo and Tokyo").await?.name().contains("1 waiting"),
            "counted on the link too"
        );

        page.write_at("Tokyo", "beans").await?;
        page.expect_verdict("1 refused").await?;
        page.expect_inspector("got no answer about cart").await?;
        page.expect_leader_lacks("Tokyo", "beans").await?;

        page.press("Restart").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await?;
        page.expect_no_text("1 waiting").await?;
        page.expect_verdict("Converged").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_leader_that_crashes_keeps_what_it_had_acknowledged() {
    operating("crash of the writer", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.press("Crash").await?;
        page.go_to_end().await?;
        page.expect_leader_lacks("Frankfurt", "ham").await?;
        page.expect_summary("queued at São Paulo, which is down").await?;
        page.press("Restart São Paulo").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Frankfurt", &["ham"]).await?;
        page.expect_leader_shows("Tokyo", &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_link_cut_one_way_still_carries_the_other() {
    operating("cut one way", async |page| {
        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Cut this way").await?;
        // Cut and whole are two lines now.
        page.link("Tokyo to Frankfurt").await?;
        assert!(page.link("Frankfurt to Tokyo").await?.name().contains("cut"), "the cut is named");
        page.write_at("Tokyo", "ham").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Frankfurt", &["ham"]).await?;
        page.write_at("Frankfurt", "beans").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("São Paulo", &["beans"]).await?;
        page.expect_leader_lacks("Tokyo", "beans").await?;
        page.expect_verdict("1 waiting on 1 link").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn what_a_cut_stops_in_flight_arrives_once_the_link_is_healed() {
    operating("cut and heal", async |page| {
        page.write_at("Frankfurt", "beans").await?;
        page.expect_verdict("2 messages on the way").await?;
        page.select_link("Frankfurt and Tokyo").await?;
        page.expect_inspector("1 on the way").await?;
        page.press("Cut both ways").await?;
        page.expect_inspector("cut, 1 waiting").await?;
        page.expect_verdict("1 message on the way").await?;
        page.write_at("Tokyo", "ham").await?;
        page.go_to_end().await?;
        page.expect_leader_lacks("Tokyo", "beans").await?;
        page.expect_verdict("2 waiting on 2 links").await?;

        page.select_link("Frankfurt and Tokyo").await?;
        page.press("Heal both ways").await?;
        page.go_to_end().await?;
        // The later write wins everywhere, as it would have without the cut.
        for leader in ["Frankfurt", "Tokyo", "São Paulo"] {
            page.expect_leader_shows(leader, &["ham"]).await?;
        }
        page.expect_verdict("Converged").await?;
        page.expect_verdict("Ana’s “beans”").await
    });
}
