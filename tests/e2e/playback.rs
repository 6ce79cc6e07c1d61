//! Point 5: the run is played, paused, stepped through, and looked at again at any instant.

use tests::browser::{Screen, Theme, Error};
use thirtyfour::Key;

use crate::step_result::StepResult;
use crate::page::Page;
use crate::playground::PageState;
use crate::story::{Visit, story};

fn at_a_desk() -> Visit {
    Visit::with(Screen::DESKTOP, Theme::Light)
}

/// Every instant of the run at which something happens, and what is shown there, by stepping forward.
async fn all_sights(page: &Page) -> StepResult<Vec<PageState>> {
    page.go_to_start().await?;
    let mut sights = vec![page.settled_state().await?];
    loop {
        let before = page.playhead().await?;
        page.press("Step forward").await?;
        let sight = page.settled_state().await?;
        if sight.instant == before {
            return Ok(sights);
        }
        sights.push(sight);
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn stepping_back_shows_each_instant_just_as_stepping_forward_did() {
    story("stepping", at_a_desk(), async |page| {
        page.select_leader("Tokyo").await?;
        let sights = all_sights(page).await?;
        let instants: Vec<&str> = sights.iter().map(|sight| sight.instant.as_str()).collect();
        assert_eq!(instants[..3], ["0 ms", "10 ms", "15 ms"], "the writes come first");
        assert_eq!(instants.last(), Some(&"201.289 ms"), "the last message comes last");
        assert!(sights.windows(2).all(|pair| pair[0] != pair[1]), "something is to be seen at each");
        for sight in sights.iter().rev().skip(1) {
            page.press("Step back").await?;
            page.expect_state(sight).await?;
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_playhead_is_dragged_to_the_start_and_forward_again() {
    story("dragging the playhead", at_a_desk(), async |page| {
        page.go_to_end().await?;
        let end = page.settled_state().await?;
        let playhead = page.control("slider", "Time").await?;
        // Its handle is as high as the diagram, so its middle is on a lane, among marks and messages.
        let (right, _) = playhead.center().await?;
        page.drag(&playhead, 5 - right as i64, 0).await?;
        page.expect_playhead_at("0 ms").await?;
        page.expect_summary("Nothing has been written yet").await?;
        page.expect_leader_shows("Frankfurt", &["no values yet"]).await?;

        let playhead = page.control("slider", "Time").await?;
        page.drag(&playhead, 200, 0).await?;
        let middle = page.settled_state().await?;
        assert!(page.painted_pixels().await? > 0, "messages are in flight at {}", middle.instant);
        page.go_to_end().await?;
        page.expect_state(&end).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_playhead_is_moved_by_keys_as_a_slider_is() {
    story("playhead by keys", at_a_desk(), async |page| {
        page.go_to_end().await?;
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
fn the_run_is_played_and_paused() {
    story("playing", at_a_desk(), async |page| {
        page.go_to_start().await?;
        // So slowly that it is paused long before the end, however long that takes.
        page.select_option("Speed", "5 ms/s").await?;
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
        page.select_option("Speed", "250 ms/s").await?;
        page.play().await?;
        page.wait_until_paused().await?;
        page.expect_playhead_at("201.289 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_speed_is_how_much_time_goes_by_in_a_second() {
    story("speed", at_a_desk(), async |page| {
        page.with_even_frames("").await?;
        for speed in [5.0, 50.0, 250.0] {
            let measured = ms_in_a_second(page, &format!("{speed} ms/s")).await?;
            assert!((measured / speed - 1.0).abs() < 0.01, "{speed} ms/s were {measured}");
        }
        Ok(())
    });
}

/// How much simulated time goes by in a second at this speed, measured over 25 frames.
async fn ms_in_a_second(page: &Page, speed: &str) -> StepResult<f64> {
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
