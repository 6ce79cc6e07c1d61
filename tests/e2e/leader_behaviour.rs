//! What leaders do on their own: merging, CRDTs, homes, partitions and blocked links.

use replication::Micros;

use crate::playground::INSPECTOR;
use crate::story::{Visit, story, story_at_end};

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merge_on_write_merges_a_conflict_at_every_leader() {
    story_at_end("merging on write", async |page| {
        page.expect_verdict("1 conflict open").await?;
        page.choose_radio("Conflict policy", "Merge on write").await?;
        page.select_option("Merge rule", "Concatenate").await?;
        page.go_to_end().await?;
        page.expect_verdict("Converged").await?;
        page.expect_verdict("0 open conflicts").await?;
        page.expect_verdict("0 writes lost").await?;
        page.select_leader("Tokyo").await?;
        page.expect_inspector("merged").await?;
        page.select_option("Merge rule", "Keep greater").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["milk"]).await?;

        page.select_option("Merge rule", "Sum").await?;
        page.go_to_end().await?;
        page.expect_summary("could not merge cart and keeps all versions: only whole numbers").await?;
        page.expect_verdict("1 conflict open").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn counter_sums_increments_of_two_leaders() {
    story_at_end("a counter", async |page| {
        page.choose_radio("Conflict policy", "CRDT").await?;
        // The type that suits the lists of the opening run is a register.
        page.select_option("Every key is a", "Counter").await?;
        page.select_leader("Frankfurt").await?;
        page.fill_key("likes").await?;
        page.press("+1").await?;
        page.expect_leader_shows("Frankfurt", &["1"]).await?;
        page.press("+1").await?;
        page.expect_leader_shows("Frankfurt", &["2"]).await?;
        page.select_leader("Tokyo").await?;
        page.fill_key("likes").await?;
        page.fill("Amount", "3").await?;
        page.press("Increment at Tokyo").await?;
        page.expect_leader_shows("Tokyo", &["3"]).await?;
        page.go_to_end().await?;
        page.expect_all_show(&["5"]).await?;
        page.expect_inspector("from F2 +1, T1 +3").await?;
        page.expect_verdict("0 open conflicts").await?;

        page.select_option("Every key is a", "Set").await?;
        page.select_leader("Frankfurt").await?;
        page.select_option("Operation", "Add item").await?;
        page.fill_key("bag").await?;
        page.fill("Item", "ham").await?;
        page.press("Add item at Frankfurt").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["{ham}"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn moving_a_home_opens_and_closes_a_window() {
    story_at_end("a home moves", async |page| {
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.fill("Key or prefix", "cart").await?;
        page.press("Add home").await?;
        page.go_to_end().await?;
        page.select_leader("Tokyo").await?;
        page.expect_inspector("cart at Frankfurt").await?;
        page.press("Make home here: cart").await?;
        page.expect_verdict("2 homes of cart: Frankfurt and Tokyo").await?;
        page.expect_summary("Frankfurt and Tokyo both think they are").await?;
        page.expect_inspector("cart at Tokyo").await?;
        page.write_at("Tokyo", "ham").await?;
        page.write_at("Frankfurt", "beans").await?;
        page.go_to_end().await?;
        page.expect_no_text("2 homes").await?;
        page.expect_verdict("1 conflict open").await?;
        page.expect_all_show(&["ham", "beans"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn forwarded_request_is_seen_in_flight() {
    story_at_end("a request on its way", async |page| {
        page.choose_radio("Conflict policy", "Avoidance").await?;
        page.fill("Key or prefix", "bag").await?;
        page.press("Add home").await?;
        page.go_to_end().await?;
        page.expect_painted(false).await?;
        page.select_leader("Tokyo").await?;
        page.fill_key("bag").await?;
        page.fill("Value", "ham").await?;
        page.press("Write at Tokyo").await?;
        page.expect_painted(true).await?;
        page.expect_inspector("forwarded").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["ham"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn partitioned_leader_rejoins_when_all_cuts_are_healed() {
    story_at_end("a partition", async |page| {
        page.select_leader("Tokyo").await?;
        page.press("Cut off from all others").await?;
        page.expect_inspector("→ Frankfurt cut").await?;
        page.write_at("Tokyo", "ham").await?;
        page.go_to_end().await?;
        page.expect_verdict("2 queued on 2 links").await?;
        page.expect_leader_lacks("Frankfurt", "ham").await?;
        page.press("Heal all cuts").await?;
        page.expect_no_text("Heal all cuts").await?;
        page.go_to_end().await?;
        page.expect_all_show(&["ham"]).await?;
        page.expect_verdict("Converged").await
    });
}

/// São Paulo does not have the cart that an update from Tokyo changes, so the link stops.
const STOPPED: &str = r#"{
    "polyleader": 1,
    "title": "A blocked link",
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
fn skipping_the_write_resumes_a_blocked_link() {
    let visit = Visit::on_desktop().at_run(STOPPED, Micros::from_ms(500));
    story("a blocked link", visit, async |page| {
        page.expect_summary(
            "São Paulo cannot apply Ben’s update to “ham” because there is nothing to update",
        )
        .await?;
        page.expect_verdict("1 link blocked at T1").await?;
        page.press("1 link blocked at T1").await?;
        page.expect_inspector("Tokyo → São Paulo").await?;
        page.expect_inspector("1 more blocked behind it").await?;
        page.press_in(INSPECTOR, "Skip write").await?;
        page.expect_no_text("Skip write").await?;
        page.go_to_end().await?;
        page.expect_leader_shows("São Paulo", &["nuts"]).await?;
        page.expect_leader_lacks("São Paulo", "ham").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clock_is_set_to_true_time_in_one_step() {
    story_at_end("a step of the clock", async |page| {
        page.select_leader("Frankfurt").await?;
        page.set_number("Ahead of true time in milliseconds", "100").await?;
        page.expect_leader_shows("Frankfurt", &["100 ms ahead"]).await?;
        page.unfold("Step the clock").await?;
        page.set_number("Step of Frankfurt’s clock in milliseconds", "-30").await?;
        page.expect_leader_shows("Frankfurt", &["70 ms ahead"]).await?;
        page.press("Set to true time").await?;
        page.expect_leader_shows("Frankfurt", &["accurate"]).await
    });
}
