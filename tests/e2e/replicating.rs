//! What leaders do by themselves, and what can be done about it: merging, counting, homes, partitions, stopped links.

use replication::Micros;
use tests::browser::{Screen, Theme};

use crate::outcome::Outcome;
use crate::page::Page;
use crate::story::{Visit, at_the_end, story};

const LEADERS: [&str; 3] = ["Frankfurt", "Tokyo", "São Paulo"];

async fn all_show(page: &Page, values: &[&str]) -> Outcome {
    for leader in LEADERS {
        page.leader_shows(leader, values).await?;
    }
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_conflict_is_merged_on_write_wherever_it_is_found() {
    at_the_end("merging on write", async |page| {
        page.verdict("1 conflict open").await?;
        page.pick("Conflict policy", "Merge on write").await?;
        page.choose("Merge rule", "Concatenate").await?;
        page.to_the_end().await?;
        page.verdict("Converged").await?;
        page.verdict("0 conflicts open").await?;
        page.verdict("0 writes lost").await?;
        page.select_leader("Tokyo").await?;
        page.inspector_says("merged").await?;
        page.choose("Merge rule", "Keep larger").await?;
        page.to_the_end().await?;
        all_show(page, &["milk"]).await?;

        page.choose("Merge rule", "Sum").await?;
        page.to_the_end().await?;
        page.outcome_says("could not merge cart, and keeps all of it side by side: only whole numbers")
            .await?;
        page.verdict("1 conflict open").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_counter_counts_at_two_leaders_to_the_sum() {
    at_the_end("a counter", async |page| {
        page.pick("Conflict policy", "CRDT").await?;
        page.select_leader("Frankfurt").await?;
        page.key_to_write("likes").await?;
        page.press("+1").await?;
        page.leader_shows("Frankfurt", &["1"]).await?;
        page.press("+1").await?;
        page.leader_shows("Frankfurt", &["2"]).await?;
        page.select_leader("Tokyo").await?;
        page.key_to_write("likes").await?;
        page.fill("By", "3").await?;
        page.press("Count at Tokyo").await?;
        page.leader_shows("Tokyo", &["3"]).await?;
        page.to_the_end().await?;
        all_show(page, &["5"]).await?;
        page.inspector_says("of F2 +1, T1 +3").await?;
        page.verdict("0 conflicts open").await?;

        page.choose("Every key is a", "Set").await?;
        page.select_leader("Frankfurt").await?;
        page.choose("Do", "Add item").await?;
        page.key_to_write("bag").await?;
        page.fill("Item", "ham").await?;
        page.press("Add item at Frankfurt").await?;
        page.to_the_end().await?;
        all_show(page, &["{ham}"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_home_moves_and_the_window_opens_and_closes() {
    at_the_end("a home moves", async |page| {
        page.pick("Conflict policy", "Avoidance").await?;
        page.fill("Key or beginning", "cart").await?;
        page.press("Add home").await?;
        page.to_the_end().await?;
        page.select_leader("Tokyo").await?;
        page.inspector_says("cart at Frankfurt").await?;
        page.press("Make home of cart here").await?;
        page.verdict("2 homes of cart: Frankfurt and Tokyo").await?;
        page.outcome_says("Frankfurt and Tokyo both think they are").await?;
        page.inspector_says("cart at Tokyo").await?;
        page.write_at("Tokyo", "ham").await?;
        page.write_at("Frankfurt", "beans").await?;
        page.to_the_end().await?;
        page.no_longer_says("2 homes").await?;
        page.verdict("1 conflict open").await?;
        all_show(page, &["ham", "beans"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_request_goes_on_to_the_home_and_is_seen_on_its_way() {
    at_the_end("a request on its way", async |page| {
        page.pick("Conflict policy", "Avoidance").await?;
        page.fill("Key or beginning", "bag").await?;
        page.press("Add home").await?;
        page.to_the_end().await?;
        assert_eq!(page.painted().await?, 0);
        page.select_leader("Tokyo").await?;
        page.key_to_write("bag").await?;
        page.fill("Value", "ham").await?;
        page.press("Write at Tokyo").await?;
        page.until("something to be painted", async || {
            Ok(if page.painted().await? > 0 { Ok(()) } else { Err("nothing".to_owned()) })
        })
        .await?;
        page.inspector_says("forwarded").await?;
        page.to_the_end().await?;
        all_show(page, &["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_partition_parts_a_leader_from_all_and_all_cuts_are_healed_at_once() {
    at_the_end("a partition", async |page| {
        page.select_leader("Tokyo").await?;
        page.press("Cut off from all others").await?;
        page.inspector_says("→ Frankfurt cut").await?;
        page.write_at("Tokyo", "ham").await?;
        page.to_the_end().await?;
        page.verdict("2 waiting on 2 links").await?;
        page.leader_lacks("Frankfurt", "ham").await?;
        page.press("Heal all cuts").await?;
        page.no_longer_says("Heal all cuts").await?;
        page.to_the_end().await?;
        all_show(page, &["ham"]).await?;
        page.verdict("Converged").await
    });
}

/// São Paulo has not heard of the cart that it is to update, and stops the link from Tokyo.
const STOPPED: &str = r#"{
    "polyleader": 1,
    "title": "A stopped link",
    "leaders": [
        { "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] },
        { "id": "T", "name": "Tokyo", "place": [35.7, 139.7] },
        { "id": "S", "name": "São Paulo", "place": [-23.5, -46.6] }
    ],
    "replication": { "update_missing": "stop" },
    "policy": "none",
    "clients": [{ "id": "ana", "name": "Ana", "at": "F" }, { "id": "ben", "name": "Ben", "at": "T" }],
    "commands": [
        { "at_ms": 1, "cut": { "from": "F", "to": "S" } },
        { "at_ms": 2, "insert": { "client": "ana", "key": "cart", "value": "milk" } },
        { "at_ms": 200, "update": { "client": "ben", "key": "cart", "value": "ham" } },
        { "at_ms": 250, "write": { "client": "ben", "key": "bag", "value": "nuts" } }
    ]
}"#;

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_link_that_a_write_stops_is_seen_and_the_write_is_skipped() {
    let visit = Visit::with(Screen::DESKTOP, Theme::Light).at_run(STOPPED, Micros::from_ms(500));
    story("a stopped link", visit, async |page| {
        page.outcome_says("São Paulo cannot apply Ben’s update to “ham” because there is nothing to update")
            .await?;
        page.verdict("1 link stopped by T1").await?;
        page.press("1 link stopped by T1").await?;
        page.inspector_says("Tokyo → São Paulo").await?;
        page.inspector_says("and 1 more behind it do not pass").await?;
        let inspector = page.inspector().await?;
        page.control_in(&inspector, "button", "Skip it").await?.click().await?;
        page.no_longer_says("Skip it").await?;
        page.to_the_end().await?;
        page.leader_shows("São Paulo", &["nuts"]).await?;
        page.leader_lacks("São Paulo", "ham").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn a_clock_is_put_right_in_one_step() {
    at_the_end("a step of the clock", async |page| {
        page.select_leader("Frankfurt").await?;
        page.set_number("Ahead of true time in milliseconds", "100").await?;
        page.leader_shows("Frankfurt", &["100 ms ahead"]).await?;
        page.unfold("Jump, or step to true time").await?;
        page.set_number("Jump of Frankfurt’s clock in milliseconds", "-30").await?;
        page.leader_shows("Frankfurt", &["70 ms ahead"]).await?;
        page.press("Put right").await?;
        page.leader_shows("Frankfurt", &["on time"]).await
    });
}
