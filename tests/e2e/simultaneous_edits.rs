//! Two windows that edit at the same time, the same document and different ones: each edit stays in a stored document.
//!
//! `cargo xtask monkey --two-windows` runs it for longer.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use player::{EditAction, Player, Saved};
use serde_json::{Value, json};
use tests::browser::{Motion, Screen, Theme};
use thirtyfour::WindowHandle;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Names the environment variable that `cargo xtask monkey` sets: how long to edit.
const SECONDS: &str = "TWO_WINDOWS_SECONDS";
/// How many rounds without it.
const FEW_ROUNDS: u32 = 3;
/// How long both windows edit in a round.
const ROUND_MS: u64 = 2_500;

/// The field with the number; it may be folded away.
const FIELD: &str = "[aria-label=\"Maximum jitter in milliseconds\"]";

/// Edits a number again and again for a while, at uneven intervals, so that some edits are stored at once and others later.
/// The numbers are those from the first one on, in microseconds; `edited` lists those that were set.
const EDIT: &str = "const [selector, first, lasting] = arguments; \
    const until = performance.now() + lasting; \
    globalThis.edited = []; globalThis.isEditing = true; \
    const edit = () => { \
        const field = document.querySelector(selector); \
        const number = first + edited.length; \
        field.value = number / 1000; \
        field.dispatchEvent(new Event('change', { bubbles: true })); \
        edited.push(number); \
        if (performance.now() > until) isEditing = false; \
        else setTimeout(edit, [5, 40, 150, 390, 400, 410, 700][number % 7]); \
    }; \
    edit();";

/// Calls back with everything that is stored.
const STORED: &str = "const done = arguments[0]; \
    const request = indexedDB.open('polyleader'); \
    request.onsuccess = () => { \
        const all = request.result.transaction('documents').objectStore('documents').getAll(); \
        all.onsuccess = () => { request.result.close(); done(all.result); }; \
    };";

/// The numbers that the documents hold now, or held before an edit that can be undone.
fn numbers_in(stored: &Value) -> BTreeSet<u64> {
    let mut numbers = BTreeSet::new();
    for content in stored.as_array().into_iter().flatten() {
        let saved: Saved = serde_json::from_value(content.clone()).expect("what is stored can be read");
        let mut player = Player::from_saved(&saved, None).expect("what is stored can be opened");
        for _ in 0..=saved.history.past.len() {
            numbers.insert(player.scenario().links.jitter.0);
            player.act(EditAction::Undo);
        }
    }
    numbers
}

/// Opens the run that was edited last in a window, or another one.
async fn open_in(page: &Page, window: &WindowHandle, fragment: &str) -> StepResult {
    page.switch_to_tab(window.clone()).await?;
    page.open(fragment).await?;
    page.wait_until("the field", async || {
        let count = format!("return document.querySelectorAll('{FIELD}').length;");
        let count = page.evaluate(&count, Vec::new()).await?;
        Ok(if count == json!(1) { Ok(()) } else { Err(count.to_string()) })
    })
    .await
}

/// Lets both windows edit at the same time. Returns the numbers they have set, once they have finished.
async fn edit_at_once(page: &Page, windows: &[WindowHandle; 2], first: u64) -> StepResult<BTreeSet<u64>> {
    for (number, window) in windows.iter().enumerate() {
        page.switch_to_tab(window.clone()).await?;
        let first = first + 10_000 * number as u64;
        page.evaluate(EDIT, vec![json!(FIELD), json!(first), json!(ROUND_MS)]).await?;
    }
    let mut numbers = BTreeSet::new();
    for window in windows {
        page.switch_to_tab(window.clone()).await?;
        page.wait_until("the edits to end", async || {
            let is_editing = page.evaluate("return isEditing;", Vec::new()).await?;
            Ok(if is_editing == json!(false) { Ok(()) } else { Err("more edits".to_owned()) })
        })
        .await?;
        let edited = page.evaluate("return edited;", Vec::new()).await?;
        numbers.extend(edited.as_array().into_iter().flatten().filter_map(Value::as_u64));
    }
    Ok(numbers)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn edits_of_two_windows_at_once_are_all_stored() {
    let seconds = std::env::var(SECONDS).ok().and_then(|seconds| seconds.parse().ok());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let example = format!("#{}", scenario::Permalink::of(scenario::GALLERY[1].scenario()).encode());
    story("two windows at once", Visit::on_desktop(), async |page| {
        let driver = page.browser().driver();
        // Windows rather than tabs: the browser slows down a tab that is out of sight.
        let windows = [driver.window().await?, driver.new_window().await?];
        page.switch_to_tab(windows[1].clone()).await?;
        page.browser().show(Screen::DESKTOP, Theme::Light, Motion::Full).await?;
        let (mut round, mut edits) = (0, 0);
        while until.map_or(round < FEW_ROUNDS, |until| Instant::now() < until) {
            open_in(page, &windows[0], "").await?;
            // In every third round, the two edit different documents.
            open_in(page, &windows[1], if round % 3 == 2 { &example } else { "" }).await?;
            let numbers = edit_at_once(page, &windows, 1_000 + 20_000 * u64::from(round % 100)).await?;
            edits += numbers.len();
            page.wait_until("every edit to be stored", async || {
                let stored = numbers_in(&page.evaluate_async(STORED).await?);
                let lost: Vec<_> = numbers.difference(&stored).collect();
                Ok(if lost.is_empty() { Ok(()) } else { Err(format!("in round {round}, {lost:?} are lost")) })
            })
            .await?;
            round += 1;
        }
        println!("{edits} edits in {round} rounds");
        Ok(())
    });
}
