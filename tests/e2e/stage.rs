//! The stage: zoom and pan, map and canvas, drawing and cutting links, the lasso, and changing messages.

use replication::Micros;
use scenario::{Permalink, Scenario};
use serde_json::json;
use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Fifty leaders, linked all-to-all, with hundreds of writes.
const FIFTY: &str = include_str!("../bench/fifty-leaders.json");

/// A run with so many problems that its verdicts need two rows.
const MANY_FAULTS: &str = r#"{
  "polyleader": 1, "title": "Troubles", "policy": "last-write-wins", "topology": "circular",
  "leaders": [ { "id": "F", "name": "Frankfurt", "place": [50.1, 8.7] },
               { "id": "T", "name": "Tokyo", "place": [35.7, 139.7] },
               { "id": "S", "name": "São Paulo", "place": [-23.5, -46.6] } ],
  "clients": [ { "id": "ana", "at": "F" }, { "id": "ben", "at": "T" }, { "id": "cy", "at": "S" } ],
  "commands": [ { "at_ms": 40, "write": { "client": "ana", "key": "cart", "value": "milk" } },
                { "at_ms": 41, "write": { "client": "ben", "key": "cart", "value": "eggs" } },
                { "at_ms": 42, "write": { "client": "cy", "key": "cart", "value": "tea" } },
                { "at_ms": 500, "crash": { "leader": "T" } },
                { "at_ms": 600, "write": { "client": "ana", "key": "list", "value": "jam" } },
                { "at_ms": 610, "write": { "client": "ben", "key": "list", "value": "rye" } },
                { "at_ms": 900, "cut": { "between": ["F", "S"] } } ]
}"#;

/// How many pixels of messages in flight have exactly the colour of the first lane, and of the second.
const LANE_COLOURS: &str = "const canvas = document.querySelector('canvas.messages'), probe = document.createElement('canvas'); \
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height), context = probe.getContext('2d'); \
    return [0, 1].map((lane) => { const element = document.createElement('i'); element.dataset.leader = lane; \
        document.body.append(element); context.fillStyle = getComputedStyle(element).getPropertyValue('--leader'); \
        element.remove(); context.fillRect(0, 0, 1, 1); const [r, g, b] = context.getImageData(0, 0, 1, 1).data; \
        let count = 0; for (let at = 0; at < data.length; at += 4) \
            if (data[at] === r && data[at + 1] === g && data[at + 2] === b && data[at + 3] === 255) count++; \
        return count > 40; });";

/// A write of Frankfurt's under way, with the leaders in this order.
fn write_under_way(leaders: [&str; 2]) -> Permalink {
    let [first, second] = leaders.map(|id| format!(r#"{{ "id": "{id}" }}"#));
    let run = format!(
        r#"{{ "polyleader": 1, "leaders": [{first}, {second}], "links": {{ "latency": {{ "fixed_ms": 100 }} }},
            "clients": [{{ "id": "ana", "at": "F" }}],
            "commands": [{{ "at_ms": 10, "write": {{ "client": "ana", "key": "k", "value": 1 }} }}] }}"#
    );
    let scenario = Scenario::from_json(&run).unwrap_or_else(|error| panic!("{error}"));
    Permalink { at: Micros::from_ms(60), ..Permalink::of(scenario) }
}

/// The centre of a leader's card in the window, in CSS pixels.
async fn card_center(page: &Page, leader: &str) -> StepResult<(f64, f64)> {
    page.center(&page.leader(leader).await?).await
}

/// The distance between two leaders' cards, in CSS pixels.
async fn distance(page: &Page, one: &str, other: &str) -> StepResult<f64> {
    let ((a, b), (c, d)) = (card_center(page, one).await?, card_center(page, other).await?);
    Ok((a - c).hypot(b - d))
}

/// Waits until São Paulo and Tokyo are this many times as far apart as before.
async fn expect_distance_ratio(page: &Page, times: f64, before: f64) -> StepResult {
    page.wait_until(&format!("São Paulo to be {times} times as far from Tokyo as it was"), async || {
        let now = distance(page, "São Paulo", "Tokyo").await?;
        Ok(if (now / before - times).abs() < 0.2 { Ok(()) } else { Err(format!("{}", now / before)) })
    })
    .await
}

/// An empty point of the stage, in the South Pacific.
async fn open_sea(page: &Page) -> StepResult<(f64, f64)> {
    let script = "const box = document.querySelector('.stage').getBoundingClientRect(); \
                  return [box.x + box.width * 0.12, box.y + box.height * 0.8];";
    page.point(script, Vec::new()).await
}

/// The role and the name of the stage's toolbar.
const TOOLS: (&str, &str) = ("toolbar", "Stage");

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn stage_zooms_and_pans_by_mouse() {
    story_at_end("zooming the stage", async |page| {
        let before = distance(page, "São Paulo", "Tokyo").await?;
        page.press("Zoom in on the stage").await?;
        expect_distance_ratio(page, 1.5, before).await?;
        let (x, y) = card_center(page, "São Paulo").await?;
        let sea = open_sea(page).await?;
        page.drag_along(&[sea, (sea.0 + 60.0, sea.1 - 20.0)]).await?;
        page.wait_until("the ground to be where it was dragged", async || {
            let (left, top) = card_center(page, "São Paulo").await?;
            let by = (left - x, top - y);
            Ok(if (by.0 - 60.0).abs() < 3.0 && (by.1 + 20.0).abs() < 3.0 {
                Ok(())
            } else {
                Err(format!("{by:?}"))
            })
        })
        .await?;
        page.scroll_wheel(sea, 100.0).await?;
        expect_distance_ratio(page, 1.5 / 1.25, before).await?;
        page.press("Fit the stage").await?;
        expect_distance_ratio(page, 1.0, before).await?;
        page.expect_count("[role=toolbar] [aria-label='Fit the stage']:disabled", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn stage_zooms_by_pinch_and_by_keys() {
    story("pinching the stage", Visit::with(Screen::PHONE, Theme::Light).at_end(), async |page| {
        let before = distance(page, "São Paulo", "Tokyo").await?;
        let script = "const box = document.querySelector('.stage').getBoundingClientRect(); \
                      return [box.x + box.width * 0.75, box.y + box.height * 0.76];";
        let place = page.point(script, Vec::new()).await?;
        page.pinch(place, 60.0).await?;
        expect_distance_ratio(page, 2.0, before).await?;
        page.press("Fit the stage").await?;
        expect_distance_ratio(page, 1.0, before).await?;
        page.leader("Tokyo").await?.element().focus().await?;
        page.send_keys("+").await?;
        expect_distance_ratio(page, 1.5, before).await?;
        page.send_keys("0").await?;
        expect_distance_ratio(page, 1.0, before).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn focused_leader_scrolls_into_view() {
    story_at_end("focus on a stage that is enlarged", async |page| {
        for _ in 0..4 {
            page.press("Zoom in on the stage").await?;
        }
        page.leader("Tokyo").await?.element().focus().await?;
        let within = "const stage = document.querySelector('.stage').getBoundingClientRect(); \
            const card = document.activeElement.getBoundingClientRect(); \
            return stage.scrollTop === undefined && card.left >= stage.left && card.right <= stage.right \
                && card.top >= stage.top && card.bottom <= stage.bottom;";
        page.wait_until("Tokyo to be on the stage", async || {
            Ok(if page.evaluate(within, Vec::new()).await? == true {
                Ok(())
            } else {
                Err("beyond its edge".into())
            })
        })
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn canvas_gives_every_link_the_same_latency() {
    story_at_end("map and canvas", async |page| {
        let on_the_map = page.latency_ms("Frankfurt and Tokyo").await?;
        page.press_in(TOOLS, "Canvas").await?;
        let same = page
            .expect_latency("Frankfurt and Tokyo", "another", |now| (now - on_the_map).abs() > 5.0)
            .await?;
        for ends in ["Frankfurt and São Paulo", "São Paulo and Tokyo"] {
            page.expect_latency(ends, "the same", |now| (now - same).abs() < 0.5).await?;
        }
        let frankfurt = page.leader("Frankfurt").await?;
        page.drag(&frankfurt, -180, 60).await?;
        page.expect_latency("Frankfurt and Tokyo", "the same", |now| (now - same).abs() < 0.5).await?;
        page.press("Undo").await?;
        page.press("Undo").await?;
        page.expect_latency("Frankfurt and Tokyo", "by distance", |now| (now - on_the_map).abs() < 0.5)
            .await?;
        page.press_in(TOOLS, "Canvas").await?;
        page.press_in(TOOLS, "Map").await?;
        page.expect_latency("Frankfurt and Tokyo", "by distance", |now| (now - on_the_map).abs() < 0.5)
            .await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lasso_cuts_off_leaders_and_heal_all_reconnects_them() {
    story_at_end("lasso", async |page| {
        let (x, y) = card_center(page, "Tokyo").await?;
        page.press_in(TOOLS, "Lasso").await?;
        let around =
            [(x - 110.0, y - 75.0), (x + 100.0, y - 75.0), (x + 100.0, y + 75.0), (x - 110.0, y + 75.0)];
        page.drag_along(&[around[0], around[1], around[2], around[3], around[0]]).await?;
        page.expect_cut_links(2).await?;
        page.press_in(TOOLS, "Heal all").await?;
        page.expect_cut_links(0).await?;
        page.press_in(TOOLS, "Lasso").await?;
        let sea = open_sea(page).await?;
        page.drag_along(&[sea, (sea.0 + 30.0, sea.1), (sea.0 + 30.0, sea.1 + 30.0), sea]).await?;
        page.expect_text("Draw around some, but not all").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn clicking_a_links_middle_cuts_and_heals_it() {
    story_at_end("cutting in the middle", async |page| {
        let script = "const line = arguments[0].querySelector('path'); \
            const at = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM()); \
            return [at.x, at.y];";
        let link = page.link("São Paulo and Tokyo").await?;
        let place = page.point(script, vec![link.element().to_json()?]).await?;
        page.select_link("São Paulo and Tokyo").await?;
        page.drag_along(&[place]).await?;
        page.expect_link("São Paulo and Tokyo", ", cut").await?;
        page.drag_along(&[place]).await?;
        page.expect_latency("São Paulo and Tokyo", "there again", |now| now > 0.0).await?;
        page.link("São Paulo and Tokyo").await?.element().focus().await?;
        page.send_keys("x").await?;
        page.expect_link("São Paulo and Tokyo", ", cut").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn link_is_drawn_from_a_leaders_rim() {
    story_at_end("drawing a link", async |page| {
        page.select_link("São Paulo and Tokyo").await?;
        page.press("Remove link").await?;
        crate::leaders_and_topology::expect_links(page, &["Frankfurt and São Paulo", "Frankfurt and Tokyo"])
            .await?;
        let rim = "const box = [...document.querySelectorAll('.leader')].find(it => it.innerText.includes('São Paulo')) \
            .getBoundingClientRect(); return [box.right + 6, box.y + box.height / 2];";
        let place = page.point(rim, Vec::new()).await?;
        let there = card_center(page, "Tokyo").await?;
        page.drag_along(&[place, there]).await?;
        crate::leaders_and_topology::expect_links(
            page,
            &["Frankfurt and São Paulo", "Frankfurt and Tokyo", "São Paulo and Tokyo"],
        )
        .await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn message_is_delivered_sooner_from_the_stage() {
    story_at_end("hurrying a message", async |page| {
        page.press("Step back").await?;
        page.expect_playhead_at("109.314 ms").await?;
        let disc = page.message_disc().await?;
        page.drag_along(&[disc]).await?;
        page.press_in(("toolbar", "This message"), "Deliver now").await?;
        page.press("Step forward").await?;
        page.expect_playhead_at("109.316 ms").await?;
        page.expect_leader_shows("São Paulo", &["eggs", "milk"]).await?;
        page.press("Undo").await?;
        page.expect_inspector("arrived at São Paulo at 201.289 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn each_of_fifty_leaders_can_be_selected() {
    let visit = Visit::on_desktop().at_run(FIFTY, Micros::from_ms(400));
    story("fifty leaders", visit, async |page| {
        page.expect_count(".leader", 50).await?;
        // The leaders are shown while the run is still being computed.
        page.expect_playhead_at("400 ms").await?;
        page.leader("Reykjavík").await?.element().focus().await?;
        page.send_keys(Key::Enter).await?;
        page.expect_inspector("Reykjavík").await?;
        // In a long run the inspector lags behind the stage by a moment.
        page.go_to_start().await?;
        page.expect_inspector("The store is empty.").await?;
        page.go_to_end().await?;
        page.expect_no_text("The store is empty.").await?;
        page.expect_inspector("k1").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn stage_keeps_its_size_when_verdicts_change_rows() {
    let visit = Visit::on_desktop().at_run(MANY_FAULTS, Micros::from_ms(2_000));
    story("a stage that stands still", visit, async |page| {
        page.expect_verdict("1 refused").await?;
        let (rows, stage) = (page.height(".verdicts").await?, page.height(".stage").await?);
        let tokyo = card_center(page, "Tokyo").await?;
        page.go_to_start().await?;
        page.expect_verdict("Nothing written yet").await?;
        let rows_now = page.height(".verdicts").await?;
        assert!(rows_now < rows, "the verdicts need less room at the start: {rows_now} of {rows} px");
        assert_eq!(page.height(".stage").await?, stage, "and leave the stage as it is");
        assert_eq!(card_center(page, "Tokyo").await?.0, tokyo.0);
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn message_has_its_origins_colour_in_the_next_run_too() {
    let [first, second] = [["F", "T"], ["T", "F"]].map(|leaders| write_under_way(leaders).encode());
    story("colours in the next run", Visit::on_desktop().at(&format!("#{first}")), async |page| {
        let expect_lane = async |wanted: [bool; 2]| {
            page.wait_until("a message in its origin's colour", async || {
                let found = page.evaluate(LANE_COLOURS, Vec::new()).await?;
                Ok(if found == json!(wanted) { Ok(()) } else { Err(found.to_string()) })
            })
            .await
        };
        expect_lane([true, false]).await?;
        page.evaluate("location.hash = arguments[0];", vec![json!(second)]).await?;
        expect_lane([false, true]).await
    });
}
