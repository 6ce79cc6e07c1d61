//! Point 1: the page opens on a live run, and says what came of it.

use serde_json::json;
use tests::browser::{Screen, Theme};

use crate::page::Page;
use crate::story::{Outcome, Visit, story};

/// How soon after it was asked for the page must be alive.
const SOON_MS: f64 = 1_000.0;
/// How often it may try: a machine that does ten other things besides may be late once.
const TRIES: usize = 4;

/// How the page is at this moment: its age in milliseconds, and what of life there is in it.
const LIFE: &str = "const text = [...document.querySelectorAll('[aria-label=Stage] [role=button]')].map(it => it.textContent); \
    const slider = document.querySelector('[role=slider][aria-label=Time]'); \
    return { age: performance.now(), moving: slider ? parseFloat(slider.getAttribute('aria-valuetext')) : 0, \
        written: ['milk', 'eggs'].every(value => text.some(card => card.includes(value))), \
        leaders: ['Frankfurt', 'Tokyo', 'São Paulo'].every(name => text.some(card => card.includes(name))) };";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn within_a_second_leaders_are_replicating_and_then_the_outcome_is_said() {
    story("opening", Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        let soonest = soonest_life(page).await?;
        assert!(soonest < SOON_MS, "alive only after {soonest} ms");
        page.outcome_says("Conflict on cart: Ana’s “milk” and Ben’s “eggs” are concurrent").await?;
        page.is_still().await?;
        assert_eq!(page.painted().await?, 0, "nothing is in flight at the end");
        for leader in ["Frankfurt", "Tokyo", "São Paulo"] {
            page.leader_shows(leader, &["milk", "eggs"]).await?;
        }
        page.verdict("1 conflict open at Frankfurt, Tokyo and São Paulo").await?;
        page.pick("Conflict policy", "Last write wins").await?;
        page.outcome_says("Ana’s “milk” is lost, though it was acknowledged").await
    });
}

/// How old the page is, at best, when both values are written and their messages are on the way.
async fn soonest_life(page: &Page) -> Outcome<f64> {
    let mut soonest = f64::INFINITY;
    for _ in 0..TRIES {
        page.open("").await?;
        let age = page
            .until("a live run", async || {
                let life = page.ask(LIFE, Vec::new()).await?;
                let all = life["leaders"] == json!(true) && life["written"] == json!(true);
                let moving = life["moving"].as_f64().is_some_and(|at| at > 15.0);
                let alive = all && moving && page.painted().await? > 0;
                Ok(if alive {
                    Ok(life["age"].as_f64().unwrap_or(f64::INFINITY))
                } else {
                    Err(life.to_string())
                })
            })
            .await?;
        soonest = soonest.min(age);
        if soonest < SOON_MS {
            break;
        }
    }
    Ok(soonest)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_page_fits_every_screen() {
    let fit = "const shown = document.querySelector('[role=toolbar][aria-label=Playback]').getBoundingClientRect(); \
        return [document.documentElement.scrollWidth, innerWidth, Math.ceil(shown.right), Math.ceil(shown.bottom)];";
    for screen in Screen::ALL {
        for theme in Theme::ALL {
            let name = format!("the page fits {} in {}", screen.width, theme.css_name());
            story(&name, Visit::with(screen, theme), async |page| {
                for leader in ["Frankfurt", "Tokyo", "São Paulo"] {
                    page.leader(leader).await?;
                }
                page.press("To the end").await?;
                page.outcome_says("Merge at Frankfurt").await?;
                let [content, window, right, bottom] =
                    serde_json::from_value::<[u32; 4]>(page.ask(fit, Vec::new()).await?)
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
