//! Clients with a place, timeouts and retries, on the map and in the diagram; leaders with service times; and the single leader they are compared with.

use replication::Micros;
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::palette::expect_selected_option;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Two clients write at one leader at once, and one reads much later; nothing else is in flight.
const TWO_WRITES: &str = r#"{
    "polyleader": 1, "title": "Two writes at once",
    "leaders": [{ "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] }],
    "clients": [{ "id": "ana", "name": "Ana", "at": "F" }, { "id": "ben", "name": "Ben", "at": "F" }],
    "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "a", "value": 1 } },
                 { "at_ms": 10, "write": { "client": "ben", "key": "b", "value": 2 } },
                 { "at_ms": 500, "read": { "client": "ben", "key": "a" } }]
}"#;

/// The same from far away: each request takes 50 ms, and so does its response.
const FROM_AFAR: &str = r#"{
    "polyleader": 1, "title": "From afar",
    "leaders": [{ "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] }],
    "clients": [{ "id": "ana", "name": "Ana", "at": "F", "place": [-33.9, 18.4], "requests": { "latency": { "fixed_ms": 50 } } }],
    "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "a", "value": 1 } }]
}"#;

/// Opens what the first match of the palette folds open.
async fn open_form(page: &Page, words: &str, command: &str) -> StepResult {
    page.send_keys("/").await?;
    page.expect_focus("combobox", "Search commands").await?;
    page.send_keys(words).await?;
    expect_selected_option(page, command).await?;
    page.send_keys(Key::Enter).await?;
    page.expect_no_text("matches").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn client_gets_a_place_a_timeout_and_retries_and_undo_takes_each_back() {
    story_at_end("the requests of a client", async |page| {
        open_form(page, "ana place", "Ana: Set place, timeout and retries").await?;
        page.expect_inspector("next to every leader").await?;
        page.expect_focus("DisclosureTriangle", "Place, timeout and retries").await?;
        page.send_keys(Key::Enter).await?;
        page.select_option("Place", "Tokyo").await?;
        page.expect_inspector("near Tokyo").await?;
        page.fill("Coordinates in degrees north and east", "200, 0\n").await?;
        page.expect_text("Enter a latitude from −90 to 90 and a longitude from −180 to 180").await?;
        page.expect_value("textbox", "Coordinates in degrees north and east", "200, 0").await?;
        page.fill("Coordinates in degrees north and east", "-33.9, 18.4\n").await?;
        page.expect_inspector("near Cape Town").await?;
        page.select_option("Sends requests to", "Nearest leader that is up").await?;
        page.toggle("Request timeout").await?;
        page.set_number("Times out after in milliseconds", "700000").await?;
        page.expect_text("“Times out after” must be a number from 0 to 60000 ms.").await?;
        page.set_number("Times out after in milliseconds", "250").await?;
        page.select_option("When a request times out", "Retry at the nearest other leader").await?;
        page.set_number("Maximum attempts", "2").await?;
        page.toggle("Idempotency key").await?;
        page.expect_inspector("to the nearest leader that is up, timeout 250 ms, 2 attempts, at the nearest other leaders, with an idempotency key").await?;
        is_accessible(page, "the requests of a client").await?;
        page.press("Undo").await?;
        page.expect_inspector("2 attempts, at the nearest other leaders").await?;
        page.expect_no_text("with an idempotency key").await?;
        page.press("Undo").await?;
        page.expect_inspector("3 attempts, at the nearest other leaders").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn busy_leader_shows_its_queue() {
    let visit = Visit::on_desktop().at_run(TWO_WRITES, Micros::from_ms(20));
    story("service times", visit, async |page| {
        page.leader("Frankfurt").await?;
        open_form(page, "frankfurt service", "Frankfurt: Set its service times").await?;
        page.expect_inspector("Operations take no time here").await?;
        page.expect_focus("DisclosureTriangle", "Set service times").await?;
        page.send_keys(Key::Enter).await?;
        page.set_number("Service time of a client’s write in milliseconds", "50").await?;
        page.expect_leader_shows("Frankfurt", &["2 in queue"]).await?;
        page.expect_inspector("2 in the queue, including the one being served until 60 ms.").await?;
        is_accessible(page, "the service times of a leader").await?;
        page.go_to_end().await?;
        page.expect_inspector("The queue is empty.").await?;
        page.press("Undo").await?;
        page.expect_inspector("Operations take no time here").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn setup_sets_every_client_and_every_leader() {
    let visit = Visit::on_desktop().at_run(TWO_WRITES, Micros::from_ms(20));
    story("requests and service times of all", visit, async |page| {
        page.leader("Frankfurt").await?;
        page.unfold("Service times").await?;
        page.set_number("Service time of a client’s write in milliseconds", "30").await?;
        page.select_option("Service times are", "Exponentially distributed").await?;
        page.select_option("Service times are", "Fixed").await?;
        page.expect_leader_shows("Frankfurt", &["2 in queue"]).await?;
        page.unfold("Clients").await?;
        page.unfold("How clients send requests").await?;
        page.select_option("Latency to leaders", "Fixed").await?;
        page.set_number("Fixed latency to leaders in milliseconds", "20").await?;
        // Both requests are on their way.
        page.expect_leader_lacks("Frankfurt", "in queue").await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        page.expect_leader_shows("Frankfurt", &["2 in queue"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn single_leader_opens_beside_the_run_with_the_latency_of_both() {
    const FIGURES: (&str, &str) = ("region", "Latency, availability and throughput");
    story_at_end("a single leader", async |page| {
        page.press("Compare with a single leader").await?;
        page.expect_count(".sides[data-two]", 1).await?;
        page.go_to_end().await?;
        page.expect_region("region", "Branch Single leader Frankfurt", "timeline below").await?;
        page.expect_region("region", "Branch First run", "Switch to branch").await?;
        page.expect_region(FIGURES.0, FIGURES.1, "First run 0.0 ms 0.0 ms – – 100.00%").await?;
        page.expect_region(FIGURES.0, FIGURES.1, "Single leader Frankfurt 0.0 ms 188.6 ms").await?;
        is_accessible(page, "a single leader beside the run").await?;
        page.press("Stop comparing").await?;
        page.press("Undo").await?;
        page.unfold("Options of the single leader").await?;
        page.select_option("Leader that accepts all writes", "Tokyo").await?;
        page.toggle("Fail over to another leader").await?;
        page.set_number("Time until failover in milliseconds", "500").await?;
        page.press("Compare with a single leader").await?;
        page.expect_region(FIGURES.0, FIGURES.1, "Single leader Tokyo, failover after 500 ms").await
    });
}

/// A client's mark alone, then a request on its way, then its response.
async fn expect_request_on_the_map(page: &Page) -> StepResult {
    page.leader("Frankfurt").await?;
    page.two_frames().await?;
    let with_request = page.painted_pixels().await?;
    page.go_to_end().await?;
    page.two_frames().await?;
    let mark_alone = page.painted_pixels().await?;
    assert!(mark_alone > 100, "{mark_alone} pixels of the client’s mark");
    assert!(with_request > mark_alone + 100, "{with_request} pixels with a request, {mark_alone} without");
    Ok(())
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn request_and_its_response_are_drawn_on_their_way() {
    for (at, theme) in [(35, Theme::Light), (85, Theme::Dark)] {
        let visit = Visit::with(Screen::DESKTOP, theme).at_run(FROM_AFAR, Micros::from_ms(at));
        story("a request on the map", visit, async |page| expect_request_on_the_map(page).await);
    }
}

/// A client near Cape Town whose latency is by distance: its write is acknowledged, its read lost twice.
const BY_DISTANCE: &str = r#"{
    "polyleader": 1, "title": "By distance",
    "leaders": [{ "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] }],
    "clients": [{ "id": "ana", "name": "Ana", "at": "F", "place": [-33.9, 18.4],
                  "requests": { "timeout_ms": 250, "retry": "same", "attempts": 2 } }],
    "commands": [{ "at_ms": 10, "write": { "client": "ana", "key": "a", "value": 1 } },
                 { "at_ms": 400, "crash": { "leader": "F" } },
                 { "at_ms": 410, "read": { "client": "ana", "key": "a" } }]
}"#;

/// How long Ana's first request takes, in milliseconds, by the label of its line.
async fn first_request_takes(page: &Page) -> StepResult<f64> {
    let timeline = page.control("region", "Timeline").await?;
    let beginning = "10 ms: Ana’s request for a to Frankfurt, arrives at ";
    let line = page.control_with_prefix(&timeline, "button", beginning).await?;
    let name = line.name();
    let arrives = name.rsplit(' ').nth(1).and_then(|number| number.parse::<f64>().ok());
    Ok(arrives.unwrap_or_else(|| panic!("no time in “{name}”")) - 10.0)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn client_is_moved_on_the_map_by_dragging_and_by_keys_and_its_latency_follows() {
    let visit = Visit::on_desktop().at_run(BY_DISTANCE, Micros::from_ms(20));
    story("a client on the map", visit, async |page| {
        let handle = page.control("button", "Client Ana").await?;
        let from_the_south = first_request_takes(page).await?;
        page.press("Client Ana").await?;
        page.expect_inspector("near Cape Town").await?;
        is_accessible(page, "a client on the map").await?;
        page.drag(&handle, -10, -90).await?;
        page.expect_no_text("near Cape Town").await?;
        let nearer = first_request_takes(page).await?;
        assert!(nearer < from_the_south - 5.0, "{nearer} ms after the drag, {from_the_south} ms before");
        page.press("Undo").await?;
        page.expect_inspector("near Cape Town").await?;
        assert_eq!(first_request_takes(page).await?, from_the_south, "one undo takes the whole drag back");
        page.tab_to("button", "Client Ana").await?;
        for _ in 0..5 {
            page.chord_with_key(&[Key::Shift], Key::Up).await?;
        }
        page.expect_no_text("near Cape Town").await?;
        assert!(first_request_takes(page).await? < from_the_south, "the keys moved it north");
        page.expect_focus("button", "Client Ana").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn requests_of_a_client_away_are_lines_of_the_diagram_with_a_legend() {
    let visit = Visit::on_desktop().at_run(BY_DISTANCE, Micros::from_ms(600));
    story("requests in the diagram", visit, async |page| {
        page.control("button", "Client Ana").await?;
        page.expect_count(".stops .message-line[data-request=request]", 1).await?;
        page.expect_count(".stops .message-line[data-request=response]", 1).await?;
        page.expect_count(".stops .message-line[data-request=lost]", 2).await?;
        page.expect_count(".stops .attempt", 1).await?;
        page.expect_count(".stops .client-operation[data-operation=timeout]", 1).await?;
        page.expect_count(".stops .client-operation[data-operation=refused]", 1).await?;
        page.expect_text("lost request: leader is down").await?;
        page.expect_text("timeout, then a retry").await?;
        let timeline = page.control("region", "Timeline").await?;
        let retry = "660 ms: attempt 2 of Ana’s request for a to Frankfurt, is lost";
        page.control_with_prefix(&timeline, "button", retry).await?;
        is_accessible(page, "requests in the diagram").await?;
        page.press("Client lanes").await?;
        page.expect_count(".stops .message-line[data-request]", 0).await?;
        page.expect_no_text("timeout, then a retry").await
    });
}
