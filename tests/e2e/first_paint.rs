//! What the page shows while its code loads: the places of everything on the page, and the opening run's leaders.

use std::collections::BTreeMap;

use serde_json::Value;
use tests::browser::{Fault, Faults, Screen, Theme};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// The page's code.
const CODE: &str = "_bg.wasm";
/// By how many pixels the page may move something that the first paint showed.
const CLOSE_PX: f64 = 1.0;

/// The positions and sizes of the page's regions and of the leaders' cards, by name.
const PLACES: &str = "const box = (it) => { const { x, y, width, height } = it.getBoundingClientRect(); return [x, y, width, height]; }; \
    const regions = ['.header', '.stage', '.outcome', '.verdicts-room', '.playback-controls', '.timeline', '.below', '.inspector']; \
    const places = regions.map((region) => [region, box(document.querySelector(region)).slice(0, 3)]); \
    const cards = [...document.querySelectorAll('.stage .leader')]; \
    return [...places, ...cards.map((card) => [card.querySelector('.name').textContent, box(card)])];";

async fn places(page: &Page) -> StepResult<BTreeMap<String, Vec<f64>>> {
    let places = page.evaluate(PLACES, Vec::new()).await?;
    let places: Vec<(String, Vec<f64>)> = serde_json::from_value(places).expect("names and numbers");
    Ok(places.into_iter().collect())
}

/// Waits for a script's result to be true.
async fn wait_for(page: &Page, what: &str, script: &str) -> StepResult {
    page.wait_until(what, async || {
        let found = page.evaluate(script, Vec::new()).await?;
        Ok(if found == Value::Bool(true) { Ok(()) } else { Err(found.to_string()) })
    })
    .await
}

const IS_SHOWN: &str = "return document.querySelectorAll('.first-paint .leader').length === 3;";

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn page_moves_nothing_that_it_showed_while_its_code_was_loading() {
    for screen in Screen::ALL {
        let faults = Faults::default();
        faults.plant(CODE, Fault::Halted);
        let name = format!("first paint at {}", screen.width);
        story(&name, Visit::with(screen, Theme::Light).despite(&faults), async |page| {
            wait_for(page, "the first paint", IS_SHOWN).await?;
            let before = places(page).await?;
            faults.mend();
            page.leader("Tokyo").await?;
            page.wait_until("everything in its place", async || {
                let after = places(page).await?;
                let moved = before.iter().find(|(name, place)| {
                    let now = after.get(*name).map(Vec::as_slice).unwrap_or_default();
                    now.len() != place.len() || place.iter().zip(now).any(|(a, b)| (a - b).abs() > CLOSE_PX)
                });
                let moved =
                    moved.map(|(name, place)| format!("{name} from {place:?} to {:?}", after.get(name)));
                Ok(moved.map_or(Ok(()), Err))
            })
            .await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn first_paint_of_another_run_shows_no_leaders() {
    let faults = Faults::default();
    faults.plant(CODE, Fault::Halted);
    let visit = Visit::on_desktop().at("#s1.anything").despite(&faults);
    story("first paint of a link", visit, async |page| {
        wait_for(page, "the first paint", IS_SHOWN).await?;
        let hidden = "return [...document.querySelectorAll('.first-paint .leader')] \
            .every((card) => getComputedStyle(card).visibility === 'hidden');";
        wait_for(page, "hidden leaders", hidden).await?;
        faults.mend();
        page.leader("Tokyo").await.map(drop)
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn first_paint_has_the_theme_that_the_user_chose() {
    let faults = Faults::default();
    story("first paint in the dark", Visit::on_desktop().despite(&faults), async |page| {
        page.press("Dark theme").await?;
        faults.plant(CODE, Fault::Halted);
        page.reload().await?;
        wait_for(page, "the dark theme", "return document.documentElement.dataset.theme === 'dark';").await?;
        faults.mend();
        page.leader("Tokyo").await.map(drop)
    });
}
