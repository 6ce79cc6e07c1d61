//! Opening the page: it plays a run and then summarises it.

use tests::browser::{Screen, Theme};

use crate::playground::LEADERS;
use crate::story::{Visit, story};

/// How soon after its first drawing the page must play the run, in milliseconds of the frame clock.
const SOON_MS: f64 = 1_000.0;

/// Records, at each frame, which signs of a live run the page shows, and its age when it first shows all of them.
const WATCH: &str = "const look = () => { \
    const text = [...document.querySelectorAll('[aria-label=Stage] [role=button]')].map(it => it.textContent); \
    const slider = document.querySelector('[role=slider][aria-label=Time]'); \
    const canvas = document.querySelector('canvas.messages'); \
    if (slider) globalThis.drawn ??= frameClock(); \
    const life = { moving: slider ? parseFloat(slider.getAttribute('aria-valuetext')) > 15 : false, \
        written: ['milk', 'eggs'].every(value => text.some(card => card.includes(value))), \
        leaders: ['Frankfurt', 'Tokyo', 'São Paulo'].every(name => text.some(card => card.includes(name))) }; \
    const all = life.moving && life.written && life.leaders && canvas && canvas.width; \
    life.painted = all && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data \
        .some((part, at) => at % 4 === 3 && part > 0); \
    globalThis.life = life; \
    if (life.painted) life.age = frameClock() - globalThis.drawn; else requestAnimationFrame(look); }; look();";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn opening_run_plays_within_a_second_and_ends_with_a_summary() {
    story("opening", Visit::on_desktop(), async |page| {
        page.with_even_frames(WATCH).await?;
        let age = page
            .wait_until("a live run", async || {
                let life = page.evaluate("return globalThis.life;", Vec::new()).await?;
                Ok(life["age"].as_f64().ok_or_else(|| life.to_string()))
            })
            .await?;
        assert!(age < SOON_MS, "alive only after {age} ms");
        page.expect_summary("Conflict on cart: Ana’s “milk” and Ben’s “eggs” are concurrent").await?;
        page.wait_until_paused().await?;
        page.expect_painted(false).await?;
        page.expect_all_show(&["milk", "eggs"]).await?;
        page.expect_verdict("1 conflict open at Frankfurt, Tokyo and São Paulo").await?;
        page.choose_radio("Conflict policy", "Last write wins").await?;
        page.expect_summary("Ana’s “milk” is lost, though it was acknowledged").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_fits_every_screen() {
    let fit = "const shown = document.querySelector('[role=toolbar][aria-label=Playback]').getBoundingClientRect(); \
        return [document.documentElement.scrollWidth, innerWidth, Math.ceil(shown.right), Math.ceil(shown.bottom)];";
    for screen in Screen::ALL {
        for theme in Theme::ALL {
            let name = format!("the page fits {} in {}", screen.width, theme.css_name());
            story(&name, Visit::with(screen, theme), async |page| {
                for leader in LEADERS {
                    page.leader(leader).await?;
                }
                page.press("Go to end").await?;
                page.expect_summary("Merge at Frankfurt").await?;
                let [content, window, right, bottom] =
                    serde_json::from_value::<[u32; 4]>(page.at_rest(fit, Vec::new()).await?)
                        .expect("four numbers");
                assert_eq!((content, window), (screen.width, screen.width), "nothing sticks out sideways");
                assert!(
                    right <= screen.width && bottom <= screen.height,
                    "playback is at hand: {right}, {bottom}"
                );
                Ok(())
            });
        }
    }
}
