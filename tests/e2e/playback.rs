//! Playing, pausing, stepping and seeking.

use tests::browser::Error;
use thirtyfour::Key;

use crate::page::Page;
use crate::playground::PageState;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// Steps through the whole run and returns the state of the page at each instant at which something happens.
async fn step_through(page: &Page) -> StepResult<Vec<PageState>> {
    page.go_to_start().await?;
    let mut states = vec![page.settled_state().await?];
    loop {
        let before = page.playhead().await?;
        page.press("Step forward").await?;
        let state = page.settled_state().await?;
        if state.instant == before {
            return Ok(states);
        }
        states.push(state);
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn stepping_back_shows_the_same_states_as_stepping_forward() {
    story("stepping", Visit::on_desktop(), async |page| {
        page.select_leader("Tokyo").await?;
        let states = step_through(page).await?;
        let instants: Vec<&str> = states.iter().map(|state| state.instant.as_str()).collect();
        assert_eq!(instants[..3], ["0 ms", "10 ms", "15 ms"], "the writes come first");
        assert_eq!(instants.last(), Some(&"201.289 ms"), "the last message comes last");
        assert!(states.windows(2).all(|pair| pair[0] != pair[1]), "something is to be seen at each");
        for state in states.iter().rev().skip(1) {
            page.press("Step back").await?;
            page.expect_state(state).await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn playhead_is_dragged_to_the_start_and_forward() {
    story_at_end("dragging the playhead", async |page| {
        let end = page.settled_state().await?;
        let playhead = page.control("slider", "Time").await?;
        // Its handle is as high as the diagram, so its centre is on a lane, among marks and messages.
        let (right, _) = page.center(&playhead).await?;
        page.drag(&playhead, 5 - right as i64, 0).await?;
        page.expect_playhead_at("0 ms").await?;
        page.expect_summary("Nothing has been written yet").await?;
        page.expect_leader_shows("Frankfurt", &["no values yet"]).await?;

        let playhead = page.control("slider", "Time").await?;
        page.drag(&playhead, 200, 0).await?;
        page.expect_painted(true).await?;
        page.go_to_end().await?;
        page.expect_state(&end).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn playhead_moves_by_slider_keys() {
    story_at_end("playhead by keys", async |page| {
        let end = page.settled_state().await?;
        page.control("slider", "Time").await?.send_keys(Key::Home).await?;
        page.expect_playhead_at("0 ms").await?;
        page.send_keys(Key::Right).await?;
        page.expect_playhead_at("10 ms").await?;
        page.send_keys(Key::Right).await?;
        page.expect_playhead_at("15 ms").await?;
        page.send_keys(Key::Left).await?;
        page.expect_playhead_at("10 ms").await?;
        page.send_keys(Key::End).await?;
        page.expect_state(&end).await?;
        page.send_keys(Key::PageDown).await?;
        page.expect_playhead_at("181.161 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_plays_and_pauses() {
    story("playing", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        // Slow enough to pause before the end on any machine.
        page.select_option("Speed", "Speed: 1/200×").await?;
        page.play().await?;
        page.wait_until("time to go by", async || {
            let instant = milliseconds(&page.playhead().await?);
            Ok(if instant > 1.0 { Ok(()) } else { Err(format!("{instant} ms")) })
        })
        .await?;
        page.press("Pause").await?;
        let paused = page.settled_state().await?;
        assert!(paused.instant != "201.289 ms", "it was paused on the way");
        let frames = "const done = arguments[0]; let left = 12; \
            const next = () => --left ? requestAnimationFrame(next) : done(); requestAnimationFrame(next);";
        page.browser().driver().execute_async(frames, Vec::new()).await?;
        assert_eq!(page.settled_state().await?, paused, "nothing moves while it is paused");
        page.select_option("Speed", "Speed: 1/4×").await?;
        page.play().await?;
        page.wait_until_paused().await?;
        page.expect_playhead_at("201.289 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn speed_is_simulated_time_per_second() {
    story("speed", Visit::on_desktop(), async |page| {
        page.with_even_frames("").await?;
        for (speed, expected) in [("1/200×", 5.0), ("1/20×", 50.0), ("1/4×", 250.0)] {
            let measured = measured_speed(page, &format!("Speed: {speed}")).await?;
            assert!((measured / expected - 1.0).abs() < 0.01, "{speed} was {measured} ms/s");
        }
        Ok(())
    });
}

/// The simulated milliseconds per second at this speed, measured over 25 frames.
async fn measured_speed(page: &Page, speed: &str) -> StepResult<f64> {
    let measure = "const done = arguments[0]; const slider = document.querySelector('[role=slider][aria-label=Time]'); \
        const now = () => [frameClock(), parseFloat(slider.getAttribute('aria-valuetext'))]; \
        let first; const look = () => { const at = now(); if (at[1] > 0) first ??= at; \
            if (!first || at[0] - first[0] < 400) requestAnimationFrame(look); \
            else done(1000 * (at[1] - first[1]) / (at[0] - first[0])); }; requestAnimationFrame(look); \
        document.querySelector('[aria-label=Play]').click();";
    page.go_to_start().await?;
    page.select_option("Speed", speed).await?;
    let measured = page.browser().driver().execute_async(measure, Vec::new()).await?;
    page.go_to_start().await?;
    measured.convert().map_err(Error::from)
}

fn milliseconds(instant: &str) -> f64 {
    instant.trim_end_matches(" ms").parse().unwrap_or_default()
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn idle_stretch_is_skipped_while_playing() {
    let run = r#"{ "polyleader": 1, "title": "A quiet run", "seed": 7,
        "leaders": [{ "id": "F", "name": "Frankfurt" }, { "id": "T", "name": "Tokyo" }],
        "links": { "latency": { "fixed_ms": 20 } },
        "clients": [{ "id": "ana", "name": "Ana", "at": "F" }],
        "commands": [
            { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
            { "at_ms": 8000, "write": { "client": "ana", "key": "cart", "value": "eggs" } }
        ] }"#;
    let visit = Visit::on_desktop().at_run(run, replication::Micros::from_ms(31));
    story("an idle stretch", visit, async |page| {
        page.expect_all_loaded().await?;
        page.press("Play").await?;
        page.press("Skip 7 s of idle time").await?;
        page.wait_until_paused().await?;
        page.expect_leader_shows("Tokyo", &["eggs"]).await
    });
}
